"""What rebuilds a consumer's copies (see `copies`): replays of what their producers have said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from shared.messaging.replays import RATE, Wish


class Feeds(Protocol):
    """What is needed of a subscription: the event's type, and the tables that it feeds."""

    event: Any
    copies: tuple[str, ...]
    history: bool


@dataclass(frozen=True)
class Asked:
    """What one producer is to send again."""

    source: str
    wish: Wish


def wishes(
    service: str, subscriptions: Iterable[tuple[str, Feeds]], rate: int = RATE
) -> Iterator[Asked]:
    """The replays that rebuild a service's copies, one for each of its handlers that feed one.

    Of each aggregate only the newest event is sent, unless the copy needs the whole `history`: so
    a pairing that has ended never shows as active meanwhile."""
    feeding = [(method, s) for method, s in subscriptions if s.copies]
    for method, subscription in feeding:
        event = subscription.event
        beside = [s.event for _, s in feeding if _share(s, subscription)]
        types = sorted({e.wire_name() for e in beside if e.source == event.source})
        yield Asked(
            event.source,
            Wish(
                consumer=f"{service}.{method}",
                event_type=event.wire_name(),
                newest_of=[] if subscription.history else types,
                with_open=True,
                rate=rate,
            ),
        )


def _share(one: Feeds, other: Feeds) -> bool:
    return bool(set(one.copies) & set(other.copies))
