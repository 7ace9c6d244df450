"""What the fault runs report, and that a planted person would be found."""

from pathlib import Path

import pytest

from tests.faults import leaks, report
from tests.faults.ledger import PLANTED
from tests.faults.verdict import SERVES_WITHIN, Outcome


def outcome(**changes: object) -> Outcome:
    told = Outcome("distributed", "killed", times=2, committed=3000, recovery=[1.0, 2.0])
    for name, value in changes.items():
        setattr(told, name, value)
    return told


def run(*outcomes: Outcome, seed: int = 7) -> dict[str, object]:
    told = {"mode": outcomes[0].mode, "seed": seed, "minutes": 1, "load": 0.0}
    return {**report.head(), **told, "faults": report.summed(outcomes)}


def test_one_table_has_the_sums_the_seeds_and_the_bound() -> None:
    page = report.page({"runs": [run(outcome()), run(outcome(fault="ended"), seed=9)]})
    (row,) = [line for line in page.splitlines() if line.startswith("| distributed |")]
    cells = [cell.strip() for cell in row.split("|")[1:-1]]
    assert cells[1:4] == ["7, 9", "4", "6,000"]
    assert cells[-1] == "5.0e-04"


def test_something_lost_leaves_no_bound() -> None:
    assert "1 went wrong" in report.table([outcome(lost=1)], 7)
    assert report.glance("x", [run(outcome(lost=1))])[-1] == "-"  # type: ignore[list-item]


def test_a_wrong_dead_letter_went_wrong_too() -> None:
    assert "2 went wrong" in report.table([outcome(dead_wrong=2)], 7)
    assert report.glance("x", [run(outcome(dead_wrong=2))])[-1] == "-"  # type: ignore[list-item]


def test_serving_again_too_late_is_a_complaint() -> None:
    late = outcome(recovery=[1.0, SERVES_WITHIN + 2])
    assert late.late == ["served again only after 12.0 s"]
    assert report.summed([late])["killed"]["complaints"] == late.late
    assert outcome().late == []


@pytest.mark.parametrize("word", PLANTED)
def test_a_planted_person_is_found_in_whatever_form(tmp_path: Path, word: str) -> None:
    for number, form in enumerate(leaks.forms(word)):
        (tmp_path / f"{number}").write_bytes(b"\x00before " + form + b" after")
        assert leaks.found(tmp_path) == [f"{number}: {word}"]
        (tmp_path / f"{number}").unlink()
    assert leaks.found(tmp_path) == []
