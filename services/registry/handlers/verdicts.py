"""Judging a child under the pack in force, and the ages that it reaches."""

from datetime import date

from services.registry.domain.ages import age_on, ages_passed
from services.registry.domain.arriving import count_under
from services.registry.domain.judgement import ages_that_count, judge
from services.registry.domain.record import ChildRecord
from services.registry.domain.situation import Status
from services.registry.ports import UnitOfWork
from shared.clock import midnight

AGE_TIMER = "child_age"


def judge_now(uow: UnitOfWork, record: ChildRecord, today: date, before: Status | None) -> None:
    pack = uow.rules.in_force(record.area_code, today)
    judgement = judge(record.life(), pack, today, before)
    record.decide(judgement, pack, today)
    count_under(record, pack, today)
    judge_on(uow, record, judgement.again_on)


def judge_on(uow: UnitOfWork, record: ChildRecord, day: date | None) -> None:
    if day is not None:
        uow.set_timer(AGE_TIMER, asked_again(record.id, day), midnight(day))


def asked_again(child_id: str, day: date) -> str:
    """The day is part of the subject: a deadline that has fired is not set a second time."""
    return f"{child_id}@{day.isoformat()}"


def age_of(uow: UnitOfWork, record: ChildRecord, today: date) -> int:
    """Full years, as the pack in force counts them."""
    pack = uow.rules.in_force(record.area_code, today)
    return age_on(record.birth_date, today, day_after=pack["ages"]["reached_day_after_birthday"])


def ages_reached(uow: UnitOfWork, record: ChildRecord, today: date) -> list[tuple[int, date]]:
    """Those that were not told yet, noted as told. A file from before ages were told, or a closed
    one, has nothing to tell."""
    pack = uow.rules.in_force(record.area_code, today)
    if record.age_told is None or record.exit_reason is not None:
        record.age_told = age_of(uow, record, today)
        return []
    day_after = pack["ages"]["reached_day_after_birthday"]
    ages, told = ages_that_count(pack), record.age_told
    found = ages_passed(record.birth_date, today, ages, after=told, day_after=day_after)
    if found:
        record.age_told = found[-1][0]
    return found
