"""Protection cases of the demo county: one new, one with a missed duty, one being helped, one that
was no danger."""

from datetime import timedelta
from typing import Any

from lantian.client import Api
from lantian.demo.county import County
from shared.clock import now

BOX = {"child": "女孩，九岁左右，扎两条辫子", "place": "村小学后面的平房"}


def report(county: County) -> None:
    _alone(county)
    _at_school(county)
    _violence(county)
    _nothing(county)


def _case(county: County, situation: str) -> Any:
    """The case of the demo's report of this situation: a report itself names none."""
    office = county.posts.sign_in("zhen")
    found = office.every("/cases", area=county.places.township)
    return next(case for case in found if case["situations"] == [situation])


def _report(api: Api, situation: str, area: str, **more: Any) -> None:
    body = {"situations": [situation], "area_code": area, **more}
    api.post("/reports", body, key=f"demo-report-{situation}")


def _alone(county: County) -> None:
    """Somebody from the village, without an account; nobody has looked yet."""
    about = {**BOX, "what": "大人出门半个多月了，晚上也是一个人。"}
    _report(county.posts.public, "living_alone", county.places.village, **about)


def _at_school(county: County) -> None:
    """A teacher tells of an accident; the guardian was not told in time."""
    happened = (now() - timedelta(minutes=40)).isoformat()
    teacher = county.posts.sign_in("banzhuren")
    _report(
        teacher,
        "accidental_injury",
        county.places.village,
        at_school=True,
        incident_at=happened,
        what="体育课上摔倒，右手臂疑似骨折，已送镇卫生院。",
    )


def _violence(county: County) -> None:
    village = county.places.village
    neighbour = {"reporter_name": "邻居", "reporter_phone": "13900000001"}
    what = "经常听到打骂声，孩子脸上有伤。"
    _report(county.posts.public, "domestic_violence", village, what=what, **neighbour)
    case, office = _case(county, "domestic_violence"), county.posts.sign_in("zhen")
    path = f"/cases/{case['id']}"
    duties = {duty["kind"]: duty["number"] for duty in office.get(path)["duties"]}

    def done(username: str, kind: str, note: str) -> None:
        address = f"{path}/duties/{duties[kind]}/acknowledgement"
        key = f"demo-duty-{kind}"
        county.posts.sign_in(username).post(address, {"note": note}, key=key)

    done("zhen", "receive", "已到家核实，孩子暂住外婆家。")
    done("gongan", "tell_police", "已出警并询问。")
    done("gongan", "stop_violence", "已制止，并对当事人训诫。")
    child = {"child_id": county.places.child_id}
    if office.get(path)["child_id"] is None:
        office.post(f"{path}/child", child, key="demo-case-child")
    risks = {"safety": "at_risk", "guardianship": "in_danger", "health": "at_risk"}
    note = "民政、公安、学校参加会商：暂由外婆照料，父亲接受家庭教育指导。"
    office.post(f"{path}/assessment", {"risks": risks, "note": note}, key="demo-case-assessed")
    letter = {"step": "warning_letter", "note": "派出所送达，父亲签收。"}
    office.post(f"{path}/steps", letter, key="demo-case-letter")
    due = (county.today + timedelta(days=14)).isoformat()
    service = {"kind": "service_psychological", "post": "counsellor", "due_on": due}
    if office.get(path)["school_id"]:
        office.post(f"{path}/duties", service, key="demo-case-service")


def _nothing(county: County) -> None:
    """A report that was none, closed with its reason."""
    _report(county.posts.public, "other_harm", county.places.township, what="听到孩子哭闹。")
    case, office = _case(county, "other_harm"), county.posts.sign_in("zhen")
    path = f"/cases/{case['id']}"
    first = next(d for d in office.get(path)["duties"] if d["kind"] == "receive")
    office.post(f"{path}/duties/{first['number']}/acknowledgement", {}, key="demo-none-received")
    why = {"result": "no_danger", "why": "入户核实：孩子打预防针后哭闹，家人在旁照料。"}
    office.post(f"{path}/closing", why, key="demo-none-closed")
