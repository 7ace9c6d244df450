import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.phones import read

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(lambda n: len(set(n[1:])) > 1)


@given(MOBILES)
def test_a_mobile_is_right_however_it_is_typed(number: str) -> None:
    for typed in (
        number,
        int(number),
        float(number),
        f" {number[:3]} {number[3:7]} {number[7:]} ",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        f"+86 {number}",
        f"86{number}",
        f"电话：{number}",
        f"{number}（父亲）",
        "".join(chr(ord(sign) + 0xFEE0) for sign in number),
    ):
        found = read(typed)
        assert found is not None
        assert (found.good, found.bad) == ((number,), ()), typed


@given(MOBILES, MOBILES)
def test_several_numbers_of_one_cell_are_all_kept(one: str, other: str) -> None:
    for between in ("、", "/", ",", "，", ";", "；", "或", "\n", " "):
        found = read(f"{one}{between}{other}")
        assert found is not None
        assert found.good == tuple(dict.fromkeys((one, other))), between


@pytest.mark.parametrize("number", ["0852-2520000", "08522520000", "010-62345678", "2520000"])
def test_fixed_lines_are_right(number: str) -> None:
    found = read(number)
    assert found is not None
    assert found.good


@pytest.mark.parametrize(
    "typed", ["1380000", "139123456789", "12345678901", "无", "1391234567", "11111111111", 110]
)
def test_what_cannot_be_a_phone_is_kept_as_written_and_told(typed: object) -> None:
    found = read(typed)  # type: ignore[arg-type]
    assert found is not None
    assert not found.good
    assert found.text


def test_a_blank_is_no_wrong_number() -> None:
    assert read(None) is None
    assert read("  ") is None
    assert read("/") is None
