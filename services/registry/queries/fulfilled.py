"""How many of the duties of a year were fulfilled, by the post or the place that has them.

Each function answers for all places under an area at once: key -> (fulfilled, asked for). Keys are
addresses of posts, codes of places or ids of schools.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from services.registry.domain.areas import COUNTY
from services.registry.domain.inspections import FindingState
from services.registry.domain.letters import LetterState
from services.registry.domain.plans import StepState
from services.registry.models import (
    Adoption,
    AreaCount,
    Case,
    CaseDuty,
    Child,
    Deed,
    Finding,
    Letter,
    PlanStep,
    ReportCell,
    ReturnVisit,
    Round,
    SignOff,
)
from services.registry.store.books import NOW
from services.registry.store.ranges import under
from shared.clock import midnight, now
from shared.contracts.registry.codes import CARED_FOR

LISTED = (*CARED_FOR, "to_verify")
Found = dict[str, tuple[int, int]]


def first_and_last(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def dossiers(session: Session, area: str, width: int) -> Found:
    """Complete ones of the children cared for, as they are now."""
    place = func.substr(ReportCell.area_code, 1, width)
    met = "target.dossier=met"
    query = select(
        place,
        func.sum(case((ReportCell.figure == met, ReportCell.children), else_=0)),
        func.sum(ReportCell.children),
    ).where(
        ReportCell.status.in_(CARED_FOR),
        ReportCell.quarter == NOW,
        under(ReportCell.area_code, area),
        ReportCell.figure.in_([met, "target.dossier=missing"]),
    )
    return _pairs(session.execute(query.group_by(place)))


def children(session: Session, area: str, width: int, statuses: Iterable[str]) -> dict[str, int]:
    place = func.substr(AreaCount.area_code, 1, width)
    query = select(place, func.sum(AreaCount.children)).where(
        under(AreaCount.area_code, area), AreaCount.status.in_(statuses)
    )
    return {code: int(n) for code, n in session.execute(query.group_by(place)) if n}


def quarters(session: Session, area: str, width: int, year: int, today: date) -> Found:
    """Signed off by their deadline, of those whose deadline has passed; a place without children
    to confirm need not sign."""
    first, last = first_and_last(year)
    due = and_(Round.deadline.between(first, min(last, today - timedelta(days=1))))
    asked = int(
        session.scalar(
            select(func.count()).select_from(Round).where(Round.area_code == area[:COUNTY], due)
        )
        or 0
    )
    in_time = select(SignOff.area_code, func.count()).where(
        under(SignOff.area_code, area),
        func.length(SignOff.area_code) == width,
        SignOff.deadline.between(first, min(last, today - timedelta(days=1))),
        SignOff.signed_on <= SignOff.deadline,
    )
    done = {code: int(n) for code, n in session.execute(in_time.group_by(SignOff.area_code))}
    places = children(session, area, width, LISTED).keys() | done.keys()
    return {code: (min(done.get(code, 0), asked), asked) for code in places}


def visits(session: Session, area: str, width: int, year: int) -> Found:
    """Children cared for now of whom a return visit was noted in the year, in whichever file of
    theirs and by whichever place."""
    visited = (
        select(func.coalesce(Child.merged_into, Child.id))
        .join(ReturnVisit, ReturnVisit.child_id == Child.id)
        .where(
            ReturnVisit.visited_on.between(*first_and_last(year)), ReturnVisit.struck_at.is_(None)
        )
    )
    place = func.substr(Child.area_code, 1, width)
    query = select(place, func.count()).where(
        under(Child.area_code, area),
        Child.status.in_(CARED_FOR),
        Child.merged_into.is_(None),
        Child.id.in_(visited),
    )
    done = {code: int(n) for code, n in session.execute(query.group_by(place))}
    asked = children(session, area, width, CARED_FOR)
    return {code: (min(done.get(code, 0), n), n) for code, n in asked.items()}


def case_duties(session: Session, area: str, year: int) -> Found:
    """Acknowledged in time, of those that were the post's from the start and have ended or are
    overdue; who was only called after another missed it is not held to it. Of the whole county,
    wherever under it `area` is: a school's pupils come from other townships too."""
    first, last = first_and_last(year)
    query = (
        select(CaseDuty.levels, CaseDuty.state, CaseDuty.due_at, CaseDuty.ended_at)
        .join(Case)
        .where(
            under(Case.area_code, area[:COUNTY]),
            CaseDuty.set_at >= midnight(first),
            CaseDuty.set_at < midnight(last + timedelta(days=1)),
            CaseDuty.state != "void",
            or_(CaseDuty.state == "done", CaseDuty.due_at < now()),
        )
    )
    done: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for levels, state, due_at, ended_at in session.execute(query):
        for address in levels[0]:
            asked[address] += 1
            done[address] += state == "done" and _before(ended_at, due_at)
    return {address: (done[address], n) for address, n in asked.items()}


