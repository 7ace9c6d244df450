"""Who is to be looked after more closely, why, and until when."""

from datetime import date
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.activities.events import AttendanceMarked, SessionHeld
from shared.contracts.pairing.growing_errors import (
    ChildListedTwice,
    RankImpossible,
    TermNotEnded,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import SCHOOL, as_teacher, log, pair
from tests.integration.pairing.test_promises_follow import moved
from tests.integration.pairing.township import (
    COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
    Township,
)


def watched(town: Township, viewer: Viewer | None = None, **more: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = town.call("list_watched", viewer, **more)["items"]
    return items


def held(number: int, **marks: list[str]) -> SessionHeld:
    return SessionHeld(
        session_id=f"6b6b7a34-3a52-4a6e-9d58-00000000000{number}",
        version=2,
        room_id="r",
        school_id=SCHOOL,
        area_code=TOWNSHIP,
        on_date=f"2025-09-0{number}",
        **marks,
    )


def marked(number: int, **marks: list[str]) -> AttendanceMarked:
    about = held(number)
    return AttendanceMarked(
        session_id=about.session_id,
        version=3,
        room_id="r",
        school_id=SCHOOL,
        area_code=TOWNSHIP,
        on_date=about.on_date,
        **marks,
    )


def results(town: Township, child: str, term: str, rank: int, **more: Any) -> Any:
    row = {"child_id": child, "rank": rank, "of_pupils": 40} | more
    return town.call("enter_results", as_teacher(), term=term, rows=[row])


def test_a_child_whom_nobody_reached_for_long_is_watched_until_somebody_does(
    town: Township,
) -> None:
    child, _, viewer = pair(town)
    town.on(date(2025, 10, 24))
    assert not [one for one in watched(town) if one["silent_days"]]
    town.on(date(2025, 10, 25))
    [one] = watched(town)
    assert (one["child_id"], one["silent_days"], one["since"]) == (child, 45, "2025-10-24")
    assert "45 天" in one["why"]
    log(town, viewer, child, on_date="2025-10-25", outcome="not_reached")
    assert watched(town)[0]["silent_days"] == 45
    contact = log(town, viewer, child, on_date="2025-10-25")
    assert [one["silent_days"] for one in watched(town)] == [0]
    town.call("strike_contact", viewer, contact_id=contact["id"], why="another child")
    assert watched(town)[0]["silent_days"] == 45


def test_missed_duties_are_a_sign_and_the_places_are_told_once(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    town.on(date(2025, 10, 1))
    [one] = watched(town, sign="overdue")
    assert (one["child_id"], one["overdue"], one["signs"]) == (child, 3, 1)
    told = town.published("watch_list_grown")
    assert [(t["area_code"], t["school_id"], t["children"]) for t in told] == [(VILLAGE, SCHOOL, 1)]
    town.on(date(2025, 10, 3))
    assert len(town.published("watch_list_grown")) == 1
    for kind in ("talk", "parents_call"):  # once for each month
        log(town, viewer, child, kind, on_date="2025-10-03")
        log(town, viewer, child, kind, on_date="2025-10-03")
    assert watched(town) == []


def test_who_misses_three_of_five_sessions_is_watched_and_a_corrected_mark_counts(
    town: Township,
) -> None:
    child = town.child(2, school_id=SCHOOL)
    for number in (1, 2):
        town.fact(held(number, absent=[child]))
    town.fact(held(3, present=[child]))
    assert watched(town) == []
    town.fact(held(4, absent=[child]))
    [one] = watched(town, as_teacher())
    assert (one["missed"], one["of_sessions"]) == (3, 5)
    town.fact(marked(2, on_leave=[child]))
    assert watched(town) == []
    town.fact(held(2, absent=[child]))  # an older word that came late
    assert watched(town) == []


def test_falling_ranks_are_a_sign_and_rising_ones_are_none(town: Township) -> None:
    child = town.child(2, school_id=SCHOOL)
    clock.travel_to(date(2026, 1, 20))
    results(town, child, "2025-autumn", 10)
    with pytest.raises(TermNotEnded):
        results(town, child, "2025-spring".replace("2025", "2026"), 9)
    clock.travel_to(date(2026, 7, 10))
    results(town, child, "2026-spring", 15)
    [one] = watched(town, sign="ranks_lost")
    assert one["ranks_lost"] == 5
    results(town, child, "2026-spring", 14)  # a slip of the pen
    assert watched(town) == []
    shown = town.call("list_results", as_teacher(), child_id=child)["items"]
    assert {one["term"]: one["rank"] for one in shown} == {"2025-autumn": 10, "2026-spring": 14}
    with pytest.raises(RankImpossible):
        results(town, child, "2026-spring", 41)


def test_each_place_sees_its_own_and_the_figures_add_up(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    town.on(date(2025, 10, 1))
    assert watched(town, town.other_officer) == []
    counts = town.call("count_watched", town.county, area=COUNTY)
    assert (counts["total"]["children"], counts["total"]["overdue"]) == (1, 1)
    assert [one["area_code"] for one in counts["items"]] == [TOWNSHIP]
    assert town.call("count_watched", as_teacher())["total"]["children"] == 1
    book = town.call("export_watched", town.officer)
    assert ([one["child_id"] for one in book["items"]], book["more"]) == ([child], False)
    assert [one["child_id"] for one in watched(town, viewer)] == [child]
    with pytest.raises(AccessDenied):
        town.call("export_watched", viewer)
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(child,))
    with pytest.raises(AccessDenied):
        watched(town, mother)
    town.fact(moved(child))
    assert [one["child_id"] for one in watched(town, town.other_officer)] == [child]
    assert town.call("count_watched", area=OTHER_TOWNSHIP)["total"]["children"] == 1


def test_who_needs_no_help_any_more_is_not_watched(town: Township) -> None:
    child, _, _ = pair(town)
    town.on(date(2025, 10, 1))
    assert watched(town)
    town.fact(moved(child, area_code=VILLAGE, school_id=None, status="not_left_behind"))
    town.on(date(2025, 10, 2))
    assert watched(town) == []


def test_one_child_has_one_row_in_a_list_of_results(town: Township) -> None:
    child = town.child(2, school_id=SCHOOL)
    clock.travel_to(date(2026, 1, 20))
    twice = [{"child_id": child, "rank": rank, "of_pupils": 40} for rank in (1, 2)]
    with pytest.raises(ChildListedTwice):
        town.call("enter_results", as_teacher(), term="2025-autumn", rows=twice)


@pytest.mark.parametrize("term", ["0000-autumn", "9999-autumn", "1999-spring"])
def test_a_term_of_no_year_is_refused(town: Township, term: str) -> None:
    child = town.child(2, school_id=SCHOOL)
    with pytest.raises(TermNotEnded):
        results(town, child, term, 1)
