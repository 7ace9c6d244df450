"""What a helper has to do is their own; whoever applied finds their application again."""

from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker


def test_a_helper_who_is_an_officer_too_sees_their_own_duties(
    browse: Browser, worker: Worker
) -> None:
    browser = browse(Role.HELPER, Role.VILLAGE_OFFICER, person_id=county.HELPER)
    for address in ("/contacts", "/"):
        browser.get(address)
        asked = [fields for name, fields in worker.pairing.told if name == "list_promises"]
        assert asked[-1].get("helper_id") == county.HELPER, address
    assert len(asked) == 2


def test_a_code_typed_where_one_applies_leads_to_the_application(browse: Browser) -> None:
    stranger = browse()
    assert 'name="code"' in stranger.get("/apply").text
    answer = stranger.get("/apply?code=ABCD-EFGH-JKLM")
    assert (answer.status_code, answer.location) == (302, "/apply/ABCD-EFGH-JKLM")
    assert stranger.get(answer.location).status_code == 200


def test_findings_behind_an_evaluation_are_those_of_its_place(
    browse: Browser, worker: Worker
) -> None:
    page = browse(Role.COUNTY_OFFICER).get(f"/findings?area={county.VILLAGE}").text
    asked = [fields for name, fields in worker.registry.told if name == "list_findings"]
    assert asked[-1]["area"] == county.VILLAGE
    assert f'name="area" value="{county.VILLAGE}"' in page
