"""Two files of one child become one, by a person's word, and can be taken apart again."""

from datetime import date
from typing import Any

import pytest

from services.registry.queries.counts import wrong_counts
from shared import clock
from shared.contracts.pairing.events import PairingActivated, PairingEnded, PairingMoved
from shared.contracts.registry.errors import (
    AbsorbedOthers,
    ChildChangedMeanwhile,
    ChildMerged,
    IdNumberInvalid,
    MergedWithItself,
    MergeUndoneAlready,
    UnknownField,
)
from shared.errors import AccessDenied
from tests.event_samples import a
from tests.integration.registry.conftest import (
    COUNTY,
    HONGGANG,
    LONGXING,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
)


def pair(registry: Registry, **other: Any) -> tuple[str, str]:
    """The same boy twice: once with his ID number, once without and with a hobby."""
    first = registry.register()["id"]
    more = {"id_number": None, "hobbies": "画画", "mother_situation": "at_home", **other}
    return first, registry.register(**more)["id"]


def merge(registry: Registry, survivor: str, absorbed: str, *take: str, **more: Any) -> Any:
    return registry.call(
        more.pop("viewer", COUNTY),
        "merge_children",
        survivor_id=survivor,
        absorbed_id=absorbed,
        take=list(take),
        why="同一个孩子登记了两次",
        **more,
    )


def undo(registry: Registry, merged: Any) -> Any:
    return registry.call(COUNTY, "undo_merge", merge_id=merged["id"], why="核实是双胞胎")


def listed(registry: Registry) -> set[str]:
    return {c["id"] for c in registry.call(COUNTY, "list_children")["items"]}


def counted(registry: Registry) -> int:
    with registry.database.transaction() as uow:
        assert wrong_counts(uow.session) == {}
    rows = registry.rows("area_counts")
    return sum(row["children"] for row in rows if row["status"] != "exited")


def test_the_file_that_is_kept_goes_on_with_the_values_chosen(registry: Registry) -> None:
    first, second = pair(registry)
    merge(registry, first, second, "hobbies", "mother_situation")
    dossier = registry.dossier(first)
    assert dossier["groups"]["identity"]["hobbies"] == "画画"
    assert dossier["status"] == "not_left_behind"
    assert dossier["merged_into"] is None
    assert listed(registry) == {first}
    assert counted(registry) == 1
    assert registry.dossier(second)["merged_into"] == first
    assert registry.call(COUNTY, "list_duplicates")["items"] == []


def test_both_histories_are_kept_and_told_apart(registry: Registry) -> None:
    first, second = pair(registry)
    merge(registry, first, second)
    entries = registry.call(COUNTY, "child_history", child_id=first)["items"]
    assert {entry["merged_from"] for entry in entries} == {None, second}
    assert [e["operation"] for e in entries if e["merged_from"]] == [
        "merge_children",
        "register_child",
    ]


def test_a_merged_file_is_found_nowhere_and_takes_no_command(registry: Registry) -> None:
    first, second = pair(registry, name="张晓鸣")
    merge(registry, first, second)
    found = registry.call(COUNTY, "search_children", q="zhangxiaoming")["items"]
    assert [item["id"] for item in found] == [first]
    for operation, more in (
        ("correct_child", {"changes": {"hobbies": "唱歌"}, "why": "x"}),
        ("request_move", {"area_code": LONGXING, "why": "x"}),
    ):
        with pytest.raises(ChildMerged) as refused:
            registry.call(COUNTY, operation, child_id=second, **more)
        assert refused.value.args == (first,)


def test_others_are_told_with_the_childs_state(registry: Registry) -> None:
    first, second = pair(registry)
    merged = merge(registry, first, second)
    told = [(n, d) for n, d in registry.published() if n != "child_registered"]
    assert [name for name, _ in told] == ["child_judged", "child_changed", "children_merged"]
    assert (told[1][1]["child_id"], told[1][1]["merged_into"]) == (second, first)
    undo(registry, merged)
    name, data = registry.published()[-2]
    assert (name, data["child_id"], data["merged_into"]) == ("child_changed", second, None)
    assert registry.told()[-1] == "merge_undone"


