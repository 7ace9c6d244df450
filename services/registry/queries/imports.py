"""Imports: how far they are, how each row ended, and the workbook to mend."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from services.registry.handlers.given_up import kept_until
from services.registry.handlers.reach import check_import
from services.registry.models import Import, ImportRow
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.contracts.registry.codes import OUTCOMES
from shared.contracts.registry.errors import (
    ImportNotFinished,
    ImportNotFound,
    NothingToCorrect,
)
from shared.cursors import position, row_of
from shared.texts import registry, roster

REPORTED = ("column", "heading", "message")
ROSTER = "children"
COUNTED = ("total", "done", "accepted", "merged", "rejected")


def get_import(
    uow: UnitOfWork, grant: Grant, *, import_id: str, kind: str = ROSTER
) -> dict[str, Any]:
    """Raises ImportNotFound, AccessDenied."""
    return view(uow, _mine(uow, grant, import_id, kind))


def list_imports(
    uow: UnitOfWork, grant: Grant, *, after: str | None, limit: int, kind: str = ROSTER
) -> dict[str, Any]:
    """The newest first. The cursor is the id of the last one shown."""
    offices = visible(grant, area=Import.office_area, school=Import.office_school)
    own = Import.account_id == grant.viewer.account_id
    query = select(Import).where(or_(own, offices), Import.kind == kind)
    query = query.order_by(Import.started_at.desc(), Import.id)
    if (last := row_of(uow.session, Import, after)) is not None:
        same = and_(Import.started_at == last.started_at, Import.id > last.id)
        query = query.where(or_(Import.started_at < last.started_at, same))
    found = list(uow.session.scalars(query.limit(limit + 1)))
    shown = found[:limit]
    uow.vault.preload([one.id for one in shown])
    return {
        "items": [view(uow, one) for one in shown],
        "next": shown[-1].id if len(found) > limit else None,
    }


def list_import_rows(
    uow: UnitOfWork,
    grant: Grant,
    *,
    import_id: str,
    outcome: str | None,
    after: str | None,
    limit: int,
    kind: str = ROSTER,
) -> dict[str, Any]:
    """In the order of the file. The cursor is the position of the last row shown."""
    one = _mine(uow, grant, import_id, kind)
    grant.seen(f"import/{one.id}")
    query = select(ImportRow).where(ImportRow.import_id == one.id)
    if outcome:
        query = query.where(ImportRow.outcome == outcome)
    if (last := position(after)) is not None:
        query = query.where(ImportRow.position > last)
    found = list(uow.session.scalars(query.order_by(ImportRow.position).limit(limit + 1)))
    shown = found[:limit]
    sheets = sheets_of(uow, one) if shown else []
    return {
        "items": [row_view(uow, row, sheets) for row in shown],
        "next": str(shown[-1].position) if len(found) > limit else None,
    }


def correction_workbook(
    uow: UnitOfWork, grant: Grant, *, import_id: str, kind: str = ROSTER
) -> dict[str, Any]:
    """Raises ImportNotFinished, NothingToCorrect, ImportNotFound, AccessDenied."""
    one = _mine(uow, grant, import_id, kind)
    grant.seen(f"import/{one.id}")
    if one.status not in ("done", "failed"):
        raise ImportNotFinished()
    if one.correction is None:
        raise NothingToCorrect()
    content = uow.vault.open(one.id, one.correction)["content"]
    stem = uow.vault.open(one.id, one.sealed)["filename"].rsplit(".", 1)[0]
    return {"filename": f"{stem}-{roster.CORRECTION_NAME}.xlsx", "content": content}


def view(uow: UnitOfWork, one: Import) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in COUNTED},
        "id": one.id,
        "kind": one.kind,
        "filename": uow.vault.open(one.id, one.sealed)["filename"],
        "area": one.area_code,
        "school_id": one.school_id,
        "status": one.status,
        "problem": one.problem,
        "message": refusal_text(one.problem, one.problem_args) if one.problem else None,
        "by": one.account_id,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
        "kept_until": kept_until(one),
    }


@dataclass(frozen=True)
class Report:
    """How an import ended, row by row; `refusal` is code and arguments if the file was refused."""

    counts: dict[str, int]
    rows: list[dict[str, Any]]
    refusal: tuple[str, list[str]] | None


def report(uow: UnitOfWork, import_id: str) -> Report:
    """For whoever ran the import themselves: no scope is asked."""
    one = uow.imports.get(import_id)
    counts = {name: getattr(one, name) for name in OUTCOMES}
    if one.problem:
        return Report(counts, [], (one.problem, one.problem_args))
    query = select(ImportRow).where(ImportRow.import_id == one.id).order_by(ImportRow.position)
    sheets = sheets_of(uow, one)
    rows = [row_view(uow, row, sheets) for row in uow.session.scalars(query)]
    return Report(counts, [_reported(row, several=len(sheets) > 1) for row in rows], None)


def _reported(row: dict[str, Any], *, several: bool) -> dict[str, Any]:
    """The sheet is named only where there are several: else the row's number says enough."""
    named = {"sheet": row["sheet"]} if several else {}
    remarks = {
        kind: [{name: remark[name] for name in REPORTED} for remark in row[kind]]
        for kind in ("problems", "warnings")
    }
    return {**named, **{name: row[name] for name in ("row", "outcome", "left_behind")}, **remarks}


def refusal_text(code: str, args: list[str]) -> str:
    texts = registry.TEXTS | roster.TEXTS
    return texts[code].format(*args)


def sheets_of(uow: UnitOfWork, one: Import) -> list[dict[str, Any]]:
    """Of each sheet the title, and for each column number its letter and heading."""
    if one.layout is None:
        return []
    layout = uow.vault.open(one.id, one.layout)
    return [
        {
            "title": sheet["title"],
            "columns": {number: (name, head) for number, name, head, _ in sheet["columns"]},
        }
        for sheet in layout["sheets"]
    ]


def row_view(uow: UnitOfWork, row: ImportRow, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    content = uow.vault.open(row.import_id, row.sealed)
    sheet = sheets[row.sheet]
    return {
        "sheet": sheet["title"],
        "row": row.row,
        "outcome": row.outcome,
        "left_behind": row.left_behind,
        "child_id": row.child_id,
        "problems": [_remark(remark, sheet) for remark in content["problems"]],
        "warnings": [_remark(remark, sheet) for remark in content["warnings"]],
    }


def _remark(remark: dict[str, Any], sheet: dict[str, Any]) -> dict[str, Any]:
    column, heading = sheet["columns"].get(remark["column"], (None, None))
    message = roster.row_text(remark["code"], remark["args"])
    return {"column": column, "heading": heading, "code": remark["code"], "message": message}


def _mine(uow: UnitOfWork, grant: Grant, import_id: str, kind: str) -> Import:
    """Of its own kind alone: a health-check sheet holds what not everybody who brings rosters may
    see. Raises ImportNotFound, AccessDenied."""
    one = uow.session.get(Import, import_id)
    if one is None or one.kind != kind:
        raise ImportNotFound(import_id)
    check_import(grant, one)
    return one
