"""The wire format: CloudEvents 1.0, structured JSON, with the trace's extension attribute."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from shared.messaging import trace
from shared.messaging.events import Event

CONTENT_TYPE = "application/cloudevents+json"
REPLAYED = "replayed"  # in a session's info: the event that is being handled is a replay's
# One for all: json.dumps would make an encoder for each event.
as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Undecodable(Exception):
    """No retry will help."""


@dataclass(frozen=True)
class Envelope:
    id: str
    type: str
    data: dict[str, Any]
    traceparent: str | None = None
    replay: str | None = None  # names a replay, which counts as new for the inbox
    at: datetime | None = None  # when it happened
    sent: datetime | None = None  # when it was first sent: a replay is younger than its event

    @property
    def inbox_key(self) -> str:
        return f"{self.id}:{self.replay}" if self.replay else self.id


def encode(event: Event, at: datetime) -> tuple[str, str]:
    """The event's id, and its text on the wire."""
    return wrapped(type(event), event.aggregate_id, as_text(vars(event)), at)


def wrapped(event: type[Event], subject: str, data: str, at: datetime) -> tuple[str, str]:
    """As `encode`, for an event whose data are text already: written where many were made."""
    event_id = str(uuid4())
    head = {
        "specversion": "1.0",
        "id": event_id,
        "source": f"/{event.source}",
        "type": event.wire_name(),
        "subject": subject,
        "time": at.isoformat(),
        "datacontenttype": "application/json",
        trace.HEADER: trace.current(),
    }
    return event_id, f'{as_text(head)[:-1]},"data":{data}}}'


def replayed(body: str, replay: str, at: datetime) -> str:
    """The same event once more, as part of a replay."""
    return as_text(json.loads(body) | {"replay": replay, "replaytime": at.isoformat()})


def moment(text: str | None) -> datetime | None:
    """Raises ValueError, TypeError."""
    found = None if text is None else datetime.fromisoformat(text)
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def decode(body: bytes | str) -> Envelope:
    """Raises Undecodable for whatever is not an event of ours."""
    try:
        parsed = json.loads(body)
        envelope = Envelope(
            parsed["id"],
            parsed["type"],
            parsed["data"],
            parsed.get(trace.HEADER),
            parsed.get("replay"),
            at := moment(parsed.get("time")),
            moment(parsed.get("replaytime")) or at,
        )
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        raise Undecodable(type(exc).__name__) from exc
    if not (isinstance(envelope.id, str) and envelope.id and isinstance(envelope.data, dict)):
        raise Undecodable("id or data of a wrong type")
    return envelope
