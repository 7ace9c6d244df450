"""The case of DOMAIN section 7, over HTTP in both modes: a boy of 12, his father imprisoned, his
mother's whereabouts unknown, over 3,000 yuan owed to the boarding class. Somebody reports that he
lives alone; he is found on file, judged, protected and assessed. Relief of 4,000 clears the arrears
and prepays, the allowance rises from 245 to 650 a month, and the fee is carried to the class each
mid-month."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from lantian.client import Api, Refused
from tests.e2e import fleet as fleets
from tests.e2e.fleet import Fleet
from tests.e2e.story import (
    COUNTY,
    PASSWORD,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Story,
    unless,
    with_check_digit,
)
from tests.probes import probe
from tests.requires import requires

MODES = {"embedded": (), "distributed": ("rabbitmq", "postgres")}
BOY = {
    "name": "令狐小川",
    "sex": "male",
    "birth_date": "2013-05-20",
    "id_number": with_check_digit("52033020130520001"),
    "stage": "primary",
    "boarder": True,
    "father_name": "令狐大川",
    "father_situation": "imprisoned",
    "mother_name": "赵某",
    "mother_situation": "missing",
    "hardships": ["low_income"],
}
NEIGHBOUR, PHONE = "隔壁的赵大嫂", "13712340987"


CLASS = "兴文寄宿班"
OWED, RELIEF, FORMER, RAISED, FEE = 3200_00, 4000_00, 245_00, 650_00, 400_00
RECEIPT = {
    "receipt": "收0012",
    "filename": "收据.pdf",
    "content": b64encode(b"%PDF-1.4 receipt").decode(),
}


@pytest.fixture(params=sorted(MODES))
def fleet(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fleet]:
    for needed in MODES[request.param]:
        requires(needed)
    start = getattr(fleets, request.param)
    with start(tmp_path_factory.mktemp("boy"), LANTIAN_TODAY=TODAY) as running:
        running.start()
        running.wait_ready()
        yield running
        assert set(running.stop().values()) == {0}, running.logs[-4000:]


@pytest.fixture
def story(fleet: Fleet) -> Story:
    told = Story(fleet.url, fleet.first_link_token)
    told.first_administrator()
    told.places()
    return told


def offices(story: Story) -> dict[str, Api]:
    county = story.people["minzheng"]
    township = story.known["townships"][TOWNSHIP]
    villages = county.every("/areas", parent=township)
    village = next(v["code"] for v in villages if v["name"] == VILLAGE)
    return {
        "county": county,
        "township": story.account("zhen", "township_officer", area=township),
        "village": story.account("cun", "village_officer", area=village),
        "police": story.account("gongan", "police", area=COUNTY),
        "auditor": story.account("ducha", "auditor", area=COUNTY),
        "clerk": story.account("chuna", "finance_clerk", area=COUNTY),
        "approver": story.account("shenpi", "finance_approver", area=COUNTY),
        "payer": story.account("fukuan", "finance_payer", area=COUNTY),
    }


def acknowledge(api: Api, case: dict[str, Any], kind: str, note: str = "") -> None:
    number = next(d["number"] for d in case["duties"] if d["kind"] == kind)
    api.post(f"/cases/{case['id']}/duties/{number}/acknowledgement", {"note": note or None})


def to_class(fen: int, purpose: str, *months: str) -> dict[str, Any]:
    third = {"payee_kind": "third_party", "payee": CLASS, "months": list(months)}
    return {"purpose": purpose, "amount_fen": fen, **third}


def home(fen: int) -> dict[str, Any]:
    return {"purpose": "living", "payee_kind": "guardian", "amount_fen": fen}


def granted(people: dict[str, Api], key: str, **asked: Any) -> dict[str, Any]:
    """Proposed by civil affairs, approved by another person. Funding hears of the boy by an
    event."""

    def proposed() -> Any:
        with unless("ReliefChildNotKnown"):
            return people["county"].post("/reliefs", asked, key=key)
        return None

    path = f"/rolls/{probe(proposed, 60)['id']}/approval"
    with pytest.raises(Refused) as refused:
        people["payer"].post(path, {"waiver": "孩子欠费停餐"})
    assert refused.value.status == 403
    roll: dict[str, Any] = people["approver"].post(
        path, {"waiver": "孩子欠费停餐"}, key=f"{key}-ok"
    )
    return roll


def relief_of(people: dict[str, Api], boy: dict[str, Any]) -> dict[str, str]:
    """The ids of the rolls: relief for the arrears and a prepayment, and the allowance that rises
    in October."""
    receipt = {"name": "县临时救助金", "kind": "treasury", "area": COUNTY, "document": "回单001"}
    fund = people["clerk"].post("/receipts", {**receipt, "amount_fen": 20_000_00}, key="fund")
    about = {"child_id": boy["id"], "fund_id": fund["id"]}
    once = granted(
        people,
        "relief",
        **about,
        kind="relief",
        amount_fen=RELIEF,
        why="父亲服刑，母亲失联，欠寄宿班费用三千余元",
        parts=[
            to_class(OWED, "arrears"),
            to_class(RELIEF - OWED, "prepayment", "2025-10", "2025-11"),
        ],
    )
    monthly = {**about, "kind": "allowance", "last_month": "2026-08"}
    first = {"first_month": "2025-09", "amount_fen": FORMER, "parts": [home(FORMER)]}
    before = granted(people, "allowance", **monthly, **first, why="低保")
    raised = {"first_month": "2025-10", "amount_fen": RAISED, "former_fen": FORMER}
    parts = [to_class(FEE, "fees"), home(RAISED - FEE)]
    after = granted(people, "raised", **monthly, **raised, parts=parts, why="父母都无力抚养，提标")
    return {"once": once["id"], "before": before["id"], "after": after["id"], "fund": fund["id"]}


def pay(payer: Api, instalment: dict[str, Any], **paper: str) -> None:
    payer.post(f"/instalments/{instalment['id']}/payment", paper)


def instalments(api: Api, roll: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"/reliefs/{roll}")["instalments"]
    return found


def day_after(fleet: Fleet, story: Story, day: str, *who: str) -> list[Api]:
    """Everything is started again on the day after that one; they sign in. The clock keeps its time
    of day, and what is due is told when offices open: at night the day itself is too early."""
    assert set(fleet.stop().values()) == {0}, fleet.logs[-4000:]
    fleet.start(LANTIAN_TODAY=(date.fromisoformat(day) + timedelta(days=1)).isoformat())
    fleet.wait_ready()
    return [story.anybody.sign_in(each, PASSWORD) for each in who]


def mid_month(payer: Api, day: str, dues: list[int]) -> None:
    """The payer is told of what is due on that day, each once, and pays all of it; to the class
    against its receipt."""
    probe(lambda: len(_told_of_due(payer, day)) >= len(dues), 60)
    assert sorted(_told_of_due(payer, day)) == sorted(dues)
    due = payer.every("/instalments")
    assert sorted(one["amount_fen"] for one in due) == sorted(dues)
    for one in due:
        if one["amount_fen"] == FEE:
            with pytest.raises(Refused) as refused:
                pay(payer, one)
            assert refused.value.code == "ReceiptMissing"
        pay(payer, one, **RECEIPT)
    assert payer.every("/instalments") == []


def _told_of_due(payer: Api, day: str) -> list[int]:
    told = [m["params"] for m in payer.every("/notifications") if m["template"] == "instalment_due"]
    return [params["amount_fen"] for params in told if params["due_on"] == day]


def reported_and_protected(story: Story, people: dict[str, Api], boy: dict[str, Any]) -> Any:
    """The case's path, and the code that the reporter keeps."""
    township, village, police = people["township"], people["village"], people["police"]
    # A neighbour reports from a phone, without an account.
    report = story.anybody.post(
        "/reports",
        {
            "situations": ["living_alone"],
            "area_code": boy["area_code"],
            "child": "十二三岁的男孩，爸爸坐牢，妈妈找不到",
            "reporter_name": NEIGHBOUR,
            "reporter_phone": PHONE,
        },
    )
    look = f"/reports/{report['code']}"
    assert story.anybody.get(look)["handling"] == "received"

    # It is told at once, and reaches those concerned in their inbox.
    [row] = township.every("/cases")
    path = f"/cases/{row['id']}"
    probe(
        lambda: any(
            m["template"] == "case_duty_set" and m["urgency"] == "urgent"
            for m in police.every("/notifications")
        ),
        60,
    )
    case = township.get(path)
    acknowledge(township, case, "receive", "已到家，孩子独自在家")
    acknowledge(police, case, "tell_police", "已登记")
    assert story.anybody.get(look)["handling"] == "handling"

    # A person finds out who it is; the village sees him and fixes a carer.
    township.post(f"{path}/child", {"child_id": boy["id"]})
    case = village.get(path)
    assert case["child_name"] == BOY["name"]
    acknowledge(village, case, "see_child", "已见到孩子，暂住外婆家")
    acknowledge(village, case, "order_back", "父亲服刑，母亲失联，由外婆照料")
    return path, report["code"]


