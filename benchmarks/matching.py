"""Matching at county size: 4,570 children at level 4, 5,210 below, 8,453 helpers.

The peer is the same problem built bare for the solver: the finished arrays handed to HiGHS, goal
after goal, and nothing else. Beside it the plain way to write the problem, a column for each pair
of a child and a helper, for one township, since for a county it takes minutes.
"""

import gc
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import highspy
import numpy as np
from sqlalchemy import insert

from services.pairing.domain.matching import programme, solver
from services.pairing.domain.matching.network import network_of
from services.pairing.domain.matching.problem import Helper, Problem, ordered
from services.pairing.domain.matching.worker import match
from services.pairing.models import Child as ChildRow
from services.pairing.models import Helper as HelperRow
from services.pairing.service import PairingService
from shared import crypto
from shared.clock import today
from shared.contracts.pairing.codes import Coverage, HelperStatus, MatchingStatus
from tests.integration.pairing.township import Township
from tests.service_desk import open_desk
from tests.unit.pairing import counties, reference

ENOUGH = (4570, 5210, 5000, 3453, 26, 10)  # places for all
SHORT = (4570, 5210, 2500, 1700, 26, 10)  # half of the helpers
TIMES = 5
AIM = 5.0  # seconds of processor, from the database to saved proposals


def main() -> None:
    for name, size in (("enough helpers", ENOUGH), ("half of them", SHORT)):
        compare(name, counties.county(*size, seed=1))
    one_township()
    from_the_database(counties.county(*ENOUGH, seed=1))


def compare(name: str, problem: Problem) -> None:
    network = network_of(ordered(problem))
    parts = [programme.build(network, arcs) for arcs in solver.parts(network)]
    bare, whole = cpu(
        lambda: [handed_to_the_solver(part) for part in parts], lambda: match(problem)
    )
    answer = match(problem)
    print(
        f"  {name}: {answer.pairs_weighed:,} allowed pairs in {len(network.arcs):,} arcs,"
        f" {len(answer.proposed):,} proposed, {len(answer.uncovered):,} children not fully covered"
    )
    print(
        f"    whole matching, explained {whole:.2f} s; bare {bare:.2f} s: {whole / bare:.2f} times;"
        f" parts solved as integer programme: {answer.by_integer_programme}"
    )


