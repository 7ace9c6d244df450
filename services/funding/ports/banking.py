"""What the use cases need of checks, notices, accounts, batches, delegations and closed months."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from services.funding.models import (
    BankAccount,
    Batch,
    BatchLine,
    ClosedPeriod,
    Delegation,
    Objection,
    RollCheck,
)


class Owed(NamedTuple):
    """What a batch needs of a payment."""

    id: str
    child_id: str
    amount_fen: int
    payee: str
    due_on: date | None


class Noticing(Protocol):
    def checks(self, roll_id: str) -> list[RollCheck]: ...
    def keep_check(self, check: RollCheck) -> None: ...
    def add_objection(self, objection: Objection) -> None: ...
    def objection(self, objection_id: str) -> Objection:
        """Locked. Raises ObjectionNotFound."""

    def open_objections(self, roll_id: str) -> int: ...


class Accounts(Protocol):
    def keep(self, account: BankAccount) -> None: ...
    def of(self, child_id: str) -> BankAccount | None: ...
    def sealed(self, child_ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """Of those who have an account: it as it is sealed, and its mark."""

    def sharing(self, marks: Collection[str]) -> dict[str, int]:
        """Account -> how many children have it."""


class Batches(Protocol):
    def add(self, batch: Batch) -> None: ...
    def add_lines(self, lines: Sequence[dict[str, Any]]) -> None:
        """Columns of `BatchLine`."""

    def shared(self, batch_id: str) -> int:
        """How many of its children have an account that is another child's too."""

    def roll_of(self, batch_id: str) -> str:
        """Not locked: rolls are locked first. Raises BatchNotFound."""

    def get(self, batch_id: str) -> Batch:
        """Locked. Raises BatchNotFound."""

    def lines(self, batch_id: str) -> list[BatchLine]: ...


class Delegations(Protocol):
    def add(self, delegation: Delegation) -> None: ...
    def active(self, account: str, role: str, area: str, today: date) -> Delegation | None: ...


class Periods(Protocol):
    def close(self, period: ClosedPeriod) -> bool:
        """False where it was closed already."""
