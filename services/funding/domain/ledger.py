"""Double entry: what every event of money does to the accounts.

An entry is made of moves, each from one account to another, so that its debits equal its
credits whatever is written: an entry out of balance cannot be expressed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.contracts.funding.codes import Account, FundKind

INCOME: dict[FundKind, Account] = {
    FundKind.TREASURY: Account.TREASURY_INCOME,
    FundKind.DONOR: Account.DONATION_INCOME,
    FundKind.JOINT: Account.JOINT_INCOME,
}


@dataclass(frozen=True)
class Move:
    """`amount_fen` is debited to one account and credited to the other."""

    debit: Account
    credit: Account
    amount_fen: int

    def __post_init__(self) -> None:
        if type(self.amount_fen) is not int or self.amount_fen <= 0:
            raise ValueError(f"{self.amount_fen!r} is no amount in fen")
        if self.debit is self.credit:
            raise ValueError(f"a move from {self.debit} to itself")


@dataclass(frozen=True)
class Posting:
    """One line of an entry as an accountant reads it: one of the two amounts is 0."""

    account: Account
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True)
class Balance:
    account: Account
    debit_fen: int
    credit_fen: int

    @property
    def balance_fen(self) -> int:
        return self.debit_fen - self.credit_fen


def funds_received(kind: FundKind, amount_fen: int) -> tuple[Move, ...]:
    return (Move(Account.BANK, INCOME[kind], amount_fen),)


def grant_approved(amount_fen: int) -> tuple[Move, ...]:
    """From the approval on it is owed."""
    return (Move(Account.GRANT_EXPENSE, Account.GRANTS_PAYABLE, amount_fen),)


def grant_paid(amount_fen: int) -> tuple[Move, ...]:
    return (Move(Account.GRANTS_PAYABLE, Account.BANK, amount_fen),)


def grant_reversed(amount_fen: int) -> tuple[Move, ...]:
    """The contrary of payment and approval: the money is the fund's again."""
    return (
        Move(Account.BANK, Account.GRANTS_PAYABLE, amount_fen),
        Move(Account.GRANTS_PAYABLE, Account.GRANT_EXPENSE, amount_fen),
    )


def grant_refunded(amount_fen: int) -> tuple[Move, ...]:
    """A part of a payment came back: booked as its contrary, and the money is the fund's again."""
    return grant_reversed(amount_fen)


def grant_taken_back(amount_fen: int) -> tuple[Move, ...]:
    """The contrary of the approval alone, of what was never paid."""
    return (Move(Account.GRANTS_PAYABLE, Account.GRANT_EXPENSE, amount_fen),)


def postings(moves: Iterable[Move]) -> list[Posting]:
    """Debits first, as a voucher is written."""
    moves = list(moves)
    return [Posting(m.debit, m.amount_fen, 0) for m in moves] + [
        Posting(m.credit, 0, m.amount_fen) for m in moves
    ]


def sealed_content(entry: Mapping[str, Any], moves: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """What the hash of an entry covers: all of it, and its moves (debit, credit, fen) in order."""
    covered = {name: entry[name] for name in entry if name not in ("hash", "previous_hash")}
    return {**covered, "at": entry["at"].isoformat(), "moves": [list(move) for move in moves]}


def trial_balance(moves: Iterable[Move]) -> list[Balance]:
    """Totals of every account of the chart, also of those never used."""
    debits, credits = dict.fromkeys(Account, 0), dict.fromkeys(Account, 0)
    for move in moves:
        debits[move.debit] += move.amount_fen
        credits[move.credit] += move.amount_fen
    return [Balance(account, debits[account], credits[account]) for account in Account]
