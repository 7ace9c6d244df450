import pytest

from services.registry.domain.places import Clues, School, Unresolved
from tests.unit.registry.sheets import area_rows, code_of, gazetteer

LONGDENG = code_of("大坡镇", "龙灯村村民委员会")
TAOLIN = code_of("桃林镇", "永胜村村民委员会")


def find(text: object, **clues: object) -> str | Unresolved:
    return gazetteer().village(text, Clues(**clues))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        "龙灯村村民委员会",
        "龙灯村村委会",
        "龙灯村委会",
        "龙灯村",
        "龙灯",
        " 龙 灯 村 ",
        "大坡镇龙灯村",
        "大坡龙灯村",
        "大坡乡龙灯村",
        "大坡镇龙灯村村民委员会",
        "习水县大坡镇龙灯村",
        "贵州省遵义市习水县大坡镇龙灯村",
        "龙灯村四组",
        "大坡镇龙灯村村民委员会10组",
        LONGDENG,
        int(LONGDENG),
    ],
)
def test_a_village_is_found_however_it_is_written(written: object) -> None:
    assert find(written) == LONGDENG


@pytest.mark.parametrize("written", ["炉村村村民委员会", "炉村村", "炉村", "炉村村委会"])
def test_a_village_whose_name_ends_like_its_kind_is_found(written: str) -> None:
    assert find(written) == code_of("温水镇", "炉村村村民委员会")


@pytest.mark.parametrize(
    "written", ["天生社区", "天生社区居委会", "天生居委会", "天生社区居民委员会"]
)
def test_a_neighbourhood_is_found_however_it_is_written(written: str) -> None:
    found = find(written)
    assert isinstance(found, str)
    assert gazetteer().areas[found].name.startswith("天生社区")


def test_a_village_and_a_neighbourhood_of_one_name_are_told_apart() -> None:
    village, neighbourhood = find("和平村"), find("和平社区")
    assert isinstance(village, Unresolved)
    assert isinstance(neighbourhood, Unresolved)
    assert "和平社区" not in village.args[0]
    assert "和平村" not in neighbourhood.args[0]


def test_a_shared_name_is_asked_about_and_its_villages_are_named() -> None:
    found = find("永胜村村民委员会", addresses=("永胜村1组",))
    assert isinstance(found, Unresolved)
    assert found.code == "VillageShared"
    assert "桃林镇永胜村" in found.args[0]


@pytest.mark.parametrize(
    "clues",
    [
        {"addresses": ("桃林镇永胜村村民委员会8组",)},
        {"addresses": ("桃林永胜村8组",)},
        {"addresses": (None, "贵州省习水县桃林镇8号")},
        {"school": "桃林小学"},
        {"school": "习水县桃林镇中心小学"},
        {"township": "桃林镇"},
        {"township": "桃林"},
        {"file": frozenset({TAOLIN[:9]})},
    ],
)
def test_the_township_decides_between_villages_of_one_name(clues: dict[str, object]) -> None:
    assert find("永胜村", **clues) == TAOLIN


def test_the_address_comes_before_the_school_and_the_school_before_the_file() -> None:
    other = next(c for c in gazetteer().strong["永胜村"] if c != TAOLIN)
    elsewhere = gazetteer().areas[other[:9]].name
    file = frozenset({other[:9]})
    assert find("永胜村", addresses=("桃林镇1组",), school=f"{elsewhere}小学", file=file) == TAOLIN
    assert find("永胜村", school="桃林小学", file=file) == TAOLIN


def test_an_address_in_a_third_township_decides_nothing() -> None:
    found = find("永胜村", addresses=("官店镇街上",), school="桃林小学")
    assert isinstance(found, Unresolved)


def test_an_unknown_village_is_not_replaced_by_its_address() -> None:
    found = find("某某村", addresses=("大坡镇龙灯村3组",), school="大坡小学")
    assert found == Unresolved("VillageUnknown", ("某某村",))


def test_a_village_of_another_township_is_unknown_and_the_right_one_named() -> None:
    found = find("官店镇龙灯村")
    assert isinstance(found, Unresolved)
    assert found.code == "VillageUnknownNear"
    assert found.args[1] == "大坡镇龙灯村"
    in_column = find("龙灯村", township="官店镇")
    assert isinstance(in_column, Unresolved)


