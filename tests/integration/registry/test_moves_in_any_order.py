"""Whatever is asked, accepted, refused, withdrawn or runs out in whatever order: every child is in
exactly one place, and the counts say the same."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import clock
from shared.errors import DomainError
from tests.integration.registry.conftest import (
    COUNTY,
    HONGGANG,
    LONGXING,
    TODAY,
    XIANGYANG,
    Registry,
    opened,
)

PLACES = (HONGGANG, XIANGYANG, LONGXING)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("ask", "accept", "refuse", "withdraw", "expire", "correct", "wait")),
        st.integers(0, 1),
        st.sampled_from(PLACES),
    ),
    min_size=1,
    max_size=14,
)


class Model:
    """Where the children must be, told in the plainest way."""

    def __init__(self, children: list[str]) -> None:
        self.places = dict.fromkeys(children, HONGGANG)
        self.open: dict[str, tuple[str, str, date]] = {}  # child -> move, to, last day

    def step(self, registry: Registry, name: str, child: str, place: str) -> None:
        today = clock.today()
        move, to, last = self.open.get(child, ("", "", today))
        if name == "ask":
            if not move and place != self.places[child]:
                answer = call(registry, "request_move", child_id=child, area_code=place, why="随迁")
                self.open[child] = (answer["id"], place, today + timedelta(days=15))
            else:
                refused(registry, "request_move", child_id=child, area_code=place, why="随迁")
        elif name == "accept" and move and today <= last:
            call(registry, "accept_move", move_id=move)
            self.places[child] = to
            del self.open[child]
        elif name == "accept" and move:
            refused(registry, "accept_move", move_id=move)
        elif name in ("refuse", "withdraw") and move:
            why = {"why": "不在本村"} if name == "refuse" else {}
            call(registry, f"{name}_move", move_id=move, **why)
            del self.open[child]
            refused(registry, "accept_move", move_id=move)
        elif name == "expire" and move:
            with registry.database.transaction() as uow:
                registry.service.move_expires.__wrapped__(None, move, None, uow)
            del self.open[child]
        elif name == "correct" and place != self.places[child]:
            registry.correct(child, area_code=place)
            self.places[child] = place
            self.open.pop(child, None)
        elif name == "wait":
            clock.travel_to(today + timedelta(days=8))


def call(registry: Registry, operation: str, **fields: Any) -> Any:
    return registry.call(COUNTY, operation, **fields)


def refused(registry: Registry, operation: str, **fields: Any) -> None:
    try:
        call(registry, operation, **fields)
    except DomainError:
        return
    raise AssertionError(operation)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_every_child_is_always_in_exactly_one_place(
    steps: list[tuple[str, int, str]], tmp_path_factory: Any
) -> None:
    folder: Path = tmp_path_factory.mktemp("moves")
    for registry in opened(f"sqlite:///{folder}/registry.db", folder):
        clock.travel_to(TODAY)
        children = [
            registry.register(id_number=None, name=name)["id"] for name in ("张小明", "李小红")
        ]
        model = Model(children)
        for name, child, place in steps:
            model.step(registry, name, children[child], place)
            check(registry, model)


def check(registry: Registry, model: Model) -> None:
    rows = {row["id"]: row["area_code"] for row in registry.rows("children")}
    assert rows == model.places
    kept = {p: 0 for p in PLACES}
    for row in registry.rows("area_counts"):
        kept[row["area_code"]] += row["children"]
    assert kept == {p: list(model.places.values()).count(p) for p in PLACES}
    waiting = [row for row in registry.rows("moves") if row["state"] == "requested"]
    assert sorted(row["child_id"] for row in waiting) == sorted(model.open)
    words = {(row["child_id"], row["area_code"]) for row in registry.rows("search_tokens")}
    assert words == set(model.places.items())
