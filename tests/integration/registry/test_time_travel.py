"""The dossier as of any past day is what stood there at that day's end, whatever came after."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import clock
from shared.contracts.registry.errors import NothingChanged
from tests.integration.registry.conftest import (
    COUNTY,
    HONGGANG,
    LONGXING,
    TODAY,
    XIANGYANG,
    Registry,
    opened,
)

# Not `judged_on`: a judgement that comes out the same again leaves no row of history.
SHOWN = ("groups", "status", "reasons", "level", "version", "merged_into", "area")
CHANGES = st.one_of(
    st.fixed_dictionaries({"hobbies": st.sampled_from(["画画", "唱歌", None])}),
    st.fixed_dictionaries({"mother_situation": st.sampled_from(["away", "at_home", "unknown"])}),
    st.fixed_dictionaries({"area_code": st.sampled_from([HONGGANG, XIANGYANG, LONGXING])}),
    st.fixed_dictionaries({"hardships": st.sampled_from([[], ["orphan"], ["low_income"]])}),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(("correct", "wait", "grade", "merge", "undo")), CHANGES),
    min_size=2,
    max_size=12,
)


def state(registry: Registry, child: str, **more: Any) -> dict[str, Any]:
    dossier = registry.dossier(child, **more)
    return {name: dossier[name] for name in SHOWN}


def act(registry: Registry, step: str, change: dict[str, Any], ids: list[str]) -> None:
    first, second = ids
    merges = [m for m in registry.call(COUNTY, "list_merges")["items"] if not m["undone_at"]]
    if step == "correct":
        try:
            registry.correct(first, **change)
        except NothingChanged:
            return
    elif step == "wait":
        clock.travel_to(clock.today() + timedelta(days=1))
    elif step == "grade":
        scores = dict.fromkeys(("psychology", "health", "schooling", "guardianship", "living"), 1)
        facts = dict.fromkeys(scores, "走访所见")
        registry.call(COUNTY, "assess_child", child_id=first, scores=scores, facts=facts)
    elif step == "merge" and not merges:
        registry.call(
            COUNTY,
            "merge_children",
            survivor_id=first,
            absorbed_id=second,
            take=["hobbies"],
            why="同一人",
        )
    elif step == "undo" and merges:
        registry.call(COUNTY, "undo_merge", merge_id=merges[0]["id"], why="不是同一人")


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_time_travel_equals_replay(
    steps: list[tuple[str, dict[str, Any]]], tmp_path_factory: Any
) -> None:
    folder: Path = tmp_path_factory.mktemp("travel")
    for registry in opened(f"sqlite:///{folder}/registry.db", folder):
        clock.travel_to(TODAY)
        ids = [registry.register()["id"], registry.register(id_number=None, hobbies="下棋")["id"]]
        seen: dict[tuple[str, str], dict[str, Any]] = {}
        for step, change in steps:
            act(registry, step, change, ids)
            for child in ids:
                seen[child, clock.today().isoformat()] = state(registry, child)
        clock.travel_to(clock.today() + timedelta(days=1))
        for (child, day), was in seen.items():
            assert state(registry, child, as_of=day) == was, (child, day)
