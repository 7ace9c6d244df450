"""One page with three forms: what is refused in one leaves the others as they are stored."""

import re

import pytest

from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.helping_samples import PAPER_ID
from tests.unit.gateway.pages.services import Worker

ADDRESS = f"/helpers/{county.HELPER}"
CHOSEN = re.compile(r'name="(\w+)" value="(\w+)" checked')


@pytest.mark.parametrize(
    ("part", "sent", "wrong"),
    [("training", {"hours": "many"}, "hours"), ("certificates", {"from_day": "soon"}, "from-day")],
)
def test_a_refused_part_leaves_the_wishes_as_stored(
    browse: Browser, part: str, sent: dict[str, str], wrong: str
) -> None:
    """Drawn empty, the next press of their button would wipe them."""
    browser = browse(Role.TOWNSHIP_OFFICER)
    stored = CHOSEN.findall(browser.get(f"{ADDRESS}/profile").text)
    assert ("dialects", "miao") in stored

    refused = browser.post(f"{ADDRESS}/{part}", data=sent)

    assert refused.status_code == 422
    assert CHOSEN.findall(refused.text) == stored
    assert f'id="e-{wrong}"' in refused.text
    assert f'value="{next(iter(sent.values()))}"' in refused.text


@pytest.mark.parametrize(("school", "without"), [("", True), (county.SCHOOL, None)])
def test_that_a_helper_is_at_no_school_is_an_answer(
    browse: Browser, worker: Worker, school: str, without: bool | None
) -> None:
    sent = browse(Role.TOWNSHIP_OFFICER).post(f"{ADDRESS}/profile", data={"school_id": school})

    assert sent.status_code == 303
    [told] = [fields for name, fields in worker.pairing.told if name == "update_helper"]
    assert told.get("without_school") == without


def test_a_school_of_another_township_is_offered_too(browse: Browser, worker: Worker) -> None:
    """Left out, it would be taken away with whatever else is saved."""
    worker.registry.answers["list_schools"] = ("SchoolList", lambda _r: {"items": [], "next": None})
    page = browse(Role.TOWNSHIP_OFFICER).get(f"{ADDRESS}/profile").text
    assert f'value="{county.SCHOOL}" selected' in page


def test_refused_wishes_stay_as_typed(browse: Browser) -> None:
    typed = {"dialects": "miao", "available": "sunday", "capacity": "many"}
    refused = browse(Role.TOWNSHIP_OFFICER).post(f"{ADDRESS}/profile", data=typed)

    assert refused.status_code == 422
    assert CHOSEN.findall(refused.text) == [("available", "sunday"), ("dialects", "miao")]
    assert 'value="many"' in refused.text


def test_a_certificate_is_revoked_with_the_reason(browse: Browser, worker: Worker) -> None:
    browser = browse(Role.TOWNSHIP_OFFICER)
    paper = f"{ADDRESS}/certificates/{PAPER_ID}"
    assert "作废这份证明" in browser.get(paper).text
    refused = browser.post(f"{paper}/revocation", data={"why": " "})
    assert refused.status_code == 422
    assert 'id="e-why"' in refused.text
    answer = browser.post(f"{paper}/revocation", data={"why": "日期开错了", "idempotency_key": "k"})
    assert "done=certificate_revoked" in answer.location
    [told] = [fields for name, fields in worker.pairing.told if name == "revoke_certificate"][-1:]
    assert (told["certificate_id"], told["why"]) == (PAPER_ID, "日期开错了")


def test_a_helper_does_not_revoke_its_own_certificate(browse: Browser) -> None:
    helper = browse(Role.HELPER, area="", person_id=county.HELPER)
    page = helper.get(f"{ADDRESS}/certificates/{PAPER_ID}")
    assert page.status_code == 200
    assert "作废这份证明" not in page.text


def test_an_office_says_where_a_helper_lives_now(browse: Browser, worker: Worker) -> None:
    browser = browse(Role.TOWNSHIP_OFFICER)
    page = browser.get(f"/helpers/{county.HELPER}/profile").text
    assert f'<option value="{county.VILLAGE}" selected' in page
    browser.post(f"/helpers/{county.HELPER}/profile", data={"area_code": county.VILLAGE})
    [sent] = [fields for name, fields in worker.pairing.told if name == "update_helper"]
    assert sent["area_code"] == county.VILLAGE


def test_helpers_do_not_move_themselves(browse: Browser) -> None:
    page = browse(Role.HELPER).get(f"/helpers/{county.HELPER}/profile").text
    assert 'name="area_code"' not in page
