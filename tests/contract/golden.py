"""The agreed wire form of every event, and what may be done to it: fields are only added.

python -m tests.contract.golden      writes what was added, and refuses what was changed
"""

import json
import sys
from pathlib import Path
from typing import Any

from lantian.reference.catalogue import events, fields_of

FILE = Path(__file__).with_name("events.golden.json")
Golden = dict[str, dict[str, Any]]


def current() -> Golden:
    """Event -> the field that names its aggregate, and field -> type."""
    return {
        f"{event.source}.{event.wire_name()}": {
            "aggregate": event.aggregate,
            "fields": {
                field.name: field.type + ("" if field.required else ", optional")
                for field in fields_of(event)
            },
        }
        for event in events()
    }


def agreed() -> Golden:
    golden: Golden = json.loads(FILE.read_text(encoding="utf-8"))
    return golden


def broken_promises(before: Golden, after: Golden) -> list[str]:
    """What a consumer or a stored event of yesterday would stumble over."""
    found = []
    for name, event in before.items():
        now = after.get(name)
        if now is None:
            found.append(f"{name} is gone")
            continue
        if now["aggregate"] != event["aggregate"]:
            found.append(f"{name} is about {now['aggregate']}, no longer {event['aggregate']}")
        for field, kind in event["fields"].items():
            if field not in now["fields"]:
                found.append(f"{name}.{field} is gone")
            elif now["fields"][field] != kind:
                found.append(f"{name}.{field} was {kind} and is {now['fields'][field]}")
        for field in now["fields"].keys() - event["fields"].keys():
            if not now["fields"][field].endswith(", optional"):
                found.append(f"{name}.{field} is new and has no default")
    return found


def main() -> int:
    after = current()
    broken = broken_promises(agreed(), after) if FILE.exists() else []
    if broken:
        print("\n".join([*broken, "Publish a ...V2 beside it instead."]), file=sys.stderr)
        return 1
    FILE.write_text(json.dumps(after, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
