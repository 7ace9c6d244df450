"""Dead letters: which there are and why, and what an operator does about them.

Each action is a pair of rows of the service's history, one before and one after it, with the
operator's account and the typed reason. It ends after a few seconds, so that no caller waits for
ever: `left` says how many are still to do, and the same request goes on.
"""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import eventlet
from sqlalchemy import select

from shared.clock import now
from shared.contracts.bus.errors import NothingChosen
from shared.db import insert_or_ignore
from shared.messaging import cloudevents
from shared.messaging.clean_up import CLOCKS, INBOX
from shared.messaging.crash_points import crash_point
from shared.messaging.operations import masks
from shared.messaging.operations.letters import (
    CHOSEN_FROM,
    SHOWN,
    Letter,
    Reader,
    heard_by,
    reading,
)
from shared.messaging.operations.place import Place
from shared.messaging.operations.queues import age
from shared.texts.bus import explain

SECONDS = 5.0  # of one slice of an action
LISTED = 200  # letters that an answer or a history row names
AT_ONCE = 200  # letters that are discarded in one transaction
EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Choice:
    """Which dead letters: all that fit everything that is given."""

    ids: tuple[str, ...] = ()
    consumer: str | None = None
    type: str | None = None
    reason: str | None = None
    everything: bool = False
    died_before: datetime | None = None

    def check(self) -> None:
        """Raises NothingChosen: to forget the filter must not mean all."""
        if not (self.ids or self.consumer or self.type or self.reason or self.everything):
            raise NothingChosen()

    def fits(self, letter: Letter) -> bool:
        return (
            (not self.ids or letter.id in self.ids)
            and self.type in (None, letter.heard.type)
            and self.reason in (None, letter.reason)
            and not (self.died_before and letter.died_at and letter.died_at >= self.died_before)
        )


def show(place: Place, choice: Choice, *, after: int, limit: int) -> dict[str, Any]:
    """The youngest first; of a queue with more than SHOWN letters those at its head."""
    window = forgotten_before(place)
    with reading(place) as reader:
        found = list(matching(place, reader, choice, SHOWN))
        found.sort(key=lambda each: (each.died_at or EARLIEST, each.id), reverse=True)
        items = [view(place, letter, window) for letter in found[after : after + limit]]
    more = len(found) > after + limit
    return {"items": items, "total": len(found), "next": str(after + limit) if more else None}


def matching(place: Place, reader: Reader, choice: Choice, most: int) -> Iterator[Letter]:
    for heard in heard_by(place, choice.consumer):
        yield from (each for each in reader.letters(heard, most) if choice.fits(each))


def view(place: Place, letter: Letter, window: datetime) -> dict[str, Any]:
    envelope, heard = letter.envelope, letter.heard
    return {
        "service": place.service,
        "consumer": heard.consumer,
        "source": heard.source,
        "type": heard.type,
        "id": letter.id,
        "died_at": letter.died_at,
        "happened_at": envelope and envelope.at,
        "age_seconds": age(letter.died_at) if letter.died_at else None,
        "attempts": letter.attempts,
        "reason": masks.text(letter.reason),
        "explained": explain(place.service, letter.reason),
        "error": masks.text(letter.error),
        "redriven": bool(letter.headers.get("redrive")),
        "replay": letter.replay is not None,
        "forgotten": is_forgotten(letter, window),
        "readable": envelope is not None,
        "payload": masks.fields(envelope.data, heard.event) if envelope else [],
        "size": len(letter.body),
        "digest": letter.digest[:16],
        "preview": "" if envelope else masks.preview(letter.body),
    }


# -- how old is too old ------------------------------------------------------------------------


def forgotten_before(place: Place) -> datetime:
    """Of an event that was sent earlier nobody can say any more whether it was handled."""
    settings = place.database.settings
    window = now() - timedelta(days=settings.keeping.inbox)
    swept = place.table("swept")
    this = (swept.c.what == INBOX) & (swept.c.key == "")
    with place.database.sessions() as session:
        swept_before = session.scalar(select(swept.c.before).where(this))
    return max(window, swept_before + CLOCKS) if swept_before else window


def is_forgotten(letter: Letter, window: datetime) -> bool:
    sent = letter.envelope and letter.envelope.sent
    return bool(sent and sent < window)


# -- actions -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """Who wants what done, and why; `dry_run` only says what would happen."""

    account: str
    operation: str
    why: str
    choice: Choice
    dry_run: bool = True


class Account:
    """What came of an action, as its answer and its history row tell it."""

    def __init__(self) -> None:
        self.id = str(uuid4())
        self.began_at = now()
        self.done: list[Letter] = []
        self.refused: list[Letter] = []
        self.left = 0

    def told(self, order: Order) -> dict[str, Any]:
        return {
            "action": self.id,
            "began_at": self.began_at,
            "dry_run": order.dry_run,
            "done": len(self.done),
            "refused": len(self.refused),
            "left": self.left,
            "items": [named(each) for each in self.done[:LISTED]],
            "refused_items": [named(each) for each in self.refused[:LISTED]],
        }


