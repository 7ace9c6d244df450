"""What a school and the finance office of the demo county have done."""

from datetime import timedelta

from lantian.client import Api
from lantian.demo.county import County
from lantian.demo.posts import COUNTY


def meet(county: County) -> None:
    principal, school = county.posts.sign_in("xiaozhang"), county.places.school_id
    room = principal.post(
        "/rooms",
        {
            "school_id": school,
            "name": "桃林小学留守儿童之家",
            "place": "教学楼一楼东侧",
            "zones": ["reading", "family_contact", "culture_and_sport"],
            "standards": ["uniform_sign", "fixed_place", "staff"],
            "equipment": {"book": 120, "television": 1, "networked_computer": 1},
        },
        key="demo-room",
    )
    for number, (days, content, purpose) in enumerate(
        (
            (-14, "给爸爸妈妈写一封信", "亲子沟通"),
            (-7, "安全用电与防溺水", "安全教育"),
            (0, "亲情视频", "亲子沟通"),
            (7, "读书会：我的家乡", "阅读"),
        )
    ):
        _session(county, principal, room["id"], number, days, content, purpose)


def _session(
    county: County, principal: Api, room: str, number: int, days: int, content: str, purpose: str
) -> None:
    teacher = county.posts.sign_in("banzhuren").get("/session")["account_id"]
    session = principal.post(
        "/sessions",
        {
            "room_id": room,
            "on_date": (county.today + timedelta(days=days)).isoformat(),
            "starts_at": "16:10",
            "ends_at": "17:00",
            "teachers": [teacher],
            "content": content,
            "purpose": purpose,
        },
        key=f"demo-session-{number}",
    )
    if days >= 0:
        return
    pupils = principal.every(f"/schools/{county.places.school_id}/children", limit=200)
    marks = [
        {"child_id": p["id"], "mark": "absent" if i % 9 == number else "present"}
        for i, p in enumerate(sorted(pupils, key=lambda p: str(p["id"])))
    ]
    held = {"note": "秩序良好，孩子们很投入。", "marks": marks}
    principal.post(f"/sessions/{session['id']}/holding", held, key=f"demo-hold-{number}")


def pay(county: County) -> None:
    clerk = county.posts.sign_in("chuna")
    fund = clerk.post(
        "/receipts",
        {
            "name": "县级财政留守困难儿童专户",
            "kind": "treasury",
            "area": COUNTY,
            "amount_fen": 120_000_00,
            "document": f"银行回单{county.today.year}-0117",
        },
        key="demo-receipt",
    )
    scheme = next(
        s for s in clerk.get("/schemes", area=COUNTY)["items"] if s["scheme"] == "xishui_living"
    )
    for township, ends in (("桃林镇", "paid"), ("坭坝乡", "approved"), ("良村镇", "proposed")):
        about = {
            "scheme": scheme["scheme"],
            "term": scheme["terms"][0],
            "area": county.townships[township],
            "fund_id": fund["id"],
        }
        roll = clerk.post("/rolls", about, key=f"demo-roll-{township}")
        path = f"/rolls/{roll['id']}"
        if ends != "proposed":
            for checker in ("yigong", "jiaoyu"):
                check = {"agreed": True}
                county.posts.sign_in(checker).post(
                    f"{path}/checks", check, key=f"demo-{checker}-{township}"
                )
            approver = county.posts.sign_in("shenpi")
            approval = {"waiver": "开学在即，灾后急需"}
            approver.post(f"{path}/approval", approval, key=f"demo-approval-{township}")
        if ends == "paid":
            payer = county.posts.sign_in("fukuan")
            payer.post(f"{path}/payment", {}, key=f"demo-payment-{township}")


def write_letters(county: County) -> None:
    """One answered, one waiting, one that speaks of a danger."""
    school, counsellor = county.places.school_id, county.posts.sign_in("xinli")
    for number, words in enumerate(
        (
            "老师您好，我总是睡不着，想妈妈，可是她过年才回来。我不知道跟谁说。",
            "同桌不跟我玩了，我是不是做错了什么？",
            "有一个大人放学老是跟着我，还摸我，我害怕，不敢告诉奶奶。",
        )
    ):
        body = {"school_id": school, "words": words}
        county.posts.public.post("/letterbox", body, key=f"demo-letter-{number}")
    first = counsellor.every("/letterbox")[-1]["id"]
    answer = "谢谢你愿意告诉老师。周五下午到谈心室来，我们一起给妈妈打个视频电话。"
    counsellor.post(f"/letterbox/{first}/answer", {"answer": answer}, key="demo-letter-answer")
