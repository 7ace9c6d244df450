from datetime import date

import pytest

from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.activities.errors import (
    ChildNotOnRoster,
    CorrectionNeedsReason,
    SessionNotHeld,
)
from shared.contracts.registry.events import ChildChanged
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.activities.school import MONDAY, VILLAGE, School, a_child


@pytest.fixture(autouse=True)
def _a_monday() -> None:
    travel_to(date.fromisoformat(MONDAY))


def given(**marks: str) -> list[dict[str, str]]:
    return [{"child_id": child, "mark": mark} for child, mark in marks.items()]


def test_holding_a_session_says_who_was_there(school: School) -> None:
    one, two, three = (child.child_id for child in school.children)
    session = school.held({one: "present", two: "absent", three: "not_enrolled"})
    assert session["counts"] == {"present": 1, "absent": 1, "leave": 0, "not_enrolled": 1}
    name, data = school.desk.published()[-1]
    assert (name, data["present"], data["absent"]) == ("session_held", [one], [two])


def test_the_same_marks_again_change_nothing_and_tell_nobody(school: School) -> None:
    one = school.children[0].child_id
    session = school.held({one: "present"})
    before = (school.desk.published(), school.desk.rows("history"))
    marks = [{"child_id": one, "mark": "present"}]
    again = school.call("mark_attendance", session_id=session["id"], marks=marks)
    assert again["version"] == session["version"]
    assert (school.desk.published(), school.desk.rows("history")) == before


def test_a_mark_is_corrected_with_a_reason_and_the_old_one_is_kept(school: School) -> None:
    one = school.children[0].child_id
    session = school.held({one: "absent"})
    fields = {"session_id": session["id"], "marks": [{"child_id": one, "mark": "leave"}]}
    with pytest.raises(CorrectionNeedsReason):
        school.call("mark_attendance", **fields)
    after = school.call("mark_attendance", **fields, why="had a fever")
    assert after["counts"]["leave"] == 1
    assert after["counts"]["absent"] == 0
    name, data = school.desk.published()[-1]
    assert (name, data["on_leave"], data["absent"]) == ("attendance_marked", [one], [])
    history = school.desk.rows("history")[-1]
    assert history["key_of"] == one
    assert "fever" not in str(history)  # an illness is sealed under the child's key
    with school.desk.database.transaction() as uow:
        opened = uow.vault.open(one, history["changes"])
    assert opened == {"mark": ["absent", "leave"], "why": "had a fever"}


def test_only_children_of_the_school_are_marked_in_a_session_that_was_held(school: School) -> None:
    elsewhere = a_child(None).child_id
    planned = school.plan(school.open_room(name="Second")["id"])
    marks = [{"child_id": elsewhere, "mark": "present"}]
    with pytest.raises(SessionNotHeld):
        school.call("mark_attendance", session_id=planned["id"], marks=marks)
    school.call("hold_session", session_id=planned["id"])
    with pytest.raises(ChildNotOnRoster):
        school.call("mark_attendance", session_id=planned["id"], marks=marks)


def test_the_register_lists_the_class_and_who_else_came(school: School) -> None:
    one, two, guest = (child.child_id for child in school.children)
    session = school.held({guest: "present"}, class_name="4-1")
    register = school.call("get_session", session_id=session["id"])["register"]
    assert {entry["child_id"]: entry["mark"] for entry in register} == {
        one: None,
        two: None,
        guest: "present",
    }


def test_a_look_at_the_register_is_in_the_access_log_child_by_child(school: School) -> None:
    session = school.held()
    school.call("get_session", session_id=session["id"])
    looked = {row["subject"] for row in school.desk.rows("access_log")}
    assert looked == {child.child_id for child in school.children}
    auditor = Viewer(account_id="a", roles=frozenset({Role.AUDITOR}), area="520330")
    assert len(school.call("list_access_log", auditor)["items"]) == 3
    assert school.call("verify_records", auditor)["sound"] is True


def test_a_childs_attendance_is_counted_for_those_who_answer_for_it(school: School) -> None:
    one = school.children[0].child_id
    school.held({one: "present"})
    session = school.plan(
        school.call("list_rooms")["items"][0]["id"], starts_at="16:00", ends_at="17:00"
    )
    marks = [{"child_id": one, "mark": "absent"}]
    school.call("hold_session", session_id=session["id"], marks=marks)

    parent = Viewer(account_id="p", roles=frozenset({Role.PARENT}), child_ids=(one,))
    village = Viewer(account_id="v", roles=frozenset({Role.VILLAGE_OFFICER}), area=VILLAGE)
    for viewer in (parent, village, school.principal):
        counts = school.call("count_attendance", viewer, child_id=one)["counts"]
        assert counts == {"present": 1, "absent": 1, "leave": 0, "not_enrolled": 0}
    later = school.call("count_attendance", parent, child_id=one, from_date="2025-09-09")
    assert set(later["counts"].values()) == {0}
    with pytest.raises(AccessDenied):
        school.call("count_attendance", parent, child_id=school.children[1].child_id)
    with pytest.raises(AccessDenied):
        school.call("count_attendance", school.stranger, child_id=one)


def test_the_roster_follows_the_registry_and_ignores_what_is_older(school: School) -> None:
    one = school.children[0]
    facts = {**vars(one), "school_id": None, "version": 3}
    school.desk.fact(ChildChanged(**facts))
    school.desk.fact(ChildChanged(**{**facts, "school_id": school.id, "version": 2}))
    page = school.call("list_children_of_school", school_id=school.id)
    assert one.child_id not in [child["id"] for child in page["items"]]
    assert len(page["items"]) == 2


def test_a_class_is_listed_alone(school: School) -> None:
    page = school.call("list_children_of_school", school_id=school.id, class_name="4-1", limit=1)
    assert len(page["items"]) == 1
    rest = school.call(
        "list_children_of_school", school_id=school.id, class_name="4-1", after=page["next"]
    )
    assert [child["class_name"] for child in rest["items"]] == ["4-1"]
    with pytest.raises(AccessDenied):
        school.call("list_children_of_school", school.stranger, school_id=school.id)


def test_an_auditor_sees_that_a_session_was_held_and_not_what_was_written(school: School) -> None:
    held = school.plan(school.open_room()["id"])
    school.call("hold_session", session_id=held["id"], note="王小明哭了", marks=[])
    auditor = Viewer(account_id="a", roles=frozenset({Role.AUDITOR}), area="520330")
    (seen,) = school.call("list_sessions", auditor)["items"]
    assert (seen["id"], seen["state"], seen["note"]) == (held["id"], "held", None)
    (own,) = school.call("list_sessions")["items"]
    assert own["note"] == "王小明哭了"
