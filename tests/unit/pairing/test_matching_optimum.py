"""The matching against a plain integer programme that shares nothing with how it is solved."""

from dataclasses import replace

import numpy as np
import pytest

from services.pairing.domain.matching import programme, solver
from services.pairing.domain.matching.network import network_of
from services.pairing.domain.matching.pairs import pairs_of
from services.pairing.domain.matching.problem import NOTHING, Objective, Problem, ordered
from services.pairing.domain.matching.worker import match
from tests.unit.pairing import counties, reference

IN_EVERY_RUN = 300
IN_THE_LONG_RUN = 2000


def seeds(first: int, last: int, groups: int) -> list[range]:
    size = (last - first) // groups
    return [range(start, start + size) for start in range(first, last, size)]


def differing(some: range) -> dict[int, tuple[Objective, Objective]]:
    """Seed -> (ours, the optimum) where they differ."""
    both = {
        seed: (match(counties.small(seed)).objective, reference.optimum(counties.small(seed)))
        for seed in some
    }
    return {seed: pair for seed, pair in both.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("some", seeds(0, IN_EVERY_RUN, 6), ids=lambda some: f"from {some.start}")
def test_the_answer_is_the_optimum_of_an_integer_programme(some: range) -> None:
    assert differing(some) == {}


@pytest.mark.long
@pytest.mark.parametrize(
    "some", seeds(IN_EVERY_RUN, IN_EVERY_RUN + IN_THE_LONG_RUN, 20), ids=lambda s: f"from {s.start}"
)
def test_it_is_the_optimum_on_thousands_of_places(some: range) -> None:
    assert differing(some) == {}


def test_the_random_places_have_everything_in_them() -> None:
    """What the comparison is worth: each kind of child, helper and relation occurs, often."""
    problems = [counties.small(seed) for seed in range(IN_EVERY_RUN)]
    answers = [match(problem) for problem in problems]
    assert {child.level for problem in problems for child in problem.children} == {1, 2, 3, 4}
    for what in (
        [a for a in answers if a.uncovered],
        [a for a in answers if a.objective.full4],
        [a for a in answers if a.objective.units4 > 2 * a.objective.full4],
        [p for p in problems if p.standing],
        [p for p in problems if p.bonds],
        [p for p in problems if any(child.half_held for child in p.children)],
        [a for a in answers if any(pair.tier == "county" for pair in a.proposed)],
        [a for a in answers if any(r.code == "kin" for p in a.proposed for r in p.reasons)],
        [a for a in answers if any(r.code == "same_school" for p in a.proposed for r in p.reasons)],
    ):
        assert len(what) >= 20


def test_the_integer_programme_finds_the_same_optimum() -> None:
    """The way out for a fraction, which none of these places needs, is tried on purpose."""
    for seed in range(60):
        problem = ordered(counties.small(seed))
        network = network_of(problem)
        flow: dict[int, int] = {}
        for arcs in solver.parts(network):
            part = programme.build(network, arcs)
            used = solver.staged_integer(part)[: part.arcs.size]
            flow |= {int(part.arcs[i]): round(used[i]) for i in np.flatnonzero(used > 0.5)}
        pairs = pairs_of(network, flow)
        solver.check(problem, pairs)
        assert solver.objective(problem, pairs) == match(problem).objective


def test_a_fraction_is_never_taken_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = next(p for p in map(counties.small, range(20)) if match(p).proposed)
    expected = match(problem)
    monkeypatch.setattr(solver, "staged_linear", lambda _programme: None)
    answer = match(problem)
    assert answer.by_integer_programme > 0
    assert answer.objective == expected.objective


def test_the_same_input_gives_the_same_answer_in_any_order() -> None:
    for seed in range(40):
        problem = counties.small(seed)
        turned = replace(problem, children=problem.children[::-1], helpers=problem.helpers[::-1])
        assert match(problem) == match(turned)


def township_by_township(problem: Problem) -> Objective:
    """The optimum with every pair inside a township: what an independent solver can still do."""
    total = NOTHING
    for code in sorted({child.area_code[:9] for child in problem.children}):
        inside = replace(
            problem,
            children=tuple(c for c in problem.children if c.area_code.startswith(code)),
            helpers=tuple(h for h in problem.helpers if h.area_code.startswith(code)),
        )
        total += reference.optimum(inside, merged=True)
    return total


@pytest.mark.long
def test_it_is_the_optimum_at_county_size() -> None:
    """4,570 children at level 4, 5,210 below, 8,453 helpers. With enough helpers in each township
    nobody needs the county tier, so that the townships' optima add up to the county's; then the
    same with too few, kept apart by codes of different counties."""
    problem = counties.county(4570, 5210, 5000, 3453, 26, 10, seed=1)
    answer = match(problem)
    assert len(answer.proposed) == 2 * 4570 + 5210
    assert all(pair.tier != "county" for pair in answer.proposed)
    assert answer.objective == township_by_township(problem)


@pytest.mark.long
def test_it_is_the_optimum_at_county_size_with_too_few_helpers() -> None:
    problem = counties.apart(counties.county(4570, 5210, 2500, 1700, 26, 10, seed=2))
    assert match(problem).objective == township_by_township(problem)
