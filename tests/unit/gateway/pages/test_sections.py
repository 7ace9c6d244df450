"""A dossier is read and saved section by section."""

from typing import Any

import pytest

from gateway.pages.child_forms import facts_of, say_what_is_half
from gateway.pages.dossier_rows import sections_of
from gateway.pages.forms import Form
from shared.access.roles import Role
from shared.contracts.registry.fields import SECTIONS
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser, Worker

FATHER = SECTIONS["father"]


def of_father(shown: dict[str, Any] | None = None, **typed: Any) -> dict[str, Any]:
    return facts_of(Form(typed), keep_empty=True, shown=shown or {}, names=FATHER)


def test_a_section_sends_its_own_boxes_and_no_other() -> None:
    typed = {"father_situation": "at_home", "name": "王小", "hardships": ["orphan"]}
    assert of_father(**typed) == {"father_situation": "at_home"}
    assert of_father({"relief": ["medical"]}, father_situation="") == {}


def test_an_earlier_situation_is_added_or_taken_away() -> None:
    shown = {"father_earlier": ["2023-01-01 away"]}
    added = {"father_earlier_situation": "at_home", "father_earlier_day": "2024-05-01"}
    assert of_father(shown, father_earlier=["2023-01-01 away"], **added) == {
        "father_earlier": ["2023-01-01 away", "2024-05-01 at_home"]
    }
    assert of_father(shown) == {"father_earlier": []}
    half = Form({"father_earlier_situation": "at_home"})
    assert say_what_is_half(half)
    assert set(half.errors) == {"father_earlier_day"}
    assert not say_what_is_half(half.__class__(added))


def test_saving_goes_on_with_the_next_section(browse: Browser, worker: Worker) -> None:
    form = {"father_situation": "at_home", "why": "补充资料", "version": "3", "then": "next"}
    address = f"/children/{county.CHILD}/sections/father"
    answer = browse(Role.COUNTY_OFFICER).post(address, data=form)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"/children/{county.CHILD}/sections/mother")
    sent = worker.registry.told[-1][1]
    assert (sent["section"], sent["version"]) == ("father", 3)
    assert sent["changes"]["father_situation"] == "at_home"
    assert {name.split("_")[0] for name in sent["changes"]} == {"father"}


def test_a_section_that_is_none_is_not_there(browse: Browser) -> None:
    address = f"/children/{county.CHILD}/sections/nothing"
    assert browse(Role.COUNTY_OFFICER).get(address).status_code == 404
    assert browse(Role.COUNTY_OFFICER).post(address, data={}).status_code == 404


def test_half_an_earlier_situation_is_asked_for_and_nothing_is_sent(
    browse: Browser, worker: Worker
) -> None:
    form = {"father_earlier_day": "2024-05-01", "why": "补充资料", "version": "3"}
    address = f"/children/{county.CHILD}/sections/father"
    answer = browse(Role.COUNTY_OFFICER).post(address, data=form)
    assert answer.status_code == 422
    assert "添加以前的情况" in answer.text
    assert [name for name, _ in worker.registry.told if name == "correct_child"] == []


@pytest.mark.parametrize("hidden", [["family"], ["health", "contact"]])
def test_what_may_not_be_seen_is_in_no_section(hidden: list[str]) -> None:
    whole = county.dossier()
    seen = {name: facts for name, facts in whole["groups"].items() if name not in hidden}
    found = sections_of({**whole, "groups": seen, "hidden": hidden})
    names = {row.field for section in found for row in section.rows}
    assert "name" in names
    assert names.isdisjoint({"family": {"father_name", "hardships"}}.get(hidden[0], {"insured"}))


def test_a_dossier_is_printed_for_a_purpose_and_with_the_numbers_asked_for(
    browse: Browser, worker: Worker
) -> None:
    address = f"/children/{county.CHILD}/print"
    form = {"purpose": "放入档案盒", "full": "true"}
    page = browse(Role.COUNTY_OFFICER).post(address, data=form)
    assert page.status_code == 200
    for words in ("儿童档案", "王大山", "用途：放入档案盒", "祖父腰腿不好"):
        assert words in page.text
    sent = next(sent for name, sent in worker.registry.told if name == "print_dossier")
    assert (sent["purpose"], sent["full"]) == ("放入档案盒", True)
    refused = browse(Role.COUNTY_OFFICER).post(address, data={"purpose": " "})
    assert refused.status_code == 422
    assert 'id="e-purpose"' in refused.text
