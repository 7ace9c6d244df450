"""docs/flows.md: which service tells which others what, as pictures."""

from itertools import groupby

from lantian import launcher
from lantian.reference.catalogue import Entry, entries

HEAD = """\
# The flows of events

Made from the code by `lantian docs --write`; do not edit. What each event holds: `events.md`.

An arrow is at least one event that the service at its head hears from the one at its foot, with
how many kinds of events there are. Each kind has a queue of its own at each consumer.
"""


def page() -> str:
    pictures = [_of_source(source, list(found)) for source, found in _by_source()]
    return "\n".join([HEAD, _whole(), *pictures])


def _by_source() -> list[tuple[str, list[Entry]]]:
    found = groupby(entries(), key=lambda entry: entry.event.source)
    return [(source, list(group)) for source, group in found]


def _whole() -> str:
    lines = ["## All services\n", "```mermaid", "flowchart LR"]
    lines += [f"    {service}" for service in launcher.SERVICES]
    for source, found in _by_source():
        for consumer in launcher.SERVICES:
            kinds = sum(consumer in _services(entry) for entry in found)
            if kinds:
                lines.append(f"    {source} -- {kinds} --> {consumer}")
    return "\n".join([*lines, "```\n"])


def _of_source(source: str, found: list[Entry]) -> str:
    lines = [f"## {source}\n", "```mermaid", "flowchart LR"]
    for entry in found:
        name = entry.event.__name__
        lines.append(f"    {source} --> {name}([{name}])")
        lines += [f"    {name} --> {consumer}" for consumer in _services(entry)]
    return "\n".join([*lines, "```\n"])


def _services(entry: Entry) -> list[str]:
    """Each once, also where two of its handlers hear the event."""
    return sorted({consumer.partition(".")[0] for consumer in entry.consumers})
