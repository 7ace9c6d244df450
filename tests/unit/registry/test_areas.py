import pytest

from services.registry.domain.areas import checked, level_of, parent_of
from shared.contracts.registry.errors import AreaFileInvalid

HEADER = ["code", "name", "level", "parent"]
COUNTY = ["520330", "习水县", "county", "5203"]
TOWNSHIP = ["520330103", "醒民镇", "township", "520330"]


def test_a_file_of_areas_is_sorted_from_the_top_down() -> None:
    rows = checked([HEADER, TOWNSHIP, [], COUNTY])
    assert [row.code for row in rows] == ["520330", "520330103"]
    assert rows[1].parent == "520330"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (["520330103", "醒民镇", "village", "520330"], "code"),
        (["5203301", "醒民镇", "township", "520330"], "code"),
        (["52033010x", "醒民镇", "township", "520330"], "code"),
        (["520330103", "", "township", "520330"], "name"),
        (["520330103", "醒民镇", "township", "520331"], "parent"),
        (["520330103", "醒民镇", "township"], "columns"),
    ],
)
def test_a_wrong_line_is_named(line: list[str], fault: str) -> None:
    with pytest.raises(AreaFileInvalid) as refused:
        checked([HEADER, COUNTY, line])
    assert refused.value.args == ("3", fault)


def test_a_code_stands_once() -> None:
    with pytest.raises(AreaFileInvalid) as refused:
        checked([HEADER, COUNTY, COUNTY])
    assert refused.value.args == ("3", "repeated")


def test_another_header_is_refused() -> None:
    with pytest.raises(AreaFileInvalid):
        checked([["代码", "名称"]])


def test_levels_follow_from_the_length_of_a_code() -> None:
    assert [level_of(c) for c in ("52", "5203", "520330", "520330103", "520330103201")] == [
        "province",
        "prefecture",
        "county",
        "township",
        "village",
    ]
    assert parent_of("520330103201") == "520330103"
    assert parent_of("52") is None
