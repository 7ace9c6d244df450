"""How the demo county organises the work: departments and their schools."""

from datetime import date, timedelta

from lantian.demo.county import County
from lantian.demo.posts import COUNTY

# Department, contact person, school; the last ones are still without a school.
DEPARTMENTS = (
    ("县税务局", "陈建华", "桃林小学"),
    ("县水务局", "罗永贵", "桃林中学"),
    ("县自然资源局", "王光明", "坭坝小学"),
    ("县交通运输局", "袁仕强", "良村小学"),
    ("县文体旅游局", "赵素芬", "官店小学"),
    ("县林业局", "冯德江", "大坡小学"),
    ("县司法局", "穆小琴", ""),
    ("县统计局", "何登学", ""),
)
DEEDS = (
    ("到校看望留守儿童，和孩子们一起过集体生日，送书包和文具 30 套", "副局长带队，6 人", 360_000),
    ("为儿童之家添置图书 120 册，与 8 名儿童谈心", "妇委会 4 人", 250_050),
)
BUSY = 4  # departments that did something


def organise(county: County) -> None:
    adopt(county)
    sign(county)


def adopt(county: County) -> None:
    officer = county.officer
    for number, (name, contact, school) in enumerate(DEPARTMENTS):
        about = {
            "area": COUNTY,
            "name": name,
            "contact_name": contact,
            "contact_phone": f"1380852{number:02}36",
        }
        one = officer.post("/departments", about, key=f"demo-department-{number}")
        if not school:
            continue
        link = officer.post(
            f"/departments/{one['id']}/adoptions",
            {"school_id": county.schools[school], "year": county.today.year},
            key=f"demo-adoption-{number}",
        )
        for again, (what, persons, fen) in enumerate(DEEDS[: max(BUSY - number, 0)]):
            day = max(county.today - timedelta(days=7 + 20 * again), _new_year(county))
            deed = {"done_on": day.isoformat(), "what": what, "persons": persons}
            officer.post(
                f"/adoptions/{link['id']}/deeds",
                deed | {"amount_fen": fen},
                key=f"demo-deed-{number}-{again}",
            )


def _new_year(county: County) -> date:
    return county.today.replace(month=1, day=1)


def sign(county: County) -> None:
    """Of each office's letters the first half is signed."""
    year = county.today.year
    for username, names in (
        ("minzheng", []),
        ("zhen", []),
        ("cun", []),
        ("xiaozhang", ["张艳", "罗小兵", "王德芳"]),
    ):
        api = county.posts.sign_in(username)
        about = {"year": year, "names": names}
        api.post("/letters", about, key=f"demo-letters-{username}")
        mine = [one for one in api.every("/letters", state="open") if one["may_sign"]]
        for one in mine[: len(mine) // 2 if username != "minzheng" else 4]:
            signed = {"signer": one["signer"] or "负责人", "signed_on": f"{year}-01-15"}
            signed["signed_on"] = min(signed["signed_on"], county.today.isoformat())
            api.post(f"/letters/{one['id']}/signature", signed, key=f"demo-sign-{one['id']}")
