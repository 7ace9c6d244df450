"""A list of the organising as a workbook: a title over two lines of head, framed rows, who exported
it and when.

Runs in a child process (`shared.child_process`). In: the answer of `registry.export_organising` as
JSON, with `by`, `at` and `today`. Out: an .xlsx.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from gateway.sheet_pen import Pen, foot, in_words
from shared.texts import list_words as words
from shared.texts import report_words as texts
from shared.texts.words import WORDS

Row = Mapping[str, Any]
HEAD_ROW = 3
WIDEST = 48


def write(task: bytes) -> bytes:
    book, report = Workbook(), json.loads(task)
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has one
    page.title = words.TITLES[report["what"]]
    pen = Pen(page)
    columns = [(texts.SERIAL, 6.0, None), *COLUMNS[report["what"]]]
    _head(pen, report, columns)
    row = HEAD_ROW
    for row, one in enumerate(report["rows"], start=HEAD_ROW + 1):
        for at, (_, _, value) in enumerate(columns, start=1):
            pen.framed(row, at, value(one) if value else row - HEAD_ROW)
    foot(pen, report, row + 2, words.MORE if report["more"] else "")
    page.freeze_panes = f"C{HEAD_ROW + 1}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(pen: Pen, report: Row, columns: list[Any]) -> None:
    kind = WORDS["evaluated"].get(report["evaluated"] or "", "")
    title = words.BOOK_TITLE.format(
        place=report["place"], year=report["year"], what=kind + pen.page.title
    )
    pen.put(1, 1, title, bold=True)
    pen.page.cell(1, 1).font = Font(bold=True, size=14)
    pen.page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    pen.put(2, 1, texts.FILLED_BY.format(place=report["place"]))
    pen.put(2, 4, texts.FILLED_ON.format(day=in_words(date.fromisoformat(report["today"]))))
    for at, (name, width, _) in enumerate(columns, start=1):
        pen.framed(HEAD_ROW, at, name, bold=True)
        pen.page.column_dimensions[get_column_letter(at)].width = min(width, WIDEST)


def _plain(name: str) -> Callable[[Row], Any]:
    return lambda row: row.get(name) or ""


def _number(name: str) -> Callable[[Row], Any]:
    return lambda row: row.get(name) or 0


def _word(name: str, kind: str) -> Callable[[Row], Any]:
    return lambda row: WORDS[kind].get(str(row.get(name)), "")


def _day(name: str) -> Callable[[Row], Any]:
    return lambda row: in_words(date.fromisoformat(row[name])) if row.get(name) else ""


def _adoption(name: str) -> Callable[[Row], Any]:
    return lambda row: (row.get("adoption") or {}).get(name) or ""


def _yuan(name: str) -> Callable[[Row], Any]:
    return lambda row: f"{(row.get(name) or 0) // 100:,}.{(row.get(name) or 0) % 100:02d}"


def _entry(what: str) -> Callable[[Row], Any]:
    """The last of that kind in the course of a finding."""
    return lambda row: next(
        (e["text"] or "" for e in row["entries"][::-1] if e["what"] == what), ""
    )


def _points(row: Row) -> Any:
    return row["points"] / 10 if row["counted"] else ""


def _parts(row: Row) -> str:
    """The numbers behind the points."""
    said = [f"{WORDS['measure'][p['measure']]} {p['done']}/{p['of']}" for p in row["parts"]]
    return words.AND.join(said)


# fmt: off
COLUMNS: Mapping[str, tuple[tuple[str, float, Callable[[Row], Any]], ...]] = {
    "departments": (
        (words.DEPARTMENT, 24, _plain("name")), (words.CONTACT, 12, _plain("contact_name")),
        (words.PHONE, 16, _plain("contact_phone")), (words.SCHOOL, 24, _adoption("school")),
        (words.TOWNSHIP, 14, _adoption("township")), (words.DEEDS, 10, _adoption("deeds"))),
    "adoptions": (
        (words.DEPARTMENT, 24, _plain("department")), (words.SCHOOL, 24, _plain("school")),
        (words.TOWNSHIP, 14, _plain("township")), (words.DEEDS, 10, _number("deeds")),
        (words.THIS_TERM, 10, _number("deeds_this_term")), (words.YUAN, 14, _yuan("amount_fen")),
        (words.LAST_ON, 16, _day("last_on")), (words.ENDED_ON, 16, _day("ended_on"))),
    "groups": (
        (words.PLACE, 24, _plain("place")), (words.POST, 10, _word("post", "group_post")),
        (words.NAME, 12, _plain("name")), (words.TITLE, 20, _plain("title")),
        (words.DUTIES, 40, _plain("duties")), (words.SINCE, 16, _day("from_on"))),
    "letters": (
        (words.LETTER, 14, _word("kind", "letter_kind")), (words.ISSUER, 24, _plain("issuer")),
        (words.PARTY, 24, _plain("party")), (words.CHILD, 12, _plain("child_name")),
        (words.PLACE, 24, _plain("place")), (words.STATE, 12, _word("state", "letter_state")),
        (words.SIGNER, 12, _plain("signer")), (words.SIGNED_ON, 16, _day("signed_on"))),
    "plans": (
        (words.PLACE, 18, _plain("place")), (words.PLAN, 28, _plain("title")),
        (words.PHASE, 12, _word("phase", "plan_phase")), (words.STEP, 40, _plain("content")),
        (words.RESPONSIBLE, 20, _word("post", "role")), (words.NAME, 12, _plain("holder")),
        (words.FROM_ON, 16, _day("from_on")), (words.DUE_ON, 16, _day("due_on")),
        (words.STATE, 12, _word("state", "step_state")), (words.DONE_ON, 16, _day("done_on"))),
    "findings": (
        (words.PLACE, 24, _plain("place")), (words.INSPECTION, 28, _plain("title")),
        (words.FOUND, 40, _entry("found")), (words.DUE_ON, 16, _day("due_on")),
        (words.ANSWER, 40, _entry("answered")), (words.ANSWERED_ON, 16, _day("answered_on")),
        (words.STATE, 14, _word("state", "finding_state")),
        (words.ACCEPTED_ON, 16, _day("accepted_on"))),
    "watched": (
        (words.CHILD, 12, _plain("child")), (words.TOWNSHIP_VILLAGE, 24, _plain("place")),
        (words.SCHOOL, 24, _plain("school")), (words.WHY, 48, _plain("why")),
        (words.WATCHED_SINCE, 16, _day("since"))),
    "scores": (
        (words.CHILD, 12, _plain("child")), (words.CLASS, 16, _plain("class_name")),
        (words.RANK_BEFORE, 12, _plain("base_rank")), (words.RANK, 12, _plain("rank")),
        (words.STEPS, 48, _plain("why")), (words.SCORE, 10, _number("points")),
        (words.AWARD, 16, _plain("award_title")), (words.YUAN_OF_AWARD, 12, _yuan("award_fen"))),
    "commendation": (
        (words.NAME, 12, _plain("helper")), (words.CATEGORY, 14, _word("category", "category")),
        (words.TOWNSHIP_VILLAGE, 24, _plain("place")), (words.WHY, 48, _plain("why"))),
    "pairings": (
        (words.CHILD, 12, _plain("child")), (words.HELPER, 12, _plain("helper")),
        (words.CATEGORY, 14, _word("category", "category")),
        (words.TOWNSHIP_VILLAGE, 24, _plain("place")), (words.SCHOOL, 24, _plain("school")),
        (words.HEART_LEVEL, 10, _word("level", "level")),
        (words.STATE, 10, _word("status", "pairing_status")),
        (words.FROM_ON, 16, _day("started_on")), (words.ENDED_ON, 16, _day("ended_on")),
        (words.LAST_CONTACT, 16, _day("last_contact_on"))),
    "evaluations": (
        (words.PLACE, 24, _plain("name")), (words.POINTS, 10, _points),
        (words.BEHIND, 48, _parts),
        (words.COMMENDED, 10, lambda row: words.YES if row["commended"] else ""),
        (words.SIGNED_ON, 16, _day("signed_on"))),
}
# fmt: on
