"""What the use cases need of awards."""

from typing import Protocol

from services.funding.models import Award


class Awards(Protocol):
    def keep(self, award: Award) -> None:
        """Ours, unless we hold it already."""

    def of_term(self, area: str, term: str) -> list[Award]: ...
