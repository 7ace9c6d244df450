"""Departments adopting schools: the link of a year, its log, what is missing, and who sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from shared.access.roles import Role
from shared.contracts.registry.organising.errors import (
    AdoptionEnded,
    AlreadyAdopting,
    DeedStruck,
    DepartmentAdopting,
    DepartmentChangedMeanwhile,
    DepartmentNameTaken,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, TODAY, TOWNSHIP, Registry, opened

CONTACT = {"contact_name": "陈联络", "contact_phone": "13800001234"}


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    """On one kind of database: nothing here depends on it."""
    yield from opened(sqlite_url, tmp_path)


def department(registry: Registry, name: str = "税务局") -> str:
    return str(registry.call(COUNTY, "add_department", area="520330", name=name, **CONTACT)["id"])


def school(registry: Registry, name: str = "醒民小学", township: str = "520330103") -> str:
    place = {"name": name, "township_code": township}
    return str(registry.call(COUNTY, "register_school", **place)["id"])


def principal(school_id: str) -> Viewer:
    return Viewer(account_id="head", roles=frozenset({Role.PRINCIPAL}), school_id=school_id)


def adopt(registry: Registry, department_id: str, school_id: str) -> str:
    about = {"department_id": department_id, "school_id": school_id, "year": TODAY.year}
    return str(registry.call(COUNTY, "adopt_school", **about)["id"])


def deed(registry: Registry, viewer: Viewer, link: str, day: str, **more: int) -> dict[str, object]:
    about = {"done_on": day, "what": "看望孩子", "persons": "王局长"}
    done: dict[str, object] = registry.call(viewer, "log_deed", adoption_id=link, **about, **more)
    return done


def stored(registry: Registry, *tables: str) -> str:
    """As it lies in the database."""
    with registry.database.transaction() as uow:
        return str([uow.session.execute(text(f"SELECT * FROM {t}")).all() for t in tables])  # noqa: S608


def test_what_is_missing_follows_the_log(registry: Registry) -> None:
    tax, water = department(registry), department(registry, "水务局")
    own, other = school(registry), school(registry, "隆兴小学", "520330104")
    link = adopt(registry, tax, own)

    def missing(kind: str) -> list[str]:
        found = registry.call(COUNTY, "list_departments", missing=kind)
        return [one["id"] for one in found["items"]]

    assert missing("school") == [water]
    assert missing("log") == [tax]
    deed(registry, COUNTY, link, "2025-08-31", amount_fen=5000)  # before this term
    assert missing("log") == [tax]
    shown = deed(registry, principal(own), link, "2025-09-02", amount_fen=12050)
    assert missing("log") == []
    assert (shown["deeds"], shown["deeds_this_term"], shown["amount_fen"]) == (2, 1, 17050)
    entry = shown["entries"][0]["id"]  # type: ignore[index]
    struck = registry.call(COUNTY, "strike_deed", deed_id=entry, why="重复登记")
    assert (struck["deeds"], struck["amount_fen"], missing("log")) == (1, 5000, [tax])
    with pytest.raises(DeedStruck):
        registry.call(COUNTY, "strike_deed", deed_id=entry, why="x")
    left = registry.call(COUNTY, "list_unadopted")["items"]
    assert [one["id"] for one in left] == [other]
    totals = registry.call(COUNTY, "list_departments")["totals"]
    assert totals == {"departments": 2, "without_school": 1, "without_log": 1}
    said = stored(registry, "departments", "deeds", "history", "commands")
    for secret in ("陈联络", "13800001234", "王局长", "看望孩子", "重复登记"):
        assert secret not in said


def test_a_department_has_one_school_a_year(desk: Registry) -> None:
    tax, own = department(desk), school(desk)
    link = adopt(desk, tax, own)
    with pytest.raises(AlreadyAdopting):
        adopt(desk, tax, school(desk, "第二小学"))
    closing = {"department_id": tax, "version": 1, "name": "税务局", **CONTACT, "closed": True}
    with pytest.raises(DepartmentAdopting):
        desk.call(COUNTY, "change_department", **closing, why="撤并")
    desk.call(COUNTY, "end_adoption", adoption_id=link, why="调整")
    with pytest.raises(AdoptionEnded):
        deed(desk, COUNTY, link, "2025-09-02")
    assert adopt(desk, tax, own) != link
    with pytest.raises(DepartmentNameTaken):
        department(desk)
    moved = {**closing, "closed": False, "name": "县税务局"}
    desk.call(COUNTY, "change_department", **moved, why="更名")
    with pytest.raises(DepartmentChangedMeanwhile):
        desk.call(COUNTY, "change_department", **moved, why="更名")
    told = desk.history(f"department/{tax}")
    assert told[-1]["changes"] == {"name": ["税务局", "县税务局"]}
    assert told[-1]["reason"] == "更名"


def test_each_sees_their_own_links_alone(desk: Registry) -> None:
    near, far = school(desk), school(desk, "隆兴小学", "520330104")
    tax, water = department(desk), department(desk, "水务局")
    here, there = adopt(desk, tax, near), adopt(desk, water, far)

    def links(viewer: Viewer) -> list[str]:
        return [one["id"] for one in desk.call(viewer, "list_adoptions")["items"]]

    adopter = Viewer(
        account_id="tax",
        roles=frozenset({Role.ADOPTING_DEPARTMENT}),
        area="520330",
        person_id=tax,
    )
    assert links(TOWNSHIP) == links(principal(near)) == links(adopter) == [here]
    assert sorted(links(COUNTY)) == sorted([here, there])
    assert deed(desk, adopter, here, "2025-09-03")["deeds"] == 1
    for viewer in (TOWNSHIP, principal(near), adopter):
        with pytest.raises(AccessDenied):
            deed(desk, viewer, there, "2025-09-03")
    with pytest.raises(AccessDenied):
        desk.call(TOWNSHIP, "get_department", department_id=tax)
    shown = [r for r in desk.rows("access_log") if r["operation"] == "registry.log_deed"]
    assert [r["subject"] for r in shown] == [tax]
