"""A matching: asked for, solved in a process of its own, saved, proposed.

Reading, solving and saving are steps of a job. Each is safe to repeat: a job that was cut short
reads anew and overwrites what it had saved; what is proposed stays.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from services.pairing.domain import pairings as rules
from services.pairing.domain.matching import wire
from services.pairing.domain.matching.problem import Child, Problem
from services.pairing.domain.matching.wire import Solved
from services.pairing.domain.policy import Policy
from services.pairing.models import Matching
from services.pairing.ports import UnitOfWork
from services.pairing.views import matching_view
from shared.access.grant import Grant
from shared.contracts.pairing.codes import Coverage, MatchingStatus, ProposalStatus, Side
from shared.contracts.pairing.events import MatchingProposed

JOB = "matching"
SYSTEM = "system"  # asked for by nobody: what others decide on elsewhere is left alone
DONE = (MatchingStatus.PROPOSED, MatchingStatus.FAILED)


def start_matching(uow: UnitOfWork, grant: Grant, *, area: str, at: datetime) -> dict[str, Any]:
    """Ask for the optimum of a village, township or county. Raises MatchingUnderWay."""
    grant.require(area=area)
    matching = Matching(
        id=str(uuid4()),
        area_code=area,
        status=MatchingStatus.QUEUED,
        requested_by=grant.viewer.account_id,
        requested_at=at,
        proposed=0,
        uncovered=0,
        version=1,
    )
    uow.matchings.add(matching)
    uow.record(
        subject=f"matching/{matching.id}",
        version=1,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"area": area},
    )
    uow.start_job(JOB, matching.id)
    return matching_view(matching)


@dataclass(frozen=True)
class Work:
    """What a job takes out of the first transaction."""

    problem: Problem
    policy: Policy
    ungraded: int
    withdrawn: int


def begin(uow: UnitOfWork, matching_id: str, today: date) -> Work | None:
    """The problem to solve; None if the matching has ended already."""
    matching = under_way(uow, matching_id)
    if matching is None:
        return None
    matching.status = MatchingStatus.RUNNING
    policy = uow.rules.in_force(matching.area_code, today)
    return Work(
        problem=uow.matchings.problem(
            matching.area_code, policy, today, reserving=matching.requested_by == SYSTEM
        ),
        policy=policy,
        ungraded=uow.matchings.ungraded(matching.area_code, policy.statuses),
        withdrawn=uow.matchings.withdrawn(matching.area_code, policy.statuses),
    )


def under_way(uow: UnitOfWork, matching_id: str) -> Matching | None:
    """Locked; None if it has ended: what people see of it is changed by nobody's late answer."""
    matching = uow.matchings.get(matching_id, locked=True)
    return None if matching.status in DONE else matching


def clear(uow: UnitOfWork, matching_id: str) -> bool:
    """Forget what an attempt that was cut short has saved. False if the matching has ended."""
    if under_way(uow, matching_id) is None:
        return False
    uow.matchings.clear(matching_id)
    return True


def save(uow: UnitOfWork, matching_id: str, table: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """False if the matching has ended."""
    if under_way(uow, matching_id) is None:
        return False
    uow.matchings.save(table, rows)
    return True


def rows_of(
    matching_id: str, work: Work, solved: Solved
) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """What is saved, as (table, rows)."""
    proposed, uncovered = _proposals(work, solved), _unmatched(work, solved)
    for table, rows in (("proposals", proposed), ("unmatched", uncovered)):
        numbered = enumerate(rows)
        yield table, [row | {"matching_id": matching_id, "place": place} for place, row in numbered]


def _proposals(work: Work, solved: Solved) -> Iterator[dict[str, Any]]:
    children = {child.id: child for child in work.problem.children}
    category = {helper.id: helper.category for helper in work.problem.helpers}
    for pair in solved.proposed:
        yield {
            "id": str(uuid4()),
            "child_id": pair["child_id"],
            "helper_id": pair["helper_id"],
            "category": category[pair["helper_id"]],
            "area_code": children[pair["child_id"]].area_code,
            "level": children[pair["child_id"]].level,
            "slot": Side(pair["slot"]),
            "status": ProposalStatus.SAVED,
            "cost": pair["cost"],
            "reasons": pair["reasons"],
            "version": 1,
        }


def _unmatched(work: Work, solved: Solved) -> Iterator[dict[str, Any]]:
    children = {child.id: child for child in work.problem.children}
    for left in solved.uncovered:
        yield {
            "child_id": left["child_id"],
            "area_code": children[left["child_id"]].area_code,
            "level": children[left["child_id"]].level,
            "coverage": _coverage(children[left["child_id"]], left["missing"]),
            "missing": left["missing"],
            "reasons": left["reasons"],
        }


def propose(
    uow: UnitOfWork, matching_id: str, work: Work, solved: Solved, *, seconds: float, at: datetime
) -> None:
    """All is saved: let people see it, and tell who asked. Nothing if the matching has ended."""
    matching = under_way(uow, matching_id)
    if matching is None:
        return
    matching.status = MatchingStatus.PROPOSED
    matching.ended_at = at
    matching.proposed, matching.uncovered = len(solved.proposed), len(solved.uncovered)
    matching.pack = work.policy.pack
    matching.pack_version = work.policy.pack_version
    matching.pack_hash = work.policy.pack_hash
    matching.summary = summary(work, solved, seconds)
    matching.version += 1
    uow.matchings.open_saved(matching)
    uow.emit(
        MatchingProposed(
            matching_id=matching.id,
            area_code=matching.area_code,
            requested_by=matching.requested_by,
            proposed=matching.proposed,
            uncovered=matching.uncovered,
            version=matching.version,
        )
    )


def fail(uow: UnitOfWork, matching_id: str, problem: str, at: datetime) -> None:
    """`problem` is the name of what went wrong, never its text. Nothing if it has ended."""
    matching = under_way(uow, matching_id)
    if matching is None:
        return
    matching.status, matching.problem, matching.ended_at = MatchingStatus.FAILED, problem, at
    matching.version += 1


def summary(work: Work, solved: Solved, seconds: float) -> dict[str, Any]:
    """Coverage as it would be with every proposal accepted, by level."""
    missing = {left["child_id"]: left["missing"] for left in solved.uncovered}
    reached: Counter[tuple[int, Coverage]] = Counter(
        (child.level, _coverage(child, missing.get(child.id, ())))
        for child in work.problem.children
    )
    children = Counter(child.level for child in work.problem.children)
    covered = {f"covered{n}": reached[n, Coverage.FULL] for n in (3, 2, 1)}
    return {
        **{f"children{n}": children[n] for n in (4, 3, 2, 1)},
        **{f"{coverage}4": reached[4, coverage] for coverage in Coverage},
        **covered,
        "cost": solved.cost,
        "helpers": sum(helper.free > 0 for helper in work.problem.helpers),
        "pairs_weighed": solved.pairs_weighed,
        "ungraded": work.ungraded,
        "withdrawn": work.withdrawn,
        "below_least": solved.below_least,
        "seconds": round(seconds, 2),
    }


def payload_of(work: Work) -> bytes:
    return wire.problem_to(work.problem)


def _coverage(child: Child, missing: Sequence[str]) -> Coverage:
    """With what stands and what is proposed."""
    filled = [side for side in child.slots if side not in missing]
    return rules.coverage(child.level, [*child.held, *filled])
