"""The case of DOMAIN section 7, over HTTP in the embedded mode, as far as it is built: a boy of 12,
his father imprisoned, his mother's whereabouts unknown. Somebody reports that he lives alone; he is
found on file, judged, protected, assessed, helped, and the case is closed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from lantian.client import Api, Refused
from tests.e2e import fleet as fleets
from tests.e2e.story import COUNTY, TODAY, TOWNSHIP, VILLAGE, Story, with_check_digit
from tests.probes import probe

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


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with fleets.embedded(tmp_path_factory.mktemp("boy"), LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        told = Story(fleet.url, fleet.first_link_token)
        told.first_administrator()
        told.places()
        yield told
        assert set(fleet.stop().values()) == {0}, fleet.logs[-4000:]


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
    }


def acknowledge(api: Api, case: dict[str, Any], kind: str, note: str = "") -> None:
    number = next(d["number"] for d in case["duties"] if d["kind"] == kind)
    api.post(f"/cases/{case['id']}/duties/{number}/acknowledgement", {"note": note or None})


def test_a_boy_of_twelve_is_reported_found_protected_and_helped(story: Story) -> None:
    people = offices(story)
    township, village, police = people["township"], people["village"], people["police"]
    area = village.get("/session")["area"]
    boy = village.post("/children", {**BOY, "area_code": area}, key="boy")
    assert boy["status"] == "in_difficulty"

    # A neighbour reports from a phone, without an account.
    report = story.anybody.post(
        "/reports",
        {
            "situations": ["living_alone"],
            "area_code": area,
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

    # Assessment, the arrears of his boarding class as relief, the warning of nobody.
    risks = {"safety": "safe", "guardianship": "in_danger", "health": "at_risk"}
    township.post(f"{path}/assessment", {"risks": risks, "note": "民政、公安、学校会商"})
    relief = (date.fromisoformat(TODAY) + timedelta(days=10)).isoformat()
    given = {"kind": "service_relief", "post": "township_officer", "due_on": relief}
    note = "临时救助 4000 元，补缴寄宿班欠费并预缴"
    township.post(f"{path}/duties", {**given, "note": note})
    with pytest.raises(Refused) as refused:
        township.post(f"{path}/closing", {"result": "safe", "why": "已落实照护"})
    assert refused.value.code == "DutiesOpen"
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
