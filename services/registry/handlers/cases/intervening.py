"""Guardianship intervention (DOMAIN 5.4): its steps, and the prompt for a petition."""

from dataclasses import replace
from datetime import date

from services.registry.domain.cases import guardianship as rules_on
from services.registry.domain.cases.clock import of_pack
from services.registry.domain.cases.course import check_open
from services.registry.handlers.cases.duties import about, give, rules_of, where
from services.registry.handlers.cases.opening import give_kinds
from services.registry.handlers.cases.reach import held
from services.registry.handlers.cases.timeline import SYSTEM, write
from services.registry.models import Case
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import day_of, midnight, now
from shared.contracts.registry.case_codes import ORDER, PETITION, WARNING_VISIT
from shared.contracts.registry.errors import StepInTheFuture
from shared.contracts.registry.events import CasePetitionPrompted

PETITION_TIMER = "case_petition"


def step_in_case(
    uow: UnitOfWork,
    grant: Grant,
    *,
    case_id: str,
    step: str,
    on: date | None,
    note: str | None,
    today: date,
) -> Case:
    """Raises StepInTheFuture. A warning letter sets the village's visits, an order its support, a
    refused duty the clock of the six months; then the grounds of a petition are looked at."""
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    day = on or today
    if day > today:
        raise StepInTheFuture()
    by = grant.viewer.account_id
    case.steps = [*case.steps, step]
    write(
        uow,
        case,
        "stepped",
        by=by,
        post=post,
        text={"note": note},
        step=step,
        on=day.isoformat(),
    )
    if step == "warning_letter":
        _visits(uow, case, day)
    elif step == "protection_order":
        give_kinds(uow, case, [ORDER], rules_of(uow, case, now()), now())
    elif step == "duty_refused":
        _refused(uow, case, day)
    elif step == "duty_resumed":
        case.refused_since = None
        case.grounds = [each for each in case.grounds if each != "refused_six_months"]
    prompt(uow, case, today)
    return case


def _visits(uow: UnitOfWork, case: Case, served: date) -> None:
    """The village visits after a written warning (LAW), each visit a duty of its own."""
    at = now()
    rules = rules_of(uow, case, at)
    usual = of_pack(WARNING_VISIT, rules, where(case), at)
    days = rules_on.visit_days(served, rules["warning_visits"], rules["warning_visit_days"])
    for day in days:
        clock = replace(usual, due_at=rules_on.end_of(day))
        give(uow, case, WARNING_VISIT, clock, by=SYSTEM, at=at)


def _refused(uow: UnitOfWork, case: Case, since: date) -> None:
    """The earliest day that is known counts."""
    case.refused_since = min(case.refused_since or since, since)
    months = rules_of(uow, case, now())["petition_after_months"]
    full = rules_on.full_months(case.refused_since, months)
    uow.set_timer(PETITION_TIMER, f"{case.id}@{full.isoformat()}", midnight(full))


def petition_day(uow: UnitOfWork, subject: str) -> None:
    """`subject` is "<case>@<day>", as the deadline was set."""
    case = uow.cases.get(subject.partition("@")[0])
    if case.state != "closed":
        prompt(uow, case, day_of(now()))


def prompt(uow: UnitOfWork, case: Case, today: date) -> None:
    """Say each ground once, and give the county the duty to think of a petition."""
    at = now()
    rules = rules_of(uow, case, at)
    conduct = rules_on.Conduct(tuple(case.steps), case.refused_since)
    there = rules_on.grounds(conduct, today, rules["petition_after_months"])
    new = [ground for ground in there if ground not in case.grounds]
    for ground in new:
        case.grounds = [*case.grounds, ground]
        write(uow, case, "petition_prompted", by=SYSTEM, ground=ground)
        uow.emit(CasePetitionPrompted(**about(case), ground=ground))
    running = {duty.kind for duty in uow.cases.duties(case.id) if duty.state == "open"}
    if new and PETITION not in running:
        give_kinds(uow, case, [PETITION], rules, at)
