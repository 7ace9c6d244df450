"""Children who come by the hundred are copied together, and end as those that come alone."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from services.pairing.service import PairingService
from shared.contracts.registry.events import ChildChanged, ChildRegistered
from shared.messaging.cloudevents import Envelope
from tests.service_desk import ServiceDesk, open_desk

FIRST = ChildRegistered(
    child_id="c0",
    area_code="520330103201",
    school_id=None,
    class_name=None,
    sex="male",
    birth_date="2015-03-16",
    status="left_behind",
    level=0,
    stage="primary",
    boarder=None,
    version=1,
)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[ServiceDesk]:
    with open_desk(PairingService, database_url, tmp_path) as opened:
        yield opened


def together(desk: ServiceDesk, *facts: ChildRegistered, replay: str | None = None) -> None:
    envelopes = [
        Envelope(fact.child_id, "child_registered", asdict(fact), replay=replay) for fact in facts
    ]
    PairingService.on_child_registered(desk._self, *envelopes)


def held(desk: ServiceDesk) -> dict[str, tuple[str, int]]:
    return {row["id"]: (row["status"], row["version"]) for row in desk.rows("children")}


def test_new_children_of_a_batch_are_all_copied_once(desk: ServiceDesk) -> None:
    facts = [replace(FIRST, child_id=f"c{number}") for number in range(30)]
    together(desk, *facts)
    together(desk, *facts)
    assert held(desk) == {fact.child_id: ("left_behind", 1) for fact in facts}


def test_one_that_is_known_as_newer_stays_so_among_the_new_ones(desk: ServiceDesk) -> None:
    newer = {**asdict(FIRST), "version": 3, "status": "followed"}
    desk.fact(ChildChanged(**newer))
    together(desk, FIRST, replace(FIRST, child_id="c1"))
    assert held(desk) == {"c0": ("followed", 3), "c1": ("left_behind", 1)}


def test_one_that_was_merged_before_it_was_heard_of_is_marked_so(desk: ServiceDesk) -> None:
    together(desk, replace(FIRST, child_id="c1"), replace(FIRST, merged_into="c1"))
    assert held(desk) == {"c0": ("merged", 1), "c1": ("left_behind", 1)}


def test_a_replay_mends_a_row_that_stands_wrong(desk: ServiceDesk) -> None:
    together(desk, FIRST)
    with desk.database.engine.begin() as connection:
        children = desk.database.unit.base.metadata.tables["children"]
        connection.execute(children.update().values(status="not_left_behind"))
    together(desk, FIRST, replace(FIRST, child_id="c1"), replay="r1")
    assert held(desk) == {"c0": ("left_behind", 1), "c1": ("left_behind", 1)}
