"""What the use cases need from the outside."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from services.registry.domain.record import ChildRecord
from services.registry.models import Area, Assessment, Import, ImportRow, School
from shared.messaging.events import Event
from shared.packs import Pack
from shared.vault import Vault


class Children(Protocol):
    def get(self, child_id: str) -> ChildRecord:
        """The child, locked until the end of the transaction; raises ChildNotFound."""

    def read(self, child_ids: Iterable[str], *, lock: bool = False) -> dict[str, ChildRecord]: ...

    def by_id_numbers(self, numbers: Iterable[str]) -> dict[str, str]:
        """ID number -> child."""

    def alike(self, kinds_and_values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
        """Likeness -> children that have it."""

    def add(self, record: ChildRecord) -> None: ...
    def save(self, record: ChildRecord) -> None: ...
    def count(self, area_code: str, status: str, level: int, by: int) -> None:
        """So many children more (or fewer) of that status and level in the village."""

    def note_duplicate(
        self, child_id: str, other_id: str, by: str, area: str, on: date
    ) -> None: ...

    def add_assessment(self, assessment: Assessment) -> None: ...

    def follow(self, child_id: str, kind: str, reference: str, *, ended: bool) -> None: ...


class Places(Protocol):
    def area(self, code: str) -> Area:
        """Raises AreaNotFound."""

    def find_area(self, code: str) -> Area | None: ...

    def path(self, code: str) -> list[Area]:
        """From the top down to the area itself."""

    def all_under(self, prefix: str, on: date) -> list[Area]:
        """In order of their codes, without those that are closed on the day."""

    def add_area(self, area: Area) -> None: ...
    def rename(self, area: Area, name: str, valid_from: date) -> None: ...
    def school(self, school_id: str) -> School: ...
    def schools_under(self, prefix: str) -> list[School]: ...
    def school_named(self, township_code: str, name: str) -> School | None: ...
    def add_school(self, school: School) -> None: ...


class Rules(Protocol):
    def in_force(self, area_code: str, on: date) -> Pack: ...
    def adopt(self, area_code: str, pack: str, valid_from: date, by: str) -> None: ...


class Imports(Protocol):
    def add(self, roster: Import) -> None: ...

    def get(self, import_id: str) -> Import:
        """Locked until the end of the transaction; raises ImportNotFound."""

    def add_rows(self, rows: list[dict[str, Any]]) -> None: ...

    def rejected_rows(self, import_id: str, after: int, limit: int) -> list[ImportRow]:
        """In the order of the file, behind position `after`."""

    def accepted_of(self, import_id: str, child_ids: Iterable[str]) -> set[str]:
        """Those of the children that this import brought on file."""


class UnitOfWork(Protocol):
    @property
    def children(self) -> Children: ...
    @property
    def places(self) -> Places: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def imports(self) -> Imports: ...
    @property
    def vault(self) -> Vault: ...

    def emit(self, event: Event) -> None: ...
    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
    def start_job(self, kind: str, subject: str) -> str: ...
    def record(
        self,
        *,
        subject: str,
        version: int,
        operation: str,
        by: str,
        changes: Mapping[str, Any],
        reason: str | None = None,
        key_of: str | None = None,
    ) -> None: ...