def test_a_village_that_differs_in_one_sign_is_named() -> None:
    found = find("龙登村")
    assert isinstance(found, Unresolved)
    assert "大坡镇龙灯村" in found.args[1]


@pytest.mark.parametrize("written", ["520330999999", "大坡镇", "小学", "3组"])
def test_what_is_no_village_is_none(written: str) -> None:
    assert isinstance(find(written), Unresolved)


def test_the_county_that_the_file_names_decides_between_counties() -> None:
    three = gazetteer("xishui", "yuechi", "ziyang")
    (shared,) = [
        name
        for name in ("红旗村", "新华村", "东升村", "向阳村", "联合村")
        if len({code[:6] for code in three.strong.get(name, ())}) > 1
    ][:1]
    alone = [c for c in three.strong[shared] if c.startswith("610924")] or three.strong[shared][:1]
    county = frozenset({alone[0][:6]})
    expected = [code for code in three.strong[shared] if code.startswith(tuple(county))]
    found = three.village(shared, Clues(file=county))
    assert found == expected[0] if len(expected) == 1 else isinstance(found, Unresolved)
    assert isinstance(three.village(shared, Clues()), Unresolved)


def test_titles_name_county_township_and_village() -> None:
    named = gazetteer().named_by_file
    assert named(["习水县农村留守儿童登记表（2025—2026学年）", "Sheet1"]) == {"520330"}
    assert named(["习水县桃林镇留守儿童花名册"]) == {TAOLIN[:9]}
    assert named(["填报单位：桃林小学   填报人："]) == {TAOLIN[:9]}
    assert named(["习水县桃林镇永胜村儿童花名册"]) == {TAOLIN}
    assert named(["桃林镇", "官店镇", "习水县"]) == {"520330"}
    assert named(["三年级二班花名册"]) == frozenset()


def test_without_a_village_column_the_address_or_the_file_names_the_village() -> None:
    places = gazetteer()
    assert places.village_in_address(Clues(addresses=("大坡镇龙灯村3组",))) == LONGDENG
    assert places.village_in_address(Clues(addresses=("龙灯村3组",))) == LONGDENG
    assert places.village_in_address(Clues(file=frozenset({LONGDENG}))) == LONGDENG
    assert places.village_in_address(Clues()) == Unresolved("VillageMissing")
    shared = places.village_in_address(Clues(addresses=("永胜村3组",)))
    assert isinstance(shared, Unresolved)


def test_a_school_is_found_by_its_name_in_the_villages_township() -> None:
    first = School("s1", "中心小学", TAOLIN[:9])
    second = School("s2", "中心小学", LONGDENG[:9])
    places = gazetteer(schools=(first, second))
    assert places.school("中心小学", LONGDENG) == second
    assert places.school("习水县中心小学", TAOLIN) == first
    assert places.school("中心小学", None) is None
    assert places.school("别的小学", TAOLIN) is None


@pytest.mark.parametrize("county", ["xishui", "yuechi", "ziyang"])
def test_every_real_village_is_found_behind_its_township(county: str) -> None:
    places = gazetteer(county)
    for code, name in area_rows(county):
        if len(code) != 12:
            continue
        township, short = places.areas[code[:9]].name, places.names.short(name)
        stem = township.removesuffix("街道") if township.endswith("街道") else township[:-1]
        for written in (
            township + name,
            township + short,
            stem + short,
            f"{places.areas[code[:6]].name}{township}{short}",
            f"{township}{short}3组",
        ):
            assert places.village(written, Clues()) == code, written
        for clues in (
            Clues(addresses=(f"{township}{name}5组",)),
            Clues(school=f"{township}小学"),
            Clues(township=township),
        ):
            assert places.village(short, clues) == code, (short, clues)
        assert places.village_in_address(Clues(addresses=(f"{township}{short}5组",))) == code
        assert places.named_by_file([f"{township}{short}留守儿童花名册"]) == {code}


@pytest.mark.parametrize("county", ["xishui", "yuechi", "ziyang"])
def test_a_village_by_its_name_alone_is_found_or_asked_about(county: str) -> None:
    places = gazetteer(county)
    for code, name in area_rows(county):
        if len(code) == 12:
            found = places.village(places.names.short(name), Clues())
            assert found == code or (
                isinstance(found, Unresolved) and found.code == "VillageShared"
            )
