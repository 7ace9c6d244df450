"""When two may become a pair, and how a child is covered (DOMAIN section 6)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from services.pairing.domain.policy import Policy
from shared.contracts.pairing.codes import Category, Coverage, EndReason, PairingStatus, Side
from shared.contracts.pairing.errors import (
    CapacityReached,
    NoPairingNeeded,
    OwnChild,
    PairingNotLive,
    PairRefusedBefore,
    SexPreferenceNotMet,
    SlotTaken,
    SponsorsAreLoveMothers,
    WrongSide,
)
from shared.contracts.pairing.scoring_errors import PairingStartInvalid

LIVE = (PairingStatus.ACTIVE, PairingStatus.SUSPENDED)
# Whoever wanted out is not proposed the same person again: such an end refuses the pair.
NOT_AGAIN = frozenset(
    {
        EndReason.CHILD_ASKED,
        EndReason.FAMILY_ASKED,
        EndReason.HELPER_ASKED,
        EndReason.HELPER_MOVED,
    }
)


@dataclass(frozen=True)
class Seeker:
    """A child who is to get a helper."""

    status: str
    level: int
    sex: str
    helper_sex: str  # the family's wish
    kin_marks: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """A helper who is available (`helpers.check_available`)."""

    category: Category
    side: Side
    sex: str
    child_sex: str
    marks: frozenset[str]
    children: int
    capacity: int


@dataclass(frozen=True)
class PairFacts:
    """What of a live pair decides on whether it goes on."""

    child_id: str
    status: str
    birth_date: date
    kin_marks: Collection[str]
    marks: Collection[str]  # the helper's
    consented: bool


class ChildFacts(Protocol):
    """What of a child's row decides."""

    @property
    def status(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def sex(self) -> str: ...
    @property
    def kin_marks(self) -> Collection[str]: ...


class HelperFacts(Protocol):
    @property
    def category(self) -> Category: ...
    @property
    def sex(self) -> str: ...
    @property
    def child_sex(self) -> str: ...
    @property
    def phone_index(self) -> str: ...
    @property
    def id_index(self) -> str: ...
    @property
    def load(self) -> int: ...
    @property
    def capacity(self) -> int: ...


class Wished(Protocol):
    @property
    def helper_sex(self) -> str: ...


def seeker(child: ChildFacts, consent: Wished | None) -> Seeker:
    return Seeker(
        status=child.status,
        level=child.level,
        sex=child.sex,
        helper_sex=consent.helper_sex if consent else "any",
        kin_marks=frozenset(child.kin_marks),
    )


def candidate(helper: HelperFacts, side: Side) -> Candidate:
    return Candidate(
        category=helper.category,
        side=side,
        sex=helper.sex,
        child_sex=helper.child_sex,
        marks=marks_of(helper),
        children=helper.load,
        capacity=helper.capacity,
    )


def counts(category: Category) -> bool:
    """A peer partner is another pupil, hand in hand and welcome, and stands in for no adult."""
    return category is not Category.PEER


def coverage(level: int, sides: Iterable[Side]) -> Coverage:
    """`sides` of the active pairings that count. Level 4 needs a cadre and a teacher."""
    found = set(sides)
    if level < 4:
        return Coverage.FULL if found else Coverage.NONE
    both = found & {Side.CADRE, Side.TEACHER}
    return (Coverage.NONE, Coverage.HALF, Coverage.FULL)[len(both)]


def check_need(child: Seeker, statuses: Collection[str]) -> None:
    """Raises NoPairingNeeded."""
    if child.status not in statuses or not child.level:
        raise NoPairingNeeded(child.status)


def check_slot(level: int, slot: Side, sides: Iterable[Side]) -> None:
    """A place that a matching proposed is still there: the child's level and its active helpers
    may have changed since. Raises SlotTaken."""
    held = set(sides)
    wanted = {Side.CADRE, Side.TEACHER} - held if level == 4 else {Side.ANY} - held
    if slot not in wanted or (level < 4 and held):
        raise SlotTaken(slot.value)


def check_pair(child: Seeker, helper: Candidate, slot: Side, *, refused: bool) -> None:
    """Raises OwnChild, PairRefusedBefore, WrongSide, SexPreferenceNotMet or CapacityReached."""
    if own_child(child.kin_marks, helper.marks):
        raise OwnChild()
    if refused:
        raise PairRefusedBefore()
    if slot not in (Side.ANY, helper.side):
        raise WrongSide(slot.value, helper.category.value)
    if helper.child_sex not in ("any", child.sex) or child.helper_sex not in ("any", helper.sex):
        raise SexPreferenceNotMet()
    if helper.children >= helper.capacity:
        raise CapacityReached(str(helper.capacity))


def check_sponsor(category: Category, sponsor_fen: int) -> None:
    """Raises SponsorsAreLoveMothers: society's love mothers alone bear a child's yearly costs."""
    if sponsor_fen and category is not Category.LOVE_MOTHER:
        raise SponsorsAreLoveMothers()


def end_of_help(status: str, birth_date: date, policy: Policy, today: date) -> EndReason | None:
    """Why no pairing of the child may go on: its file is closed, or it is of age (LAW "Who is
    registered")."""
    if status in policy.over_statuses:
        return EndReason.FILE_CLOSED
    if policy.is_of_age(birth_date, policy.until_age, today):
        return EndReason.OF_AGE
    return None


def own_child(kin_marks: Collection[str], marks: Collection[str]) -> bool:
    """No helper has their own child or ward; `marks` are the helper's."""
    return not set(kin_marks).isdisjoint(marks)


def marks_of(helper: HelperFacts) -> frozenset[str]:
    return frozenset((helper.phone_index, helper.id_index))


def check_start(began: date, *, signed_on: date, today: date) -> None:
    """Raises PairingStartInvalid: no pairing without the consent that was signed before (DOMAIN
    section 6), and none from a day to come."""
    if began != today and not signed_on <= began <= today:
        raise PairingStartInvalid(began.isoformat())


def check_live(status: PairingStatus) -> None:
    """Raises PairingNotLive."""
    if status not in LIVE:
        raise PairingNotLive(status.value)
