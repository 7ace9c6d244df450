"""Files of a dossier or a case: sealed, seen by those concerned alone, taken back and kept."""

from base64 import b64decode, b64encode
from typing import Any

import pytest
from sqlalchemy import text

from shared.access.roles import Role
from shared.contracts.registry.errors import (
    AttachmentDangerous,
    AttachmentNotFound,
    AttachmentTakenBack,
    AttachmentTooLarge,
    CaseClosed,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.cases.conftest import (
    AUDITOR,
    OTHER_TOWN,
    Cases,
    at_school,
    school_of,
)
from tests.integration.registry.cases.conftest import cases as cases
from tests.integration.registry.conftest import COUNTY, TOWNSHIP, VILLAGE, Registry
from tests.integration.registry.test_merges import merge, pair

PHOTO = b"\xff\xd8\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"MARKED-CONTENT" * 9
FILE = {"filename": "张小明户口本.jpg", "content": b64encode(PHOTO).decode()}


def attach(registry: Registry, child_id: str, viewer: Viewer = VILLAGE, **more: Any) -> Any:
    request = {**FILE, "about": "family", "note": "新换的户口本", **more}
    return registry.call(viewer, "attach_to_child", child_id=child_id, **request)


def listed(registry: Registry, child_id: str, viewer: Viewer = COUNTY) -> list[str]:
    found = registry.call(viewer, "list_attachments_of_child", child_id=child_id)
    return [one["about"] for one in found["items"]]


def opened(registry: Registry, child_id: str, one: Any, viewer: Viewer = COUNTY) -> Any:
    which = {"child_id": child_id, "attachment_id": one["id"]}
    return registry.call(viewer, "get_attachment_of_child", **which)


def test_a_file_comes_back_as_it_was_and_each_look_is_on_record(registry: Registry) -> None:
    child = registry.register()["id"]
    one = attach(registry, child)
    assert (one["kind"], one["size"], one["filename"]) == ("jpeg", len(PHOTO), FILE["filename"])
    assert b64decode(opened(registry, child, one)["content"]) == PHOTO
    assert opened(registry, child, one, VILLAGE)["filename"] == FILE["filename"]
    looks = [r for r in registry.rows("access_log") if r["subject"] == f"attachment/{one['id']}"]
    assert [row["account_id"] for row in looks] == ["county", "village"]


def test_neither_content_nor_name_stands_in_clear(registry: Registry) -> None:
    child = registry.register()["id"]
    one = attach(registry, child)
    which = {"child_id": child, "attachment_id": one["id"]}
    registry.call(VILLAGE, "take_back_of_child", **which, why="李梅的照片传错了")
    stored = ""
    with registry.database.transaction() as uow:
        for table in ("attachments", "attachment_contents", "history", "outbox", "access_log"):
            stored += str(uow.session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
    assert one["id"] in stored
    for secret in ("MARKED", b64encode(b"MARKED-CON").decode()[:12], "户口本", "李梅"):
        assert secret not in stored


def test_files_are_shown_with_the_group_that_they_are_about(registry: Registry) -> None:
    school = school_of(registry)  # type: ignore[arg-type]
    child = registry.register(school_id=school)["id"]
    for about in ("identity", "health", "family"):
        attach(registry, child, about=about)
    assert listed(registry, child) == ["family", "health", "identity"]
    clinic = at_school(Role.CLINIC, school)
    assert listed(registry, child, clinic) == ["health", "identity"]
    family = registry.call(COUNTY, "list_attachments_of_child", child_id=child)["items"][0]
    with pytest.raises(AccessDenied):
        opened(registry, child, family, clinic)
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), helped_ids=(child,))
    with pytest.raises(AccessDenied):
        listed(registry, child, helper)


def test_a_file_taken_back_stays_on_record_with_its_reason(registry: Registry) -> None:
    child = registry.register()["id"]
    one = attach(registry, child)
    which = {"child_id": child, "attachment_id": one["id"]}
    registry.call(VILLAGE, "take_back_of_child", **which, why="传错了")
    with pytest.raises(AttachmentTakenBack):
        opened(registry, child, one)
    with pytest.raises(AttachmentTakenBack):
        registry.call(VILLAGE, "take_back_of_child", **which, why="再撤一次")
    (kept,) = registry.call(COUNTY, "list_attachments_of_child", child_id=child)["items"]
    assert (kept["why"], kept["taken_back_by"]) == ("传错了", "village")
    entries = registry.history(f"attachment/{one['id']}")
    assert [(e["operation"], e["reason"]) for e in entries] == [
        ("attach_to_child", None),
        ("take_back_of_child", "传错了"),
    ]


def test_what_is_refused_leaves_nothing_behind(registry: Registry) -> None:
    child = registry.register()["id"]
    programme = b64encode(b"MZ\x90\x00 whatever it is called").decode()
    with pytest.raises(AttachmentDangerous):
        attach(registry, child, content=programme)
    with pytest.raises(AttachmentTooLarge) as refused:
        attach(registry, child, content=b64encode(PHOTO + b"x" * (8 * 2**20)).decode())
    assert refused.value.args == ("8",)
    assert registry.rows("attachments") == []


def test_files_of_a_merged_dossier_go_with_the_child(registry: Registry) -> None:
    first, second = pair(registry)
    one = attach(registry, second)
    stranger = registry.register(id_number=None, name="李红", father_name="李强")["id"]
    with pytest.raises(AttachmentNotFound):
        opened(registry, stranger, one)
    merge(registry, first, second)
    assert b64decode(opened(registry, first, one)["content"]) == PHOTO


def test_a_file_of_a_case_is_for_those_whom_the_case_concerns(cases: Cases) -> None:
    case = cases.received()
    one = cases.call(TOWNSHIP, "attach_to_case", case_id=case["id"], **FILE)
    which = {"case_id": case["id"], "attachment_id": one["id"]}
    assert b64decode(cases.call(COUNTY, "get_attachment_of_case", **which)["content"]) == PHOTO
    for viewer in (AUDITOR, OTHER_TOWN):
        with pytest.raises(AccessDenied):
            cases.call(viewer, "get_attachment_of_case", **which)
    cases.call(TOWNSHIP, "take_back_of_case", **which, why="拍到了别人")
    timeline = cases.case(case["id"])["timeline"]
    assert [(e["kind"], e["text"].get("why")) for e in timeline[-2:]] == [
        ("attached", None),
        ("taken_back", "拍到了别人"),
    ]
    ended = {"result": "no_danger", "why": "核实没有危险"}
    cases.call(TOWNSHIP, "close_case", case_id=case["id"], **ended)
    with pytest.raises(CaseClosed):
        cases.call(TOWNSHIP, "attach_to_case", case_id=case["id"], **FILE)
