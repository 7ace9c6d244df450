"""A form is sent once, refused with its words kept, and leads on to what has become of it."""

from io import BytesIO

import pytest

from shared.access.roles import Role
from shared.contracts.pairing.errors import ConsentMissing
from shared.contracts.registry.errors import IdNumberTaken
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

CHILD = {
    "name": "王小明",
    "sex": "male",
    "birth_date": "2015-03-16",
    "area_code": county.VILLAGE,
    "father_situation": "away",
    "idempotency_key": "key-of-this-form",
}


def test_a_month_is_closed_by_an_approver(browse: Browser) -> None:
    approver = browse(Role.FINANCE_APPROVER)
    assert "结账的月份" in approver.get("/statements").get_data(as_text=True)
    answer = approver.post("/statements/closing", data={"month": "2026-10"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/statements?done=period_closed",
    )
    assert approver.post("/statements/closing", data={"month": "10"}).status_code == 422
    assert "结账的月份" not in browse(Role.FINANCE_CLERK).get("/statements").get_data(as_text=True)
    assert approver.get("/statements?by=child").status_code == 404


def test_a_form_leads_on_and_carries_its_key(browse: Browser, worker: Worker) -> None:
    answer = browse(Role.COUNTY_OFFICER).post("/children/new", data=CHILD)
    assert answer.status_code == 303
    assert answer.location == f"/children/{county.CHILD}?done=registered"
    (operation, sent) = worker.registry.told[-1]
    assert operation == "register_child"
    assert sent["key"] == "key-of-this-form"
    assert sent["father_situation"] == "away"
    assert "mother_situation" not in sent  # an empty box says nothing


def test_what_was_typed_stays_after_a_refusal(browse: Browser, worker: Worker) -> None:
    worker.registry.answers["register_child"] = ("ChildRef", lambda _request: IdNumberTaken())
    answer = browse(Role.COUNTY_OFFICER).post("/children/new", data=CHILD)
    assert answer.status_code == 409
    assert 'value="王小明"' in answer.text
    assert 'role="alert"' in answer.text


def test_a_wrong_field_is_named_at_the_top_and_at_the_field(browse: Browser) -> None:
    answer = browse(Role.COUNTY_OFFICER).post("/children/new", data=CHILD | {"name": ""})
    assert answer.status_code == 422
    assert '<a href="#f-name">姓名</a>' in answer.text
    assert 'id="e-name"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_correction_sends_only_what_changed(browse: Browser, worker: Worker) -> None:
    shown = browse(Role.COUNTY_OFFICER).get(f"/children/{county.CHILD}/correction").text
    assert "138****0001" not in shown  # a mask in a box would be stored as a number
    form = {
        "name": "王小明",
        "sex": "male",
        "birth_date": "2015-03-16",
        "area_code": county.VILLAGE,
        "hardships": ["single_parent", "low_income"],
        "father_name": "王大山",
        "father_situation": "at_home",
        "father_phone": "",
        "why": "父亲已返乡",
        "version": "3",
    }
    answer = browse(Role.COUNTY_OFFICER).post(f"/children/{county.CHILD}/correction", data=form)
    assert answer.status_code == 303
    sent = worker.registry.told[-1][1]
    assert sent["changes"]["father_situation"] == "at_home"
    assert "father_phone" not in sent["changes"]
    assert "hardships" not in sent["changes"]
    assert "name" not in sent["changes"]
    assert sent["version"] == 3


def test_a_roster_is_passed_on_as_it_came(browse: Browser, worker: Worker) -> None:
    form = {"file": (BytesIO(b"rows"), "花名册.xlsx"), "idempotency_key": "upload-1"}
    answer = browse(Role.COUNTY_OFFICER).post("/imports", data=form)
    assert answer.status_code == 303
    operation, sent = worker.registry.told[-1]
    assert (operation, sent["filename"], sent["content"]) == (
        "start_import",
        "花名册.xlsx",
        "cm93cw==",
    )


@pytest.mark.parametrize(
    ("button", "operation", "done"),
    [
        ("restart", "restart_import", "import_restarted"),
        ("drop", "drop_import", "import_dropped"),
    ],
)
def test_an_import_that_stopped_by_our_fault_is_tried_again_or_dropped(
    browse: Browser, worker: Worker, button: str, operation: str, done: str
) -> None:
    page = f"/imports/{county.STOPPED}"
    assert f'action="{page}/{button}"' in browse(Role.COUNTY_OFFICER).get(page).text
    answer = browse(Role.COUNTY_OFFICER).post(f"{page}/{button}", data={"idempotency_key": done})
    assert (answer.status_code, answer.location) == (303, f"{page}?done={done}")
    told, sent = worker.registry.told[-1]
    assert (told, sent["import_id"]) == (operation, county.STOPPED)


def test_an_upload_without_a_file_says_so_on_the_page(browse: Browser) -> None:
    answer = browse(Role.COUNTY_OFFICER).post("/imports", data={"idempotency_key": "upload-2"})
    assert answer.status_code == 422
    assert "花名册文件" in answer.text
    assert 'role="alert"' in answer.text


def test_the_whole_page_of_pairs_is_accepted_each_under_its_own_key(
    browse: Browser, worker: Worker
) -> None:
    form = {"proposal_id": [county.PROPOSAL, county.FUND], "idempotency_key": "page-1"}
    answer = browse(Role.TOWNSHIP_OFFICER).post(
        f"/matchings/{county.MATCHING}/acceptance?level=4", data=form
    )
    assert answer.status_code == 303
    assert "level=4" in answer.location
    told = [sent for operation, sent in worker.pairing.told if operation == "accept_proposal"]
    assert [sent["proposal_id"] for sent in told] == form["proposal_id"]
    assert len({sent["key"] for sent in told}) == 2


def test_a_pair_that_cannot_be_accepted_says_why_beside_it(browse: Browser, worker: Worker) -> None:
    refusal = ("PairingView", lambda _request: ConsentMissing(county.CHILD))
    worker.pairing.answers["accept_proposal"] = refusal
    answer = browse(Role.TOWNSHIP_OFFICER).post(
        f"/matchings/{county.MATCHING}/acceptance", data={"proposal_id": county.PROPOSAL}
    )
    assert answer.status_code == 409
    panel = answer.text.split(f'id="p-{county.PROPOSAL}"')[1].split("</section>")[0]
    assert "field-error" in panel


def test_names_tapped_are_present_and_the_others_absent(browse: Browser, worker: Worker) -> None:
    form = {
        "state": "planned",
        "child": [county.CHILD, county.OTHER],
        "present": [county.CHILD],
        "note": "都和家里说上了话",
    }
    place = {"school_id": county.SCHOOL, "area": ""}
    answer = browse(Role.PRINCIPAL, **place).post(
        f"/sessions/{county.SESSION}/attendance", data=form
    )
    assert answer.status_code == 303
    operation, sent = worker.activities.told[-1]
    assert operation == "hold_session"
    assert sent["marks"] == [
        {"child_id": county.CHILD, "mark": "present"},
        {"child_id": county.OTHER, "mark": "absent"},
    ]


def test_money_is_typed_in_yuan_and_sent_in_fen(browse: Browser, worker: Worker) -> None:
    form = {"fund_id": county.FUND, "amount": "33,000.50", "document": "回单第0033号"}
    assert browse(Role.FINANCE_CLERK).post("/funds", data=form).status_code == 303
    assert worker.funding.told[-1][1]["amount_fen"] == 3300050


def test_an_amount_that_is_none_is_refused_at_its_field(browse: Browser) -> None:
    form = {"fund_id": county.FUND, "amount": "三万三", "document": "回单第0033号"}
    answer = browse(Role.FINANCE_CLERK).post("/funds", data=form)
    assert answer.status_code == 422
    assert 'id="e-amount"' in answer.text
    assert 'value="三万三"' in answer.text


def test_approving_names_the_total_that_was_seen(browse: Browser, worker: Worker) -> None:
    form = {"total_fen": "130000"}
    browse(Role.FINANCE_APPROVER).post(f"/rolls/{county.ROLL}/approval", data=form)
    assert worker.funding.told[-1][1]["total_fen"] == 130000


def test_masked_numbers_need_a_purpose(browse: Browser, worker: Worker) -> None:
    form = {"reveal": ["father_phone"], "purpose": "电话家访"}
    answer = browse(Role.VILLAGE_OFFICER, area=county.VILLAGE).post(
        f"/children/{county.CHILD}/reveal", data=form
    )
    assert answer.status_code == 200
    asked = next(sent for operation, sent in worker.registry.told if operation == "get_dossier")
    assert (asked["reveal"], asked["purpose"]) == (["father_phone"], "电话家访")


def test_reading_a_message_leads_to_the_page_it_speaks_of(browse: Browser) -> None:
    answer = browse(Role.VILLAGE_OFFICER).post(
        f"/notifications/{county.MESSAGE}/reading", data={"on": "1"}
    )
    assert (answer.status_code, answer.location) == (303, f"/children/{county.CHILD}")


def test_a_one_time_link_is_shown_in_the_answer_alone(browse: Browser, worker: Worker) -> None:
    assert "/first-sign-in/" not in browse(Role.SYSTEM_ADMIN).get("/accounts").text
