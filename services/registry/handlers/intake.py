"""Taking in a roster file: who may bring it, and for which place; a job carries it out."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.areas import COUNTY
from services.registry.handlers.importing import IMPORT
from services.registry.handlers.reach import check_area, check_school
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from services.registry.roster.kinds import MOST_BYTES, check_kind
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import FileNotReadable, FileTooLarge, ImportKindUnknown

KINDS = ("children",)
COUNTS = ("total", "done", "accepted", "merged", "rejected", "changed")


def start_import(
    uow: UnitOfWork,
    grant: Grant,
    *,
    filename: str,
    content: str,
    kind: str,
    area: str | None,
    school_id: str | None,
    today: date,
) -> Import:
    """Take in a file (base64) and start its job. `area` and `school_id` say where rows belong that
    name no place.

    Raises ImportKindUnknown, FileTooLarge, FileEmpty, FileNotReadable, AreaNotFound,
    SchoolNotFound, VillageOutOfReach, SchoolOutOfReach, AccessDenied.
    """
    if kind not in KINDS:
        raise ImportKindUnknown(kind)
    return take_in(
        uow,
        grant,
        filename=filename,
        content=decoded(content),
        kind=kind,
        area=area,
        school_id=school_id,
        today=today,
    )


def take_in(
    uow: UnitOfWork,
    grant: Grant,
    *,
    filename: str,
    content: bytes,
    kind: str = "children",
    job: str = IMPORT,
    told: Mapping[str, str] | None = None,
    area: str | None = None,
    school_id: str | None = None,
    today: date,
) -> Import:
    """As `start_import`, with the file's bytes; `told` is kept sealed with its name."""
    check_kind(content)
    school, place = _whereabouts(uow, grant, area, school_id)
    roster = Import(
        id=str(uuid4()),
        kind=kind,
        account_id=grant.viewer.account_id,
        area_code=place,
        school_id=school,
        **_offices(uow, grant, place),
        reach=_reach(grant),
        status="queued",
        problem_args=[],
        **dict.fromkeys(COUNTS, 0),
        judged_on=today,
        started_at=now(),
    )
    _seal(uow, roster, {"filename": filename, "area": area or "", **(told or {})}, content)
    uow.imports.add(roster)
    uow.start_job(job, roster.id)
    _note(uow, roster)
    return roster


def _note(uow: UnitOfWork, roster: Import) -> None:
    uow.record(
        subject=f"import/{roster.id}",
        version=1,
        operation="start_import",
        by=roster.account_id,
        changes={"kind": roster.kind, "area": roster.area_code},
    )


def _seal(uow: UnitOfWork, roster: Import, told: dict[str, str], content: bytes) -> None:
    roster.sealed = uow.vault.seal(roster.id, told)
    roster.content = uow.vault.seal(roster.id, {"content": b64encode(content).decode()})


def decoded(content: str) -> bytes:
    """Raises FileTooLarge, FileNotReadable."""
    if len(content) > MOST_BYTES * 4 // 3 + 4:
        raise FileTooLarge(str(MOST_BYTES // 2**20))
    try:
        return b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise FileNotReadable() from None


def _whereabouts(
    uow: UnitOfWork, grant: Grant, area: str | None, school_id: str | None
) -> tuple[str | None, str]:
    school = _own_school(grant, school_id)
    return school, _place(uow, grant, area, school)


def _own_school(grant: Grant, school_id: str | None) -> str | None:
    """Whoever answers for one school alone imports for that school."""
    own = grant.school_ids()
    if school_id is None and own and not grant.area_prefixes():
        return own[0]
    return str(school_id) if school_id else None


def _place(uow: UnitOfWork, grant: Grant, area: str | None, school_id: str | None) -> str:
    """Whose roster it is: the area named, the uploader's, or the school's township."""
    if area is not None:
        uow.places.area(area)
        check_area(uow, grant, area)
    school = uow.places.school(school_id) if school_id else None
    if school is not None:
        check_school(uow, grant, school.id)
    place = area or grant.viewer.area or (school.township_code if school else "")
    if not grant.everything:
        grant.require(area=place or None, school_id=school_id)
    return place


def _office(uow: UnitOfWork, grant: Grant, place: str) -> str:
    """Code prefix of the lowest place that holds both the uploader and whose roster it is: offices
    of a place above may see the upload, one beside or below the uploader may not. The command line
    uploads for a county."""
    if grant.everything:
        return place[:COUNTY]
    schools = [uow.places.school(school).township_code for school in grant.school_ids()]
    codes = (*grant.area_prefixes(), *schools)
    starts = (place[:digits] for digits in range(len(place), -1, -1))
    return next(start for start in starts if all(code.startswith(start) for code in codes))


def _offices(uow: UnitOfWork, grant: Grant, place: str) -> dict[str, str | None]:
    """Who may see it beside the uploader. Colleagues of one's school see what was uploaded for it,
    if no office uploaded it."""
    school = None if grant.area_prefixes() else next(iter(grant.school_ids()), None)
    return {"office_area": _office(uow, grant, place), "office_school": school}


def _reach(grant: Grant) -> dict[str, Any]:
    return {
        "everything": grant.everything,
        "areas": list(grant.area_prefixes()),
        "schools": list(grant.school_ids()),
    }
