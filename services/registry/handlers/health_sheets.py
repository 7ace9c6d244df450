"""A school's health checks from a workbook: a job, as a roster's import is, with the same ends.

A row is accepted (it changed something), merged (it says what is on file) or sent back with each
reason by its cell; a row without a value is a pupil who was not there, and is merged too.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from services.registry.domain.dropout import check_day
from services.registry.domain.health_rows import Pupil, measured, pupil_of
from services.registry.handlers.checking_health import Checking, term_now
from services.registry.handlers.children import Kept
from services.registry.handlers.import_rows import End, write_ends
from services.registry.handlers.importing import (
    READ_MB,
    READ_SECONDS,
    Child,
    end_import,
    fail_import,
    refusal_of,
)
from services.registry.handlers.intake import decoded, take_in
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from services.registry.roster import payload
from services.registry.roster.wire import unwire
from shared.access.grant import Grant
from shared.child_process import ChildFailed, run_in_child
from shared.errors import DomainError
from shared.messaging.jobs import Transaction

KIND = "health"
JOB = "health_sheet"
PORTION = 50  # rows in one transaction


def start_health_sheet(
    uow: UnitOfWork,
    grant: Grant,
    *,
    filename: str,
    content: str,
    school_id: str,
    checked_on: date,
    today: date,
) -> Import:
    """Raises SchoolNotFound, AccessDenied, DayOutOfRange, FileTooLarge, FileEmpty,
    FileNotReadable."""
    school = uow.places.school(school_id)
    grant.require(area=school.township_code, school_id=school.id)
    term = term_now(uow.rules.in_force(school.township_code, today), today)
    check_day(checked_on, term.first, min(term.last, today))
    return take_in(
        uow,
        grant,
        filename=filename,
        content=decoded(content),
        kind=KIND,
        job=JOB,
        school_id=school_id,
        told={"checked_on": checked_on.isoformat()},
        today=today,
    )


def run_health_sheet(
    transaction: Transaction, import_id: str, *, child: Child = run_in_child
) -> None:
    """Carry it to its end. Safe to run again, whatever it was killed at."""
    with transaction() as uow:
        sheet = uow.imports.get(import_id)
        if sheet.status in ("done", "failed"):
            return
        sheet.status = "reading"
        content = uow.vault.open(sheet.id, sheet.content or "")["content"]
    try:
        answer = child(
            payload.READ_HEALTH, decoded(content), seconds=READ_SECONDS, memory_mb=READ_MB
        )
    except (ChildFailed, DomainError) as failure:
        fail_import(transaction, import_id, refusal_of(import_id, failure))
        return
    head, *lines = answer.split(b"\n")
    layout, rows = json.loads(head), [json.loads(line) for line in lines]
    with transaction() as uow:
        sheet = uow.imports.get(import_id)
        sheet.status, sheet.total = "storing", len(rows)
        sheet.layout = uow.vault.seal(sheet.id, layout)
        done = sheet.done
    for first in range(done, len(rows), PORTION):
        with transaction() as uow:
            sheet = uow.imports.get(import_id)
            if sheet.done == first:  # else another worker stored it meanwhile
                _store(uow, sheet, rows, first, layout)
    end_import(transaction, import_id, layout, child, told=False)


def _store(
    uow: UnitOfWork,
    sheet: Import,
    rows: Sequence[dict[str, Any]],
    first: int,
    layout: dict[str, Any],
) -> None:
    school_id = str(sheet.school_id)
    day = date.fromisoformat(uow.vault.open(sheet.id, sheet.sealed)["checked_on"])
    pack = uow.rules.in_force(uow.places.school(school_id).township_code, sheet.judged_on)
    records = uow.children.read(uow.school_years.pupils(school_id))
    pupils = [
        Pupil(one.id, str(one.facts["name"]), one.facts.get("class_name"), one.birth_date)
        for one in records.values()
    ]
    find = partial(_whose, pupils, pack["health_check"]["ranges"])
    taken = {child for row in rows[:first] if (child := find(row)[0])}
    ends: list[tuple[dict[str, Any], Kept, list[Any]]] = []
    good: dict[str, dict[str, Any]] = {}
    for row in rows[first : first + PORTION]:
        child, values, problems = find(row)
        if child in taken:
            problems = [*problems, ("name", "PupilTwice", [])]
        if child and not problems:
            taken.add(child)
            good[child] = values
        ends.append((row, Kept("rejected" if problems else "merged", child), problems))
    checking = Checking(uow, term_now(pack, sheet.judged_on), day, pack, sheet.account_id)
    changed = checking.keep({child: values for child, values in good.items() if values})
    write_ends(
        uow,
        sheet,
        [
            _end(uow, sheet, layout, row, problems, _outcome(kept, changed))
            for row, kept, problems in ends
        ],
    )


def _whose(
    pupils: Sequence[Pupil], ranges: Any, row: dict[str, Any]
) -> tuple[str | None, dict[str, Any], list[tuple[str, str, list[str]]]]:
    cells = {name: unwire(value) for name, value in row["values"].items()}
    child, problem = pupil_of(cells, pupils)
    read = measured(cells, ranges)
    problems = [*([problem] if problem else []), *read.problems]
    return (None if problems else child), read.values, problems


def _outcome(kept: Kept, changed: set[str]) -> Kept:
    return Kept("accepted", kept.child_id) if kept.child_id in changed else kept


def _end(
    uow: UnitOfWork,
    sheet: Import,
    layout: dict[str, Any],
    row: dict[str, Any],
    problems: Sequence[tuple[str, str, list[str]]],
    kept: Kept,
) -> End:
    columns = {name: number for number, _, _, name in layout["sheets"][row["sheet"]]["columns"]}
    remarks = [
        {"field": name, "code": code, "args": args, "column": columns.get(name)}
        for name, code, args in problems
    ]
    content = {"cells": row["cells"], "problems": remarks, "warnings": []}
    rejected = Kept("rejected") if problems else kept
    return End(row["sheet"], row["row"], rejected, uow.vault.seal(sheet.id, content))
