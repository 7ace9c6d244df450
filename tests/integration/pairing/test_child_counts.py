"""The kept counts of children are what a recount finds, whatever came in whatever order."""

import random
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.pairing.models import ChildCount
from services.pairing.store.child_counts import counted_anew, wrong_counts
from shared.contracts.registry.events import ChildChanged, ChildGraded, ChildRegistered
from shared.errors import DomainError
from tests.integration.pairing.township import (
    FAR_VILLAGE,
    NEXT_VILLAGE,
    VILLAGE,
    Township,
)

PLACES = (VILLAGE, NEXT_VILLAGE, FAR_VILLAGE)
STATUSES = ("left_behind", "in_difficulty", "followed", "exited")
IDS = tuple(str(UUID(int=number)) for number in range(4))
STEPS = 40


def wrong(town: Township) -> dict[Any, Any]:
    with town.desk.database.transaction() as uow:
        return wrong_counts(uow.session)


def counted(town: Township) -> int:
    with town.desk.database.transaction() as uow:
        return int(uow.session.scalar(select(func.sum(ChildCount.children))) or 0)


def random_fact(chosen: random.Random) -> Any:
    child_id = chosen.choice(IDS)
    others = [other for other in IDS[:2] if other < child_id]
    facts: dict[str, Any] = {
        "child_id": child_id,
        "version": chosen.randint(1, 12),  # also older than what is held
        "area_code": chosen.choice(PLACES),
        "school_id": None,
        "class_name": None,
        "sex": "female",
        "birth_date": "2015-05-01",
        "status": chosen.choice(STATUSES),
        "level": chosen.randint(0, 4),
        "stage": "primary",
        "boarder": None,
        "merged_into": chosen.choice([None, None, None, *others]),
    }
    kind = chosen.choice((ChildRegistered, ChildChanged, ChildGraded))
    return kind(**facts, previous_level=0) if kind is ChildGraded else kind(**facts)


@pytest.mark.parametrize("seed", range(6))
def test_the_counts_are_those_of_a_recount_after_any_facts_and_pairs(
    town: Township, seed: int
) -> None:
    chosen = random.Random(seed)
    helpers = [town.helper("cadre"), town.helper("volunteer")]
    for _ in range(STEPS):
        with suppress(DomainError):  # a refusal leaves everything as it was
            step(town, chosen, helpers)
        assert wrong(town) == {}
    assert counted(town) == len(town.desk.rows("children")) > 0


def step(town: Township, chosen: random.Random, helpers: list[str]) -> None:
    kind, child_id = chosen.randint(0, 9), chosen.choice(IDS)
    if kind < 5:
        town.fact(random_fact(chosen))
    elif kind < 6:
        town.consent(child_id)
    elif kind < 8:
        town.arrange(child_id, chosen.choice(helpers))
    else:
        live = [p for p in town.desk.rows("pairings") if p["ended_on"] is None]
        for pairing in live[:1]:
            town.call("end_pairing", pairing_id=pairing["id"], reason="moved_away")


def test_an_older_fact_counts_nothing(town: Township) -> None:
    child_id = town.child(level=4, version=3)
    town.child(level=1, child_id=child_id, version=2)
    assert wrong(town) == {}
    assert (town.total()["children4"], town.total()["children1"]) == (1, 0)


def test_counting_anew_mends_what_stands_wrong(town: Township) -> None:
    town.child(level=4)
    with town.desk.database.transaction() as uow:
        uow.session.execute(ChildCount.__table__.update().values(children=7))
    assert wrong(town) != {}
    with town.desk.database.transaction() as uow:
        counted_anew(uow.session)
    assert wrong(town) == {}
