"""Responsibility letters: who issues which, and when they can be signed (DOMAIN section 3: between
levels, and with teachers and guardians)."""

from datetime import date
from enum import StrEnum

from services.registry.domain.areas import COUNTY, TOWNSHIP, VILLAGE
from shared.access.roles import Role
from shared.contracts.registry.organising.errors import LetterNotOpen, SignedOnInvalid


class LetterKind(StrEnum):
    """Named for whoever signs."""

    TOWNSHIP = "township"
    VILLAGE = "village"
    SCHOOL = "school"
    TEACHER = "teacher"
    GUARDIAN = "guardian"


class LetterState(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    VOID = "void"


TEMPLATE = 1  # version of the text that new letters are made from
# How many digits the place that issues a kind has; a school issues its teachers'.
ISSUED_BY = {
    LetterKind.TOWNSHIP: COUNTY,
    LetterKind.SCHOOL: COUNTY,
    LetterKind.VILLAGE: TOWNSHIP,
    LetterKind.GUARDIAN: VILLAGE,
}
# Who signs for a place or school.
PARTY_POST = {
    LetterKind.TOWNSHIP: Role.TOWNSHIP_OFFICER,
    LetterKind.VILLAGE: Role.VILLAGE_OFFICER,
    LetterKind.SCHOOL: Role.PRINCIPAL,
}


def kinds_of(area: str, school_id: str | None) -> list[LetterKind]:
    """What an office of this area, or a school, issues."""
    if school_id:
        return [LetterKind.TEACHER]
    return [kind for kind, digits in ISSUED_BY.items() if digits == len(area)]


def check_signing(state: LetterState, year: int, signed_on: date, today: date) -> None:
    """A letter may be signed in the months before its year. Raises LetterNotOpen,
    SignedOnInvalid."""
    if state is not LetterState.OPEN:
        raise LetterNotOpen(state.value)
    if signed_on > today or not year - 1 <= signed_on.year <= year:
        raise SignedOnInvalid(str(year))
