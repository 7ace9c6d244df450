"""Files through the gateway: a download is saved and never shown, a refusal keeps the page."""

from io import BytesIO

from shared.access.roles import Role
from shared.contracts.registry.errors import AttachmentDangerous
from tests.unit.gateway.pages import care_samples, county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

FILES = f"/children/{county.CHILD}/attachments"
ONE = f"{FILES}/{county.MOVE}"


def sent() -> dict[str, object]:
    return {"file": (BytesIO(b"\xff\xd8\xff"), "户口本.jpg"), "about": "family", "note": "新的"}


def test_a_file_is_saved_under_its_name_and_never_guessed_at(browse: Browser) -> None:
    answer = browse(Role.VILLAGE_OFFICER).get(ONE)
    assert answer.status_code == 200
    assert answer.data == b"\xff\xd8\xff\xe0"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "image/jpeg"


def test_a_file_goes_to_the_registry_with_what_it_is_about(browse: Browser, worker: Worker) -> None:
    answer = browse(Role.VILLAGE_OFFICER).post(
        FILES, data=sent(), content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    (told,) = [s for name, s in worker.registry.told if name == "attach_to_child"]
    assert (told["filename"], told["content"], told["about"]) == ("户口本.jpg", "/9j/", "family")


def test_a_refused_file_is_said_on_the_page_and_what_was_typed_stays(
    browse: Browser, worker: Worker
) -> None:
    refused = ("AttachmentView", lambda _r: AttachmentDangerous())
    worker.registry.answers["attach_to_child"] = refused
    answer = browse(Role.VILLAGE_OFFICER).post(
        FILES, data=sent(), content_type="multipart/form-data"
    )
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "可能带病毒" in shown
    assert 'value="新的"' in shown


def test_who_forgot_the_file_is_told_so(browse: Browser) -> None:
    answer = browse(Role.VILLAGE_OFFICER).post(FILES, data={"about": "family"})
    assert answer.status_code == 422
    assert care_samples.ATTACHMENT["filename"] in answer.get_data(as_text=True)
