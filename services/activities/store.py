"""The ports of activities, on SQLAlchemy."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session as Connected

from services.activities.domain import rooms as stock_rules
from services.activities.domain.attendance import Mark
from services.activities.domain.rooms import Movement
from services.activities.domain.timetable import Booking, Resource, Slot
from services.activities.models import (
    AdoptedPack,
    Attendance,
    Base,
    BookedResource,
    BookingDay,
    LetterboxLetter,
    Room,
    School,
    SchoolChild,
    Session,
    StockMovement,
)
from shared.contracts.activities.errors import (
    LetterNotFound,
    RoomNameTaken,
    RoomNotFound,
    SchoolNotKnown,
    SessionNotFound,
)
from shared.db import insert_or_ignore
from shared.messaging.arrivals import Arrivals
from shared.messaging.copies import keep_newest
from shared.pacing import slices
from shared.packs import Pack, load_packs
from shared.unit_of_work import SqlUnitOfWork

AT_ONCE = 500  # rows of one statement
UNTIL_ADOPTED = "national"


class SqlSchools:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def get(self, school_id: str) -> School:
        school = self._session.get(School, school_id)
        if school is None:
            raise SchoolNotKnown(school_id)
        return school

    def keep(self, school: School) -> None:
        keep_newest(self._session, school)


class SqlRoster:
    def __init__(self, session: Connected) -> None:
        self._session, self._arrivals = session, Arrivals(session)

    def keep(self, child: SchoolChild) -> None:
        """Written by `flush`."""
        self._arrivals.add(child)

    def flush(self) -> None:
        self._arrivals.flush()

    def classes(self, school_id: str) -> dict[str, str | None]:
        query = select(SchoolChild.child_id, SchoolChild.class_name).where(
            SchoolChild.school_id == school_id
        )
        rows = self._session.execute(query.order_by(SchoolChild.child_id))
        return {child_id: class_name for child_id, class_name in rows}

    def school_of(self, child_id: str) -> str | None:
        query = select(SchoolChild.school_id).where(SchoolChild.child_id == child_id)
        return self._session.scalar(query)


class SqlRooms:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def add(self, room: Room) -> None:
        self._session.add(room)
        self._session.flush()

    def get(self, room_id: str, *, locked: bool = False) -> Room:
        query = select(Room).where(Room.id == room_id)
        room = self._session.scalar(query.with_for_update() if locked else query)
        if room is None:
            raise RoomNotFound(room_id)
        return room

    def stock(self, room_id: str) -> dict[str, int]:
        columns = (StockMovement.item, StockMovement.kind, StockMovement.count)
        rows = self._session.execute(select(*columns).where(StockMovement.room_id == room_id))
        return stock_rules.counts((item, kind, count) for item, kind, count in rows)

    def move_stock(
        self, room_id: str, item: str, kind: Movement, count: int, *, why: str, by: str
    ) -> None:
        self._session.add(
            StockMovement(room_id=room_id, item=item, kind=kind, count=count, why=why, by=by)
        )


class SqlSessions:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def add(self, session: Session) -> None:
        self._session.add(session)
        self._session.flush()  # before its bookings, which point to it

    def get(self, session_id: str, *, locked: bool = True) -> Session:
        query = select(Session).where(Session.id == session_id)
        session = self._session.scalar(query.with_for_update() if locked else query)
        if session is None:
            raise SessionNotFound(session_id)
        return session

    def marks(self, session_id: str) -> dict[str, Mark]:
        query = select(Attendance.child_id, Attendance.mark)
        rows = self._session.execute(query.where(Attendance.session_id == session_id))
        return {child_id: mark for child_id, mark in rows}

    def mark(self, session_id: str, marks: Mapping[str, Mark], by: str) -> None:
        for some in slices(list(marks), AT_ONCE):
            standing = (Attendance.session_id == session_id) & Attendance.child_id.in_(some)
            self._session.execute(delete(Attendance).where(standing))
            rows = [
                {"session_id": session_id, "child_id": c, "mark": marks[c], "marked_by": by}
                for c in some
            ]
            self._session.execute(insert(Attendance), rows)


class SqlBookings:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def locked(self, resources: Iterable[Resource], on_date: date) -> list[Booking]:
        keys = sorted(resource.key for resource in resources)
        for key in keys:  # in one order everywhere, so that no two plans wait for each other
            insert_or_ignore(self._session, BookingDay.__table__, resource_key=key, on_date=on_date)
        days = BookingDay.resource_key.in_(keys) & (BookingDay.on_date == on_date)
        self._session.execute(
            select(BookingDay).where(days).order_by(BookingDay.resource_key).with_for_update()
        )
        there = BookedResource.resource_key.in_(keys) & (BookedResource.on_date == on_date)
        rows = self._session.scalars(select(BookedResource).where(there))
        return [
            Booking(row.session_id, row.resource_key, Slot(on_date, row.starts_at, row.ends_at))
            for row in rows
        ]

    def take(self, session_id: str, resources: Iterable[Resource], slot: Slot) -> None:
        self._session.add_all(
            BookedResource(
                session_id=session_id,
                resource_key=resource.key,
                on_date=slot.on_date,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
            )
            for resource in resources
        )

    def release(self, session_id: str) -> None:
        mine = BookedResource.session_id == session_id
        self._session.execute(delete(BookedResource).where(mine))


class SqlLetterbox:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def add(self, letter: LetterboxLetter) -> None:
        self._session.add(letter)

    def get(self, letter_id: str) -> LetterboxLetter:
        """Locked, for whoever changes it."""
        query = select(LetterboxLetter).where(LetterboxLetter.id == letter_id).with_for_update()
        return self._one(query)

    def by_code(self, code_mark: str) -> LetterboxLetter:
        """Only to be read: whoever wrote it need not wait for the counsellor."""
        return self._one(select(LetterboxLetter).where(LetterboxLetter.code_mark == code_mark))

    def _one(self, query: Select[LetterboxLetter]) -> LetterboxLetter:
        letter = self._session.scalar(query)
        if letter is None:
            raise LetterNotFound()
        return letter


class SqlRules:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def adopt(self, area_code: str, pack: str, valid_from: date, version: int) -> None:
        """A later word for the same day replaces the earlier one, and never the other way round."""
        adopted = AdoptedPack(
            area_code=area_code, valid_from=valid_from, pack=pack, version=version
        )
        keep_newest(self._session, adopted)

    def in_force(self, area_code: str, today: date) -> Pack:
        """The newest adoption by the county, or by what lies above it; else the national pack."""
        above = [area_code[:digits] for digits in (2, 4, 6)]
        query = select(AdoptedPack).where(
            AdoptedPack.area_code.in_(above), AdoptedPack.valid_from <= today
        )
        newest = max(
            self._session.scalars(query),
            key=lambda adopted: (len(adopted.area_code), adopted.valid_from),
            default=None,
        )
        return load_packs().get(newest.pack if newest else UNTIL_ADOPTED, today)


class ActivitiesUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {"uq_rooms_school_id_name": RoomNameTaken}

    @property
    def schools(self) -> SqlSchools:
        return SqlSchools(self.session)

    @cached_property
    def roster(self) -> SqlRoster:
        return SqlRoster(self.session)

    def finish(self) -> None:
        self.roster.flush()
        super().finish()

    @property
    def rooms(self) -> SqlRooms:
        return SqlRooms(self.session)

    @property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self.session)

    @property
    def bookings(self) -> SqlBookings:
        return SqlBookings(self.session)

    @property
    def letterbox(self) -> SqlLetterbox:
        return SqlLetterbox(self.session)

    @property
    def rules(self) -> SqlRules:
        return SqlRules(self.session)
