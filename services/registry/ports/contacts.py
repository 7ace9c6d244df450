"""What contact between children and their parents needs from the outside."""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from services.registry.models import ParentContact


class Contacts(Protocol):
    def add(self, contact: ParentContact) -> None: ...
    def get(self, contact_id: str) -> ParentContact:
        """Locked until the end of the transaction; raises ParentContactNotFound."""

    def known(self, source: str, reference: str, child_id: str) -> bool: ...
    def last_of(self, child_ids: Collection[str], parent: str) -> date | None: ...
    def follow(
        self,
        child_id: str,
        area_code: str,
        school_id: str | None,
        owing: tuple[str, ...],
        *,
        days: int,
        today: date,
        fresh: bool,
    ) -> None:
        """Whose parents are asked, written at the end of the transaction; `fresh`: the child came
        on file in it."""

    def touch(self, child_id: str, last: dict[str, date | None], *, days: int, today: date) -> None:
        """The last contact that is known of some parents now."""

    def due(self, county: str, today: date) -> list[str]:
        """Villages with children who are newly without."""

    def mark(self, village: str, today: date) -> set[str]:
        """They count as without from now on; answers their schools."""

    def without(self, *, village: str | None, school_id: str | None, since: date) -> list[int]:
        """Of a village or a school: newly so on the day, and all."""
