"""A chain of rows says where it was touched."""

from typing import Any

import pytest

from shared.chain import GENESIS, Break, first_break, link

Row = tuple[int, str, dict[str, Any], str]


def a_chain(length: int) -> list[Row]:
    rows: list[Row] = []
    previous = GENESIS
    for position in range(1, length + 1):
        content = {"position": position, "what": f"第{position}笔"}
        its_hash = link(previous, content)
        rows.append((position, previous, content, its_hash))
        previous = its_hash
    return rows


def head(rows: list[Row]) -> tuple[int, str]:
    return (rows[-1][0], rows[-1][3]) if rows else (0, GENESIS)


@pytest.mark.parametrize("length", [0, 1, 5])
def test_an_untouched_chain_is_sound(length: int) -> None:
    rows = a_chain(length)
    assert first_break(rows, head(rows)) is None


def test_a_changed_row_is_named() -> None:
    rows = a_chain(5)
    end = head(rows)
    rows[2] = (3, rows[2][1], {"position": 3, "what": "改过"}, rows[2][3])
    assert first_break(rows, end) == Break(3, "changed")


def test_a_removed_row_is_named() -> None:
    rows = a_chain(5)
    end = head(rows)
    del rows[1]
    assert first_break(rows, end) == Break(2, "missing")


def test_a_swapped_pair_is_named() -> None:
    rows = a_chain(5)
    end = head(rows)
    rows[1], rows[2] = rows[2], rows[1]
    assert first_break(rows, end) == Break(2, "missing")


def test_a_cut_off_tail_is_noticed() -> None:
    rows = a_chain(5)
    assert first_break(rows[:3], head(rows)) == Break(3, "head")
