"""Contact duties from the first day of a pairing to the word to the township."""

from base64 import b64encode
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.access.roles import Role
from shared.contracts.pairing.codes import PromiseState
from shared.contracts.pairing.errors import (
    ContactDateInvalid,
    ContactNeedsWords,
    ContactStruck,
    NotPairedWithChild,
    PhotoRefused,
    TooManyPhotos,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.pairing.township import (
    COUNTY,
    OTHER_TOWNSHIP,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Township,
    id_number,
)

SCHOOL = "3b6b7a34-3a52-4a6e-9d58-000000000009"
PHOTO = b"\xff\xd8\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00picture\xff\xd9"


def as_helper(helper_id: str, *children: str) -> Viewer:
    return Viewer(
        account_id="a" + helper_id[1:],
        roles=frozenset({Role.HELPER}),
        person_id=helper_id,
        helped_ids=children,
    )


def as_teacher() -> Viewer:
    return Viewer(account_id="t", roles=frozenset({Role.HEAD_TEACHER}), school_id=SCHOOL)


def pair(town: Township, **more: Any) -> tuple[str, str, Viewer]:
    child, helper = town.agreed_child(2, **more), town.helper()
    town.arrange(child, helper)
    return child, helper, as_helper(helper, child)


def log(town: Township, viewer: Viewer, child: str, kind: str = "talk", **more: Any) -> Any:
    fields = {"child_id": child, "kind": kind, "on_date": TODAY.isoformat()} | more
    return town.call("log_contact", viewer, **fields)


def promises(town: Township, viewer: Viewer | None = None, **more: Any) -> dict[str, str]:
    found = town.call("list_promises", viewer, limit=200, **more)["items"]
    return {one["duty"]: one["state"] for one in found}


def total(town: Township, area: str = COUNTY) -> dict[str, int]:
    figures: dict[str, int] = town.call("count_promises", area=area)["total"]
    return figures


def recounted(town: Township) -> dict[str, int]:
    """From the promises themselves."""
    states = [row["state"] for row in town.desk.rows("promises")]
    counted = ("open", "done", "overdue", "late")
    return {name: sum(state == name for state in states) for name in counted}


def test_a_pair_promises_what_the_rules_ask_from_its_first_day(town: Township) -> None:
    _, _, viewer = pair(town)
    assert promises(town, viewer) == dict.fromkeys(
        ("talk", "parents_call", "home_visit", "guardian_talk", "joint_activity"), "open"
    )
    assert total(town) == {"open": 5, "done": 0, "overdue": 0, "late": 0} == recounted(town)


def test_a_contact_keeps_the_promise_of_its_kind(town: Township) -> None:
    child, _, viewer = pair(town)
    log(town, viewer, child)
    assert promises(town, viewer)["talk"] == "done"
    assert total(town)["done"] == 1
    log(town, viewer, child)  # once more than asked
    assert total(town) == {"open": 4, "done": 1, "overdue": 0, "late": 0} == recounted(town)


def test_who_was_not_reached_was_not_talked_to(town: Township) -> None:
    child, _, viewer = pair(town)
    log(town, viewer, child, outcome="not_reached")
    assert promises(town, viewer)["talk"] == "open"


def test_the_same_contact_sent_again_is_logged_once(town: Township) -> None:
    """A phone that lost its line does not know whether it got through."""
    child, _, viewer = pair(town)
    first = log(town, viewer, child, client_key="k1", summary="one")
    again = log(town, viewer, child, client_key="k1", summary="typed once more")
    assert again["id"] == first["id"]
    assert again["summary"] == "one"
    assert len(town.desk.rows("contacts")) == 1
    assert len(town.published("contact_logged")) == 1


def test_a_day_later_it_is_overdue_and_then_done_late(town: Township) -> None:
    child, _, viewer = pair(town)
    log(town, viewer, child, "parents_call")
    town.on(date(2025, 10, 1))
    found = town.call("list_promises", viewer, limit=200)["items"]
    overdue = {one["duty"] for one in found if one["state"] == "overdue"}
    assert overdue == {"talk", "guardian_talk", "joint_activity"}
    opened = {one["duty"] for one in found if one["state"] == "open"}
    assert opened == {"talk", "parents_call", "guardian_talk", "joint_activity", "home_visit"}
    log(town, viewer, child, on_date="2025-10-01")
    log(town, viewer, child, on_date="2025-10-01")
    talks = [one for one in town.desk.rows("promises") if one["duty"] == "talk"]
    assert sorted(one["state"] for one in talks) == [PromiseState.DONE, PromiseState.LATE]
    assert total(town) == recounted(town)


def test_days_on_which_nothing_ran_are_made_up_for(town: Township) -> None:
    _, _, viewer = pair(town)
    town.on(date(2025, 12, 3))  # nothing fired in between
    found = [one for one in town.desk.rows("promises") if one["duty"] == "talk"]
    assert [one["first_day"] for one in sorted(found, key=lambda one: one["first_day"])] == [
        date(2025, 9, 1),
        date(2025, 12, 1),
    ]
    assert promises(town, viewer, state="overdue")["talk"] == "overdue"


def test_the_helper_is_reminded_once_for_all_and_the_village_is_told_later(town: Township) -> None:
    child, helper, viewer = pair(town, school_id=SCHOOL)
    town.on(date(2025, 9, 27))
    [due] = town.published("promises_due")
    assert (due["helper_id"], due["due"], due["deadline"]) == (helper, 4, "2025-09-30")
    town.on(date(2025, 9, 28))
    assert len(town.published("promises_due")) == 1
    log(town, viewer, child, "parents_call", on_date="2025-09-28")
    town.on(date(2025, 10, 1))
    assert [p["overdue"] for p in town.published("promises_due")][-1] == 3
    assert town.published("promises_neglected") == []
    town.on(date(2025, 10, 7))
    told = town.published("promises_neglected")
    assert [(one["area_code"], one["school_id"], one["overdue"]) for one in told] == [
        (VILLAGE, None, 1),  # the joint activity, which is per person
        (VILLAGE, SCHOOL, 2),
    ]


def test_a_head_teachers_talk_counts_for_the_helper_where_the_rules_say_so(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    log(town, as_teacher(), child)
    log(town, as_teacher(), child, "joint_activity")
    assert promises(town, viewer)["talk"] == "done"
    assert promises(town, viewer)["joint_activity"] == "open"


def test_the_other_helpers_talk_does_not_count_for_one(town: Township) -> None:
    child, _, viewer = pair(town)
    second = town.helper()
    town.arrange(child, second)
    log(town, as_helper(second, child), child)
    assert promises(town, viewer)["talk"] == "open"
    assert promises(town, as_helper(second))["talk"] == "done"


def test_an_office_logs_in_a_helpers_name(town: Township) -> None:
    child, helper, viewer = pair(town)
    logged = log(town, town.villager, child, helper_id=helper)
    assert (logged["helper_id"], logged["as_role"]) == (helper, "village_officer")
    assert promises(town, viewer)["talk"] == "done"
    with pytest.raises(NotPairedWithChild):
        log(town, town.villager, child, helper_id=town.helper())


def test_nobody_else_logs(town: Township) -> None:
    child, _, _ = pair(town)
    stranger = town.helper()
    with pytest.raises(AccessDenied):
        log(town, as_helper(stranger), child)
    with pytest.raises(NotPairedWithChild):
        log(town, as_helper(stranger, child), child)
    with pytest.raises(AccessDenied):
        log(town, town.other_officer, child)


def test_a_helper_whose_check_ran_out_logs_nothing_and_owes_nothing(town: Township) -> None:
    child, helper, viewer = pair(town)
    town.on(date(2026, 9, 11))
    assert total(town)["open"] == 0
    with pytest.raises(NotPairedWithChild):
        log(town, viewer, child, on_date="2026-09-11")
    town.check(helper, date(2026, 9, 11))
    assert promises(town, viewer, state="open")["talk"] == "open"
    assert log(town, viewer, child, on_date="2026-09-11")["helper_id"] == helper
    figures = recounted(town)
    terms = {row["term"] for row in town.desk.rows("promise_counts")}
    counted = [town.call("count_promises", area=COUNTY, term=term)["total"] for term in terms]
    assert {name: sum(one[name] for one in counted) for name in figures} == figures


def test_an_ended_pair_owes_nothing_more_and_keeps_what_it_missed(town: Township) -> None:
    child, helper, _ = pair(town)
    town.on(date(2025, 10, 1))
    [pairing] = town.call("list_pairings", child_id=child)["items"]
    town.call("end_pairing", pairing_id=pairing["id"], reason="helper_moved")
    assert {row["state"] for row in town.desk.rows("promises")} == {"overdue", "void"}
    assert total(town)["open"] == 0
    assert total(town) == recounted(town)
    [tally] = town.call("list_tallies")["items"]
    assert (tally["helper_id"], tally["overdue"], tally["open"]) == (helper, 4, 0)


def test_a_contact_taken_back_keeps_no_promise(town: Township) -> None:
    child, _, viewer = pair(town)
    contact = log(town, viewer, child)
    struck = town.call("strike_contact", viewer, contact_id=contact["id"], why="another child")
    assert struck["struck_at"]
    assert promises(town, viewer)["talk"] == "open"
    assert total(town) == {"open": 5, "done": 0, "overdue": 0, "late": 0}
    assert town.desk.rows("pairings")[0]["last_contact_on"] is None
    with pytest.raises(ContactStruck):
        town.call("strike_contact", viewer, contact_id=contact["id"], why="again")


def test_what_was_said_is_sealed_and_hidden_from_the_family(town: Township) -> None:
    child, _, viewer = pair(town)
    log(town, viewer, child, summary="不可见的话", outcome="follow_up")
    for table in ("contacts", "outbox", "history"):
        assert "不可见的话" not in str(town.desk.rows(table)), table
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(child,))
    [seen] = town.call("list_contacts", mother)["items"]
    assert (seen["kind"], seen["summary"]) == ("talk", None)
    [whole] = town.call("list_contacts", town.villager, child_id=child)["items"]
    assert whole["summary"] == "不可见的话"
    assert town.call("list_contacts", town.other_officer)["items"] == []
    auditor = replace(town.county, roles=frozenset({Role.AUDITOR}))
    with pytest.raises(AccessDenied):
        town.call("list_contacts", auditor)


def test_what_cannot_have_been_is_refused(town: Township) -> None:
    child, _, viewer = pair(town)
    for day in ("2025-09-11", "2025-09-09"):
        with pytest.raises(ContactDateInvalid):
            log(town, viewer, child, on_date=day)
    with pytest.raises(ContactNeedsWords):
        log(town, viewer, child, outcome="follow_up")


def test_photos_are_kept_sealed_and_opened_by_those_who_may_read(town: Township) -> None:
    child, _, viewer = pair(town)
    contact = log(town, viewer, child)["id"]
    content = b64encode(PHOTO).decode()
    for _ in range(9):
        shown = town.call("attach_to_contact", viewer, contact_id=contact, content=content)
    with pytest.raises(TooManyPhotos):
        town.call("attach_to_contact", viewer, contact_id=contact, content=content)
    file = shown["files"][0]["id"]
    which = {"contact_id": contact, "file_id": file}
    assert town.call("get_contact_file", viewer, **which)["content"] == content
    assert "picture" not in str(town.desk.rows("contact_files"))
    other, bad = log(town, viewer, child)["id"], b64encode(b"MZ nothing of ours").decode()
    with pytest.raises(PhotoRefused):
        town.call("attach_to_contact", viewer, contact_id=other, content=bad)


def test_the_counts_of_places_add_up(town: Township) -> None:
    pair(town)
    child = town.agreed_child(2, area_code="520330104201")
    town.arrange(child, town.helper("volunteer", area_code="520330104201"))
    counts = town.call("count_promises", area=COUNTY)
    assert [one["area_code"] for one in counts["items"]] == [TOWNSHIP, OTHER_TOWNSHIP]
    for name in ("open", "done", "overdue", "late"):
        parts = sum(one[name] for one in counts["items"])
        by_duty = sum(one[name] for one in counts["duties"])
        assert counts["total"][name] == parts == by_duty


def test_a_peer_partner_promises_nothing(town: Township) -> None:
    child = town.agreed_child(2)
    peer = town.helper("peer", id_number=id_number("20130312"))
    town.arrange(child, peer)
    assert town.desk.rows("promises") == []
