"""Which promise a contact keeps, from when on one is owed, and that promises and wishes follow a
child who moves."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from services.pairing.handlers import promises as use_cases
from services.pairing.store.people import SqlRules
from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.codes import PromiseState
from shared.contracts.pairing.errors import NoPairingNeeded
from shared.contracts.registry.events import ChildChanged, PackAdopted
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import (
    PHOTO,
    SCHOOL,
    as_teacher,
    log,
    pair,
    promises,
    recounted,
    total,
)
from tests.integration.pairing.township import (
    COUNTY,
    FAR_VILLAGE,
    OTHER_TOWNSHIP,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Township,
)

OTHER_SCHOOL = "3b6b7a34-3a52-4a6e-9d58-000000000010"


def moved(child_id: str, **more: Any) -> ChildChanged:
    facts: dict[str, Any] = {
        "child_id": child_id,
        "version": 2,
        "area_code": FAR_VILLAGE,
        "school_id": OTHER_SCHOOL,
        "class_name": None,
        "sex": "female",
        "birth_date": "2015-05-01",
        "status": "left_behind",
        "level": 2,
        "stage": "primary",
        "boarder": True,
    }
    return ChildChanged(**facts | more)


@contextmanager
def statements(town: Township) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, text: str, *_: Any) -> None:
        seen.append(text)

    engine = town.desk.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_what_is_still_owed_moves_with_the_child_and_what_is_done_stays(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    log(town, viewer, child)
    town.fact(moved(child))
    assert total(town, TOWNSHIP) == {"open": 1, "done": 1, "overdue": 0, "late": 0}
    assert total(town, OTHER_TOWNSHIP) == {"open": 3, "done": 0, "overdue": 0, "late": 0}
    assert total(town) == recounted(town)
    owed = [row for row in town.desk.rows("promises") if row["child_id"] and row["state"] == "open"]
    assert {(row["area_code"], row["school_id"]) for row in owed} == {(FAR_VILLAGE, OTHER_SCHOOL)}


def test_the_new_place_chases_what_a_moved_child_is_owed(town: Township) -> None:
    child, _, _ = pair(town, school_id=SCHOOL)
    town.fact(moved(child))
    town.on(date(2025, 10, 7))
    told = {(one["area_code"], one["overdue"]) for one in town.published("promises_neglected")}
    assert told == {(VILLAGE, 1), (FAR_VILLAGE, 3)}


def test_an_open_wish_follows_a_moved_child_and_one_that_is_over_stays(town: Township) -> None:
    child = town.child(2)
    wish = town.call("submit_wish", town.villager, child_id=child, text="书包")["id"]
    over = town.call("submit_wish", town.villager, child_id=child, text="飞机")["id"]
    town.call("refuse_wish", town.officer, wish_id=over, why="太贵")
    town.fact(moved(child))
    found = town.call("list_wishes", town.other_officer)["items"]
    assert [one["id"] for one in found] == [wish]
    words = {"wish_id": wish, "child_id": child, "public_text": "一个书包"}
    assert town.call("publish_wish", town.other_officer, **words)["status"] == "published"


def test_what_was_left_open_where_no_pair_is_any_more_is_chased(town: Township) -> None:
    child, _, _ = pair(town)
    [pairing] = town.call("list_pairings", child_id=child)["items"]
    clock.travel_to(date(2025, 10, 1))  # the pair ends before the night's round
    town.call("end_pairing", pairing_id=pairing["id"], reason="helper_moved")
    town.on(date(2025, 10, 7))
    states = {row["state"] for row in town.desk.rows("promises")}
    assert states == {PromiseState.OVERDUE, PromiseState.VOID}
    assert town.published("promises_neglected")


def test_who_comes_back_from_a_rest_owes_what_has_half_of_its_time_left(town: Township) -> None:
    _, helper, viewer = pair(town)
    town.on(date(2026, 9, 11))
    town.on(date(2026, 10, 25))
    town.check(helper, date(2026, 10, 25))
    assert "talk" not in promises(town, viewer, state="open")
    town.on(date(2026, 11, 1))
    assert promises(town, viewer, state="open")["talk"] == "open"


def test_a_contact_makes_up_for_what_was_missed_in_its_own_term_alone(town: Township) -> None:
    child, _, viewer = pair(town)
    town.on(date(2026, 2, 2))
    talks = [one for one in town.desk.rows("promises") if one["duty"] == "talk"]
    before = [one for one in talks if one["state"] == PromiseState.OVERDUE]
    assert before
    log(town, viewer, child, on_date="2026-02-02")
    log(town, viewer, child, on_date="2026-02-02")
    states = {one["state"] for one in town.desk.rows("promises") if one["duty"] == "talk"}
    assert PromiseState.LATE not in states


def test_a_struck_contact_leaves_the_last_one_that_reached_somebody(town: Township) -> None:
    child, _, viewer = pair(town)
    clock.travel_to(date(2025, 9, 20))
    log(town, viewer, child, on_date="2025-09-10")
    wrong = log(town, viewer, child, on_date="2025-09-15")
    log(town, viewer, child, on_date="2025-09-18", outcome="not_reached")
    town.call("strike_contact", viewer, contact_id=wrong["id"], why="another child")
    assert town.desk.rows("pairings")[0]["last_contact_on"] == date(2025, 9, 10)


def test_a_promise_of_several_contacts_is_done_on_the_day_of_the_last(town: Township) -> None:
    town.fact(PackAdopted(area_code=COUNTY, pack="home_visits", valid_from="2025-09-01", version=1))
    child, _, viewer = pair(town)
    [several] = [one for one in town.desk.rows("promises") if one["wanted"] == 2]
    last = several["last_day"]
    clock.travel_to(last)
    log(town, viewer, child, several["duty"], on_date=last.isoformat())
    log(town, viewer, child, several["duty"], on_date=TODAY.isoformat())
    [done] = [one for one in town.desk.rows("promises") if one["id"] == several["id"]]
    assert (done["state"], done["done_on"]) == (PromiseState.DONE, last)


def test_a_list_of_contacts_reads_no_photo(town: Township) -> None:
    child, _, viewer = pair(town)
    contact = log(town, viewer, child)["id"]
    content = b64encode(PHOTO).decode()
    shown = town.call("attach_to_contact", viewer, contact_id=contact, content=content)
    with statements(town) as seen:
        [listed] = town.call("list_contacts", viewer, child_id=child)["items"]
        town.call("get_contact", viewer, contact_id=contact)
    assert listed["files"] == shown["files"]
    reading = [text for text in seen if "FROM contact_files" in text]
    assert reading
    assert not [text for text in reading if "contact_files.sealed" in text]


def test_candidates_cost_no_query_each(town: Township) -> None:
    child = town.agreed_child(2)
    for _ in range(3):
        town.helper("volunteer")
    [proposal] = [p for p in town.proposals(town.match()) if p["child_id"] == child]
    counted = []
    for more in (0, 6):
        for _ in range(more):
            town.helper("volunteer")
        with statements(town) as seen:
            found = town.call("list_candidates", proposal_id=proposal["id"])["items"]
        counted.append(len(seen))
    assert len(found) == 8
    assert counted[0] == counted[1]


def test_nobody_is_offered_for_a_child_who_needs_nobody_any_more(town: Township) -> None:
    child = town.agreed_child(2)
    town.helper("volunteer")
    town.helper("volunteer")
    [proposal] = [p for p in town.proposals(town.match()) if p["child_id"] == child]
    town.fact(moved(child, area_code=VILLAGE, school_id=None, status="not_left_behind"))
    with pytest.raises(NoPairingNeeded):
        town.call("list_candidates", proposal_id=proposal["id"])


def test_a_townships_round_makes_all_promises_in_one_statement(town: Township) -> None:
    for _ in range(4):
        pair(town)
    clock.travel_to(date(2025, 10, 1))
    with statements(town) as seen, town.desk.database.transaction() as uow:
        use_cases.township_round(uow, TOWNSHIP, date(2025, 10, 1), date(2025, 10, 1))
        uow.session.rollback()
    assert len([text for text in seen if text.startswith("INSERT INTO promises")]) == 1


def test_a_page_of_wishes_costs_no_query_for_each_claim(town: Township) -> None:
    counted = []
    for page in range(2):
        donor = Viewer(account_id=f"donor{page}", roles=frozenset({Role.DONOR}))
        for _ in range(3):
            child = town.child(2)
            wish = town.call("submit_wish", town.villager, child_id=child, text="书包")["id"]
            words = {"wish_id": wish, "child_id": child, "public_text": "一个书包"}
            town.call("publish_wish", town.officer, **words)
            town.call("claim_wish", donor, wish_id=wish)
        with statements(town) as seen:
            found = town.call("list_wishes", town.officer)["items"]
        assert all(one["claimed_until"] for one in found)
        counted.append(len([text for text in seen if "FROM wish" in text]))
    assert counted == [1, 1]


def test_a_principal_counts_by_the_rules_of_their_county(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair(town, school_id=SCHOOL)
    principal = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=SCHOOL)
    asked, known = [], SqlRules.in_force

    def noted(rules: SqlRules, area: str, today: date) -> Any:
        asked.append(area)
        return known(rules, area, today)

    monkeypatch.setattr(SqlRules, "in_force", noted)
    counts = town.call("count_promises", principal)
    assert asked == [VILLAGE]
    assert counts["total"]["open"] == 4


def test_figures_are_summed_where_they_lie(town: Township) -> None:
    pair(town)
    with statements(town) as seen:
        town.call("count_promises", area=COUNTY)
    read = [text.lower() for text in seen if "FROM promise_counts" in text]
    assert read
    assert all("sum(" in text or "distinct" in text for text in read)


def test_one_promise_is_reminded_of_once_however_many_days_were_missed(town: Township) -> None:
    pair(town)
    town.on(date(2025, 9, 11))
    clock.travel_to(date(2025, 10, 6))
    with town.desk.database.transaction() as uow:
        use_cases.township_round(uow, TOWNSHIP, date(2025, 9, 30), date(2025, 10, 6))
    [told] = town.published("promises_due")
    assert told["overdue"] == 4


def test_only_those_who_may_strike_are_offered_it(town: Township) -> None:
    child, helper, viewer = pair(town, school_id=SCHOOL)
    log(town, town.villager, child, helper_id=helper)
    [own] = town.call("list_contacts", viewer, child_id=child)["items"]
    assert own["may_strike"] is False
    mixed = replace(viewer, roles=frozenset({Role.HELPER, Role.DONOR}))
    [still] = town.call("list_contacts", mixed, child_id=child)["items"]
    assert still["may_strike"] is False
    [above] = town.call("list_contacts", as_teacher(), child_id=child)["items"]
    assert above["may_strike"] is True


def test_what_a_sponsor_bears_stands_in_the_pairs_history(town: Township) -> None:
    child = town.agreed_child(2)
    mother = town.helper("love_mother")
    made = town.call(
        "arrange_pairing", child_id=child, helper_id=mother, slot="any", sponsor_fen=120000
    )
    [first] = town.desk.history(f"pairing/{made['id']}")
    assert first["changes"]["sponsor_fen"] == 120000
