"""The form of an agreement says each question and answer; what was typed stays after a refusal."""

from shared.access.roles import Role
from shared.contracts.registry.errors import CarerNotAdult
from tests.unit.gateway.pages import care_samples, county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

NEW = f"/children/{county.CHILD}/care/new"
TYPED = {
    **{n: str(v) for n, v in care_samples.AGREEMENT.items() if n.startswith("carer_")},
    **{f"asked_{ground}": "false" for ground in care_samples.AGREEMENT["asked"]},
    "own_view": "agrees",
    "from_date": "2026-09-01",
    "to_date": "2027-08-31",
    "signed_on": "2026-08-30",
    "signers": ["father"],
    "guide": "赵主任",
}


def test_every_ground_is_sent_as_it_was_answered(browse: Browser, worker: Worker) -> None:
    answer = browse(Role.VILLAGE_OFFICER).post(NEW, data={**TYPED, "asked_habit": "true"})
    assert answer.status_code == 303
    (told,) = [s for name, s in worker.registry.told if name == "record_care_agreement"]
    assert told["asked"] == {**care_samples.AGREEMENT["asked"], "habit": True}
    assert told["signers"] == ["father"]


def test_a_question_left_out_is_said_and_nothing_typed_is_lost(browse: Browser) -> None:
    left_out = {name: value for name, value in TYPED.items() if name != "asked_unfit"}
    answer = browse(Role.VILLAGE_OFFICER).post(NEW, data=left_out)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "五项都要选" in page
    assert 'value="王桂花"' in page


def test_a_carer_who_is_no_adult_is_refused_in_words(browse: Browser, worker: Worker) -> None:
    refused = ("CareAgreementView", lambda _r: CarerNotAdult("18"))
    worker.registry.answers["record_care_agreement"] = refused
    answer = browse(Role.VILLAGE_OFFICER).post(NEW, data=TYPED)
    assert "受委托人不满 18 周岁" in answer.get_data(as_text=True)


def test_the_paper_shows_whole_numbers_only_for_a_purpose(browse: Browser) -> None:
    paper = f"/care-agreements/{county.PAIRING}"
    browser = browse(Role.VILLAGE_OFFICER)
    assert "写明用途后显示" in browser.get(paper).get_data(as_text=True)
    shown = browser.post(paper, data={"purpose": "打印签字"}).get_data(as_text=True)
    assert "写明用途后显示" not in shown
    assert "一式三份" in shown


def test_a_report_of_the_carer_leads_to_its_case(browse: Browser, worker: Worker) -> None:
    address = f"/children/{county.CHILD}/care/{county.PAIRING}/report"
    sent = {"failing": "carer_idle", "note": "整天在外打牌"}
    answer = browse(Role.VILLAGE_OFFICER).post(address, data=sent)
    assert f"/cases/{county.CASE}" in answer.headers["Location"]
    (told,) = [s for name, s in worker.registry.told if name == "report_carer"]
    assert (told["failing"], told["note"]) == ("carer_idle", "整天在外打牌")
