"""What the schools of the demo county did with the registry this year."""

from datetime import timedelta

from lantian.demo.county import County


def go_up(county: County) -> None:
    """One school is promoted already, its graduates offered to the junior school; the principal of
    the demo has it still to do."""
    officer = county.officer
    school, following = county.schools["坭坝小学"], county.schools["桃林中学"]
    preview = officer.get(f"/schools/{school}/promotion-preview")
    if preview["made"]:
        return
    pupils = [
        p["id"] for c in preview["classes"] if c["outcome"] == "promoted" for p in c["pupils"]
    ]
    officer.post(
        f"/schools/{school}/promotions",
        {"seen": preview["seen"], "repeating": pupils[:1], "next_school_id": following},
        key=f"demo-promotion-{school}",
    )


def stay_away(county: County) -> None:
    """Two pupils of the demo's school: one away since yesterday, one whom the teacher visits."""
    teacher = county.posts.sign_in("banzhuren")
    pupils = teacher.every("/children", limit=200)[:2]
    for pupil, days in zip(pupils, (1, 20), strict=True):
        since = (county.today - timedelta(days=days)).isoformat()
        about = {"since": since, "known": "没有请假，家里电话没有人接"}
        key = f"demo-absence-{pupil['id']}"
        away = teacher.post(f"/children/{pupil['id']}/absences", about, key=key)
        if days > 1:
            _persuade(county, away["id"])


def _persuade(county: County, dropout: str) -> None:
    teacher, village = county.posts.sign_in("banzhuren"), county.officer
    day = county.today - timedelta(days=15)
    body = {"on": day.isoformat()}
    teacher.post(f"/dropouts/{dropout}/registration", body, key=f"demo-dropout-{dropout}")
    for number, (by, who, note) in enumerate(
        (
            (teacher, "班主任李老师", "家中只有外婆，说孩子跟表哥去了镇上"),
            (village, "村儿童主任、班主任", "见到本人，想去打工，答应考虑"),
        )
    ):
        said = {
            "on": (day + timedelta(days=4 * number)).isoformat(),
            "who": who,
            "method": "home_visit",
            "result": "undecided" if number else "not_met",
            "note": note,
        }
        path = f"/dropouts/{dropout}/persuasions"
        by.post(path, said, key=f"demo-persuasion-{dropout}-{number}")


def measure(county: County) -> None:
    """A class of the demo's school, measured this term; two pupils are to be looked into."""
    teacher, school = county.posts.sign_in("banzhuren"), county.places.school_id
    path = f"/schools/{school}/health-checks"
    sheet = teacher.get(path)
    if not sheet["classes"]:
        return
    pupils = teacher.get(path, class_name=sheet["classes"][0])["items"]
    rows = [
        {
            "child_id": pupil["child_id"],
            "height_cm": 121.5 + number,
            "weight_kg": 22.5 + number / 2,
            "systolic": 98 + number,
            "diastolic": 62,
            "vision_left": 4.7 if number % 3 == 0 else 5.0,
            "vision_right": 5.0,
            "lung_ml": 1350,
            "chest_cm": 60,
            "ent": "normal",
        }
        for number, pupil in enumerate(pupils)
    ]
    day = max(sheet["from_day"], (county.today - timedelta(days=10)).isoformat())
    body = {"checked_on": day, "rows": rows}
    teacher.post(path, body, key=f"demo-health-{school}")
