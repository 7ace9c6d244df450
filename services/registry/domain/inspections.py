"""Inspections: a sample that anybody can draw again, and findings to be put right by a day
(DOMAIN section 3)."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from hashlib import sha256

from shared.contracts.registry.organising.errors import (
    FindingNotAnswered,
    FindingSettled,
    InspectionDatesInvalid,
    NothingToInspect,
    OwnAnswer,
    PutRightByInvalid,
    VisitedOnInvalid,
    VisitNotRecorded,
)


class Inspected(StrEnum):
    VILLAGE = "village"
    SCHOOL = "school"
    DOSSIER = "dossier"


class FindingState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


class Entry(StrEnum):
    """What is added to a finding's course."""

    FOUND = "found"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


def sample(population: Collection[str], seed: str, size: int) -> list[str]:
    """The `size` whose hash of "seed/id" (SHA-256) is smallest: who knows the seed and the list
    draws the same again, with any tool. Raises NothingToInspect."""
    if not population:
        raise NothingToInspect()
    return sorted(population, key=lambda each: _rank(seed, each))[:size]


def _rank(seed: str, each: str) -> str:
    return sha256(f"{seed}/{each}".encode()).hexdigest()


def digest(population: Iterable[str]) -> str:
    """Of the list that was drawn from, one id a line, sorted: a list handed in later proves by it
    that it is the same."""
    return sha256("\n".join(sorted(population)).encode()).hexdigest()


def check_dates(from_on: date, to_on: date, today: date) -> None:
    """Raises InspectionDatesInvalid."""
    if to_on < from_on or to_on < today:
        raise InspectionDatesInvalid()


def check_visited(visited_on: date, drawn_on: date, today: date) -> None:
    """Nobody inspects before the sample was drawn. Raises VisitedOnInvalid."""
    if not drawn_on <= visited_on <= today:
        raise VisitedOnInvalid(drawn_on.isoformat())


def check_found(visited_on: date | None, due_on: date, today: date) -> None:
    """Raises VisitNotRecorded, PutRightByInvalid."""
    if visited_on is None:
        raise VisitNotRecorded()
    if due_on < today:
        raise PutRightByInvalid()


def check_answer(state: FindingState) -> None:
    """Raises FindingSettled for one that was answered or accepted already."""
    if state is not FindingState.OPEN:
        raise FindingSettled()


def check_decision(state: FindingState, answered_by: str | None, by: str) -> None:
    """Who answered does not judge the answer. Raises FindingSettled, FindingNotAnswered,
    OwnAnswer."""
    if state is FindingState.ACCEPTED:
        raise FindingSettled()
    if state is FindingState.OPEN:
        raise FindingNotAnswered()
    if answered_by == by:
        raise OwnAnswer()


def overdue(state: FindingState, due_on: date, day: date) -> bool:
    return state is FindingState.OPEN and day > due_on
