"""What only the database can decide between two worker processes: one wish, one last place."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from shared import clock, crypto
from shared.access.roles import Role
from shared.viewer import Viewer
from tests.integration.pairing.test_wishes import donor, published
from tests.integration.pairing.township import (
    FAR_VILLAGE,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    Township,
)

CLAIMS = 1000
WORKER = "tests.integration.pairing.worker_process"
Call = dict[str, Any]


def call(viewer: Viewer, operation: str, **fields: Any) -> Call:
    return {"viewer": viewer.to_wire(), "operation": operation, "fields": fields}


class Workers:
    """Processes beside each other on one database."""

    def __init__(self, town: Township, folder: Path) -> None:
        ring = folder / "ring"
        ring.write_text(crypto.key_ring().dump(), "ascii")
        url = town.desk.database.engine.url.render_as_string(hide_password=False)
        ahead = str(clock.CLOCK.offset.total_seconds())
        self.command = [sys.executable, "-W", "ignore", "-m", WORKER, url, str(ring), ahead]

    def at_once(self, *shares: list[Call]) -> list[str]:
        """Each process makes its share; none begins before all are ready."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        running = [subprocess.Popen(self.command, **pipes) for _ in shares]  # type: ignore[call-overload]
        for process, share in zip(running, shares, strict=True):
            process.stdin.write(json.dumps(share) + "\n")
            process.stdin.flush()
        for process in running:
            assert process.stdout.readline().strip() == "ready"
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [json.loads(process.communicate(timeout=300)[0]) for process in running]
        assert [process.returncode for process in running] == [0] * len(shares)
        return [outcome for one in said for outcome in one]


@pytest.fixture
def workers(town: Township, tmp_path: Path) -> Workers:
    return Workers(town, tmp_path)


def test_of_a_thousand_claims_in_two_processes_one_wins_and_999_are_told(
    town: Township, workers: Workers
) -> None:
    wish = published(town)
    claims = [call(donor(n), "claim_wish", wish_id=wish) for n in range(CLAIMS)]
    outcomes = Counter(workers.at_once(claims[::2], claims[1::2]))
    assert outcomes == {"ok": 1, "WishTaken": CLAIMS - 1}
    [claim] = town.desk.rows("wish_claims")
    assert claim["state"] == "held"
    assert len(town.published("wish_claimed")) == 1


def test_of_two_townships_accepting_a_helpers_last_place_one_wins_and_the_other_is_told(
    town: Township, workers: Workers
) -> None:
    """Each accepts what its own matching proposed to it."""
    helper = town.helper("volunteer", capacity=1)
    children = {
        TOWNSHIP: town.agreed_child(2),
        OTHER_TOWNSHIP: town.agreed_child(2, area_code=FAR_VILLAGE),
    }
    shares = []
    for officer in (town.officer, town.other_officer):
        found = town.proposals(town.match(officer.area))
        [open_one] = [p for p in found if p["child_id"] == children[officer.area]]
        assert open_one["helper_id"] == helper
        shares.append([call(officer, "accept_proposal", proposal_id=open_one["id"])])
    outcomes = workers.at_once(*shares)
    assert sorted(outcomes) == ["CapacityReached", "ok"]
    assert town.get_helper(helper)["load"] == 1
    live = [row for row in town.desk.rows("pairings") if row["helper_id"] == helper]
    assert len(live) == 1
    assert live[0]["child_id"] in children.values()


def test_a_wish_let_go_is_open_to_a_claim_from_another_process(
    town: Township, workers: Workers
) -> None:
    wish = published(town)
    first, second = donor(1), Viewer(account_id="second", roles=frozenset({Role.DONOR}))
    assert workers.at_once([call(first, "claim_wish", wish_id=wish)]) == ["ok"]
    assert workers.at_once([call(second, "claim_wish", wish_id=wish)]) == ["WishTaken"]
    assert workers.at_once([call(first, "give_up_wish", wish_id=wish)]) == ["ok"]
    assert workers.at_once([call(second, "claim_wish", wish_id=wish)]) == ["ok"]
