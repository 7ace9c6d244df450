"""The lists of money that an office files, as workbooks and as PDF: who is on them, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response

from gateway.access import calls
from gateway.downloads import paper, workbook
from gateway.pages.choices import asked
from gateway.pages.names import child_names, place_name, place_names, school_name
from gateway.pages.noticing import masked
from gateway.pages.statements import row_names
from gateway.pages.words import day, term, word
from gateway.rpc import ask
from shared.clock import today
from shared.texts import money_list_words as words

blueprint = Blueprint("money_lists", __name__)
ENDING = "<any(xlsx,pdf):ending>"
XLSX, PDF = "gateway.plain_sheet:write", "gateway.sheet_pdf:write"
NAMES = ("registry.name_children", "registry.get_area", "registry.get_school")
LIST = ("funding.export_list", *NAMES)
SUMS = ("funding.export_sums", "funding.list_funds", "registry.get_area", "registry.get_school")
Row = Mapping[str, Any]
Columns = list[tuple[str, int, str]]
Sheet = dict[str, Any]
TEXT, NUMBER, MONEY = "text", "number", "money"


@blueprint.get(f"/rolls/<uuid:roll_id>/list.{ENDING}")
@calls(*LIST)
def roll(roll_id: Any, ending: str) -> Response:
    return listed("roll", ending, subject_id=str(roll_id))


@blueprint.get(f"/rolls/<uuid:roll_id>/notice.{ENDING}")
@calls(*LIST)
def notice(roll_id: Any, ending: str) -> Response:
    return listed("notice", ending, subject_id=str(roll_id))


@blueprint.get(f"/batches/<uuid:batch_id>/lines.{ENDING}")
@calls(*LIST)
def batch(batch_id: Any, ending: str) -> Response:
    return listed("batch", ending, subject_id=str(batch_id))


@blueprint.get(f"/payments/refunds.{ENDING}")
@calls(*LIST)
def refunds(ending: str) -> Response:
    return listed("refunds", ending, **asked("area"))


@blueprint.get(f"/statements/sums.{ENDING}")
@calls(*SUMS)
def statement(ending: str) -> Response:
    return sent(ask("funding", "export_sums", what="statement", **asked("by", "area")), ending)


@blueprint.get(f"/ledger/balance.{ENDING}")
@calls(*SUMS)
def balance(ending: str) -> Response:
    return sent(ask("funding", "export_sums", what="balance"), ending)


def listed(what: str, ending: str, **which: str) -> Response:
    return sent(ask("funding", "export_list", what=what, **which), ending)


def sent(found: Mapping[str, Any], ending: str) -> Response:
    sheet = SHEETS[found["what"]](found)
    title = words.TITLE.format(
        place=place_name(found["area_code"]), what=words.TITLES[found["what"]]
    )
    about = words.SUBTITLE.format(about=sheet.pop("about", "")).strip()
    note = words.MORE if found["more"] else ""
    task = {"title": title, "subtitle": about, "note": note, **sheet}
    name = words.BOOK_NAME.format(title=title, day=today().strftime("%Y%m%d"), ending=ending)
    return paper(PDF, task, name) if ending == "pdf" else workbook(XLSX, task, name)


def total(columns: Columns, rows: list[list[Any]]) -> list[Any]:
    """Under each amount its sum."""
    sums = [
        sum(row[at] for row in rows if row[at] != "") if kind == MONEY else ""
        for at, (_, _, kind) in enumerate(columns)
    ]
    return [words.TOTAL, *sums[1:]]


def _sheet(columns: Columns, rows: list[list[Any]], about: str = "") -> Sheet:
    return {"columns": columns, "rows": rows, "total": total(columns, rows), "about": about}


def _roll(found: Row) -> Sheet:
    rows = found["rows"]
    names = child_names(row["child_id"] for row in rows)
    places = place_names(row["area_code"] for row in rows)
    columns: Columns = [
        *((words.SERIAL, 6, NUMBER), (words.CHILD, 12, TEXT), (words.PLACE, 20, TEXT)),
        *((words.SCHOOL, 22, TEXT), (words.STAGE, 10, TEXT), (words.MONTHS, 20, TEXT)),
        *((words.AMOUNT, 12, MONEY), (words.STATE, 12, TEXT), (words.WHY_IN, 20, TEXT)),
        (words.WHY_OUT, 20, TEXT),
    ]
    lines = [
        [
            number,
            names[row["child_id"]],
            places[row["area_code"]],
            school_name(row["school_id"]),
            word(row["stage"], "stage"),
            words.AND.join(term(month) for month in row["months"]),
            row["amount_fen"] if row["state"] != "dropped" else "",
            word(row["state"], "line_state"),
            word(row["reasons"], "eligible"),
            word(row["dropped"], "eligible") if row["dropped"] else "",
        ]
        for number, row in enumerate(rows, start=1)
    ]
    return _sheet(columns, lines, _of_roll(found["about"]))


def _notice(found: Row) -> Sheet:
    """A masked name, the township, the stage, the amount; no more (LAW "Money")."""
    rows = found["rows"]
    names = child_names(row["child_id"] for row in rows)
    places = place_names(row["township_code"] for row in rows)
    columns: Columns = [
        *((words.SERIAL, 6, NUMBER), (words.CHILD, 14, TEXT), (words.TOWNSHIP, 20, TEXT)),
        *((words.STAGE, 14, TEXT), (words.AMOUNT, 14, MONEY)),
    ]
    lines = [
        [
            number,
            masked(names[row["child_id"]]),
            places[row["township_code"]],
            word(row["stage"], "stage"),
            row["amount_fen"],
        ]
        for number, row in enumerate(rows, start=1)
    ]
    return _sheet(columns, lines, _of_roll(found["about"]))


def _batch(found: Row) -> Sheet:
    rows = found["rows"]
    names = child_names(row["child_id"] for row in rows)
    columns: Columns = [
        *((words.LINE, 8, NUMBER), (words.CHILD, 14, TEXT), (words.TAIL, 12, TEXT)),
        *((words.AMOUNT, 14, MONEY), (words.OUTCOME, 14, TEXT), (words.REASON, 30, TEXT)),
    ]
    lines = [
        [
            row["line"],
            names[row["child_id"]],
            row["tail"],
            row["amount_fen"],
            word(row["outcome"], "line_outcome"),
            row["reason"] or "",
        ]
        for row in rows
    ]
    return _sheet(columns, lines, words.ABOUT_BATCH.format(number=found["about"]["number"]))


def _refunds(found: Row) -> Sheet:
    rows = found["rows"]
    names = child_names(row["child_id"] for row in rows)
    places = place_names(row["area_code"] for row in rows)
    columns: Columns = [
        *((words.SERIAL, 6, NUMBER), (words.CHILD, 12, TEXT), (words.PLACE, 20, TEXT)),
        *((words.SCHEME, 20, TEXT), (words.TERM, 16, TEXT), (words.AMOUNT, 12, MONEY)),
        *((words.RETURNED, 12, MONEY), (words.PAID_ON, 16, TEXT), (words.BACK_ON, 16, TEXT)),
        (words.WHY, 24, TEXT),
    ]
    lines = [
        [
            number,
            names[row["child_id"]],
            places[row["area_code"]],
            word(row["scheme"], "scheme"),
            term(row["term"]),
            row["amount_fen"],
            row["refunded_fen"] or row["amount_fen"],
            day(row["paid_on"]),
            day(row["back_on"]),
            row["why"] or "",
        ]
        for number, row in enumerate(rows, start=1)
    ]
    return _sheet(columns, lines)


def _statement(found: Row) -> Sheet:
    names = row_names(found["about"]["by"], [row["key"] for row in found["rows"]])
    columns: Columns = [
        *((words.KEY, 28, TEXT), (words.PEOPLE, 10, NUMBER), (words.GRANTED, 16, MONEY)),
        *((words.PAID, 16, MONEY), (words.OPEN, 16, MONEY), (words.BACK, 16, MONEY)),
    ]
    sums = ("granted_fen", "paid_fen", "open_fen", "returned_fen")
    lines = [
        [names[row["key"]], row["children"], *(row[name] for name in sums)] for row in found["rows"]
    ]
    return _sheet(columns, lines)


def _balance(found: Row) -> Sheet:
    columns: Columns = [
        *((words.ACCOUNT, 30, TEXT), (words.DEBIT, 18, MONEY)),
        *((words.CREDIT, 18, MONEY), (words.BALANCE, 18, MONEY)),
    ]
    lines = [
        [
            f"{row['account']} {word(row['account'], 'account')}",
            *(row[name] for name in ("debit_fen", "credit_fen", "balance_fen")),
        ]
        for row in found["rows"]
    ]
    return _sheet(columns, lines)


def _of_roll(about: Row) -> str:
    return words.ABOUT_ROLL.format(scheme=word(about["scheme"], "scheme"), term=term(about["term"]))


SHEETS: Mapping[str, Callable[[Row], Sheet]] = {
    "roll": _roll,
    "notice": _notice,
    "batch": _batch,
    "refunds": _refunds,
    "statement": _statement,
    "balance": _balance,
}