def assessed(people: dict[str, Api], path: str) -> None:
    township = people["township"]
    # Assessment, and relief as a service that is followed to its end.
    risks = {"safety": "safe", "guardianship": "in_danger", "health": "at_risk"}
    township.post(f"{path}/assessment", {"risks": risks, "note": "民政、公安、学校会商"})
    relief = (date.fromisoformat(TODAY) + timedelta(days=10)).isoformat()
    given = {"kind": "service_relief", "post": "township_officer", "due_on": relief}
    note = "临时救助 4000 元，补缴寄宿班欠费并预缴"
    township.post(f"{path}/duties", {**given, "note": note})
    with pytest.raises(Refused) as refused:
        township.post(f"{path}/closing", {"result": "safe", "why": "已落实照护"})
    assert refused.value.code == "DutiesOpen"


def closed(story: Story, people: dict[str, Api], path: str, look: str) -> None:
    township, village, police = people["township"], people["village"], people["police"]
    for duty in township.get(path)["duties"]:
        if duty["state"] == "open":
            by = {"village_officer": village, "police": police}
            who = next((by[post] for post in duty["posts"] if post in by), township)
            who.post(f"{path}/duties/{duty['number']}/acknowledgement", {})
    township.post(f"{path}/closing", {"result": "safe", "why": "外婆受托照护，费用已落实"})

    # The reporter learns that it was handled; who it was is seen for a purpose alone.
    assert story.anybody.get(look)["handling"] == "handled"
    seen = township.get(f"{path}/reporter", purpose="回复处理结果")
    assert seen["items"][0]["name"] == NEIGHBOUR
    with pytest.raises(Refused):
        village.get(f"{path}/reporter", purpose="好奇")
    shown = str([township.get(path), people["auditor"].get(path), police.every("/notifications")])
    assert NEIGHBOUR not in shown
    assert PHONE not in shown

    # The timeline proves itself, to the auditor too, who sees nothing else.
    proof = people["auditor"].get(f"{path}/proof")
    assert (proof["sound"], proof["entries"]) == (True, len(township.get(path)["timeline"]))
    assert people["auditor"].get(path)["full"] is False
    counts = people["county"].get("/cases/counts")
    assert (counts["by_result"], counts["duties_overdue"]) == ({"safe": 1}, 0)


