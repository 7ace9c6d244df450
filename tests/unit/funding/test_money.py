import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.money import split_equally


def test_thirty_three_thousand_over_three_units_is_eleven_thousand_each() -> None:
    assert split_equally(33_000_00, 3) == [11_000_00] * 3


def test_a_hundred_over_three_leaves_the_odd_fen_with_the_first() -> None:
    assert split_equally(100_00, 3) == [3334, 3333, 3333]


@given(st.integers(0, 10**15), st.integers(1, 500))
def test_shares_add_up_and_differ_by_a_fen_at_most(amount: int, parts: int) -> None:
    shares = split_equally(amount, parts)

    assert len(shares) == parts
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1
    assert all(type(share) is int for share in shares)


@pytest.mark.parametrize(("amount", "parts"), [(100, 0), (100, -1), (-1, 3)])
def test_nothing_is_split_into_no_parts(amount: int, parts: int) -> None:
    with pytest.raises(ValueError, match="cannot be split"):
        split_equally(amount, parts)
