"""Parents who work away are in touch with their child at least once a week (Minors Protection Law,
23; DOMAIN section 8): whom that concerns, and since when there was nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from services.registry.domain.situation import Status
from shared.contracts.registry.contact_codes import PARENTS
from shared.contracts.registry.contact_errors import ParentContactDateInvalid


@dataclass(frozen=True)
class Owed:
    """A parent is asked to be in touch since a day; `last`: when they were."""

    since: date
    last: date | None = None

    @property
    def counted_from(self) -> date:
        return max(self.since, self.last or self.since)

    def missing_from(self, days: int) -> date:
        """The first day before which so many full days passed without."""
        return self.counted_from + timedelta(days=days + 1)

    def without_days(self, today: date) -> int:
        """Full days between the last contact, or the first day, and today."""
        return max((today - self.counted_from).days - 1, 0)


Watch = Mapping[str, Owed]  # parent -> what is owed; empty: nobody is asked


def owing(facts: Mapping[str, Any], status: Status, rules: Mapping[str, Any]) -> tuple[str, ...]:
    """`rules` is the pack's section `parent_contact`."""
    if status.value not in rules["statuses"]:
        return ()
    return tuple(
        parent
        for parent in PARENTS
        if (facts.get(f"{parent}_situation") or "unknown") in rules["situations"]
    )


def watched(before: Watch, parents: Collection[str], today: date) -> dict[str, Owed]:
    """Who is newly asked has the pack's days from today on; for the others nothing changes."""
    return {parent: before.get(parent) or Owed(today) for parent in parents}


def in_touch(before: Watch, parent: str, last: date | None) -> dict[str, Owed]:
    """With the last contact that is known of the parent now."""
    now = dict(before)
    if parent in now:
        now[parent] = replace(now[parent], last=last)
    return now


def missing_from(watch: Watch, days: int) -> date:
    """The first day on which one of the parents is missing."""
    return min(owed.missing_from(days) for owed in watch.values())


def check_day(contacted_on: date, birth_date: date, today: date) -> None:
    """Raises ParentContactDateInvalid."""
    if not birth_date <= contacted_on <= today:
        raise ParentContactDateInvalid(contacted_on.isoformat())
