"""Who may be entrusted with a child (Minors Protection Law, article 22)."""

from datetime import date
from typing import Any

import pytest

from services.registry.domain import entrusting
from services.registry.domain.id_number import IdNumber
from shared.contracts.registry.care_codes import GROUNDS
from shared.contracts.registry.errors import (
    CarePeriodInvalid,
    CarerIsParent,
    CarerNotAdult,
    OwnViewMissing,
    SignedInTheFuture,
)

PACK: Any = {"ages": {"majority": 18, "own_view": 8, "reached_day_after_birthday": True}}
TODAY = date(2026, 11, 22)
NO = dict.fromkeys(GROUNDS, False)


@pytest.mark.parametrize("ground", GROUNDS)
def test_any_one_ground_excludes(ground: str) -> None:
    assert entrusting.grounds(NO) == ()
    assert entrusting.grounds({**NO, ground: True}) == (ground,)


def test_grounds_are_named_in_the_laws_order() -> None:
    assert entrusting.grounds(dict.fromkeys(reversed(GROUNDS), True)) == GROUNDS


@pytest.mark.parametrize(
    ("born", "age"), [(date(2008, 11, 21), 18), (date(2008, 11, 22), None), (date(1960, 1, 1), 66)]
)
def test_a_carer_is_of_age_on_the_day_after_the_birthday(born: date, age: int | None) -> None:
    number = IdNumber("1" * 18, born, "female")
    if age is not None:
        assert entrusting.check_carer(number, {}, PACK, TODAY) == age
        return
    with pytest.raises(CarerNotAdult) as refused:
        entrusting.check_carer(number, {}, PACK, TODAY)
    assert refused.value.args == ("18",)


def test_parents_do_not_entrust_a_child_to_themselves() -> None:
    number = IdNumber("2" * 18, date(1990, 1, 1), "female")
    with pytest.raises(CarerIsParent):
        entrusting.check_carer(number, {"mother_id_number": "2" * 18}, PACK, TODAY)


@pytest.mark.parametrize(
    ("born", "view", "heard"),
    [
        (date(2018, 11, 21), None, False),
        (date(2018, 11, 21), "undecided", True),
        (date(2018, 11, 22), None, True),
        (date(2018, 11, 22), "agrees", True),
    ],
)
def test_a_child_of_eight_is_heard(born: date, view: str | None, heard: bool) -> None:
    if heard:
        entrusting.check_own_view(born, view, PACK, TODAY)
        return
    with pytest.raises(OwnViewMissing):
        entrusting.check_own_view(born, view, PACK, TODAY)


def test_a_period_ends_after_it_begins_and_not_in_the_past() -> None:
    entrusting.check_period(TODAY, TODAY, TODAY, TODAY)
    for begins, ends in (
        (date(2026, 12, 2), date(2026, 12, 1)),
        (date(2025, 1, 1), date(2025, 2, 1)),
    ):
        with pytest.raises(CarePeriodInvalid):
            entrusting.check_period(begins, ends, TODAY, TODAY)
    with pytest.raises(SignedInTheFuture):
        entrusting.check_period(TODAY, TODAY, date(2026, 11, 23), TODAY)


@pytest.mark.parametrize(
    ("ending", "left"),
    [
        ("replaced", {}),
        ("expired", {"guardian_entrusted": False}),
        ("mistake", {"guardian_name": "old", "care": "alone"}),
        ("parent_returned", {"guardian_name": None}),
    ],
)
def test_what_the_dossier_says_after_the_end(ending: str, left: dict[str, Any]) -> None:
    before = {"guardian_name": "old", "care": "alone"}
    facts = {"guardian_id_number": "3" * 18}
    assert entrusting.facts_after(ending, facts, before, "3" * 18) == left
    assert entrusting.facts_after(ending, {"guardian_id_number": "4"}, before, "3" * 18) == {}


def test_reminders_that_are_past_are_not_made() -> None:
    assert entrusting.reminders(date(2026, 12, 2), [30, 7], TODAY) == [date(2026, 11, 25)]
