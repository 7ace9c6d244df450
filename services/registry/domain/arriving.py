"""A child that comes on file: its dossier as it is judged and counted on its first day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from services.registry.domain.ages import age_on
from services.registry.domain.figures import figures
from services.registry.domain.judgement import Rules, judge
from services.registry.domain.record import ChildRecord


class Pack(Rules, Protocol):
    """A policy pack with what a decision notes of it."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def hash(self) -> str: ...


def arrived(
    child_id: str, facts: Mapping[str, Any], pack: Pack, today: date
) -> tuple[ChildRecord, date | None]:
    """The dossier, and the day on which it is to be judged again. `facts` are normalised."""
    known = {name: value for name, value in facts.items() if value is not None}
    known = {"stage": "none", "hardships": [], **known}
    record = ChildRecord(id=child_id, version=1, facts=known, registered_on=today)
    judgement = judge(record.life(), pack, today)
    record.decide(judgement, pack, today)
    count_under(record, pack, today)
    day_after = pack["ages"]["reached_day_after_birthday"]
    record.age_told = age_on(record.birth_date, today, day_after=day_after)
    return record, judgement.again_on


def count_under(record: ChildRecord, pack: Pack, today: date) -> None:
    """What the child counts under now, judged and graded as it is."""
    record.figures = figures(
        record.facts,
        record.status,
        record.reasons,
        record.level,
        verified=record.verified,
        pack=pack,
        today=today,
    )
