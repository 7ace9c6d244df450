"""What went on in the pairs of the demo's school: pairs from paper, contacts, results."""

from datetime import date, timedelta
from typing import Any

from lantian.client import Api
from lantian.demo.county import County
from lantian.demo.posts import TOWNSHIP

OLD = 8  # pairs that ran on paper before
RUN_FOR = 300  # days
BUSY = 3  # of them, whose helpers do all that is asked
TERMS, CLASSES = 4, 2
SAID = {
    "talk": "谈了最近的学习和心情，孩子愿意说话",
    "parents_call": "和父亲通了电话，约定每周日视频",
    "home_visit": "到家看望，查看了住房和用电",
    "guardian_talk": "和外婆谈了作业和作息",
    "joint_activity": "一起包饺子、做游戏",
}


def of_paper(county: County) -> list[dict[str, Any]]:
    """Children of the demo's school whose pairs are older than the program; its village's first."""
    village, school = county.places.village, county.places.school_id
    found = [c for c in county.left_behind() if c["school_id"] == school and 0 < c["level"] < 4]
    return sorted(found, key=lambda c: (c["area_code"] != village, c["id"]))[:OLD]


def carry_over(county: County) -> None:
    """Pairs from paper, each with the consent of then."""
    office, began = county.posts.sign_in("fulian"), county.today - timedelta(days=RUN_FOR)
    free = office.every("/helpers", area=county.townships[TOWNSHIP], status="approved")
    helpers = sorted((h for h in free if h["category"] != "teacher"), key=lambda h: h["id"])
    for child, helper in zip(of_paper(county), helpers, strict=False):
        agreed = {"signer": "guardian", "signed_on": began.isoformat(), "own_view": "agrees"}
        path = f"/children/{child['id']}/consents"
        key = f"demo-paper-{child['id']}"
        office.post(path, agreed | {"own_consent": True}, key=f"{key}-consent")
        pair = {"child_id": child["id"], "helper_id": helper["id"]}
        office.post("/pairings", pair | {"started_on": began.isoformat()}, key=key)


def keep_up(county: County) -> None:
    """Some do all that is asked, some are behind, and some were not in touch for long."""
    office = county.posts.sign_in("fulian")
    for number, child in enumerate(of_paper(county)):
        owed = office.every("/promises", child_id=child["id"], unkept="true", limit=200)
        if number < BUSY:
            for one in owed:
                _contact(office, one, _within(one, county.today))
        elif owed:
            days = 5 if number % 2 else 62
            _contact(office, owed[0], county.today - timedelta(days=days))


def _within(owed: dict[str, Any], today: date) -> date:
    """A day of the stretch that it is owed in, not to come."""
    return min(date.fromisoformat(owed["first_day"]) + timedelta(days=4), today)


def _contact(office: Api, owed: dict[str, Any], day: date) -> None:
    about = {"child_id": owed["child_id"], "helper_id": owed["helper_id"], "kind": owed["duty"]}
    about |= {"on_date": day.isoformat(), "summary": SAID[owed["duty"]]}
    office.post("/contacts", about, key=f"demo-contact-{owed['id']}")


def score(county: County) -> None:
    """Two classes' results of two school years: the county confirmed the first, its awards are
    due, and the second is still to be confirmed."""
    teacher, school = county.posts.sign_in("banzhuren"), county.places.school_id
    terms = teacher.get("/scores")["terms"][:TERMS]
    by_class: dict[str, list[str]] = {}
    for pupil in teacher.every(f"/schools/{school}/children", limit=200):
        if pupil["class_name"]:
            by_class.setdefault(pupil["class_name"], []).append(pupil["id"])
    for name, pupils in sorted(by_class.items())[:CLASSES]:
        for number, term in enumerate(reversed(terms)):
            rows = [_row(place, number) | {"child_id": c} for place, c in enumerate(sorted(pupils))]
            body = {"term": term, "class_name": name, "rows": rows}
            teacher.post("/results", body, key=f"demo-results-{name}-{term}")
    bureau = county.posts.sign_in("jiaoyu")
    path = f"/schools/{school}/scores"
    year = teacher.get("/scores")["year"] - 1
    seen = bureau.get(path, year=year)["seen"]
    bureau.post(f"{path}/confirmation", {"year": year, "seen": seen}, key=f"demo-scores-{year}")


def _row(place: int, number: int) -> dict[str, Any]:
    """The second child of each class falls back, the fourth climbs, the others change a little."""
    drift = {1: 6 * number, 3: -4 * number}.get(place % 5, (place + number) % 3)
    rank = max(1, 2 + 5 * place + drift)
    return {"rank": min(rank, 45), "of_pupils": 45, "three_good": rank <= 3}
