"""What is not there is refused by its own name, and what came twice at one moment as well."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import inspect, select

from services.pairing.models import Contact, Pairing
from shared.access.roles import Role
from shared.contracts.pairing.errors import (
    ConsentNotFound,
    ContactFileNotFound,
    ContactNotFound,
    ContactSentBefore,
    HelperNotFound,
    ProposalAlreadyAccepted,
    ProposalNotFound,
    TrialNotFound,
)
from shared.contracts.pairing.growing_errors import (
    DiaryEntryNotFound,
    HandoverNotFound,
    PlanNotFound,
)
from shared.errors import NotFound
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import log, pair
from tests.integration.pairing.township import Township

NOBODY = "00000000-0000-0000-0000-000000000000"
HELPER = Viewer(account_id="h", roles=frozenset({Role.HELPER}), person_id=NOBODY)
BY_OFFICE = [
    ("get_helper", "helper_id", {}, HelperNotFound),
    ("update_helper", "helper_id", {"capacity": 1}, HelperNotFound),
    ("list_certificates", "helper_id", {}, HelperNotFound),
    ("withdraw_consent", "consent_id", {}, ConsentNotFound),
    ("accept_proposal", "proposal_id", {}, ProposalNotFound),
    ("refuse_proposal", "proposal_id", {"why": "no"}, ProposalNotFound),
    ("list_candidates", "proposal_id", {}, ProposalNotFound),
    ("get_contact", "contact_id", {}, ContactNotFound),
    ("strike_contact", "contact_id", {"why": "no"}, ContactNotFound),
    ("get_trial", "trial_id", {}, TrialNotFound),
    ("note_plan_step", "plan_id", {"number": 1, "result": "done"}, PlanNotFound),
    ("end_plan", "plan_id", {"outcome": "done"}, PlanNotFound),
    ("strike_diary", "entry_id", {"why": "no"}, DiaryEntryNotFound),
]


@pytest.mark.parametrize(("operation", "named", "more", "refusal"), BY_OFFICE)
def test_what_is_not_there_is_refused_by_name(
    town: Township, operation: str, named: str, more: dict[str, Any], refusal: type[NotFound]
) -> None:
    with pytest.raises(refusal):
        town.call(operation, **{named: NOBODY}, **more)


def test_a_handover_that_nobody_left_is_not_taken(town: Township) -> None:
    with pytest.raises(HandoverNotFound):
        town.call("take_handover", HELPER, pairing_id=NOBODY)


def test_a_file_of_another_contact_is_none_of_this_one(town: Township) -> None:
    child, _, viewer = pair(town)
    contact = log(town, viewer, child)["id"]
    with pytest.raises(ContactFileNotFound):
        town.call("get_contact_file", viewer, contact_id=contact, file_id=NOBODY)


def add_again(town: Township, model: type[Any], add: str) -> None:
    """The one row's values under another id, past what the use case asks first: the database has
    the last word."""
    with town.desk.database.transaction() as uow:
        row = uow.session.scalars(select(model)).one()
        values = {one.key: getattr(row, one.key) for one in inspect(model).column_attrs}
        others = ([],) if model is Contact else ()
        getattr(uow, add).add(model(**values | {"id": str(uuid4())}), *others)


def test_the_same_contact_twice_at_one_moment_is_kept_once(town: Township) -> None:
    child, _, viewer = pair(town)
    log(town, viewer, child, client_key="k")
    with pytest.raises(ContactSentBefore):
        add_again(town, Contact, "contacts")
    assert len(town.desk.rows("contacts")) == 1


def test_one_proposal_makes_one_pairing(town: Township) -> None:
    town.agreed_child(2)
    town.helper()
    [proposal] = town.proposals(town.match())
    pairing = town.call("accept_proposal", proposal_id=proposal["id"])
    town.call("end_pairing", pairing_id=pairing["id"], reason="fulfilled")
    with pytest.raises(ProposalAlreadyAccepted):
        add_again(town, Pairing, "pairings")
    assert len(town.desk.rows("pairings")) == 1
