"""Several forms on one page: the refused one keeps what was typed, the others are as they were."""

import pytest

from shared.access.roles import Role
from tests.unit.gateway.pages import case_samples, county, helping_samples, organising_samples
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.contact_samples import CONTACT
from tests.unit.gateway.pages.services import Worker

STEP = f"/plans/{organising_samples.PLAN}/steps/{organising_samples.LATE_STEP}"
COMMENDATION = f"/cases/{county.CASE}/commendation"


def test_a_refused_report_of_a_step_stays_done(browse: Browser) -> None:
    sent = {"note": "长" * 1001, "done": "true", "done_on": "2026-11-20"}
    answer = browse(Role.COUNTY_OFFICER).post(f"{STEP}/progress", data=sent)
    assert answer.status_code == 422
    assert 'name="done" value="true" checked' in answer.text


def test_the_reason_for_dropping_a_step_stays(browse: Browser) -> None:
    sent = {"why": "长" * 301}
    answer = browse(Role.COUNTY_OFFICER).post(f"{STEP}/dropping", data=sent)
    assert answer.status_code == 422
    assert f'value="{sent["why"]}"' in answer.text


def test_a_refused_striking_leaves_the_form_for_the_next_contact(browse: Browser) -> None:
    address = f"/children/{county.CHILD}/family-contacts"
    browser = browse(Role.COUNTY_OFFICER)
    usual = 'name="method" value="call" checked'
    assert usual in browser.get(address).text
    answer = browser.post(f"{address}/{CONTACT['id']}/striking", data={"why": "长" * 501})
    assert answer.status_code == 422
    assert usual in answer.text


def test_a_refused_contact_stays_as_typed(browse: Browser) -> None:
    sent = {"parents": "mother", "method": "letter", "contacted_on": "tomorrow"}
    answer = browse(Role.COUNTY_OFFICER).post(
        f"/children/{county.CHILD}/family-contacts", data=sent
    )
    assert 'name="method" value="letter" checked' in answer.text


@pytest.mark.parametrize(
    ("box", "shown"), [("cost_county", "cost-county"), ("most_cadre", "most-cadre")]
)
def test_a_wrong_weight_or_number_is_named_at_its_box(
    browse: Browser, box: str, shown: str
) -> None:
    sent = {"area": county.COUNTY, box: "many"}
    answer = browse(Role.TOWNSHIP_OFFICER).post("/matchings/what-if", data=sent)
    assert answer.status_code == 422
    assert f'id="e-{shown}"' in answer.text
    assert helping_samples.RULES["pack_version"] in answer.text


def test_of_several_reports_one_must_be_chosen_for_praise(browse: Browser, worker: Worker) -> None:
    several = {**case_samples.CASE, "reports": 2}
    worker.registry.answers["get_case"] = ("CaseView", lambda _r: several)
    answer = browse(Role.COUNTY_OFFICER).post(COMMENDATION, data={"words": "谢谢您"})
    assert answer.status_code == 422
    assert 'id="e-report"' in answer.text
    assert "commend_reporter" not in [name for name, _ in worker.registry.told]


def test_the_only_report_needs_no_choice(browse: Browser) -> None:
    page = browse(Role.COUNTY_OFFICER).get(f"/cases/{county.CASE}").text
    assert '<input type="hidden" name="report" value="1">' in page
