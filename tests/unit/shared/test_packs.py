from datetime import date
from pathlib import Path

import pytest

from shared.packs import PACKS, NoSuchPack, PackInvalid, Packs, _read, load_packs

DAY = date(2025, 9, 1)


def shipped(*more: Path) -> Packs:
    return Packs([_read(path) for path in (*sorted(PACKS.glob("*.toml")), *more)])


def written(folder: Path, text: str, name: str = "more.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


HEAD = 'id = "{id}"\nversion = "{version}"\ntitle = "x"\nvalid_from = {day}\nextends = "national"\n'


def test_the_shipped_packs_load_side_by_side() -> None:
    packs = load_packs()
    assert set(packs) == {"national", "lishui", "heishi", "xishui", "three_ones", "home_visits"}
    assert len({packs.get(name, DAY).hash for name in packs}) == 6


def test_a_pack_says_only_what_differs_from_the_one_that_it_extends() -> None:
    lishui = load_packs().get("lishui", DAY)
    assert lishui["left_behind"]["under_age"] == 18
    assert (
        lishui["left_behind"]["unable"]
        == load_packs().get("national", DAY)["left_behind"]["unable"]
    )
    assert lishui["duties"]["home_visit"]["every"] == "half_year"
    assert lishui["duties"]["home_visit"]["title"] == "家访"


def test_the_living_subsidy_of_xishui_has_its_rates_in_fen() -> None:
    scheme = load_packs().get("xishui", DAY)["schemes"]["xishui_living"]
    assert scheme["rates_fen"] == {
        "primary": 50000,
        "junior": 80000,
        "senior": 130000,
        "college": 40000,
    }
    assert scheme["monthly"] == ["college"]


def test_the_newest_file_valid_on_the_day_holds(tmp_path: Path) -> None:
    text = HEAD.format(id="xishui", version="2026.1", day="2026-01-01")
    packs = shipped(written(tmp_path, text + "[notice]\nworking_days = 7\n"))
    assert packs.get("xishui", date(2025, 12, 31))["notice"]["working_days"] == 5
    later = packs.get("xishui", date(2026, 1, 1))
    assert (later["notice"]["working_days"], later.version) == (7, "2026.1")


def test_a_change_of_the_pack_below_is_another_hash(tmp_path: Path) -> None:
    text = (PACKS / "national.toml").read_text("utf-8")
    text = text.replace("2025.1", "2026.1").replace("2016-02-04", "2026-01-01")
    packs = shipped(written(tmp_path, text))
    before, after = packs.get("xishui", DAY), packs.get("xishui", date(2026, 1, 1))
    assert before.hash != after.hash


def test_a_pack_that_is_not_valid_yet_is_not_there() -> None:
    with pytest.raises(NoSuchPack):
        load_packs().get("national", date(2015, 1, 1))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[left_behind]\nunder_agee = 16\n", "under_agee"),
        ("[left_behind]\nunder_age = -1\n", "under_age"),
        ("[left_behind]\nunder_age = 16.5\n", "under_age"),
        ('[left_behind]\nunable = ["away"]\n', "unable"),
        ("[heart]\nbands = [{ level = 2, up_to = 3 }, { level = 1, up_to = 15 }]\n", "bands"),
        ("[heart]\nbands = [{ level = 1, up_to = 3 }]\n", "bands"),
        ("[matching.capacity.teacher]\nleast = 9\n", "least"),
        ("[retention]\naccess_log_years = 1\n", "access_log_years"),
        ("[schemes.s]\ntitle = 'x'\n", "rates_fen"),
        ('[evaluation]\nsign_from = "02-31"\n', "sign_from"),
        ('[evaluation]\nsign_from = "1101"\n', "sign_from"),
        ('[calendar]\nholidays = ["2026-02-30"]\n', "holidays"),
        ('[calendar]\nmade_up = ["20260104"]\n', "made_up"),
        ("[surprise]\nx = 1\n", "surprise"),
        ("= 1", "more.toml"),
    ],
)
def test_the_merged_rules_are_checked_whole(tmp_path: Path, text: str, named: str) -> None:
    head = HEAD.format(id="place", version="1", day="2025-01-01")
    with pytest.raises(PackInvalid, match=named):
        shipped(written(tmp_path, head + text))


def test_a_pack_must_extend_one_that_is_there(tmp_path: Path) -> None:
    head = HEAD.format(id="place", version="1", day="2025-01-01").replace("national", "nowhere")
    with pytest.raises(PackInvalid, match="nowhere"):
        shipped(written(tmp_path, head))


def test_packs_do_not_extend_each_other_in_a_circle(tmp_path: Path) -> None:
    one = HEAD.format(id="one", version="1", day="2025-01-01").replace("national", "two")
    two = HEAD.format(id="two", version="1", day="2025-01-01").replace("national", "one")
    with pytest.raises(PackInvalid, match="extends itself"):
        shipped(written(tmp_path, one, "1.toml"), written(tmp_path, two, "2.toml"))
