"""docs/events.md: every event, who says it, who hears it, and what it holds."""

from itertools import groupby

from lantian.reference.catalogue import Entry, entries

HEAD = """\
# Events

Made from the code by `lantian docs --write`; do not edit. The same as AsyncAPI 3: `asyncapi.json`.

A fact is published once the transaction that made it true is committed, as CloudEvents 1.0
(structured JSON, with `traceparent`) on the exchange `<source>.events`. Each consumer has a queue
of its own and acts on an event once, however often it comes. No event holds a name, an ID number,
a phone, an account number or an address. Fields are only ever added, with a default
(`tests/contract/events.golden.json`); a changed meaning is a new event, `...V2`.
"""


def page() -> str:
    parts = [HEAD, _overview()]
    for source, group in groupby(entries(), key=lambda entry: entry.event.source):
        parts.append(f"## {source}\n")
        parts += [_section(entry) for entry in group]
    return "\n".join(parts)


def _overview() -> str:
    lines = ["| event | version | published by | consumed by |", "|---|---|---|---|"]
    for entry in entries():
        name = entry.event.__name__
        services = sorted({consumer.partition(".")[0] for consumer in entry.consumers})
        lines.append(
            f"| [{name}](#{name.lower()}) | {entry.version} | {entry.event.source}"
            f" | {', '.join(services)} |"
        )
    return "\n".join(lines) + "\n"


def _section(entry: Entry) -> str:
    lines = [
        f"### {entry.event.__name__}\n",
        f"{entry.says}\n",
        f"`{entry.key}`, version {entry.version}, ordered per `{entry.event.aggregate}`.",
        f"Consumers: {', '.join(f'`{each}`' for each in entry.consumers) or 'none'}.\n",
        "| field | type | |",
        "|---|---|---|",
    ]
    for field in entry.fields:
        lines.append(f"| `{field.name}` | {field.type} | {'' if field.required else 'optional'} |")
    return "\n".join(lines) + "\n"
