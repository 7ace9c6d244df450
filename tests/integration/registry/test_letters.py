"""Responsibility letters: a year's in one act, signed once, and seen by those concerned."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.organising.errors import (
    LetterKindElsewhere,
    LetterNotOpen,
    NobodyToSign,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    COUNTY,
    HONGGANG,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
    opened,
)
from tests.integration.registry.test_adoptions import principal, school, stored

FAR = Viewer(account_id="far", roles=frozenset({Role.TOWNSHIP_OFFICER}), area="520330104")


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(sqlite_url, tmp_path)


def letters(desk: Registry, viewer: Viewer, **filters: Any) -> list[Any]:
    return list(desk.call(viewer, "list_letters", **filters)["items"])


def prepare(desk: Registry, viewer: Viewer, year: int = 2025, **more: Any) -> int:
    return int(desk.call(viewer, "prepare_letters", year=year, **more)["made"])


def test_each_office_makes_its_own_and_makes_none_twice(desk: Registry) -> None:
    school(desk)
    desk.register(VILLAGE)
    assert prepare(desk, COUNTY) == 3  # two townships and a school
    assert prepare(desk, TOWNSHIP) == 2
    assert prepare(desk, VILLAGE) == 1
    assert prepare(desk, COUNTY) == 0
    with pytest.raises(LetterKindElsewhere):
        prepare(desk, VILLAGE, kind="township")
    kinds = [one["kind"] for one in letters(desk, TOWNSHIP)]
    assert sorted(kinds) == ["guardian", "school", "township", "village", "village"]
    [guardian] = letters(desk, VILLAGE, kind="guardian")
    assert (guardian["party"], guardian["child_name"]) == ("张老三", "张小明")
    assert len(letters(desk, FAR)) == 1
    assert "张老三" not in stored(desk, "letters", "history", "commands")


def test_a_letter_is_entered_by_its_issuer_and_once(desk: Registry) -> None:
    prepare(desk, TOWNSHIP)
    [own] = letters(desk, VILLAGE)
    signed = {"letter_id": own["id"], "signer": "村主任", "signed_on": "2025-02-01"}
    for other in (VILLAGE, FAR):
        with pytest.raises(AccessDenied):
            desk.call(other, "sign_letter", **signed)
    desk.call(TOWNSHIP, "sign_letter", **signed)
    with pytest.raises(LetterNotOpen):
        desk.call(TOWNSHIP, "sign_letter", **signed)
    left = letters(desk, TOWNSHIP, state="open")
    assert [one["party"] for one in left] == ["向阳村村民委员会"]
    [total] = desk.call(TOWNSHIP, "list_letters")["totals"]
    assert (total["letters"], total["signed"]) == (2, 1)
    desk.call(TOWNSHIP, "void_letter", letter_id=own["id"], why="签错了人")
    assert prepare(desk, TOWNSHIP) == 1
    assert [h["operation"] for h in desk.history(f"letter/{own['id']}")] == [
        "sign_letter",
        "void_letter",
    ]
    assert "村主任" not in stored(desk, "letters", "history")


def test_next_years_teachers_are_those_of_this_year_and_the_new_ones(desk: Registry) -> None:
    head = principal(school(desk))
    with pytest.raises(NobodyToSign):
        prepare(desk, head)
    assert prepare(desk, head, names=["赵老师", "钱老师", "赵老师"]) == 2
    assert prepare(desk, head, 2026, names=["钱老师", "孙老师"]) == 3
    named = sorted(one["party"] for one in letters(desk, head, year=2026))
    assert named == sorted(["赵老师", "钱老师", "孙老师"])


def fire(desk: Registry) -> list[Any]:
    """What is due by now, each timer once; what was told."""
    while desk.fire("letters_due"):
        pass
    return [data for name, data in desk.published() if name == "letters_unsigned"]


def test_whoever_has_not_signed_and_whoever_collects_is_reminded(desk: Registry) -> None:
    made = [f"role:village_officer@{code}" for code in (HONGGANG, XIANGYANG)]
    station = "role:township_officer@520330103"
    prepare(desk, TOWNSHIP)
    assert fire(desk) == []
    clock.travel_to(date(2025, 10, 1))  # ten days and a bit before the thirtieth day
    [told] = fire(desk)
    assert (told["waiting"], told["deadline"], told["overdue"]) == (2, "2025-10-10", False)
    assert told["posts"] == [station, *made]
    [own] = letters(desk, VILLAGE)
    signed = {"letter_id": own["id"], "signer": "村主任", "signed_on": "2025-10-01"}
    desk.call(TOWNSHIP, "sign_letter", **signed)
    clock.travel_to(date(2025, 10, 12))
    last = fire(desk)[-1]
    assert (last["waiting"], last["overdue"], last["posts"]) == (1, True, [station, made[1]])
    other = next(one for one in letters(desk, TOWNSHIP, kind="village", state="open"))
    desk.call(TOWNSHIP, "void_letter", letter_id=other["id"], why="村已撤并")
    number = len(fire(desk))
    clock.travel_to(date(2025, 12, 1))
    assert len(fire(desk)) == number


def test_what_is_made_later_has_its_own_days(desk: Registry) -> None:
    desk.register(VILLAGE)
    prepare(desk, VILLAGE)
    clock.travel_to(date(2025, 9, 20))
    desk.register(VILLAGE, id_number=None, name="李小红", guardian_name="李奶奶")
    prepare(desk, VILLAGE)
    clock.travel_to(date(2025, 12, 1))
    told = {(one["deadline"], one["waiting"]) for one in fire(desk)}
    assert told == {("2025-10-10", 1), ("2025-10-20", 1)}
    assert {tuple(one["posts"]) for one in fire(desk)} == {(f"role:village_officer@{HONGGANG}",)}
