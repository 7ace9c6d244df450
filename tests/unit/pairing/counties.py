"""Random places with their children and helpers, for tests and benchmarks of the matching."""

import random
from dataclasses import replace

from services.pairing.domain.matching.problem import Child, Helper, Problem
from services.pairing.domain.policy import Weights
from shared.contracts.pairing.codes import BondKind, Category, Side, Tier

COUNTY = "520330"
WEIGHTS = Weights(
    near={Tier.VILLAGE: 0, Tier.TOWNSHIP: 100, Tier.COUNTY: 1000},
    kin=0,
    bond=20,
    stranger=50,
    per_child=5,
    below_least=10,
)
SIDES = {Category.CADRE: Side.CADRE, Category.TEACHER: Side.TEACHER}
MOST = {
    Category.CADRE: (0, 2),
    Category.TEACHER: (1, 5),
    Category.SCHOOL_LEADER: (4, 8),
    Category.VOLUNTEER: (0, 3),
}


def villages(townships: int, each: int) -> list[str]:
    towns, homes = range(100, 100 + townships), range(200, 200 + each)
    return [f"{COUNTY}{town}{home}" for town in towns for home in homes]


def small(seed: int) -> Problem:
    """A few children and helpers with everything mixed: levels, capacities, wishes, kin, bonds,
    refusals, pairings that stand."""
    rng = random.Random(seed)
    places = villages(rng.randint(1, 2), rng.randint(1, 3))
    children = [_child(rng, n, places) for n in range(rng.randint(1, 9))]
    helpers = [_helper(rng, n, places) for n in range(rng.randint(0, 8))]
    pairs = [(c.id, h.id) for c in children for h in helpers]
    few = max(1, len(pairs) // 8)
    standing = set()
    for position, child in enumerate(children):
        free = [h for h in helpers if h.free]
        if free and rng.random() < 0.2:
            helper = rng.choice(free)
            standing.add((child.id, helper.id))
            children[position] = replace(child, held=(helper.side,))
            helpers[helpers.index(helper)] = replace(helper, load=helper.load + 1)
    return Problem(
        children=tuple(children),
        helpers=tuple(helpers),
        weights=replace(WEIGHTS, per_child=rng.choice((0, 5, 60)), below_least=rng.choice((0, 40))),
        refused=frozenset(rng.sample(pairs, min(few, len(pairs)))),
        standing=frozenset(standing),
        bonds={
            pair: rng.choice(list(BondKind)) for pair in rng.sample(pairs, min(few, len(pairs)))
        },
    )


def _child(rng: random.Random, n: int, places: list[str]) -> Child:
    return Child(
        id=f"c{n}",
        level=rng.choice((1, 2, 3, 4, 4, 4)),
        area_code=rng.choice(places),
        sex=rng.choice(("male", "female")),
        school_id=rng.choice((None, "s1", "s2")),
        helper_sex=rng.choice(("any", "any", "any", "female")),
        kin_marks=frozenset({f"mark{rng.randint(0, 20)}"}),
    )


def _helper(rng: random.Random, n: int, places: list[str]) -> Helper:
    category = rng.choice(list(MOST))
    least, most = MOST[category]
    return Helper(
        id=f"h{n}",
        category=category,
        side=_side(category),
        area_code=rng.choice(places),
        sex=rng.choice(("male", "female")),
        capacity=rng.randint(1, min(3, most)),
        least=least,
        child_sex=rng.choice(("any", "any", "any", "female", "male")),
        school_id=rng.choice((None, "s1", "s2")) if category is not Category.CADRE else None,
        marks=frozenset({f"mark{rng.randint(0, 20)}"}),
        barred=rng.choice((None, None, None, None, "check_expired")),
    )


def _side(category: Category) -> Side:
    if category is Category.SCHOOL_LEADER:
        return Side.TEACHER
    return SIDES.get(category, Side.ANY)


def county(
    level4: int, others: int, cadres: int, teachers: int, townships: int, each: int, seed: int
) -> Problem:
    """Children and helpers spread evenly at random over the villages of a county."""
    rng = random.Random(seed)
    places = villages(townships, each)
    children = tuple(
        Child(
            id=f"c{n:06d}",
            level=4 if n < level4 else rng.choice((1, 2, 3)),
            area_code=rng.choice(places),
            sex=rng.choice(("male", "female")),
            helper_sex="female" if rng.random() < 0.05 else "any",
        )
        for n in range(level4 + others)
    )
    helpers = tuple(
        _county_helper(rng, n, Category.CADRE if n < cadres else Category.TEACHER, places)
        for n in range(cadres + teachers)
    )
    return Problem(children=children, helpers=helpers, weights=WEIGHTS)


def _county_helper(rng: random.Random, n: int, category: Category, places: list[str]) -> Helper:
    least, most = MOST[category]
    return Helper(
        id=f"h{n:06d}",
        category=category,
        side=SIDES[category],
        area_code=rng.choice(places),
        sex=rng.choice(("male", "female")),
        capacity=rng.randint(1, most),
        least=least,
        child_sex="female" if rng.random() < 0.1 else "any",
    )


def apart(problem: Problem) -> Problem:
    """The same with every township in a county of its own, so that no pair crosses its border."""

    def moved(code: str) -> str:
        return f"{int(code[6:9]):06d}{code[6:]}"

    return replace(
        problem,
        children=tuple(replace(c, area_code=moved(c.area_code)) for c in problem.children),
        helpers=tuple(replace(h, area_code=moved(h.area_code)) for h in problem.helpers),
    )
