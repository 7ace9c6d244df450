"""What the use cases need from the outside."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from services.activities.domain.attendance import Mark
from services.activities.domain.rooms import Movement
from services.activities.domain.timetable import Booking, Resource, Slot
from services.activities.models import LetterboxLetter, Room, School, SchoolChild, Session
from shared.packs import Pack
from shared.recording import Recording
from shared.vault import Vault


class Schools(Protocol):
    def get(self, school_id: str) -> School:
        """Raises SchoolNotKnown."""

    def keep(self, school: School) -> None:
        """Ours from now on, unless we hold a newer one."""


class Roster(Protocol):
    """The children of schools, as the registry told us."""

    def keep(self, child: SchoolChild) -> None:
        """Ours from now on, unless we hold a newer one."""

    def classes(self, school_id: str) -> dict[str, str | None]:
        """Child -> class."""

    def school_of(self, child_id: str) -> str | None: ...


class Rooms(Protocol):
    def add(self, room: Room) -> None: ...
    def get(self, room_id: str, *, locked: bool = False) -> Room:
        """Raises RoomNotFound."""

    def stock(self, room_id: str) -> dict[str, int]: ...
    def move_stock(
        self, room_id: str, item: str, kind: Movement, count: int, *, why: str, by: str
    ) -> None: ...


class Sessions(Protocol):
    def add(self, session: Session) -> None: ...
    def get(self, session_id: str, *, locked: bool = True) -> Session:
        """Nobody else changes a locked one before we are done. Raises SessionNotFound."""

    def marks(self, session_id: str) -> dict[str, Mark]: ...
    def mark(self, session_id: str, marks: Mapping[str, Mark], by: str) -> None: ...


class Bookings(Protocol):
    def locked(self, resources: Iterable[Resource], on_date: date) -> list[Booking]:
        """What they are booked for that day; nobody else books them before we are done."""

    def take(self, session_id: str, resources: Iterable[Resource], slot: Slot) -> None: ...
    def release(self, session_id: str) -> None: ...


class Letterbox(Protocol):
    def add(self, letter: LetterboxLetter) -> None: ...
    def get(self, letter_id: str) -> LetterboxLetter:
        """Nobody else changes it before we are done. Raises LetterNotFound."""

    def by_code(self, code_mark: str) -> LetterboxLetter:
        """Raises LetterNotFound."""


class Rules(Protocol):
    def adopt(self, area_code: str, pack: str, valid_from: date, version: int) -> None: ...
    def in_force(self, area_code: str, today: date) -> Pack: ...


class UnitOfWork(Recording, Protocol):
    @property
    def vault(self) -> Vault: ...
    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
    @property
    def schools(self) -> Schools: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def bookings(self) -> Bookings: ...
    @property
    def letterbox(self) -> Letterbox: ...
    @property
    def rules(self) -> Rules: ...
