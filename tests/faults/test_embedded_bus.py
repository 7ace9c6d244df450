"""The embedded process under faults of its bus, with every event counted. A few of the catalogue;
`make faults` runs them all, many times."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.messaging.crash_points import POINTS
from tests.faults.embedded import EmbeddedSite
from tests.faults.embedded_catalogue import ELSEWHERE, EMBEDDED
from tests.faults.ledger import Ledger
from tests.faults.rounds import Round

TESTS = Path(__file__).resolve().parents[1]
BY_NAME = {fault.name: fault for fault in EMBEDDED}
OFTEN = ("at_after_commit_before_ack", "service_ended", "poison", "disk_full")
EVENTS = 96


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSite]:
    site = EmbeddedSite(tmp_path_factory.mktemp("faults"), random.Random(1))
    try:
        site.start()
        yield site
    finally:
        site.close()


@pytest.fixture(scope="module")
def ledger(site: EmbeddedSite) -> Iterator[Ledger]:
    with closing(Ledger(site.folder)) as ledger:
        yield ledger


@pytest.mark.parametrize("name", OFTEN)
def test_a_fault_loses_and_doubles_nothing(site: EmbeddedSite, ledger: Ledger, name: str) -> None:
    outcome = Round(site, ledger, BY_NAME[name], name, EVENTS, goes=1).run()
    assert outcome.committed >= EVENTS
    assert outcome.clean, outcome  # its complaints too


def test_every_crash_point_is_a_fault_here_or_switched_on_elsewhere() -> None:
    here = {name.removeprefix("at_") for name in BY_NAME}
    assert set(POINTS) <= here | ELSEWHERE.keys()
    for point, module in ELSEWHERE.items():
        assert point in (TESTS / module).read_text("utf-8")
