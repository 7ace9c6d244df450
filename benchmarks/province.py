"""Matching at the size of a province: 100,000 children and 60,000 helpers in ten counties.

A helper helps within the county, so each county is matched by itself; every child may get any
fitting helper there, some thousands, and not one of a list of forty. The peer is the same problem
built bare for the solver, as in `benchmarks.matching`. Each is solved once: it takes a minute.
"""

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from benchmarks.matching import handed_to_the_solver
from services.pairing.domain.matching import programme, solver
from services.pairing.domain.matching.network import network_of
from services.pairing.domain.matching.problem import Problem, ordered
from services.pairing.domain.matching.worker import match
from tests.unit.pairing import counties

Found = TypeVar("Found")
COUNTIES = 10
SIZE = (4_700, 5_300, 3_500, 2_500, 26, 10)  # of each: 10,000 children, 6,000 helpers


def main() -> None:
    whole = bare = 0.0
    children = helpers = proposed = pairs = 0
    began = time.perf_counter()
    for number in range(COUNTIES):
        problem = county(number)
        seconds, answer = timed(partial(match, problem))
        whole += seconds
        children += len(problem.children)
        helpers += len(problem.helpers)
        proposed += len(answer.proposed)
        pairs += answer.pairs_weighed
        network = network_of(ordered(problem))
        parts = [programme.build(network, arcs) for arcs in solver.parts(network)]
        seconds, _ = timed(partial(hand_over, parts))
        bare += seconds
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"  {children:,} children, {helpers:,} helpers, {pairs // children:,} candidates of a child"
        f" (both sides counted at level 4), {proposed:,} pairs proposed"
    )
    print(
        f"  solved and explained in {whole:.1f} s of processor, {whole / 60:.2f} of the 60 s;"
        f" bare {bare:.1f} s: {whole / bare:.2f} times; at most {most} MB,"
        f" {most / 2048:.2f} of 2 GB"
        f" (by the clock, all in all, {time.perf_counter() - began:.0f} s)"
    )


def hand_over(parts: list[programme.Programme]) -> None:
    for part in parts:
        handed_to_the_solver(part)


def county(number: int) -> Problem:
    """With a code and ids of its own."""
    code = f"{int(counties.COUNTY) + number}"
    made = counties.county(*SIZE, seed=number)
    return replace(
        made,
        children=tuple(
            replace(c, id=f"{code}{c.id}", area_code=code + c.area_code[6:]) for c in made.children
        ),
        helpers=tuple(
            replace(h, id=f"{code}{h.id}", area_code=code + h.area_code[6:]) for h in made.helpers
        ),
    )


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    """Seconds of processor, and the answer; without the garbage collector, as in the child
    process."""
    gc.disable()
    began = time.process_time()
    answer = work()
    seconds = time.process_time() - began
    gc.enable()
    gc.collect()
    return seconds, answer
