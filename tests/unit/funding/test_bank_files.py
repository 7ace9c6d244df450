"""What goes to a bank comes back whole or is refused whole, each refusal naming its line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.bank_files import Line, Template, fen_of, outcomes, render, yuan
from shared.contracts.funding import errors
from shared.packs import load_packs

PACK = load_packs().get("national", date(2025, 9, 1))
RURAL, POSTAL = (Template.of(b, PACK["banks"][b]) for b in ("rural_commercial", "postal_savings"))
LINES = [
    Line(1, "罗婆婆", "6217000000000001", 500_00),
    Line(2, "王|强", "6217000000000002", 312_50),
]
BATCH = "20250910-0A1B2C3D"


def answered(template: Template, *said: str, lines: list[Line] = LINES) -> bytes:
    sums = {
        "batch": BATCH,
        "count": str(len(lines)),
        "total": yuan(sum(x.amount_fen for x in lines)),
    }
    rows = [[sums[name] for name in template.summary]]
    for line, word in zip(lines, said, strict=True):
        cells = {
            "line": str(line.line),
            "number": line.number,
            "amount": yuan(line.amount_fen),
            "outcome": word,
            "reason": "",
        }
        rows.append([cells[name] for name in template.result_columns])
    return "\n".join(template.separator.join(row) for row in rows).encode(template.encoding)


@pytest.mark.parametrize("template", [RURAL, POSTAL], ids=lambda t: t.bank)
def test_each_bank_has_its_own_layout_and_is_understood(template: Template) -> None:
    sent = render(template, BATCH, LINES).decode(template.encoding)
    assert "500.00" in sent
    assert sent.count("6217000000000002") == 1
    yes, no = sorted(template.paid)[0], sorted(template.failed)[0]
    found = outcomes(template, BATCH, LINES, answered(template, yes, no))
    assert [(one.line, one.paid) for one in found] == [(1, True), (2, False)]


def test_no_name_breaks_the_columns() -> None:
    for row in render(RURAL, BATCH, LINES).decode("gb18030").splitlines()[1:]:
        assert row.count("|") == len(RURAL.columns) - 1


def changed(old: str, new: str) -> bytes:
    text = answered(RURAL, "成功", "成功").decode("gb18030")
    assert old in text
    return text.replace(old, new, 1).encode("gb18030")


def without_its_last_line() -> bytes:
    """Its first line still counts and sums them all."""
    return b"".join(answered(RURAL, "成功", "成功").splitlines(keepends=True)[:-1])


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (changed(BATCH, "20250910-FFFFFFFF"), errors.BankResultOfOtherBatch),
        (changed("|500.00|", "|500.01|"), errors.BankResultAmountDiffers),
        (changed("|500.00|", "|-500.00|"), errors.BankAmountNotValid),
        (changed("|500.00|", "|1234567890123|"), errors.BankAmountNotValid),
        (changed("|500.00|", "|500.001|"), errors.BankAmountNotValid),
        (changed("6217000000000001", "6217000000000009"), errors.BankResultAccountDiffers),
        (changed("\n2|", "\n1|"), errors.BankLineTwice),
        (changed("\n2|", "\n3|"), errors.BankLineUnknown),
        (changed("|812.50", "|812.51"), errors.BankResultAmountDiffers),
        (changed("|2|", "|3|"), errors.BankResultIncomplete),
        (changed("成功", "或许"), errors.BankOutcomeUnknown),
        (answered(RURAL, "成功", lines=LINES[:1]), errors.BankResultIncomplete),
        (without_its_last_line(), errors.BankResultIncomplete),
        (b"", errors.BankFileUnreadable),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\x00", errors.BankFileUnreadable),
    ],
)
def test_a_result_that_is_not_ours_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        outcomes(RURAL, BATCH, LINES, content)


@given(st.integers(0, 10**12 - 1))
def test_yuan_and_fen_are_the_same_amount(fen: int) -> None:
    assert fen_of(yuan(fen), 1) == fen


def refusals_of(content: bytes) -> Any:
    try:
        outcomes(RURAL, BATCH, LINES, content)
    except errors.Invalid as refused:
        return type(refused)
    return None


@given(st.binary(max_size=80))
def test_no_file_makes_it_fail_otherwise(content: bytes) -> None:
    assert refusals_of(content) is not None


def test_a_file_that_says_it_is_utf8_is_read_as_such() -> None:
    text = answered(RURAL, "成功", "失败").decode("gb18030")
    found = outcomes(RURAL, BATCH, LINES, text.encode("utf-8-sig"))
    assert [one.paid for one in found] == [True, False]


def test_a_file_in_another_encoding_is_not_guessed_at() -> None:
    text = answered(RURAL, "成功", "失败").decode("gb18030").replace("成功|", "成功|户")
    with pytest.raises(errors.BankFileUnreadable):
        outcomes(RURAL, BATCH, LINES, text.encode("utf-8"))


def test_a_line_number_of_any_length_is_a_line_that_is_not_there() -> None:
    with pytest.raises(errors.BankLineUnknown):
        outcomes(RURAL, BATCH, LINES, changed("\n1|", "\n" + "9" * 5000 + "|"))
