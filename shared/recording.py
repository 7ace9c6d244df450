"""What the units of work of the services offer their use cases; ports add what is their own."""

from collections.abc import Mapping
from typing import Any, Protocol

from shared.messaging.events import Event


class Recording(Protocol):
    """Facts for others and facts for the record, with the transaction or not at all."""

    def emit(self, event: Event) -> None: ...
    def record(
        self,
        *,
        subject: str,
        version: int,
        operation: str,
        by: str,
        changes: Mapping[str, Any],
        reason: str | None = None,
        key_of: str | None = None,
    ) -> None: ...
