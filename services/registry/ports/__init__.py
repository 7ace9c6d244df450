"""What the use cases need from the outside."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from services.registry.domain.movements import Movement
from services.registry.domain.moves import MoveKind
from services.registry.domain.record import ChildRecord
from services.registry.models import (
    Area,
    Assessment,
    Case,
    CaseDuty,
    CaseEntry,
    CaseReport,
    Confirmation,
    Duplicate,
    Import,
    ImportRow,
    Merge,
    Move,
    ReturnVisit,
    Round,
    School,
    SignOff,
)
from services.registry.ports.contacts import Contacts
from services.registry.ports.newcomers import Newcomer
from services.registry.ports.organising import Inspections, Organisation, Plans
from services.registry.ports.papers import Attachments, Care
from services.registry.ports.school import Dropouts, HealthChecks, SchoolYears, Vaccinations
from shared.packs import Pack
from shared.recording import Recording
from shared.vault import Vault


class Children(Protocol):
    def get(self, child_id: str, *, merged: bool = False) -> ChildRecord:
        """The child, locked until the end of the transaction; raises ChildNotFound and, unless
        `merged` files are asked for too, ChildMerged."""

    def flush(self) -> None: ...

    def read(self, child_ids: Iterable[str], *, lock: bool = False) -> dict[str, ChildRecord]: ...

    def by_id_numbers(self, numbers: Iterable[str]) -> dict[str, str]:
        """ID number -> child."""

    def alike(self, kinds_and_values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
        """Likeness -> children that have it."""

    def known_marks(self, id_marks: Iterable[str], marks: Iterable[str]) -> set[str]:
        """Those of the blind indexes that a child on file has: of ID numbers, of likenesses."""

    def add(self, record: ChildRecord) -> None: ...
    def save(self, record: ChildRecord) -> None: ...
    def count(self, area_code: str, status: str, level: int, by: int) -> None:
        """So many children more (or fewer) of that status and level in the village."""

    def note_duplicate(
        self, child_id: str, other_id: str, by: str, area: str, on: date
    ) -> None: ...

    def judged_otherwise(self, area: str, pack_hash: str) -> bool:
        """Whether a child of the area was judged last under other rules than these."""

    def add_assessment(self, assessment: Assessment) -> None: ...

    def follow(
        self, child_id: str, kind: str, reference: str, *, ended: bool, version: int
    ) -> None: ...


class ReturnVisits(Protocol):
    def add(self, visit: ReturnVisit) -> None: ...
    def get(self, visit_id: str) -> ReturnVisit:
        """Locked until the end of the transaction; raises VisitNotFound."""


class DossierChanges(Protocol):
    def since(self, child_id: str, version: int) -> set[str]:
        """The fields that later versions of the dossier changed."""


class Books(Protocol):
    def note(self, child_id: str, moved: Movement, on_day: date) -> None:
        """A movement of the report's books, written at the end of the transaction."""

    def hold(self, areas: Collection[str], *, alone: bool = False) -> None:
        """Nobody signs these places off meanwhile; `alone`: nobody else counts in them either."""


@dataclass(frozen=True)
class Progress:
    """Of a village: children to confirm in a quarter, and those who are."""

    listed: int
    confirmed: int


class Verification(Protocol):
    def open(self, opened: Round) -> None:
        """One that is open already stays as it is."""

    def rounds(self, county: str, quarters: Collection[str]) -> list[Round]: ...

    def confirm(self, confirmation: Confirmation) -> bool:
        """False if the child was confirmed for the quarter already."""

    def sign(self, signed: SignOff) -> None: ...
    def signed(self, area: str, quarter: str) -> bool: ...

    def signed_under(self, area: str, quarter: str) -> set[str]:
        """Places in the area that have signed off, itself too."""

    def progress(self, area: str, quarter: str) -> dict[str, Progress]:
        """By village of the area."""


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

    def add_rows(self, import_id: str, first: int, ends: Sequence[Any]) -> None:
        """`ends` of the rows from position `first` on (`handlers.import_rows.End`)."""

    def rejected_rows(self, import_id: str, after: int, limit: int) -> list[ImportRow]:
        """In the order of the file, behind position `after`."""

    def accepted_of(self, import_id: str, child_ids: Iterable[str]) -> set[str]:
        """Those of the children that this import brought on file."""


