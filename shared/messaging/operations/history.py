"""Replays, copies and the clean-up, as the operator asks for them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from shared.messaging import replays
from shared.messaging.clean_up import count
from shared.messaging.house import CLEAN_UP, KEEPING, limits
from shared.messaging.operations.place import Place
from shared.messaging.rebuilding import wishes
from shared.messaging.replays import Wish

SHOWN = 50  # replays, the newest first


def copies(place: Place) -> dict[str, Any]:
    """What has to be asked of which producer to rebuild this service's copies."""
    items = [
        {"source": asked.source, **vars(asked.wish)}
        for asked in wishes(place.service, place.feeding)
    ]
    return {"items": items}


def replay(place: Place, wish: Wish, *, by: str, why: str, dry_run: bool) -> dict[str, Any]:
    """Begin it, or only count what it would send. Raises NoSuchConsumer."""
    replays.queue_of(place.service, wish)
    with place.database.transaction() as uow:
        events = replays.how_many(uow, wish)
        if dry_run:
            return {"id": None, "events": events, "dry_run": True}
        known = replays.ask(uow, place.service, wish, by=by, why=why)
        uow.start_job(KEEPING, known)
        _note(uow, "start_replay", known, by, why, wish)
    return {"id": known, "events": events, "dry_run": False}


def list_replays(place: Place) -> dict[str, Any]:
    table = place.table("replays")
    newest = select(table).order_by(table.c.asked_at.desc()).limit(SHOWN)
    with place.database.sessions() as session:
        rows = session.execute(newest).mappings()
        return {"items": [{"service": place.service, **row} for row in rows]}


def stop_replay(place: Place, replay_id: str, *, by: str, why: str) -> dict[str, Any]:
    with place.database.transaction() as uow:
        stopped = replays.stop(uow, replay_id)
        if stopped:
            _note(uow, "stop_replay", replay_id, by, why, None, version=2)
    return {"id": replay_id, "stopped": stopped}


def clean_up(place: Place, *, by: str, why: str, dry_run: bool) -> dict[str, Any]:
    """What would go, by table; without `dry_run` a job takes it away from now on."""
    with place.database.transaction() as uow:
        found = count(uow, until(place))
        if not dry_run:
            job = uow.start_job(KEEPING, CLEAN_UP)
            _note(uow, "clean_up", job, by, why, None)
    tables = [{"table": name, "rows": rows} for name, rows in found.items()]
    return {"service": place.service, "dry_run": dry_run, "tables": tables}


def until(place: Place) -> Any:
    return limits(place.database.settings)


def _note(
    uow: Any, action: str, subject: str, by: str, why: str, wish: Wish | None, *, version: int = 1
) -> None:
    """A row of the history for each action."""
    asked = vars(replace(wish)) if wish else {}
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asked.items()}
    changes = {name: [None, value] for name, value in plain.items()}
    subject = f"bus/{subject}"
    uow.record(
        subject=subject, version=version, operation=action, by=by, changes=changes, reason=why
    )
