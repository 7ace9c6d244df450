"""A class is measured, what is abnormal is followed until treated, and nobody else sees it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.schooling.errors import (
    DayOutOfRange,
    HealthCheckNotFollowed,
    HealthCheckNothing,
    NotAPupil,
)
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, Registry, opened

CLASS = "三（1）班"


class Sheet:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        about = {"name": "甲小学", "township_code": "520330103"}
        self.school = str(registry.call(COUNTY, "register_school", **about)["id"])
        self.teacher = self.staff(Role.HEAD_TEACHER)
        at = {"school_id": self.school, "class_name": CLASS}
        self.ming = str(registry.register(**at)["id"])
        self.hong = str(registry.register(**at, name="王小红", id_number=None)["id"])
        self.parent = Viewer(account_id="p", roles=frozenset({Role.PARENT}), child_ids=(self.ming,))

    def staff(self, role: Role) -> Viewer:
        return Viewer(account_id=role.value, roles=frozenset({role}), school_id=self.school)

    def record(self, *rows: dict[str, Any], viewer: Viewer | None = None, **more: Any) -> Any:
        about = {"school_id": self.school, "checked_on": "2025-09-08", "rows": list(rows)}
        return self.registry.call(viewer or self.teacher, "record_health_checks", **about | more)

    def growth(self, viewer: Viewer) -> Any:
        return self.registry.call(viewer, "get_growth", child_id=self.ming)["items"]


@pytest.fixture
def sheet(database_url: str, tmp_path: Path) -> Iterator[Sheet]:
    for registry in opened(database_url, tmp_path):
        yield Sheet(registry)


def test_what_is_abnormal_is_told_without_values_and_followed_until_treated(sheet: Sheet) -> None:
    ming = {"child_id": sheet.ming, "height_cm": 135.5, "weight_kg": 30, "vision_left": 4.6}
    done = sheet.record(ming, {"child_id": sheet.hong, "height_cm": 130})
    assert done == {"recorded": 2, "to_follow": 1}
    name, told = sheet.registry.published()[-1]
    assert name == "health_check_abnormal"
    assert told.keys() == {"check_id", "child_id", "area_code", "school_id", "term", "version"}
    sheet.record({**ming, "height_cm": 136}, checked_on="2025-09-09")  # found already, and told
    assert sheet.registry.told().count("health_check_abnormal") == 1
    [one] = sheet.registry.call(sheet.teacher, "list_health_follow_ups")["items"]
    assert (one["name"], one["abnormal"]) == ("张小明", ["vision"])
    assert sheet.growth(sheet.parent)[0]["values"]["vision_left"] == 4.6
    about = {"check_id": one["check_id"], "on": "2025-09-09", "note": "镇卫生院复查，配了眼镜"}
    sheet.registry.call(sheet.teacher, "follow_health_check", **about)
    assert sheet.growth(sheet.teacher)[0]["state"] == "follow"
    sheet.registry.call(sheet.teacher, "follow_health_check", **about, treated=True)
    assert sheet.registry.call(sheet.teacher, "list_health_follow_ups")["items"] == []
    with pytest.raises(HealthCheckNotFollowed):
        sheet.registry.call(sheet.teacher, "follow_health_check", **about)
    with sheet.registry.database.transaction() as uow:
        tables = ("health_checks", "health_follow_ups", "history", "outbox")
        rows = str([uow.session.execute(text(f"SELECT * FROM {t}")).all() for t in tables])  # noqa: S608
    assert not [words for words in ("135.5", "4.6", "vision", "卫生院") if words in rows]


def test_a_value_that_cannot_be_is_refused_at_its_box_with_the_range(sheet: Sheet) -> None:
    with pytest.raises(InvalidRequest) as refused:
        sheet.record({"child_id": sheet.hong}, {"child_id": sheet.ming, "height_cm": 1355})
    said = json.loads(refused.value.args[0])
    assert said == {"rows.1.height_cm": ["应在 50 至 220 厘米之间，请核对后重新填写。"]}
    assert sheet.growth(sheet.teacher) == []
    with pytest.raises(HealthCheckNothing):
        sheet.record({"child_id": sheet.ming})
    with pytest.raises(DayOutOfRange):
        sheet.record({"child_id": sheet.ming, "height_cm": 135}, checked_on="2025-08-31")
    stranger = sheet.registry.register(name="赵小刚", id_number=None)["id"]
    with pytest.raises(NotAPupil):
        sheet.record({"child_id": stranger, "height_cm": 135})


def test_a_second_sheet_of_the_term_puts_the_first_right_and_terms_make_growth(
    sheet: Sheet,
) -> None:
    for height in (153.5, 135.5, 135.5):
        sheet.record({"child_id": sheet.ming, "height_cm": height})
    clock.travel_to(date(2026, 3, 10))
    sheet.record({"child_id": sheet.ming, "height_cm": 138}, checked_on="2026-03-09")
    heights = [(c["term"], c["values"]["height_cm"]) for c in sheet.growth(sheet.teacher)]
    assert heights == [("2025-autumn", 135.5), ("2026-spring", 138.0)]
    kept = [r for r in sheet.registry.history() if r["subject"].startswith("health_check/")]
    assert [row["version"] for row in kept] == [1, 2, 1]
    assert kept[1]["changes"]["found"][0]["height_cm"] == 153.5
    shown = sheet.registry.call(
        sheet.teacher, "list_class_checks", school_id=sheet.school, class_name=CLASS
    )
    assert (shown["classes"], shown["term"]) == ([CLASS], "2026-spring")
    assert {row["name"]: bool(row["check"]) for row in shown["items"]} == {
        "张小明": True,
        "王小红": False,
    }


def test_health_is_not_shown_to_those_who_may_not_see_it(sheet: Sheet) -> None:
    sheet.record({"child_id": sheet.ming, "height_cm": 135})
    elsewhere = Viewer(account_id="e", roles=frozenset({Role.PRINCIPAL}), school_id="other")
    other_parent = Viewer(account_id="o", roles=frozenset({Role.PARENT}), child_ids=(sheet.hong,))
    manager = sheet.staff(Role.ROOM_MANAGER)
    for viewer in (elsewhere, other_parent, manager):
        with pytest.raises(AccessDenied):
            sheet.growth(viewer)
    with pytest.raises(AccessDenied):
        sheet.record({"child_id": sheet.ming, "height_cm": 135}, viewer=sheet.parent)