class Merges(Protocol):
    def add(self, merge: Merge) -> None: ...
    def get(self, merge_id: str) -> Merge:
        """Locked until the end of the transaction; raises MergeNotFound."""

    def same_child(self, child_id: str) -> list[str]: ...
    def has_absorbed(self, child_id: str) -> bool: ...
    def followed_for(self, child_id: str) -> set[str]: ...
    def carry_followings(self, source: str, target: str) -> list[str]: ...
    def drop_followings(self, child_id: str, carried: list[str]) -> None: ...
    def duplicate(self, duplicate_id: str) -> Duplicate:
        """Raises DuplicateNotFound."""

    def settle_pair(self, one: str, other: str, state: str) -> None: ...
    def likely_twins(self, child_id: str) -> list[Duplicate]: ...


class Moves(Protocol):
    def add(self, move: Move) -> None: ...
    def child_of(self, move_id: str) -> str:
        """Raises MoveNotFound."""

    def get(self, move_id: str) -> Move:
        """Locked until the end of the transaction; raises MoveNotFound."""

    def open_of(self, child_id: str, kinds: Collection[MoveKind]) -> list[Move]: ...


class Cases(Protocol):
    def add(self, case: Case) -> None: ...

    def get(self, case_id: str) -> Case:
        """Locked until the end of the transaction; raises CaseNotFound."""

    def running_of(self, child_id: str) -> list[Case]:
        """Cases of the child that are not closed, oldest first."""

    def joined_into(self, case_id: str) -> str | None:
        """As it stands now; the row is not held."""

    def joined_to(self, case_id: str) -> list[Case]:
        """Cases that go on as part of this one, oldest first."""

    def entry(self, case_id: str, position: int) -> CaseEntry: ...
    def entries(self, case_id: str, kind: str) -> list[CaseEntry]: ...
    def reports(self, case_id: str) -> list[CaseReport]:
        """Of the case and of those that were joined to it, oldest first."""

    def add_entry(self, entry: CaseEntry) -> None: ...
    def add_report(self, report: CaseReport) -> None: ...
    def report_by(self, code_mark: str) -> tuple[CaseReport, Case]:
        """Raises ReportNotFound."""

    def next_number(self, case_id: str) -> int: ...
    def add_duty(self, duty: CaseDuty) -> None: ...

    def duty(self, case_id: str, number: int) -> CaseDuty:
        """After its case was locked; raises DutyNotFound."""

    def duties(self, case_id: str) -> list[CaseDuty]: ...
    def call(self, duty: CaseDuty, addresses: Iterable[str]) -> None: ...

    def called(self, case_id: str, number: int | None = None) -> set[str]:
        """The addresses that were called, to one duty or to any of the case."""


class UnitOfWork(Recording, Protocol):
    @property
    def children(self) -> Children: ...
    @property
    def places(self) -> Places: ...
    @property
    def organising(self) -> Organisation: ...
    @property
    def plans(self) -> Plans: ...
    @property
    def inspections(self) -> Inspections: ...
    @property
    def books(self) -> Books: ...
    @property
    def verification(self) -> Verification: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def imports(self) -> Imports: ...
    @property
    def changes(self) -> DossierChanges: ...
    @property
    def return_visits(self) -> ReturnVisits: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def merges(self) -> Merges: ...
    @property
    def moves(self) -> Moves: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def care(self) -> Care: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def school_years(self) -> SchoolYears: ...
    @property
    def dropouts(self) -> Dropouts: ...
    @property
    def health_checks(self) -> HealthChecks: ...
    @property
    def vaccinations(self) -> Vaccinations: ...
    @property
    def vault(self) -> Vault: ...

    def take_newcomers(
        self, newcomers: Sequence[Newcomer], *, by: str, operation: str, today: date
    ) -> None:
        """Children that come on file, in one go; whether they are new is the caller's business."""

    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
    def start_job(self, kind: str, subject: str) -> str: ...