def handed_to_the_solver(part: programme.Programme) -> None:
    """The same arrays, the same stages, and not a line more."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = part.upper.size, part.limit.size
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = (
        np.zeros(part.upper.size),
        np.zeros(part.upper.size),
        part.upper,
    )
    lp.row_lower_, lp.row_upper_ = np.full(part.limit.size, -highspy.kHighsInf), part.limit
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = part.starts, part.rows
    lp.a_matrix_.value_ = part.values
    bare = highspy.Highs()
    bare.silent()
    bare.setOptionValue("presolve", "off")
    bare.setOptionValue("threads", 1)
    bare.passModel(lp)
    columns = np.arange(part.upper.size, dtype=np.int32)
    lower, upper = np.zeros(part.upper.size), part.upper.copy()
    for goal in part.goals:
        bare.changeColsCost(columns.size, columns, goal)
        bare.run()
        found = bare.getSolution()
        fixed = np.abs(np.asarray(found.col_dual)) > solver.PRICE
        lower[fixed] = upper[fixed] = np.round(np.asarray(found.col_value)[fixed])
        bare.changeColsBounds(columns.size, columns, lower, upper)
        tight = np.flatnonzero(np.abs(np.asarray(found.row_dual)) > solver.PRICE).astype(np.int32)
        limit = part.limit[tight]
        bare.changeRowsBounds(tight.size, tight, limit, limit)


def one_township() -> None:
    """A twenty-sixth of the county: pairs as columns, by the same solver, goal after goal."""
    problem = counties.county(*(n // 26 for n in ENOUGH[:4]), 1, 10, seed=1)
    plain = reference.Model(problem, merged=False)
    parts = [explicit(plain)]
    (pairs,) = cpu(lambda: [handed_to_the_solver(part) for part in parts], times=1)
    (whole,) = cpu(lambda: match(problem))
    print(
        f"  one township: {whole:.3f} s; as {parts[0].upper.size:,} columns for single pairs"
        f" {pairs:.2f} s: {pairs / whole:.0f} times as long"
    )


def explicit(model: reference.Model) -> programme.Programme:
    width = len(model.upper)
    entries = sorted(
        (column, row, value)
        for row, (values, _) in enumerate(model.rows)
        for column, value in values.items()
    )
    counts = np.bincount([column for column, *_ in entries], minlength=width)
    goals = []
    for goal in model.goals:
        dense = np.zeros(width)
        dense[list(goal)] = list(goal.values())
        goals.append(dense)
    return programme.Programme(
        starts=np.concatenate([[0], np.cumsum(counts)]),
        rows=np.array([row for _, row, _ in entries]),
        values=np.array([value for *_, value in entries]),
        upper=np.array(model.upper),
        limit=np.array([limit for _, limit in model.rows]),
        goals=tuple(goals),
        arcs=np.arange(0),
    )


# -- from the database to saved proposals ----------------------------------------------------------


def from_the_database(problem: Problem) -> None:
    """Through the service: rows read, solved in a process of its own, proposals saved."""
    crypto.use(crypto.KeyRing.new())
    with TemporaryDirectory() as folder, a_town(Path(folder), problem) as town:
        matching_id = town.call("start_matching", area=counties.COUNTY)["id"]
        began, ours, theirs = time.perf_counter(), used(), used(children=True)
        PairingService.match(town.desk._self, matching_id)
        seconds, ours, theirs = (
            time.perf_counter() - began,
            used() - ours,
            used(children=True) - theirs,
        )
        matching = town.call("get_matching", matching_id=matching_id)
        assert matching["status"] == MatchingStatus.PROPOSED
        print(
            f"  from SQLite to {matching['proposed']:,} saved proposals: {seconds:.1f} s,"
            f" of processor {ours:.1f} s in the service and {theirs:.1f} s in the child process"
            f" ({(ours + theirs) / AIM:.2f} of the {AIM:.0f} s aimed at),"
            f" which took {kilobytes_of_children() // 1024} MB at most"
        )


@contextmanager
def a_town(folder: Path, problem: Problem) -> Iterator[Township]:
    with open_desk(PairingService, f"sqlite:///{folder}/pairing.db", folder) as desk:
        ids = {person.id: str(uuid4()) for person in (*problem.children, *problem.helpers)}
        children: Iterator[dict[str, Any]] = (
            {
                "id": ids[child.id],
                "area_code": child.area_code,
                "sex": child.sex,
                "birth_date": today().replace(year=today().year - 10, day=1),
                "status": "left_behind",
                "level": child.level,
                "kin_marks": [],
                "coverage": Coverage.NONE,
                "version": 1,
            }
            for child in problem.children
        )
        helpers = (row_of(replace(helper, id=ids[helper.id])) for helper in problem.helpers)
        for table, rows in ((ChildRow, children), (HelperRow, helpers)):
            while some := list(islice(rows, 1000)):
                with desk.database.transaction() as uow:
                    uow.session.execute(insert(table), some)
        yield Township(desk)


def row_of(helper: Helper) -> dict[str, Any]:
    return {
        "id": helper.id,
        "category": helper.category,
        "status": HelperStatus.APPROVED,
        "area_code": helper.area_code,
        "sex": helper.sex,
        "child_sex": helper.child_sex,
        "capacity": helper.capacity,
        "load": 0,
        "conditions": [],
        "disqualified": False,
        "checked_on": today(),
        "check_good_until": today(),
        "id_index": f"id {helper.id}",
        "phone_index": f"phone {helper.id}",
        "sealed": "",
        "version": 1,
    }


# -- clocks ---------------------------------------------------------------------------------------


def cpu(*work: Callable[[], object], times: int = TIMES) -> list[float]:
    """Seconds of processor of each, the best of several and in turn, so that what else runs on the
    machine falls on all alike; without the garbage collector, as in the child process."""
    best = [float("inf")] * len(work)
    gc.disable()
    for _ in range(times):
        for number, piece in enumerate(work):
            began = time.process_time()
            piece()
            best[number] = min(best[number], time.process_time() - began)
        gc.collect()
    gc.enable()
    return best


def used(*, children: bool = False) -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def kilobytes_of_children() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
