"""What the use cases need from the outside."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from services.funding.domain.bank_files import Template
from services.funding.domain.eligibility import ChildFacts
from services.funding.domain.heads import Head
from services.funding.domain.ledger import Move
from services.funding.domain.merging import Given
from services.funding.domain.notice_rules import NoticeRules
from services.funding.domain.reliefs import ReliefRules
from services.funding.domain.rolls import Line, Settled
from services.funding.domain.schemes import Scheme
from services.funding.domain.terms import Season
from services.funding.models import (
    Child,
    CountyRules,
    Fund,
    FundBudget,
    Paper,
    Payment,
    Relief,
    ReliefPart,
    Roll,
    RollLine,
    SignedHead,
)
from services.funding.ports.awards import Awards as Awards
from services.funding.ports.banking import (
    Accounts,
    Batches,
    Delegations,
    Noticing,
    Periods,
)
from services.funding.ports.banking import Owed as Owed
from shared.contracts.funding.codes import EntryKind, Reason
from shared.packs import Pack
from shared.recording import Recording
from shared.settings import Settings
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

    def keep(self, child: Child, stage: str, since: date) -> None:
        """Ours from the end of the transaction on, unless we hold a newer one; `since` is the
        fact's day."""

    def keep_merged(self, child: Child, stage: str, since: date) -> bool:
        """The same at once; False if we hold a newer one."""

    def in_area(
        self, area: str, stage_day: date, *, after: str, limit: int, hardship_only: bool
    ) -> list[ChildFacts]:
        """In order of id, from the one behind `after` on."""

    def of_ids(self, child_ids: Collection[str], stage_day: date) -> dict[str, ChildFacts]: ...
    def lock(self, child_id: str) -> None:
        """Nobody else locks or holds it until the transaction ends."""

    def hold(self, child_ids: Collection[str]) -> None:
        """What we know of them stays as it is until the transaction ends; others may hold too."""


class Rules(Protocol):
    """The policy packs, by county and day."""

    def keep(self, rules: CountyRules) -> None: ...
    def seasons(self, area: str, today: date) -> dict[str, Season]: ...
    def schemes(self, area: str, today: date, term_starts: date) -> list[Scheme]:
        """Under the pack that the county follows today, as that pack is on the term's first day."""

    def scheme(self, code: str, area: str, today: date, term_starts: date) -> Scheme:
        """Raises SchemeNotFound."""

    def relief(self, area: str, today: date) -> ReliefRules: ...
    def notice(self, area: str, today: date) -> NoticeRules: ...
    def checked_by(self, scheme: str, area: str, today: date) -> tuple[str, ...]:
        """The sides that must agree; none where the scheme is unknown."""

    def banks(self, area: str, today: date) -> list[Template]: ...
    def bank(self, bank: str, area: str, today: date) -> Template:
        """Raises BankNotFound."""

    def version(self, area: str, today: date) -> Pack:
        """The pack that the county follows today."""


class Funds(Protocol):
    def add(self, fund: Fund) -> None: ...
    def get(self, fund_id: str) -> Fund:
        """Locked until the transaction ends. Raises FundNotFound."""

    def hold(self, fund_ids: Collection[str]) -> dict[str, Fund]:
        """The same for several, in one order always. Raises FundNotFound."""

    def add_budget(self, budget: FundBudget) -> None: ...
    def budgets(self, fund_id: str) -> dict[str, FundBudget]:
        """By scheme; read under the fund's lock."""

    def committed(self, fund_id: str, scheme: str) -> int:
        """What the fund's payments of the scheme promise, in fen."""

    def shares(self, fund_id: str) -> list[tuple[str, int]]:
        """Who bore how much of its receipts."""

    def share(self, fund: Fund, entry: int, shares: Sequence[tuple[str, int]]) -> None:
        """Who bears how much of a receipt."""


class Rolls(Protocol):
    def add(self, roll: Roll) -> None: ...
    def add_lines(self, lines: Sequence[dict[str, Any]]) -> None:
        """Columns of `RollLine`."""

    def get(self, roll_id: str) -> Roll:
        """Locked until the transaction ends. Raises RollNotFound."""

    def standing(self, roll_id: str) -> Iterator[Sequence[Line]]:
        """In order of the child, in portions."""

    def drop(self, roll_id: str, lines: Sequence[Settled]) -> None: ...
    def approve_lines(self, roll_id: str) -> None:
        """Those that were not dropped."""

    def line(self, roll_id: str, child_id: str) -> RollLine | None: ...


class Payments(Protocol):
    def standing(self, child_id: str, scheme: str) -> list[Payment]:
        """Those not reversed, on all files of the child; not locked."""

    def families(self, files: Collection[str]) -> dict[str, list[Given]]:
        """Of the children with several files, of which these are some: what stands on all of
        them. Not locked."""

    def add(self, payments: Sequence[dict[str, Any]]) -> None:
        """Columns of `Payment`. Raises AlreadyGranted where another roll was first."""

    def get(self, payment_id: str) -> Payment:
        """Locked until the transaction ends. Raises PaymentNotFound."""

    def roll_of(self, payment_id: str) -> str:
        """Not locked: rolls are locked before payments. Raises PaymentNotFound."""

    def due(self, roll_id: str) -> list[Payment]: ...
    def owed(self, roll_id: str) -> Iterator[Sequence[Owed]]:
        """The same for a batch, in portions; locked."""

    def send(self, payment_ids: Collection[str]) -> None:
        """They are with a bank."""

    def is_open(self, roll_id: str) -> bool:
        """Whether a payment of it is due, with a bank, or came back."""

    def last_paid(self, roll_id: str) -> Payment | None: ...

    def of_ids(self, payment_ids: Collection[str]) -> dict[str, Payment]:
        """Locked."""

    def taken(
        self,
        child_ids: Collection[str],
        scheme: str,
        term: str,
        *,
        open_rolls: bool,
        benefit: str = "",
        excludes: Collection[str] = (),
    ) -> dict[str, Reason]:
        """Children who have the scheme, or another one of its benefit, in that term already or, if
        asked, are on an open roll."""


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
        """Append to the journal; the numbers of the entries. Raises PeriodClosed."""

    def is_open(self, areas: Collection[str]) -> bool:
        """Whether this month is, and stays so until the transaction ends: the journal is locked,
        which comes after all funds."""

    def hold(self) -> None:
        """Nobody else books until the transaction ends."""

    def head(self) -> Head: ...
    def last_area(self) -> str:
        """Of the last entry."""

    def is_signed(self, position: int) -> bool: ...
    def keep_head(self, head: SignedHead) -> None: ...


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
    def awards(self) -> Awards: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def noticing(self) -> Noticing: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def batches(self) -> Batches: ...
    @property
    def delegations(self) -> Delegations: ...
    @property
    def periods(self) -> Periods: ...
    @property
    def book(self) -> Book: ...
    @property
    def vault(self) -> Vault: ...

    settings: Settings | None

    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
