"""What an installation has come to, in words that two runs share: no ids, no times."""

from collections import Counter
from typing import Any

from tests.e2e.story import Story
from tests.probes import probe

READERS = ("minzheng", "cunguan", "zhenguan", "xiaozhang", "chuna", "shenpi", "fukuan")


def settled(story: Story) -> dict[str, Any]:
    """Book, inboxes, pairings and timelines, once no message has come for a while."""
    previous: list[Any] = [None]

    def unchanged() -> Any:
        now = snapshot(story)
        same, previous[0] = now == previous[0], now
        return now if same else None

    found: dict[str, Any] = probe(unchanged, 60, every=0.7)
    return found


def snapshot(story: Story) -> dict[str, Any]:
    names = Names(story)
    return {
        "book": book(story),
        "pairings": pairings(story, names),
        "inboxes": {who: inbox(story, who) for who in READERS},
        "timelines": timelines(story, names),
    }


class Names:
    """Ids as the words that stay the same from run to run."""

    def __init__(self, story: Story) -> None:
        children = story.people["minzheng"].every("/children", limit=200)
        self.children = {
            c["id"]: f"{c['name']} {c['birth_date']} {c['area_name']}" for c in children
        }
        self.helpers = {i: name for name, i in story.known["helpers"].items()}
        self.counted = Counter(self.children.values())


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


def inbox(story: Story, who: str) -> dict[str, int]:
    messages = story.people[who].every("/notifications", limit=200)
    return dict(Counter(f"{m['event_type']} {m['template']}" for m in messages))


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