def test_undone_each_is_as_it_was(registry: Registry) -> None:
    first, second = pair(registry)
    before = registry.dossier(first), registry.dossier(second)
    merged = merge(registry, first, second, "hobbies", "mother_situation")
    assert undo(registry, merged)["undone_at"]
    for old, child in zip(before, (first, second), strict=True):
        now = registry.dossier(child)
        assert (now["groups"], now["status"]) == (old["groups"], old["status"])
        assert now["version"] > old["version"]
    assert listed(registry) == {first, second}
    assert counted(registry) == 2
    assert len(registry.call(COUNTY, "list_duplicates")["items"]) == 1
    assert len(registry.call(COUNTY, "search_children", q="zxm")["items"]) == 2
    with pytest.raises(MergeUndoneAlready):
        undo(registry, merged)


def test_what_was_changed_since_the_merge_stays_when_it_is_undone(registry: Registry) -> None:
    first, second = pair(registry)
    merged = merge(registry, first, second, "hobbies")
    registry.correct(first, hobbies="踢球")
    undo(registry, merged)
    assert registry.dossier(first)["groups"]["identity"]["hobbies"] == "踢球"
    assert registry.dossier(second)["groups"]["identity"]["hobbies"] == "画画"


def test_either_id_number_leads_to_the_one_file(registry: Registry) -> None:
    first = registry.register()["id"]
    wrong = "520330201503160178"
    second = registry.register(id_number=wrong)["id"]
    merged = merge(registry, second, first, "id_number")
    assert registry.dossier(second)["masked"]
    for number in ("520330201503160135", wrong):
        with registry.database.transaction() as uow:
            assert uow.children.by_id_numbers([number]) == {number: second}
    undo(registry, merged)
    with registry.database.transaction() as uow:
        assert uow.children.by_id_numbers([wrong]) == {wrong: second}
        assert uow.children.by_id_numbers(["520330201503160135"]) == {"520330201503160135": first}


def test_values_that_do_not_fit_together_are_refused(registry: Registry) -> None:
    first, second = pair(registry, sex="female")
    with pytest.raises(IdNumberInvalid):
        merge(registry, first, second, "sex")
    with pytest.raises(UnknownField):
        merge(registry, first, second, "password")
    with pytest.raises(MergedWithItself):
        merge(registry, first, first)
    assert listed(registry) == {first, second}


def test_only_who_answers_for_both_merges_them(registry: Registry) -> None:
    first, second = pair(registry, area_code=XIANGYANG)
    with pytest.raises(AccessDenied):
        merge(registry, first, second, viewer=VILLAGE)
    assert merge(registry, first, second, viewer=TOWNSHIP)["area_code"] == HONGGANG


def test_a_merge_of_files_that_changed_since_they_were_compared_is_refused(
    registry: Registry,
) -> None:
    first, second = pair(registry)
    registry.correct(second, hobbies="唱歌")
    with pytest.raises(ChildChangedMeanwhile):
        merge(registry, first, second, survivor_version=1, absorbed_version=1)


def test_a_file_that_others_were_merged_into_is_the_one_to_keep(registry: Registry) -> None:
    first, second = pair(registry)
    third = registry.register(id_number=None)["id"]
    merge(registry, first, second)
    with pytest.raises(AbsorbedOthers):
        merge(registry, third, first)
    with pytest.raises(ChildMerged):
        merge(registry, third, second)
    merge(registry, first, third)
    assert listed(registry) == {first}


def test_a_person_can_say_that_the_two_are_two(registry: Registry) -> None:
    pair(registry)
    [twin] = registry.call(VILLAGE, "list_duplicates")["items"]
    registry.call(VILLAGE, "dismiss_duplicate", duplicate_id=twin["id"])
    assert registry.call(VILLAGE, "list_duplicates")["items"] == []


