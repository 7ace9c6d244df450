"""The embedded process is killed with -9 and started again, and everything ends as if it had not
been: at named instants of the story, and at random ones."""

import random
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import eventlet
import pytest

from tests.e2e.fleet import READY, Fleet, embedded
from tests.e2e.story import TODAY, Story
from tests.faults.record import settled
from tests.probes import probe

COMMANDS = (
    "gateway.open_account",
    "registry.import_areas",
    "registry.register_school",
    "registry.start_import",
    "registry.assess_child",
    "pairing.register_helper",
    "pairing.record_check",
    "pairing.approve_helper",
    "pairing.record_consent",
    "pairing.start_matching",
    "pairing.accept_proposal",
    "activities.open_room",
    "activities.plan_session",
    "activities.hold_session",
    "funding.receive_funds",
    "funding.propose_roll",
    "funding.approve_roll",
    "funding.pay_roll",
)
INSTANTS = (
    *(f"{point}@{command}" for command in COMMANDS for point in ("before_commit", "after_commit")),
    "before_commit:150",
    "after_commit_before_publish:20",
    "after_publish_before_mark:30",
    "after_commit_before_ack:40",
    "after_commit_before_ack:200",
    "after_roster_read",
    "after_rows_stored:2",
    "after_last_row",
)
# The few that every run tries; `make full` tries all.
OFTEN = (
    "after_rows_stored:2",
    "after_commit@pairing.accept_proposal",
    "before_commit@funding.pay_roll",
    "after_commit_before_ack:40",
)
RUNS, KILLS = 10, 10


@pytest.fixture(scope="module")
def unkilled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with embedded(tmp_path_factory.mktemp("unkilled"), LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        story = Story(fleet.url, fleet.first_link_token)
        story.tell()
        return settled(story, fleet)


class Deaths:
    """Starts the process again whenever it has died, and counts."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet, self.count = fleet, 0

    def watch(self) -> None:
        while True:
            if self.fleet.dead():
                self.count += 1
                self.fleet.start()
            eventlet.sleep(0.02)

    def kill_at_random(self, instants: random.Random, kills: int) -> None:
        """Each while it serves or a little later, not again and again while it starts."""
        for _ in range(kills):
            probe(self._serves, READY, every=0.05)
            eventlet.sleep(instants.uniform(0.0, 2.5))
            self.fleet.kill("up")

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.fleet.url}/health/live", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@contextmanager
def revived(fleet: Fleet) -> Iterator[Deaths]:
    deaths = Deaths(fleet)
    watching = eventlet.spawn(deaths.watch)
    try:
        yield deaths
    finally:
        watching.kill()


def told_through(fleet: Fleet) -> dict[str, Any]:
    story = Story(fleet.url, fleet.first_link_token)
    story.tell()
    return settled(story, fleet)


def at_instant(folder: Path, instant: str) -> tuple[dict[str, Any], int]:
    with embedded(folder, LANTIAN_TODAY=TODAY) as fleet:
        fleet.start(LANTIAN_CRASH_AT=instant)
        with revived(fleet) as deaths:
            return told_through(fleet), deaths.count


@pytest.mark.parametrize("instant", OFTEN)
def test_a_power_cut_changes_nothing(
    unkilled: dict[str, Any], tmp_path: Path, instant: str
) -> None:
    came_to, deaths = at_instant(tmp_path, instant)
    assert deaths == 1
    assert came_to == unkilled


@pytest.mark.long
@pytest.mark.parametrize("instant", sorted(set(INSTANTS) - set(OFTEN)))
def test_a_power_cut_at_any_named_instant_changes_nothing(
    unkilled: dict[str, Any], tmp_path: Path, instant: str
) -> None:
    came_to, deaths = at_instant(tmp_path, instant)
    assert deaths == 1
    assert came_to == unkilled


@pytest.mark.long
@pytest.mark.parametrize("seed", range(RUNS))
def test_power_cuts_at_random_instants_change_nothing(
    unkilled: dict[str, Any], tmp_path: Path, seed: int
) -> None:
    with embedded(tmp_path, LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        with revived(fleet) as deaths:
            instants = random.Random(seed)
            killing = eventlet.spawn(deaths.kill_at_random, instants, KILLS)
            story = Story(fleet.url, fleet.first_link_token)
            story.tell()
            killing.wait()
            came_to = settled(story, fleet)
            assert deaths.count == KILLS
    assert came_to == unkilled
