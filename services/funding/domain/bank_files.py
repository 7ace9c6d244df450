"""Files for a bank and back, by the template that the pack has for it. Pure: text and rows."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.contracts.funding.errors import (
    BankAmountNotValid,
    BankFileUnreadable,
    BankLineTwice,
    BankLineUnknown,
    BankOutcomeUnknown,
    BankResultAccountDiffers,
    BankResultAmountDiffers,
    BankResultIncomplete,
    BankResultOfOtherBatch,
)

AMOUNT = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,2}))?")  # yuan; below 10^12 fen
LINE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Template:
    """How one bank writes its files."""

    bank: str
    title: str
    encoding: str
    separator: str
    ending: str
    summary: tuple[str, ...]  # columns of the first line: batch, count, total
    columns: tuple[str, ...]
    result_columns: tuple[str, ...]
    paid: frozenset[str]
    failed: frozenset[str]
    note: str

    @classmethod
    def of(cls, bank: str, rules: Mapping[str, Any]) -> "Template":
        """From an entry of the section `banks` of a pack."""
        plain = {name: rules[name] for name in ("title", "encoding", "separator", "ending", "note")}
        return cls(
            bank=bank,
            **plain,
            summary=tuple(rules["summary"]),
            columns=tuple(rules["columns"]),
            result_columns=tuple(rules["result_columns"]),
            paid=frozenset(rules["paid"]),
            failed=frozenset(rules["failed"]),
        )


@dataclass(frozen=True)
class Line:
    """What the bank is to pay: to whom, on which account."""

    line: int
    holder: str
    number: str
    amount_fen: int


@dataclass(frozen=True)
class Outcome:
    line: int
    paid: bool
    reason: str | None


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def fen_of(text: str, line: int) -> int:
    """Raises BankAmountNotValid: negative, not a number, or longer than any amount."""
    found = AMOUNT.fullmatch(text.replace(",", "").strip())
    if found is None:
        raise BankAmountNotValid(str(line), text[:30])
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def render(template: Template, batch: str, lines: Sequence[Line]) -> bytes:
    """The file that goes to the bank."""
    total = sum(line.amount_fen for line in lines)
    first = {"batch": batch, "count": str(len(lines)), "total": yuan(total)}
    rows = [[first[name] for name in template.summary]]
    for line in lines:
        cells = {
            "line": str(line.line),
            "holder": line.holder,
            "number": line.number,
            "amount": yuan(line.amount_fen),
            "note": template.note,
        }
        rows.append([cells[name] for name in template.columns])
    text = "".join(template.separator.join(map(_clean(template), row)) + "\r\n" for row in rows)
    return text.encode(template.encoding, errors="replace")


def outcomes(
    template: Template, batch: str, lines: Sequence[Line], content: bytes
) -> list[Outcome]:
    """What the bank did with each line, all of them or none.

    Raises BankFileUnreadable, BankResultOfOtherBatch, BankResultIncomplete, BankLineUnknown,
    BankLineTwice, BankAmountNotValid, BankResultAmountDiffers, BankResultAccountDiffers or
    BankOutcomeUnknown, each naming the line.
    """
    rows = _rows(template, content)
    first = dict(zip(template.summary, rows[0], strict=True))
    if first["batch"] != batch:
        raise BankResultOfOtherBatch(first["batch"][:40], batch)
    known = {line.line: line for line in lines}
    found: dict[int, Outcome] = {}
    for cells in rows[1:]:
        row = dict(zip(template.result_columns, cells, strict=True))
        number = int(row["line"]) if LINE.fullmatch(row["line"]) else 0
        if number not in known:
            raise BankLineUnknown(row["line"][:20])
        if number in found:
            raise BankLineTwice(str(number))
        found[number] = _outcome(template, known[number], row)
    if len(found) != len(known) or first["count"] != str(len(known)):
        raise BankResultIncomplete(str(len(found)), str(len(known)))
    total = sum(line.amount_fen for line in lines)
    if fen_of(first["total"], 0) != total:
        raise BankResultAmountDiffers("0", first["total"], yuan(total))
    return [found[line.line] for line in lines]


def _outcome(template: Template, line: Line, row: Mapping[str, str]) -> Outcome:
    amount = fen_of(row["amount"], line.line)
    if amount != line.amount_fen:
        raise BankResultAmountDiffers(str(line.line), yuan(amount), yuan(line.amount_fen))
    if row["number"] != line.number:
        raise BankResultAccountDiffers(str(line.line))
    said = row["outcome"]
    if said not in template.paid | template.failed:
        raise BankOutcomeUnknown(str(line.line), said[:20])
    return Outcome(line.line, said in template.paid, row.get("reason") or None)


def _rows(template: Template, content: bytes) -> list[list[str]]:
    """Raises BankFileUnreadable where it is no such file; a row that is cut off makes it half."""
    # Not guessed: bytes of one encoding often make sense in another too, and other text.
    encoding = "utf-8-sig" if content.startswith(BOM_UTF8) else template.encoding
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise BankFileUnreadable() from None
    rows = list(_split(template, text))
    if not rows or len(rows[0]) != len(template.summary):
        raise BankFileUnreadable()
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(template.result_columns):
            raise BankResultIncomplete(str(number - 1), rows[0][template.summary.index("count")])
    return rows


def _split(template: Template, text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.strip():
            yield [cell.strip() for cell in line.split(template.separator)]


def _clean(template: Template) -> Any:
    """No name can break the file's columns."""

    def clean(cell: str) -> str:
        return cell.replace(template.separator, " ").replace("\r", " ").replace("\n", " ")

    return clean
