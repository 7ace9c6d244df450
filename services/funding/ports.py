"""What the use cases need from the outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from services.funding.domain.eligibility import ChildFacts
from services.funding.domain.ledger import Move
from services.funding.domain.reliefs import ReliefRules
from services.funding.domain.schemes import Scheme
from services.funding.domain.terms import Season
from services.funding.models import (
    Child,
    CountyRules,
    Fund,
    Paper,
    Payment,
    Relief,
    ReliefPart,
    Roll,
    RollLine,
)
from shared.contracts.funding.codes import EntryKind, Reason
from shared.packs import Pack
from shared.recording import Recording
from shared.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """An entry before it has its number and its place in the chain."""

    kind: EntryKind
    fund: Fund
    moves: Sequence[Move]
    roll_id: str | None = None
    payment_id: str | None = None
    document: str | None = None


class Children(Protocol):
    """The children of the county, as the registry told us."""

    def keep(self, child: Child, stage: str, since: date) -> bool:
        """Ours from now on, unless we hold a newer one: then False; `since` is the fact's day."""

    def in_area(
        self, area: str, stage_day: date, *, after: str, limit: int, hardship_only: bool
    ) -> list[ChildFacts]:
        """In order of id, from the one behind `after` on."""

    def of_ids(self, child_ids: Collection[str], stage_day: date) -> dict[str, ChildFacts]: ...


class Rules(Protocol):
    """The policy packs, by county and day."""

    def keep(self, rules: CountyRules) -> None: ...
    def seasons(self, area: str, today: date) -> dict[str, Season]: ...
    def schemes(self, area: str, today: date, term_starts: date) -> list[Scheme]:
        """Under the pack that the county follows today, as that pack is on the term's first day."""

    def scheme(self, code: str, area: str, today: date, term_starts: date) -> Scheme:
        """Raises SchemeNotFound."""

    def relief(self, area: str, today: date) -> ReliefRules: ...
    def version(self, area: str, today: date) -> Pack:
        """The pack that the county follows today."""


class Funds(Protocol):
    def add(self, fund: Fund) -> None: ...
    def get(self, fund_id: str) -> Fund:
        """Locked until the transaction ends. Raises FundNotFound."""

    def share(self, fund: Fund, entry: int, shares: Sequence[tuple[str, int]]) -> None:
        """Who bears how much of a receipt."""


class Rolls(Protocol):
    def add(self, roll: Roll, lines: Sequence[RollLine]) -> None: ...
    def get(self, roll_id: str) -> Roll:
        """Locked until the transaction ends. Raises RollNotFound."""

    def lines(self, roll_id: str) -> list[RollLine]: ...


class Payments(Protocol):
    def standing(self, child_id: str) -> list[Payment]:
        """Those not reversed, locked."""

    def add(self, payments: Sequence[Payment]) -> None:
        """Raises AlreadyGranted where another roll was first."""

    def get(self, payment_id: str) -> Payment:
        """Locked until the transaction ends. Raises PaymentNotFound."""

    def roll_of(self, payment_id: str) -> str:
        """Not locked: rolls are locked before payments. Raises PaymentNotFound."""

    def due(self, roll_id: str) -> list[Payment]: ...
    def taken(
        self, child_ids: Collection[str], scheme: str, term: str, *, open_rolls: bool
    ) -> dict[str, Reason]:
        """Children who have the scheme in that term already or, if asked, are on an open roll."""


class Reliefs(Protocol):
    def add(self, relief: Relief, parts: Sequence[ReliefPart]) -> None: ...
    def get(self, roll_id: str) -> Relief:
        """Raises ReliefNotFound."""

    def parts(self, roll_id: str) -> list[ReliefPart]:
        """In order of their lines."""


class Papers(Protocol):
    def add(self, paper: Paper, sealed: str) -> None: ...
    def get(self, paper_id: str) -> Paper:
        """Raises PaperNotFound."""

    def content(self, paper_id: str) -> str:
        """Sealed."""


class Book(Protocol):
    def post(self, vouchers: Sequence[Voucher], by: str) -> list[int]:
        """Append to the journal; the numbers of the entries."""


class UnitOfWork(Recording, Protocol):
    @property
    def children(self) -> Children: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def funds(self) -> Funds: ...
    @property
    def rolls(self) -> Rolls: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def reliefs(self) -> Reliefs: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def book(self) -> Book: ...
    @property
    def vault(self) -> Vault: ...
    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
