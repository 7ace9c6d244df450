"""A list goes on where its own cursor says, and refuses every other."""

from uuid import uuid4

import pytest

from shared.cursors import joined, key, parts, position
from shared.errors import InvalidRequest

BAD = ["²", "x", "9" * 19, "9" * 30, "", "-1", "' OR 1=1", "1.0", " 1", "٣", "\0"]


@pytest.mark.parametrize("cursor", BAD)
def test_a_cursor_that_was_not_given_out_is_refused(cursor: str) -> None:
    for read in (position, key, lambda one: parts(one, 2)):
        with pytest.raises(InvalidRequest) as refused:
            read(cursor)
        assert "after" in str(refused.value)


def test_no_cursor_begins_the_list() -> None:
    assert (position(None), key(None), parts(None, 2)) == (None, None, None)


def test_a_cursor_comes_back_as_it_was_given_out() -> None:
    row = str(uuid4())

    assert position("9" * 18) == 10**18 - 1
    assert key(row) == row
    assert parts(joined("520330103201", row), 2) == ["520330103201", row]


def test_an_id_is_taken_in_the_form_that_we_write_only() -> None:
    row = str(uuid4())

    for other in (row.upper(), row.replace("-", ""), f"{{{row}}}", f"urn:uuid:{row}"):
        with pytest.raises(InvalidRequest):
            key(other)


def test_a_place_without_its_id_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        parts("520330103201 x", 2)
    with pytest.raises(InvalidRequest):
        parts(f"a b {uuid4()}", 2)