def test_two_files_stand_side_by_side_with_secret_values_masked(registry: Registry) -> None:
    first, second = pair(registry, guardian_phone="13900009999")
    compared = registry.call(COUNTY, "compare_children", child_id=first, other_id=second)
    rows = {row["field"]: row for row in compared["rows"]}
    assert rows["guardian_phone"]["values"] == ["139****5678", "139****9999"]
    assert (rows["name"]["same"], rows["hobbies"]["same"]) == (True, False)
    assert [one["id"] for one in compared["files"]] == [first, second]


def test_a_pairing_of_either_file_keeps_the_child_followed(registry: Registry) -> None:
    first, second = pair(registry)
    registry.fact(a(PairingActivated, child_id=second, pairing_id="p1"))
    merged = merge(registry, first, second, "mother_situation")
    assert registry.dossier(first)["status"] == "followed"
    registry.fact(a(PairingEnded, child_id=second, pairing_id="p1", version=2))
    assert registry.dossier(first)["status"] == "not_left_behind"
    undo(registry, merged)
    assert registry.dossier(second)["status"] == "not_left_behind"


def test_a_pairing_that_moves_with_the_file_comes_back_with_it(registry: Registry) -> None:
    first, second = pair(registry)
    registry.fact(a(PairingActivated, child_id=second, pairing_id="p1"))
    merged = merge(registry, first, second, "mother_situation")
    moved = {"pairing_id": "p1", "helper_id": "h1"}
    registry.fact(a(PairingMoved, child_id=first, from_child_id=second, version=2, **moved))
    assert registry.dossier(first)["status"] == "followed"
    undo(registry, merged)
    registry.fact(a(PairingMoved, child_id=second, from_child_id=first, version=3, **moved))
    assert registry.dossier(second)["status"] == "followed"
    assert registry.dossier(first)["status"] != "followed"


def test_a_move_that_its_end_has_overtaken_revives_nothing(registry: Registry) -> None:
    first, second = pair(registry)
    registry.fact(a(PairingActivated, child_id=second, pairing_id="p1"))
    merge(registry, first, second, "mother_situation")
    registry.fact(a(PairingEnded, child_id=first, pairing_id="p1", version=3))
    moved = {"pairing_id": "p1", "helper_id": "h1", "version": 2}
    registry.fact(a(PairingMoved, child_id=first, from_child_id=second, **moved))
    assert registry.dossier(first)["status"] == "not_left_behind"


def test_a_move_there_that_comes_after_the_move_back_changes_nothing(registry: Registry) -> None:
    first, second = pair(registry)
    registry.fact(a(PairingActivated, child_id=second, pairing_id="p1"))
    merged = merge(registry, first, second, "mother_situation")
    undo(registry, merged)
    moved = {"pairing_id": "p1", "helper_id": "h1"}
    registry.fact(a(PairingMoved, child_id=second, from_child_id=first, version=3, **moved))
    registry.fact(a(PairingMoved, child_id=first, from_child_id=second, version=2, **moved))
    assert registry.dossier(second)["status"] == "followed"
    assert registry.dossier(first)["status"] != "followed"


def test_a_pairing_follows_a_file_that_is_merged_for_a_second_time(registry: Registry) -> None:
    first, second = pair(registry)
    registry.fact(a(PairingActivated, child_id=second, pairing_id="p1"))
    undo(registry, merge(registry, first, second, "mother_situation"))
    moved = {"pairing_id": "p1", "helper_id": "h1"}
    registry.fact(a(PairingMoved, child_id=first, from_child_id=second, version=2, **moved))
    registry.fact(a(PairingMoved, child_id=second, from_child_id=first, version=3, **moved))
    merge(registry, first, second, "mother_situation")
    assert registry.dossier(first)["status"] == "followed"


def test_a_birthday_of_a_merged_file_concerns_nobody(registry: Registry) -> None:
    first, second = pair(registry)
    merge(registry, first, second)
    told = len(registry.told())
    clock.travel_to(date(2031, 3, 18))
    with registry.database.transaction() as uow:
        registry.service.child_age.__wrapped__(None, f"{second}@2031-03-17", None, uow)
    assert len(registry.told()) == told
