"""A whole matching, from a problem to its explained answer; also as a process of its own.

Solving takes the processor for seconds, so the service hands the problem to a child process as
JSON (`wire`) and gets the answer back the same way (ARCHITECTURE "Data").
"""

import gc

from services.pairing.domain.matching import solver, wire
from services.pairing.domain.matching.explain import Explanation
from services.pairing.domain.matching.network import network_of
from services.pairing.domain.matching.problem import Answer, Problem, ordered
from shared.contracts.pairing.codes import Tier

ENTRY = "services.pairing.domain.matching.worker:propose"


def match(problem: Problem) -> Answer:
    """The optimum over all allowed pairs: as many covered as possible in order of level, then the
    nearest and closest (DOMAIN section 6)."""
    problem = ordered(problem)
    pairs, by_integer = solver.solve(network_of(problem))
    explanation = Explanation(problem, pairs)
    return Answer(
        proposed=tuple(explanation.proposed()),
        uncovered=tuple(explanation.uncovered()),
        objective=solver.objective(problem, pairs),
        pairs_weighed=sum(
            explanation.allowed(child, slot, Tier.COUNTY)
            for child in problem.children
            for slot in child.slots
        ),
        below_least=explanation.below_least(),
        by_integer_programme=by_integer,
    )


def propose(payload: bytes) -> bytes:
    """What the child process runs. It lives for one answer, and looking for rubbish among its
    hundred thousand small objects would take a fifth of its time."""
    gc.disable()
    try:
        return wire.answer_to(match(wire.problem_from(payload)))
    finally:
        gc.enable()
