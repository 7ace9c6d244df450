"""Who was there. Not being enrolled yet is not being absent (DOMAIN section 8)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from shared.contracts.activities.errors import (
    ChildMarkedTwice,
    ChildNotOnRoster,
    CorrectionNeedsReason,
)


class Mark(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    LEAVE = "leave"
    NOT_ENROLLED = "not_enrolled"


def changes(
    standing: Mapping[str, Mark],
    wanted: Iterable[tuple[str, Mark]],
    roster: Iterable[str],
    why: str | None,
) -> dict[str, Mark]:
    """Child -> new mark, only where it differs from the one that stands.

    Raises ChildMarkedTwice, ChildNotOnRoster (a child that left the school may still be
    corrected) and CorrectionNeedsReason.
    """
    known = {*roster, *standing}
    seen: set[str] = set()
    changed: dict[str, Mark] = {}
    for child_id, mark in wanted:
        if child_id in seen:
            raise ChildMarkedTwice(child_id)
        seen.add(child_id)
        if child_id not in known:
            raise ChildNotOnRoster(child_id)
        if standing.get(child_id) == mark:
            continue
        if child_id in standing and why is None:
            raise CorrectionNeedsReason(child_id)
        changed[child_id] = mark
    return changed


def expected(roster: Mapping[str, str | None], class_name: str | None) -> list[str]:
    """Children whom a session is for: the class, or the school where no child is of that class.

    `roster` is child -> class. A plan often names a group ("grades 4 to 6") that no roster knows.
    """
    of_class = [child for child, name in roster.items() if name == class_name]
    return of_class if class_name is not None and of_class else list(roster)


def with_mark(marks: Mapping[str, Mark], mark: Mark) -> list[str]:
    """Children with this mark, in a steady order."""
    return sorted(child for child, given in marks.items() if given is mark)


def tally(marks: Iterable[Mark]) -> dict[str, int]:
    """Every mark -> how often, zeros too, so that a sum over children needs no care."""
    counted = Counter(marks)
    return {mark.value: counted[mark] for mark in Mark}
