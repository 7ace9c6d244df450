"""Every change of a child goes into the report's books with it."""

from datetime import date

from services.registry.domain.movements import Standing, movements, opened
from services.registry.domain.record import ChildRecord
from services.registry.ports import UnitOfWork


def come_into_books(uow: UnitOfWork, record: ChildRecord, today: date) -> None:
    """A child that has just come on file."""
    _note(uow, record, None, today)


def keep_books(uow: UnitOfWork, record: ChildRecord, before: Standing | None, today: date) -> None:
    """`before` is the child's standing until now; None if it was on file before there were books:
    then it is part of the opening."""
    after = record.standing()
    if before is None and after is not None:
        uow.books.note(record.id, opened(after), today)
        return
    _note(uow, record, before, today)


def _note(uow: UnitOfWork, record: ChildRecord, before: Standing | None, today: date) -> None:
    after = record.standing()
    assert after is not None  # noqa: S101 - judged records have figures
    for movement in movements(before, after):
        uow.books.note(record.id, movement, today)