def _before(ended: datetime | None, due: datetime) -> bool:
    return ended is not None and ended <= due


def findings(session: Session, area: str, year: int, today: date) -> Found:
    """Answered by their first day and not left open again, of those whose day has passed or that
    were answered."""
    in_time = and_(Finding.answered_on <= Finding.first_due_on, _settled())
    query = select(Finding.address, func.sum(case((in_time, 1), else_=0)), func.count()).where(
        under(Finding.area_code, area),
        Finding.first_due_on.between(*first_and_last(year)),
        or_(Finding.first_due_on < today, _settled()),
    )
    return _pairs(session.execute(query.group_by(Finding.address)))


def _settled() -> ColumnElement[bool]:
    return Finding.state != FindingState.OPEN


def plan_steps(session: Session, area: str, year: int, today: date) -> Found:
    """Done by their last day, of those whose last day has passed or that are done. Steps belong to
    the post, whoever's plan they stand in."""
    done = and_(PlanStep.state == StepState.DONE, PlanStep.done_on <= PlanStep.due_on)
    query = select(PlanStep.address, func.sum(case((done, 1), else_=0)), func.count()).where(
        under(PlanStep.post_area, area),
        PlanStep.due_on.between(*first_and_last(year)),
        PlanStep.state != StepState.DROPPED,
        or_(PlanStep.due_on < today, PlanStep.state == StepState.DONE),
    )
    return _pairs(session.execute(query.group_by(PlanStep.address)))


def letters(session: Session, area: str, kind: str, year: int) -> Found:
    """Signed ones, of those that the place or school has to sign."""
    signed = case((Letter.state == LetterState.SIGNED, 1), else_=0)
    query = select(Letter.party, func.sum(signed), func.count()).where(
        under(Letter.area_code, area),
        Letter.kind == kind,
        Letter.year == year,
        Letter.state != LetterState.VOID,
    )
    return _pairs(session.execute(query.group_by(Letter.party)))


def deeds(session: Session, area: str, year: int) -> Found:
    """Departments that adopted the school and noted at least one deed there in the year."""
    noted = exists().where(Deed.adoption_id == Adoption.id, Deed.struck_at.is_(None))
    query = select(Adoption.school_id, func.sum(case((noted, 1), else_=0)), func.count()).where(
        under(Adoption.township_code, area), Adoption.year == year, Adoption.ended_on.is_(None)
    )
    return _pairs(session.execute(query.group_by(Adoption.school_id)))


def _pairs(rows: Iterable[tuple[str, int, int]]) -> Found:
    return {key: (int(done or 0), int(of or 0)) for key, done, of in rows}


def merged(found: Mapping[str, Found], keys: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Of one place: measure -> numbers; `keys` says under which key each measure knows it."""
    return {name: numbers[keys[name]] for name, numbers in found.items() if keys[name] in numbers}
