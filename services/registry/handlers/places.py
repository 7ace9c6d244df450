"""Areas from a file, changes of areas, and schools."""

import csv
import io
from datetime import date
from uuid import uuid4

from services.registry.domain.areas import COUNTY, AreaRow, checked, level_of
from services.registry.domain.names import spelled
from services.registry.handlers.quarterly import begin
from services.registry.models import Area, School
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.errors import (
    AreaFileInvalid,
    AreaNotATownship,
    NothingChanged,
    SchoolNameTaken,
)
from shared.contracts.registry.events import SchoolRegistered


def import_areas(
    uow: UnitOfWork, grant: Grant, *, content: bytes, valid_from: date | None, today: date
) -> dict[str, int]:
    """Take over a CSV of areas; those that it does not name stay. Raises AreaFileInvalid.

    Provinces and prefectures above the viewer's county come with it, and are not changed.
    """
    rows = checked(_read(content))
    own = [row for row in rows if len(row.code) >= COUNTY]
    for county in {row.code[:COUNTY] for row in own}:
        grant.require(area=county)
    if not own:
        raise AreaFileInvalid("1", "no_county")
    known = {row.code for row in rows}
    for row in own:
        above = row.parent
        if len(row.code) > COUNTY and above not in known and not uow.places.find_area(above or ""):
            raise AreaFileInvalid(str(row.line), "parent_missing")
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for row in rows:
        counts[_take(uow, row, valid_from or today)] += 1
    uow.record(
        subject=f"areas/{own[0].code[:COUNTY]}",
        version=1,
        operation="import_areas",
        by=grant.viewer.account_id,
        changes=dict(counts),
    )
    for county in sorted({row.code[:COUNTY] for row in own}):
        begin(uow, county, today)
    return counts


def _read(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text))]
        except csv.Error:
            break
    raise AreaFileInvalid("1", "not_csv")


def _take(uow: UnitOfWork, row: AreaRow, valid_from: date) -> str:
    area = uow.places.find_area(row.code)
    if area is None:
        pinyin, initials = spelled(row.name)
        uow.places.add_area(
            Area(
                code=row.code,
                name=row.name,
                level=row.level,
                parent=row.parent,
                valid_from=valid_from,
                closed_from=None,
                pinyin=pinyin,
                initials=initials,
            )
        )
        return "added"
    if area.name == row.name and area.closed_from is None:
        return "unchanged"
    if len(row.code) < COUNTY:  # not ours to rename
        return "unchanged"
    uow.places.rename(area, row.name, valid_from)
    area.closed_from = None
    area.pinyin, area.initials = spelled(row.name)
    return "changed"


def change_area(
    uow: UnitOfWork,
    grant: Grant,
    *,
    code: str,
    name: str | None,
    closed: bool,
    valid_from: date,
) -> Area:
    """Raises AreaNotFound, NothingChanged, AccessDenied."""
    area = uow.places.area(code)
    grant.require(area=code)
    before = [area.name, area.closed_from and area.closed_from.isoformat()]
    if name and name.strip() != area.name:
        uow.places.rename(area, name.strip(), valid_from)
        area.pinyin, area.initials = spelled(area.name)
    area.closed_from = valid_from if closed else None
    after = [area.name, area.closed_from and area.closed_from.isoformat()]
    if before == after:
        raise NothingChanged()
    uow.record(
        subject=f"area/{code}",
        version=1,
        operation="change_area",
        by=grant.viewer.account_id,
        changes={"name": [before[0], after[0]], "closed_from": [before[1], after[1]]},
    )
    return area


def register_school(
    uow: UnitOfWork, grant: Grant, *, name: str, township_code: str, today: date
) -> School:
    """Raises SchoolNameTaken, AreaNotFound, AreaNotATownship, AccessDenied."""
    grant.require(area=township_code)
    if uow.places.school_named(township_code, name.strip()) is not None:
        raise SchoolNameTaken(name.strip())
    return add_school(
        uow, name=name, township_code=township_code, by=grant.viewer.account_id, today=today
    )


def school_for(
    uow: UnitOfWork, *, name: str, township_code: str, by: str, today: date
) -> tuple[School, bool]:
    """The township's school of that name, registered if it was not known (then True)."""
    known = uow.places.school_named(township_code, name.strip())
    if known is not None:
        return known, False
    return add_school(uow, name=name, township_code=township_code, by=by, today=today), True


def add_school(uow: UnitOfWork, *, name: str, township_code: str, by: str, today: date) -> School:
    if level_of(township_code) != "township":
        raise AreaNotATownship(township_code)
    uow.places.area(township_code)
    pinyin, initials = spelled(name)
    school = School(
        id=str(uuid4()),
        name=name.strip(),
        township_code=township_code,
        pinyin=pinyin,
        initials=initials,
        registered_on=today,
        version=1,
    )
    uow.places.add_school(school)
    uow.record(
        subject=f"school/{school.id}",
        version=1,
        operation="register_school",
        by=by,
        changes={"name": [None, school.name], "township_code": [None, township_code]},
    )
    uow.emit(SchoolRegistered(school_id=school.id, township_code=township_code, version=1))
    return school
