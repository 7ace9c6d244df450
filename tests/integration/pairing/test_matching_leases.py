"""Two workers on one matching, deaths of the solver, and a job that is given up: what people see
of a matching is changed by nobody's late answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.pairing import service
from services.pairing.domain.matching import wire
from services.pairing.domain.matching.worker import ENTRY
from services.pairing.handlers import matchings
from services.pairing.service import PairingService
from shared.child_process import ChildKilled, run_in_child
from shared.clock import now
from shared.leases import ATTEMPTS, Held, LeaseLost, claim, settle
from shared.messaging.jobs import Work
from tests.integration.pairing.township import COUNTY, Township


def started(town: Township) -> str:
    for _ in range(3):
        town.agreed_child(2)
    town.helper("teacher")
    return str(town.call("start_matching", area=COUNTY)["id"])


def claimed(town: Township, minutes: int = 0) -> Held:
    held = claim(town.desk.database, matchings.JOB, now() + timedelta(minutes=minutes))
    assert held is not None
    return held


def while_it_solves(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Once, behind the back of the worker that has just solved its problem."""

    def solved(*task: Any) -> bytes:
        answer = run_in_child(*task)
        monkeypatch.undo()
        happens()
        return answer

    monkeypatch.setattr(service, "run_in_child", solved)


def test_a_worker_that_comes_late_deletes_nothing_that_people_see(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    matching_id = started(town)
    seen: list[dict[str, Any]] = []

    def another_worker_ends_it() -> None:
        PairingService.match(town.desk._self, matching_id)
        first = town.proposals({"id": matching_id})[0]
        town.call("accept_proposal", town.officer, proposal_id=first["id"])
        seen.extend(town.desk.rows("proposals"))

    while_it_solves(monkeypatch, another_worker_ends_it)
    PairingService.match(town.desk._self, matching_id)
    assert len(seen) == 3
    assert town.desk.rows("proposals") == seen
    assert len(town.published("matching_proposed")) == 1


def test_a_worker_that_lost_its_lease_saves_nothing(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    matching_id, first = started(town), claimed(town)
    taken: list[Held] = []
    while_it_solves(monkeypatch, lambda: taken.append(claimed(town, minutes=2)))
    with pytest.raises(LeaseLost):
        PairingService.match(town.desk._self, matching_id, Work(first))
    assert town.desk.rows("proposals") == []
    PairingService.match(town.desk._self, matching_id, Work(taken[0]))
    assert len(town.desk.rows("proposals")) == 3
    assert len(town.published("matching_proposed")) == 1


def test_a_late_failure_or_proposal_leaves_a_matching_that_has_ended(town: Township) -> None:
    matching_id = started(town)
    with town.desk.database.transaction() as uow:
        work = matchings.begin(uow, matching_id, now().date())
    assert work is not None
    PairingService.match(town.desk._self, matching_id)
    before = town.desk.rows("matchings"), town.desk.rows("proposals")
    answer = wire.answer_from(run_in_child(ENTRY, matchings.payload_of(work)))
    with town.desk.database.transaction() as uow:
        matchings.fail(uow, matching_id, "Late", now())
        matchings.propose(uow, matching_id, work, answer, seconds=1.0, at=now())
        assert not matchings.clear(uow, matching_id)
        assert not matchings.save(uow, matching_id, "proposals", [{"id": "late"}])
    assert (town.desk.rows("matchings"), town.desk.rows("proposals")) == before
    assert len(town.published("matching_proposed")) == 1


def test_a_solver_that_was_killed_is_no_reason_to_fail(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> bytes:
        raise ChildKilled("-9")

    matching_id = started(town)
    monkeypatch.setattr(service, "run_in_child", killed)
    with pytest.raises(ChildKilled):
        PairingService.match(town.desk._self, matching_id)
    assert town.call("get_matching", matching_id=matching_id)["status"] == "running"
    monkeypatch.undo()
    PairingService.match(town.desk._self, matching_id)
    assert town.call("get_matching", matching_id=matching_id)["status"] == "proposed"


def test_a_matching_whose_job_is_given_up_has_failed_and_blocks_nobody(town: Township) -> None:
    matching_id = started(town)
    for attempt in range(ATTEMPTS):
        settle(claimed(town, minutes=10 * attempt), ChildKilled("-9"), matchings.fail)
    failed = town.call("get_matching", matching_id=matching_id)
    assert (failed["status"], failed["problem"]) == ("failed", "ChildKilled")
    assert town.match()["status"] == "proposed"