def named(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "consumer": letter.heard.consumer,
        "type": letter.heard.type,
        "reason": masks.text(letter.reason),
    }


def redrive(
    place: Place, order: Order, *, per_second: int, even_if_forgotten: bool
) -> dict[str, Any]:
    """Send each letter to the one consumer whose it is, as if it came for the first time: without
    any header of the broker, its attempts at nought. It leaves the dead letters once the broker has
    confirmed the copy; killed in between, both are there, and the inbox absorbs one.

    What is older than the inbox remembers is refused, or with `even_if_forgotten` goes as a replay
    of its own."""
    order.choice.check()
    window, account = forgotten_before(place), Account()
    with reading(place) as reader:
        found = list(matching(place, reader, order.choice, CHOSEN_FROM))
        account.refused = [
            each for each in found if is_forgotten(each, window) and not even_if_forgotten
        ]
        chosen = [each for each in found if each not in account.refused]
        if order.dry_run:
            account.done = chosen
            return account.told(order)
        with noted(place, order, account, len(chosen)):
            ends = time.monotonic() + SECONDS
            for letter in chosen:
                if time.monotonic() > ends:
                    break
                send(place, reader, letter, account, forgotten=is_forgotten(letter, window))
                eventlet.sleep(1 / per_second)
    return account.told(order)


@contextmanager
def noted(place: Place, order: Order, account: Account, chosen: int) -> Iterator[None]:
    """A row of the history before, and one after, also where the broker takes no more in the
    middle: what was done until then stands in it."""
    note(place, order, account, {"chosen": chosen}, version=1)
    stopped_by = {}
    try:
        yield
    except Exception as error:
        stopped_by = {"stopped_by": type(error).__name__}
        raise
    finally:
        account.left = chosen - len(account.done)
        note(place, order, account, account.told(order) | stopped_by, version=2)


def send(
    place: Place, reader: Reader, letter: Letter, account: Account, *, forgotten: bool
) -> None:
    kept = {k: v for k, v in letter.headers.items() if k == "replay"}
    body = None
    if forgotten:
        body = cloudevents.replayed(letter.body.decode(), account.id[:8], now())
        keep(place, [letter], account)  # as itself it is given up; the replay counts apart
    reader.copy(letter, letter.heard.topology.work.name, kept | {"redrive": account.id}, body)
    crash_point("after_redrive_before_ack")
    reader.settle(letter)
    account.done.append(letter)


def discard(place: Place, order: Order) -> dict[str, Any]:
    """Give letters up. Each is kept whole and sealed, and its inbox row is written, so that no copy
    of it is handled later; only then it leaves the dead letters."""
    order.choice.check()
    account = Account()
    with reading(place) as reader:
        found = list(matching(place, reader, order.choice, CHOSEN_FROM))
        account.done, account.left = found[:AT_ONCE], max(0, len(found) - AT_ONCE)
        if order.dry_run:
            account.done, account.left = found, 0
            return account.told(order)
        note(place, order, account, {"chosen": len(account.done)}, version=1)
        keep(place, account.done, account)
        for letter in account.done:
            reader.settle(letter)
    note(place, order, account, account.told(order), version=2)
    return account.told(order)


def keep(place: Place, letters: list[Letter], account: Account) -> None:
    """All in one transaction."""
    with place.database.transaction() as uow:
        for letter in letters:
            consumer, envelope = letter.heard.consumer, letter.envelope
            key = f"{consumer}\n{letter.id}\n{letter.replay or ''}\n{letter.digest}"
            insert_or_ignore(
                uow.session,
                place.table("discarded_letters"),
                id=hashlib.sha256(key.encode()).hexdigest(),
                consumer=consumer,
                event_id=letter.event_id,
                replay=letter.replay,
                type=letter.heard.type,
                error=letter.error,
                action=account.id,
                at=now(),
                content=json.dumps(whole(letter), ensure_ascii=False),
            )
            if envelope is not None:
                uow.first_time(consumer, envelope.inbox_key)


def whole(letter: Letter) -> dict[str, Any]:
    """All that is needed to put it back by hand."""
    return {
        "body": base64.b64encode(letter.body).decode(),
        "headers": {k: str(v) for k, v in letter.headers.items()},
        "message_id": letter.message.properties.get("message_id"),
        "queue": letter.heard.topology.work.name,
    }


def note(
    place: Place, order: Order, account: Account, changes: dict[str, Any], *, version: int
) -> None:
    told = json.loads(json.dumps({**changes, "choice": vars(order.choice)}, default=str))
    place.note(
        account.id, order.operation, by=order.account, why=order.why, changes=told, version=version
    )
