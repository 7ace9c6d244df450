"""One line of the table of who is told of what."""

from dataclasses import dataclass

from services.notifications.domain.addresses import Target
from services.notifications.domain.conditions import Condition, always
from services.notifications.domain.messages import Urgency
from shared.messaging.events import Event

IMPORTANT, URGENT = Urgency.IMPORTANT, Urgency.URGENT


@dataclass(frozen=True)
class Route:
    """`params` and `link` name fields of the event; a message holds these and no others."""

    event: type[Event]
    template: str
    to: tuple[Target, ...]
    params: str
    link: str | None = None
    urgency: Urgency = Urgency.NORMAL
    acknowledge: bool = False
    when: Condition = always

    @property
    def conditional(self) -> bool:
        return self.when is not always
