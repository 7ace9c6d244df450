"""Whether pairings that run may go on: asked when a fact of the child or a helper's number is
another one, when files are merged or parted, and each night for a whole township.

What forbids a pairing's beginning forbids its going on: the night finds what no fact has told.
"""

from datetime import date, timedelta

from services.pairing.domain import pairings as rules
from services.pairing.domain.pairings import marks_of
from services.pairing.handlers import wishes_over
from services.pairing.handlers.coverage import recount
from services.pairing.handlers.pairings import close_pairing
from services.pairing.models import Child, Helper, Pairing
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import midnight
from shared.contracts.pairing.codes import EndReason, Side

NIGHT_TIMER = "pairings_night"


def look_again(uow: UnitOfWork, grant: Grant, child: Child, today: date) -> None:
    """End those pairings of a locked child that may not go on."""
    policy = uow.rules.in_force(child.area_code, today)
    over = rules.end_of_help(child.status, child.birth_date, policy, today)
    live = uow.pairings.live_of_child(child.id)
    ending = [(one, reason) for one in live if (reason := over or _forbidden(uow, child, one))]
    uow.helpers.lock(pairing.helper_id for pairing, _ in ending)
    for pairing, reason in ending:
        close_pairing(uow, grant, pairing, reason, today=today)
    if ending:
        recount(uow, child)
    if over is not None:
        for slot in Side:
            uow.proposals.lapse_place(child.id, slot)
        uow.watching.drop([child.id])
        for file in uow.children.files(child.id):  # a merged one keeps its wishes
            wishes_over.withdraw(uow, grant, file)


def _forbidden(uow: UnitOfWork, child: Child, pairing: Pairing) -> EndReason | None:
    """Of DOMAIN section 6: no helper with their own child or ward, none without consent."""
    if rules.own_child(child.kin_marks, marks_of(uow.helpers.get(pairing.helper_id))):
        return EndReason.OWN_CHILD
    return None if uow.consents.standing(child.id) else EndReason.NO_CONSENT


def look_at_helper(uow: UnitOfWork, grant: Grant, helper: Helper, today: date) -> None:
    """The helper's number is another one; the helper and the children are locked."""
    for pairing in uow.pairings.live_of_helper(helper.id):
        look_again(uow, grant, uow.children.get(pairing.child_id), today)


def plan_night(uow: UnitOfWork, county: str, since: date, today: date) -> None:
    """One timer for each township: each is a transaction of its own."""
    for township in uow.pairings.townships(county):
        due_at = midnight(today) + timedelta(seconds=1)
        uow.set_timer(NIGHT_TIMER, f"{township}/{since.isoformat()}", due_at)


def look_at_township(uow: UnitOfWork, grant: Grant, township: str, today: date) -> None:
    policy = uow.rules.in_force(township, today)
    doubtful = [
        facts.child_id
        for facts in uow.pairings.facts_of(township)
        if rules.end_of_help(facts.status, facts.birth_date, policy, today)
        or rules.own_child(facts.kin_marks, facts.marks)
        or not facts.consented
    ]
    for child in uow.children.lock(doubtful):
        look_again(uow, grant, child, today)
