"""An agreement on entrusted care through its life, and what the dossier says by it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from services.registry.domain.id_number import check_sign
from services.registry.service import RegistryService
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.care_codes import GROUNDS
from shared.contracts.registry.errors import (
    CareAgreementOver,
    CareAgreementWaiting,
    CarerNotAdult,
    CarerRefusedBefore,
    OwnViewMissing,
)
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, HONGGANG, VILLAGE, Registry
from tests.integration.registry.test_merges import merge, pair

NO = dict.fromkeys(GROUNDS, False)


def number(first17: str) -> str:
    return first17 + check_sign(first17)


AUNT = number("61092419820901024")


def paper(child_id: str, **more: Any) -> dict[str, Any]:
    return {
        "child_id": child_id,
        "carer_name": "王桂花",
        "carer_id_number": AUNT,
        "carer_relation": "姑姑",
        "carer_occupation": "务农",
        "carer_health": "健康",
        "carer_phone": "13700001111",
        "carer_address": "红岗村三组",
        "asked": NO,
        "own_view": "agrees",
        "from_date": "2025-09-10",
        "to_date": "2025-10-20",
        "signed_on": "2025-09-10",
        "signers": ["father", "mother"],
        "guide": "赵主任",
        **more,
    }


def record(registry: Registry, child_id: str, viewer: Viewer = VILLAGE, **more: Any) -> Any:
    return registry.call(viewer, "record_care_agreement", **paper(child_id, **more))


def states(registry: Registry, child_id: str) -> list[str]:
    found = registry.call(COUNTY, "list_care_agreements", child_id=child_id)
    return [one["state"] for one in found["items"]]


def on_day(registry: Registry, day: date) -> None:
    clock.travel_to(day)
    while RegistryService.care_day(SimpleNamespace(database=registry.database)):
        pass


def guardian(registry: Registry, child_id: str) -> tuple[Any, ...]:
    family = registry.dossier(child_id)["groups"]["family"]
    return family["guardian_name"], family["guardian_relation"], family["guardian_entrusted"]


def test_the_dossiers_guardian_follows_and_is_ended_by_its_day(registry: Registry) -> None:
    child = registry.register(care="alone", birth_date="2015-03-16")["id"]
    made = record(registry, child)
    assert made["state"] == "active"
    assert made["carer_id_number"] == f"610924********{AUNT[-4:]}"
    assert guardian(registry, child) == ("王桂花", "姑姑", True)
    assert registry.dossier(child)["groups"]["family"]["guardian_age"] == 43
    for day in (date(2025, 9, 20), date(2025, 10, 13), date(2025, 10, 20)):
        on_day(registry, day)
        assert states(registry, child) == ["active"]
    on_day(registry, date(2025, 10, 21))
    assert states(registry, child) == ["ended"]
    assert guardian(registry, child) == ("王桂花", "姑姑", False)
    told = [name for name in registry.told() if name.startswith("care_")]
    assert told == ["care_entrusted", "care_ending", "care_ending", "care_ended"]


def test_whom_the_law_excludes_is_recorded_as_refused_and_cares_for_nobody(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    made = record(registry, child, asked={**NO, "habit": True, "neglect": True})
    assert (made["state"], made["grounds"]) == ("refused", ["habit", "neglect"])
    assert guardian(registry, child)[0] == "张老三"
    assert "care_entrusted" not in registry.told()
    with pytest.raises(CareAgreementOver):
        registry.call(
            VILLAGE, "end_care_agreement", agreement_id=made["id"], ending="other", why="x"
        )


def test_what_cannot_be_is_refused(registry: Registry) -> None:
    child = registry.register()["id"]
    minor = number("52033020101212001")
    with pytest.raises(CarerNotAdult):
        record(registry, child, carer_id_number=minor)
    with pytest.raises(OwnViewMissing):
        record(registry, child, own_view=None)
    with pytest.raises(InvalidRequest, match="carer_id_number"):
        record(registry, child, carer_id_number=AUNT[:-1] + ("0" if AUNT[-1] != "0" else "1"))
    with pytest.raises(InvalidRequest, match="asked"):
        record(registry, child, asked={"habit": False})
    assert states(registry, child) == []


def test_a_new_agreement_takes_over_on_its_first_day(registry: Registry) -> None:
    child = registry.register()["id"]
    record(registry, child)
    later = {"carer_name": "李秀英", "from_date": "2025-10-01", "to_date": "2026-09-30"}
    record(registry, child, **later)
    assert guardian(registry, child)[0] == "王桂花"
    with pytest.raises(CareAgreementWaiting):
        record(registry, child, **later)
    on_day(registry, date(2025, 10, 1))
    assert sorted(states(registry, child)) == ["active", "ended"]
    assert guardian(registry, child) == ("李秀英", "姑姑", True)


def test_an_agreement_that_ends_leaves_nobody_and_a_mistake_what_was_before(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    for ending, left in (("mistake", "张老三"), ("parent_returned", None)):
        made = record(registry, child)
        ended = registry.call(
            VILLAGE, "end_care_agreement", agreement_id=made["id"], ending=ending, why="说明"
        )
        assert (ended["ending"], ended["why"]) == (ending, "说明")
        assert guardian(registry, child)[0] == left


def test_the_carers_numbers_are_for_a_purpose_and_for_those_who_see_the_family(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    made = record(registry, child)
    which = {"agreement_id": made["id"]}
    full = registry.call(COUNTY, "get_care_agreement", **which, purpose="打印签字")
    assert (full["carer_id_number"], full["full"]) == (AUNT, True)
    assert not registry.call(COUNTY, "get_care_agreement", **which)["full"]
    other = Viewer(account_id="o", roles=frozenset({Role.VILLAGE_OFFICER}), area="520330104201")
    with pytest.raises(AccessDenied):
        registry.call(other, "get_care_agreement", **which)
    stored = str(registry.rows("care_agreements")) + str(registry.rows("outbox"))
    for secret in ("王桂花", AUNT, "13700001111", "赵主任"):
        assert secret not in stored


def test_the_parents_written_notice_is_kept_with_its_day(registry: Registry) -> None:
    child = registry.register(area_code=HONGGANG)["id"]
    which = {"agreement_id": record(registry, child)["id"], "to": "school"}
    noted = registry.call(VILLAGE, "note_care_notice", **which, on="2025-09-09")
    assert noted["notices"] == {"school": "2025-09-09"}
    entries = registry.history(f"care/{which['agreement_id']}")
    assert entries[-1]["changes"]["notice_school"] == [None, "2025-09-09"]


def test_a_carer_who_fails_is_reported_upward_and_the_parents_are_told(registry: Registry) -> None:
    child = registry.register()["id"]
    which = {"agreement_id": record(registry, child)["id"], "failing": "carer_idle"}
    made = registry.call(VILLAGE, "report_carer", **which, note="整天在外打牌")
    case = registry.call(COUNTY, "get_case", case_id=made["case_id"])
    assert (case["child_id"], case["findings"]) == (child, ["carer_unfit"])
    assert {"tell_township", "tell_parents", "other_carer"} <= {d["kind"] for d in case["duties"]}
    again = registry.call(VILLAGE, "report_carer", **which, note="还是不管")
    assert again == made
    timeline = registry.call(COUNTY, "get_case", case_id=made["case_id"])["timeline"]
    assert timeline[-1]["text"] == {"note": "还是不管"}
    assert timeline[-1]["codes"]["failing"] == "carer_idle"


def test_an_agreement_of_a_merged_dossier_ends_for_the_child(registry: Registry) -> None:
    first, second = pair(registry)
    record(registry, second)
    merge(registry, first, second)
    assert states(registry, first) == ["active"]
    on_day(registry, date(2025, 10, 21))
    assert states(registry, first) == ["ended"]


def test_a_carer_who_was_refused_is_known_again_at_another_child(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(id_number=None, name="李小红")["id"]
    assert record(registry, first, asked={**NO, "habit": True})["state"] == "refused"
    with pytest.raises(CarerRefusedBefore):
        record(registry, second)
    made = record(registry, second, despite="戒酒三年，村委会和派出所核实")
    assert made["state"] == "active"
    assert "戒酒" not in str(registry.rows("care_agreements"))
