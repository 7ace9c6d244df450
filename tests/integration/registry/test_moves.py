"""Handing a child over: the old place has it until the new one says yes."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import (
    AreaClosed,
    MoveNeedsOnePlace,
    MoveNotOpen,
    MoveToSamePlace,
    MoveUnderWay,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    COUNTY,
    HONGGANG,
    LONGXING,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
)

FAR = Viewer(account_id="far", roles=frozenset({Role.VILLAGE_OFFICER}), area=LONGXING)
FAR_TOWN = Viewer(account_id="ft", roles=frozenset({Role.TOWNSHIP_OFFICER}), area="520330104")


def offer(registry: Registry, child_id: str, viewer: Viewer = VILLAGE, **to: Any) -> Any:
    to = to or {"area_code": LONGXING}
    return registry.call(viewer, "request_move", child_id=child_id, why="随外婆生活", **to)


def area_of(registry: Registry, child_id: str) -> str:
    (row,) = [row for row in registry.rows("children") if row["id"] == child_id]
    return str(row["area_code"])


def counted(registry: Registry) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in registry.rows("area_counts"):
        found[row["area_code"]] = found.get(row["area_code"], 0) + row["children"]
    return {area: children for area, children in found.items() if children}


def test_a_child_stays_where_it_is_until_the_new_place_accepts(registry: Registry) -> None:
    child = registry.register()["id"]
    move = offer(registry, child)
    assert (move["state"], move["expires_on"]) == ("requested", "2025-09-25")
    assert area_of(registry, child) == HONGGANG
    accepted = registry.call(FAR, "accept_move", move_id=move["id"])
    assert accepted["state"] == "accepted"
    assert area_of(registry, child) == LONGXING
    assert counted(registry) == {LONGXING: 1}
    assert registry.told() == [
        "child_registered",
        "move_requested",
        "move_decided",
        "child_changed",
    ]
    events = dict(registry.published())
    assert events["move_requested"]["area_code"] == LONGXING
    assert events["move_decided"]["area_code"] == HONGGANG
    assert registry.dossier(child, FAR)["area"]["code"] == LONGXING
    with pytest.raises(AccessDenied):
        registry.dossier(child, VILLAGE)


def test_who_shall_take_a_child_sees_the_name_and_nothing_else(registry: Registry) -> None:
    child = registry.register()["id"]
    move = offer(registry, child)
    [coming] = registry.call(FAR, "list_moves", direction="in")["items"]
    assert (coming["name"], coming["may_decide"], coming["may_withdraw"]) == ("张小明", True, False)
    [going] = registry.call(VILLAGE, "list_moves", direction="out")["items"]
    assert (going["may_decide"], going["may_withdraw"]) == (False, True)
    with pytest.raises(AccessDenied):
        registry.dossier(child, FAR)
    registry.call(FAR, "refuse_move", move_id=move["id"], why="查无此人")
    [refused] = registry.call(FAR, "list_moves", direction="in")["items"]
    assert refused["name"] == "张**"
    stranger = Viewer(account_id="s", roles=frozenset({Role.VILLAGE_OFFICER}), area=XIANGYANG)
    assert registry.call(stranger, "list_moves")["items"] == []
    with pytest.raises(AccessDenied):
        registry.call(stranger, "get_move", move_id=move["id"])
    shown = [r for r in registry.rows("access_log") if r["operation"] == "registry.list_moves"]
    assert [r["subject"] for r in shown] == [child, child, child, "list"]


def test_only_the_new_place_accepts_and_only_the_old_one_withdraws(registry: Registry) -> None:
    move = offer(registry, registry.register()["id"])["id"]
    for operation in ("accept_move", "refuse_move"):
        why = {"why": "x"} if operation == "refuse_move" else {}
        with pytest.raises(AccessDenied):
            registry.call(VILLAGE, operation, move_id=move, **why)
    with pytest.raises(AccessDenied):
        registry.call(FAR, "withdraw_move", move_id=move)
    assert registry.call(FAR_TOWN, "accept_move", move_id=move)["state"] == "accepted"


def test_a_handover_is_decided_once(registry: Registry) -> None:
    move = offer(registry, registry.register()["id"])["id"]
    registry.call(VILLAGE, "withdraw_move", move_id=move)
    with pytest.raises(MoveNotOpen):
        registry.call(FAR, "accept_move", move_id=move)
    with pytest.raises(MoveNotOpen):
        registry.call(VILLAGE, "withdraw_move", move_id=move)


def test_a_child_is_offered_to_one_place_at_a_time(registry: Registry) -> None:
    child = registry.register()["id"]
    offer(registry, child)
    with pytest.raises(MoveUnderWay):
        offer(registry, child, area_code=XIANGYANG)


def test_an_unanswered_offer_runs_out_and_the_child_stays(registry: Registry) -> None:
    child = registry.register()["id"]
    move = offer(registry, child)["id"]
    clock.travel_to(date(2025, 9, 26))
    with pytest.raises(MoveNotOpen):
        registry.call(FAR, "accept_move", move_id=move)
    with registry.database.transaction() as uow:
        registry.service.move_expires.__wrapped__(None, move, None, uow)
    assert registry.call(COUNTY, "get_move", move_id=move)["state"] == "expired"
    assert area_of(registry, child) == HONGGANG
    assert registry.published()[-1][1]["outcome"] == "expired"


def test_a_child_put_elsewhere_meanwhile_is_not_moved_a_second_time(registry: Registry) -> None:
    child = registry.register()["id"]
    move = offer(registry, child)["id"]
    registry.correct(child, TOWNSHIP, area_code=XIANGYANG)
    with pytest.raises(MoveNotOpen):
        registry.call(FAR, "accept_move", move_id=move)
    assert area_of(registry, child) == XIANGYANG
    assert counted(registry) == {XIANGYANG: 1}


def test_nobody_is_offered_where_they_are_or_to_a_closed_village(registry: Registry) -> None:
    child = registry.register()["id"]
    with pytest.raises(MoveToSamePlace):
        offer(registry, child, area_code=HONGGANG)
    with pytest.raises(MoveNeedsOnePlace):
        registry.call(VILLAGE, "request_move", child_id=child, why="x")
    move = offer(registry, child)["id"]
    registry.call(
        COUNTY, "change_area", code=LONGXING, name=None, closed=True, valid_from="2025-09-01"
    )
    with pytest.raises(AreaClosed):
        registry.call(FAR, "accept_move", move_id=move)
    assert area_of(registry, child) == HONGGANG


def test_a_pupil_changes_school_when_the_new_school_accepts(registry: Registry) -> None:
    old, new = (
        str(registry.call(COUNTY, "register_school", name=name, township_code=town)["id"])
        for name, town in (("甲小学", "520330103"), ("乙小学", "520330104"))
    )
    child = registry.register(school_id=old, class_name="三年级1班")["id"]
    head, other = (
        Viewer(account_id=f"p-{s}", roles=frozenset({Role.PRINCIPAL}), school_id=s)
        for s in (old, new)
    )
    move = offer(registry, child, head, school_id=new)
    assert (move["kind"], move["from_school_name"], move["to_school_name"]) == (
        "school",
        "甲小学",
        "乙小学",
    )
    with pytest.raises(AccessDenied):
        registry.call(FAR, "accept_move", move_id=move["id"])
    registry.call(other, "accept_move", move_id=move["id"], class_name="三年级4班")
    dossier = registry.dossier(child)
    assert (dossier["school"]["id"], dossier["class_name"]) == (new, "三年级4班")
    assert dossier["area"]["code"] == HONGGANG
    with pytest.raises(AccessDenied):
        offer(registry, child, other, area_code=LONGXING)  # a school moves nobody's home


def test_the_reason_of_a_handover_stands_sealed(registry: Registry) -> None:
    move = offer(registry, registry.register()["id"])["id"]
    registry.call(FAR, "refuse_move", move_id=move, why="小明不在我村")
    with registry.database.transaction() as uow:
        tables = (text("SELECT * FROM moves"), text("SELECT * FROM history"))
        rows = [uow.session.execute(query).all() for query in tables]
    everything = str(rows)
    assert "随外婆生活" not in everything
    assert "小明不在我村" not in everything
    assert registry.call(VILLAGE, "get_move", move_id=move)["answer"] == "小明不在我村"
