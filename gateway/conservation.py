"""The conservation table: what came of each event, put together from producers and consumers.

Read in the direction of the flow (see `shared.messaging.operations.conservation`), so that what is
on its way may be counted twice and never not at all.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gateway.rpc import KEEPERS, everywhere, part
from shared.clock import now

STEPS = (
    "bus_subscriptions",
    "count_committed",
    "count_handled",
    "list_settled",
    "find_without_trace",
)
OPERATIONS = tuple(f"{service}.{step}" for service in KEEPERS for step in STEPS)
FEW, PAGES = 20, 20  # ids that are named, pages that are searched for them
Heard = dict[str, Any]  # one subscription: service, consumer, source, type, since


def balance() -> dict[str, Any]:
    """One row per consumer and event; `well` if nothing is missing and everybody answered."""
    subscriptions = everywhere("bus_subscriptions")
    heard = [
        {"service": service, **each}
        for service, part in subscriptions.items()
        for each in part.items
    ]
    committed = _committed(heard)
    handled = _handled(heard, committed)
    rows = [_row(each, committed, handled) for each in heard]
    _share_out_retries(rows)
    for row in rows:
        _judge(row)
    rows += [_unknown(service) for service, part in subscriptions.items() if part.away]
    well = all(row["state"] in ("balanced", "moving") for row in rows)
    return {"well": well, "at": now(), "items": rows}


def _committed(heard: list[Heard]) -> dict[tuple[str, str, str], Any]:
    """By source, type and since; None where the producer is away."""

    def of(source: str) -> list[dict[str, str]]:
        wanted = {(each["type"], each["since"]) for each in heard if each["source"] == source}
        return [{"type": kind, "since": since} for kind, since in sorted(wanted)]

    found = everywhere("count_committed", asked=of)
    return {
        (source, item["type"], _instant(item["since"])): item
        for source, part in found.items()
        for item in part.items
    }


def _instant(text: str) -> str:
    return datetime.fromisoformat(text).isoformat()


def _key(each: Heard) -> tuple[str, str, str]:
    return each["source"], each["type"], _instant(each["since"])


def _handled(heard: list[Heard], committed: dict[Any, Any]) -> dict[tuple[str, str], Any]:
    def of(service: str) -> list[dict[str, Any]]:
        mine = [each for each in heard if each["service"] == service]
        return [
            {"consumer": each["consumer"], "open": committed.get(_key(each), {}).get("open", [])}
            for each in mine
        ]

    found = everywhere("count_handled", asked=of)
    return {
        (service, item["consumer"]): item for service, part in found.items() for item in part.items
    }


def _row(each: Heard, committed: dict[Any, Any], handled: dict[Any, Any]) -> dict[str, Any]:
    ours, theirs = committed.get(_key(each)), handled.get((each["service"], each["consumer"]))
    away = [each["source"]] * (ours is None) + [each["service"]] * (theirs is None)
    row = {**each, "away": away, "missing": []}
    if ours is None or theirs is None:
        return row
    pending = theirs["open"] + theirs["queued"]
    parts = pending + theirs["handled"] + theirs["dead"] + theirs["discarded"]
    return {
        **row,
        **{name: theirs[name] for name in ("handled", "dead", "discarded")},
        **{name: theirs[name] for name in ("replayed", "strangers", "retrying")},
        **{name: theirs[name] for name in ("all_read", "remembered_since")},
        "committed": ours["committed"],
        "pending": pending,
        "difference": ours["committed"] - parts,
    }


def _share_out_retries(rows: Iterable[dict[str, Any]]) -> None:
    """A service's consumers share one ladder, so what waits there is given to those that lack
    something: of the service as a whole the numbers are exact."""
    left: dict[str, int] = {}
    for row in rows:
        if row["away"]:
            continue
        have = left.setdefault(row["service"], row["retrying"])
        taken = max(0, min(have, row["difference"]))
        left[row["service"]] = have - taken
        row["pending"] += taken
        row["difference"] -= taken


def _judge(row: dict[str, Any]) -> None:
    """Missing is only what is named: everything younger may be with a consumer at this moment."""
    if row["away"]:
        row["state"] = "unknown"
    elif row["difference"] > 0 and not row["all_read"]:
        row["state"] = "unsure"
    elif row["difference"] > 0:
        row["missing"] = missing(row)
        row["state"] = "missing" if row["missing"] else "moving"
    elif row["difference"] < 0:
        row["state"] = "surplus" if not row["pending"] else "moving"
    else:
        row["state"] = "balanced"


def missing(row: dict[str, Any]) -> list[str]:
    """Ids that the producer has given away and the consumer knows nothing of; at most FEW. None
    while the service retries anything: it may be that."""
    if row["retrying"] or row["pending"]:
        return []
    found: list[str] = []
    after: int | None = 0
    for _ in range(PAGES):
        of = {
            **{"type": row["type"], "since": row["since"], "after": after},
            "written_since": row["remembered_since"],
        }
        page = part(row["source"], "list_settled", **of).value
        if page is None:
            break
        asked = {"consumer": row["consumer"], "ids": page["ids"]}
        here = part(row["service"], "find_without_trace", **asked).value if page["ids"] else None
        found += here["ids"] if here else []
        after = page["next"]
        if after is None or len(found) >= FEW:
            break
    return found[:FEW]


def _unknown(service: str) -> dict[str, Any]:
    """A service that is away does not say either what it hears."""
    return {
        "service": service,
        "consumer": "",
        "source": "",
        "type": "",
        "away": [service],
        "state": "unknown",
        "missing": [],
    }
