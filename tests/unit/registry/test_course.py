"""What follows from a parent's new situation, and months away from dated ones."""

from datetime import date
from typing import Any

import pytest

from services.registry.domain.course import months_away, settled
from services.registry.domain.judgement import Life, judge
from services.registry.domain.record import normal
from services.registry.domain.situation import Parent, Situation, Status
from shared.contracts.registry.fields import GROUP_OF, LISTS, PLAIN, SECTIONS
from shared.packs import load_packs

TODAY = date(2025, 9, 10)
AWAY, HOME = Situation.AWAY, Situation.AT_HOME
ON_FILE = {"father_situation": "away", "father_since": "2024-03-01"}


@pytest.mark.parametrize(
    ("new", "entailed"),
    [
        (
            {"father_situation": "at_home", "father_since": "2025-06-01"},
            {"father_earlier": ["2024-03-01 away"]},
        ),
        ({"father_situation": "at_home"}, {"father_since": None}),
        (
            {"father_death_date": "2025-05-04"},
            {
                "father_situation": "deceased",
                "father_since": "2025-05-04",
                "father_earlier": ["2024-03-01 away"],
            },
        ),
        (  # kept beside it, so that it is found to be impossible
            {"father_situation": "deceased", "father_since": "2023-05-04"},
            {"father_death_date": "2023-05-04", "father_earlier": ["2024-03-01 away"]},
        ),
        ({"father_situation": "away", "father_since": "2024-04-01"}, {}),
        ({"father_since": "2025-04-01"}, {}),
        ({"mother_name": "李梅"}, {}),
    ],
)
def test_a_new_situation_takes_what_belongs_to_it_along(
    new: dict[str, Any], entailed: dict[str, Any]
) -> None:
    assert settled(ON_FILE, new) == new | entailed


def test_who_lives_after_all_has_no_day_of_death() -> None:
    dead = {
        "mother_situation": "deceased",
        "mother_since": "2024-01-01",
        "mother_death_date": "2024-01-01",
    }
    found = settled(dead, {"mother_situation": "at_home"})
    assert (found["mother_death_date"], found["mother_since"]) == (None, None)


def test_an_earlier_situation_that_was_typed_is_not_written_over() -> None:
    typed = {"father_situation": "at_home", "father_since": "2025-06-01", "father_earlier": []}
    assert settled(ON_FILE, typed) == typed


@pytest.mark.parametrize(
    ("parent", "months"),
    [
        (Parent(AWAY, date(2025, 6, 10), earlier=((date(2025, 1, 1), HOME),)), 3),
        (
            Parent(
                AWAY,
                date(2025, 6, 10),
                earlier=((date(2023, 1, 1), AWAY), (date(2025, 1, 1), HOME)),
            ),
            6,
        ),
        (Parent(HOME, date(2025, 6, 1), earlier=((date(2025, 3, 1), AWAY),)), 3),
        (Parent(AWAY, date(2020, 1, 1)), 12),
        (Parent(AWAY, date(2025, 9, 1), months_away=7), 7),
        (Parent(AWAY, None, earlier=((date(2023, 1, 1), AWAY),)), None),
    ],
)
def test_months_away_in_total_follow_from_the_days(parent: Parent, months: int | None) -> None:
    assert months_away(parent, TODAY) == months


def test_the_judgement_follows_from_dated_situations_and_comes_again_on_its_day() -> None:
    """lishui: three months without a break, or six in total within the year."""
    pack = load_packs().get("lishui", TODAY)
    apart = ((date(2024, 10, 1), AWAY), (date(2025, 2, 20), HOME))
    both = Parent(AWAY, date(2025, 7, 20), earlier=apart)
    life = Life(date(2015, 3, 16), "primary", both, both)
    found = judge(life, pack, TODAY)
    assert (found.status, found.reasons) == (Status.LEFT_BEHIND, ("both_away",))
    earlier = date(2025, 8, 5)
    found = judge(life, pack, earlier)
    assert found.reasons == ("both_away", "away_not_long_enough")
    assert found.again_on is not None
    assert earlier < found.again_on < date(2025, 10, 20)
    assert judge(life, pack, found.again_on).status is Status.LEFT_BEHIND


def test_every_field_stands_in_one_section() -> None:
    named = [name for names in SECTIONS.values() for name in names]
    assert sorted(named) == sorted({*PLAIN, *GROUP_OF})
    assert set(named) >= LISTS


def test_an_emptied_list_is_nothing_except_where_a_column_holds_it() -> None:
    assert normal("relief", []) is None
    assert normal("hardships", []) == []
    assert normal("relief", ["other", "medical", "other"]) == ["medical", "other"]
    assert normal("illness_name", "心脏病 术后") == "心脏病 术后"
