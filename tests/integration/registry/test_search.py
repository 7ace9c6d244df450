"""The search box: whom it finds, for whom, what it leaves behind, and what it costs."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, text

from shared.access.roles import Role
from shared.contracts.registry.errors import SearchTooShort
from shared.errors import AccessDenied, InvalidRequest
from shared.records import PURPOSE
from shared.sealed_text import open_text
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    SYSTEM,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
)

GIRL = {"name": "单雨桐", "sex": "female", "id_number": None, "birth_date": "2016-05-01"}


def found(registry: Registry, q: str, viewer: Viewer = COUNTY, **more: Any) -> list[str]:
    answer = registry.call(viewer, "search_children", q=q, **more)
    return [item["id"] for item in answer["items"]]


def test_a_child_is_found_by_name_sound_initials_number_or_phone(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(**GIRL, guardian_phone="13700001111")["id"]
    for q in ("张小明", "张小", "小明", "zhangxiaoming", "zhangxm", "ZXM", "章晓明"):
        assert found(registry, q) == [first], q
    assert found(registry, "520330201503160135") == [first]
    assert found(registry, "139-0000-5678") == [first]
    assert found(registry, "shanyutong") == found(registry, "danyutong") == [second]
    assert found(registry, "王五") == []


def test_those_called_so_come_before_those_who_only_sound_so(registry: Registry) -> None:
    sounds = registry.register(**{**GIRL, "name": "章晓明"}, area_code=HONGGANG)["id"]
    called = registry.register(area_code=LONGXING)["id"]
    items = registry.call(COUNTY, "search_children", q="张小明")["items"]
    assert [(item["id"], item["sounds_alike"]) for item in items] == [
        (called, False),
        (sounds, True),
    ]


def test_a_surname_alone_is_no_search(registry: Registry) -> None:
    for q in ("张", "z", "·"):
        with pytest.raises(SearchTooShort):
            found(registry, q)


def test_a_village_or_school_beside_the_name_narrows_the_search(registry: Registry) -> None:
    here = registry.register()["id"]
    there = registry.register(id_number=None, area_code=LONGXING)["id"]
    school = registry.call(
        COUNTY, "register_school", name="隆兴镇中心小学", township_code="520330104"
    )["id"]
    registry.correct(there, school_id=school)
    assert found(registry, "张小明") == [here, there]
    assert found(registry, "红岗 张小明") == [here]
    assert found(registry, "zxm 隆兴镇中心") == [there]
    assert found(registry, "张小明", area="520330104") == [there]
    assert found(registry, "zhang xiao ming", school_id=school) == [there]


def test_nobody_finds_a_child_beyond_their_rights(registry: Registry) -> None:
    here = registry.register()["id"]
    far = registry.register(**GIRL, area_code=LONGXING)["id"]
    assert found(registry, "sy" + "t", VILLAGE) == []
    assert found(registry, "单雨桐", TOWNSHIP) == []
    assert found(registry, "520330201503160135", VILLAGE) == [here]
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), helped_ids=(far,))
    assert found(registry, "单雨桐", helper) == [far]
    assert found(registry, "张小明", helper) == []
    finance = Viewer(account_id="f", roles=frozenset({Role.FINANCE_CLERK}), area="520330")
    assert found(registry, "张小明", finance) == [here]
    assert found(registry, "13900005678", finance) == []
    with pytest.raises(AccessDenied):
        found(registry, "张小明", AUDITOR)


def test_a_schools_staff_finds_its_own_pupils(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="中心小学", township_code="520330103")
    pupil = registry.register(school_id=school["id"])["id"]
    registry.register(**{**GIRL, "name": "张晓鸣"})
    head = Viewer(account_id="p", roles=frozenset({Role.HEAD_TEACHER}), school_id=str(school["id"]))
    assert found(registry, "zxm", head) == [pupil]


def test_each_child_that_was_shown_is_named_in_the_access_log(registry: Registry) -> None:
    child = registry.register()["id"]
    registry.register(**GIRL)
    found(registry, "zxm")
    found(registry, "王五")
    log = [row for row in registry.rows("access_log") if "search" in row["operation"]]
    assert [row["subject"] for row in log] == [child, "list"]
    assert [open_text(row["purpose"], PURPOSE) for row in log] == ["zxm", "王五"]
    assert "zxm" not in str(log)


def test_pages_give_everybody_once(registry: Registry) -> None:
    areas = (HONGGANG, LONGXING, XIANGYANG)
    names = ("张小明", "章晓明", "张小名")
    ids = [
        registry.register(name=names[n % 3], id_number=None, area_code=areas[n % 2 + n % 3 // 2])[
            "id"
        ]
        for n in range(11)
    ]
    seen: list[str] = []
    page = registry.call(COUNTY, "search_children", q="张小明", limit=2)
    while True:
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        page = registry.call(COUNTY, "search_children", q="张小明", limit=2, after=page["next"])
    assert sorted(seen) == sorted(ids)
    with pytest.raises(InvalidRequest):
        registry.call(COUNTY, "search_children", q="张小明", after="3 5 " + ids[0])


def test_who_moves_or_is_renamed_is_found_by_the_new_and_not_by_the_old(registry: Registry) -> None:
    child = registry.register()["id"]
    registry.correct(child, name="张大明")
    assert (found(registry, "zdm"), found(registry, "zxm")) == ([child], [])
    registry.correct(child, area_code=XIANGYANG)
    assert (found(registry, "zdm", VILLAGE), found(registry, "zdm", TOWNSHIP)) == ([], [child])


def test_nothing_to_be_found_by_is_left_of_an_anonymised_child(registry: Registry) -> None:
    child, other = registry.register()["id"], registry.register(**GIRL)["id"]
    with registry.database.transaction() as uow:
        uow.children.forget(child)
    for table in ("search_tokens", "marks"):
        assert {row["child_id"] for row in registry.rows(table)} == {other}
    assert found(registry, "张小明") == found(registry, "520330201503160135") == []


def test_children_on_file_before_the_index_are_indexed_by_a_job(registry: Registry) -> None:
    child = registry.register()["id"]
    with registry.database.transaction() as uow:
        uow.session.execute(text("DELETE FROM search_tokens"))
    assert found(registry, "zxm") == []
    for _ in range(2):
        registry.service.index_children(registry._self, "")
    assert found(registry, "zxm") == [child]


@pytest.fixture
def statements(registry: Registry) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        seen.append((statement, parameters))

    event.listen(registry.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(registry.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("viewer", [COUNTY, VILLAGE, SYSTEM], ids=["county", "village", "system"])
def test_a_search_walks_along_indexes_only(
    registry: Registry, statements: list[tuple[str, Any]], viewer: Viewer
) -> None:
    if registry.database.engine.dialect.name != "sqlite":
        pytest.skip("a small table is read whole there, index or not")
    registry.register()
    statements.clear()
    found(registry, "张小明", viewer)
    asked = [(s, p) for s, p in statements if "search_tokens" in s]
    assert asked
    with registry.database.engine.connect() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            steps = [str(row[-1]) for row in plan]
            tables = ("search_tokens", "children")
            assert not [s for s in steps if s.startswith("SCAN") and s.split()[1] in tables], steps