def arrears_paid(people: dict[str, Api], boy: dict[str, Any]) -> dict[str, str]:
    rolls, payer = relief_of(people, boy), people["payer"]
    arrears, october, _ = instalments(payer, rolls["once"])
    assert (arrears["amount_fen"], arrears["due_on"]) == (OWED, TODAY)
    pay(payer, arrears, **RECEIPT)
    with pytest.raises(Refused) as refused:
        pay(payer, october, **RECEIPT)
    assert refused.value.code == "NotDueYet"
    return rolls


def paid_each_mid_month(fleet: Fleet, story: Story, rolls: dict[str, str], payer: Api) -> None:
    # The former allowance gives way to the higher one; the fee goes to the class each mid-month.
    before, after = (payer.get(f"/reliefs/{rolls[name]}") for name in ("before", "after"))
    assert (before["ended_before"], after["former_fen"]) == ("2025-10", FORMER)
    (payer,) = day_after(fleet, story, "2025-09-15", "fukuan")
    mid_month(payer, "2025-09-15", [FORMER])
    prepaid = (RELIEF - OWED) // 2
    for day in ("2025-10-15", "2025-11-15"):
        payer, clerk = day_after(fleet, story, day, "fukuan", "chuna")
        mid_month(payer, day, [prepaid, FEE, RAISED - FEE])
    assert clerk.get(f"/rolls/{rolls['once']}")["state"] == "paid"
    fund = next(f for f in clerk.every("/funds") if f["id"] == rolls["fund"])
    assert fund["paid_fen"] == RELIEF + FORMER + 2 * RAISED
    auditor = story.anybody.sign_in("ducha", PASSWORD)
    assert auditor.get("/book-verification")["sound"] is True


def test_a_boy_of_twelve_is_reported_found_protected_and_helped(fleet: Fleet, story: Story) -> None:
    people = offices(story)
    village = people["village"]
    area = village.get("/session")["area"]
    boy = village.post("/children", {**BOY, "area_code": area}, key="boy")
    assert boy["status"] == "in_difficulty"
    path, code = reported_and_protected(story, people, {**boy, "area_code": area})
    assessed(people, path)
    rolls = arrears_paid(people, boy)
    closed(story, people, path, f"/reports/{code}")
    paid_each_mid_month(fleet, story, rolls, people["payer"])
