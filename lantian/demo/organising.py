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

# Phase, first and last month; then steps: what, which post and who, first and last day.
PHASES = (("survey", 1, 3), ("launch", 3, 4), ("carry_out", 4, 11), ("review", 11, 12))
STEPS = (
    ("survey", "各村（居）逐户摸底，更新一人一档", "township_officer", "罗明", (1, 5), (3, 20)),
    ("launch", "召开动员会，与乡镇、学校签订责任书", "county_officer", "杨振华", (3, 1), (4, 10)),
    (
        "carry_out",
        "落实四级重点儿童一干部一教师结对",
        "county_federation",
        "王丽萍",
        (4, 15),
        (9, 30),
    ),
    ("carry_out", "检查各校留守儿童之家八项标准", "education_bureau", "赵国强", (5, 1), (11, 20)),
    ("review", "年度考核，提出表彰名单", "county_officer", "杨振华", (11, 20), (12, 25)),
)

GROUPS = {
    "minzheng": (
        ("head", "杨振华", "副县长", "负责全面工作，召集联席会议"),
        ("deputy", "王丽萍", "县妇联主席", "负责结对帮扶和家庭教育"),
        ("member", "赵国强", "县教育局副局长", "负责学校和控辍保学"),
    ),
    "zhen": (("head", "罗明", "镇长", "负责全镇工作"),),
    "cun": (("head", "陈大贵", "村支书", "负责全村工作"),),
}


def organise(county: County) -> None:
    adopt(county)
    sign(county)
    lead(county)
    plan(county)
    inspect(county)


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


def lead(county: County) -> None:
    for username, members in GROUPS.items():
        api = county.posts.sign_in(username)
        for number, (post, name, title, duties) in enumerate(members):
            about = {"post": post, "name": name, "title": title, "duties": duties}
            about["from_on"] = _new_year(county).isoformat()
            api.post("/leading-group/members", about, key=f"demo-lead-{username}-{number}")


def plan(county: County) -> None:
    """This year's plan of the county: the first steps are done, one is under way."""
    year, api = county.today.year, county.posts.sign_in("minzheng")
    phases = [
        {"phase": name, "from_on": f"{year}-{first:02}-01", "to_on": f"{year}-{last:02}-28"}
        for name, first, last in PHASES
    ]
    about = {"year": year, "title": "农村留守儿童关爱保护工作方案", "phases": phases}
    made = api.post("/plans", about, key="demo-plan")
    for number, (phase, content, post, holder, first, last) in enumerate(STEPS):
        below = post.startswith("township") and county.places.township
        step = {"phase": phase, "content": content, "post": post, "holder": holder}
        step |= {"post_area": below or COUNTY, "from_on": date(year, *first).isoformat()}
        step["due_on"] = date(year, *last).isoformat()
        made = api.post(f"/plans/{made['id']}/steps", step, key=f"demo-step-{number}")
    for one in [step for phase in made["phases"] for step in phase["steps"]]:
        if one["due_on"] < county.today.isoformat() and one["phase"] != "carry_out":
            note = {"note": "已按方案完成，资料归档。", "done_on": one["due_on"]}
            api.post(f"/plan-steps/{one['id']}/progress", note, key=f"demo-done-{one['id']}")


def inspect(county: County) -> None:
    """The county inspects the villages of the township; one finding waits for its village."""
    api, today = county.posts.sign_in("minzheng"), county.today
    about = {"area": county.places.township, "subject": "village", "size": 30}
    about |= {"title": "下半年留守儿童工作督查", "lead": "杨振华、王丽萍"}
    about |= {"from_on": today.isoformat(), "to_on": (today + timedelta(days=14)).isoformat()}
    drawn = api.post("/inspections", about, key="demo-inspection")
    own = [v for v in drawn["visits"] if v["area_code"] == county.places.village]
    for number, visit in enumerate(own or drawn["visits"][:1]):
        seen = {"visited_on": today.isoformat(), "visitors": "杨振华、王丽萍"}
        seen["summary"] = "抽看档案 10 份，走访 3 户；档案较齐全，走访记录不及时。"
        api.post(f"/inspection-visits/{visit['id']}/record", seen, key=f"demo-seen-{number}")
        found = {"what": "3 名儿童本季度没有走访记录，请补访并登记。"}
        found["due_on"] = (today + timedelta(days=10)).isoformat()
        key = f"demo-finding-{number}"
        api.post(f"/inspection-visits/{visit['id']}/findings", found, key=key)
