"""What an installation has come to, in words that two runs share: no ids, no times."""

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

from tests.e2e.fleet import SERVICES, Fleet
from tests.e2e.story import Story
from tests.probes import probe

# An event whose handler failed once comes again after 1 s, then 5 s, then 30 s: none may be missed.
PATIENCE = 120.0


def settled(story: Story, fleet: Fleet) -> dict[str, Any]:
    """Book, messages, pairings and timelines, once no event and no job is under way any more."""
    probe(lambda: not under_way(fleet), PATIENCE, every=0.2)
    names = Names(story)
    return {
        "book": book(story),
        "pairings": pairings(story, names),
        "messages": messages(fleet, names),
        "timelines": timelines(story, names),
    }


def under_way(fleet: Fleet) -> int:
    """Events not yet handled by every consumer, and jobs not yet done."""
    return sum(
        int(rows(fleet, service, statement)[0][0])
        for service in SERVICES
        for statement in (
            "SELECT count(*) FROM outbox WHERE settled_at IS NULL",
            "SELECT count(*) FROM jobs WHERE state = 'open'",
        )
    )


def rows(fleet: Fleet, service: str, statement: str) -> list[Any]:
    path = f"file:{fleet.folder / 'var' / service}.db?mode=ro"
    with closing(sqlite3.connect(path, uri=True, timeout=30)) as database:
        return database.execute(statement).fetchall()


class Names:
    """Ids as the words that stay the same from run to run."""

    def __init__(self, story: Story) -> None:
        children = story.people["minzheng"].every("/children", limit=200)
        accounts = story.people["admin"].every("/accounts", limit=200)
        self.children = {
            c["id"]: f"{c['name']} {c['birth_date']} {c['area_name']}" for c in children
        }
        self.words = {
            **self.children,
            **{helper: name for name, helper in story.known["helpers"].items()},
            **{school: name for name, school in story.known["schools"].items()},
            **{account["id"]: account["username"] for account in accounts},
        }

    def of_address(self, address: str) -> str:
        kind, _, whom = address.partition(":")
        post, at, place = whom.rpartition("@")
        return f"{kind}:{post}{at}{self.words.get(place, place)}"


def book(story: Story) -> list[Any]:
    entries = story.people["fukuan"].every("/journal", limit=200)
    return sorted(
        (e["kind"], [(p["account"], p["debit_fen"], p["credit_fen"]) for p in e["postings"]])
        for e in entries
    )


def pairings(story: Story, names: Names) -> list[Any]:
    found = story.people["zhenguan"].every("/pairings", limit=200)
    return sorted(
        (names.children[p["child_id"]], p["slot"], p["status"], p["level"]) for p in found
    )


def messages(fleet: Fleet, names: Names) -> dict[str, int]:
    """Everybody's inbox: how often each address was told of each kind of fact."""
    found = rows(fleet, "notifications", "SELECT address, event_type, template FROM messages")
    told = Counter(
        # Which of several equal helpers a child gets may differ from run to run.
        (names.of_address(address) if not address.startswith("person:") else "person", *rest)
        for address, *rest in found
    )
    return {" ".join(key): count for key, count in sorted(told.items())}


def timelines(story: Story, names: Names) -> dict[str, Any]:
    officer = story.people["minzheng"]
    graded = [c["id"] for c in story.known["children"][:7]]
    return {
        names.children[child]: [
            (entry["version"], entry["operation"])
            for entry in officer.every(f"/children/{child}/history")
        ]
        for child in graded
    }
