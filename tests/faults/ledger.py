"""What was asked for: each command, written down before it is sent and when it is answered."""

import json
import random
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

# Nobody's data: made up to be searched for afterwards.
PLANTED = ("欧阳蓝标记", "522101201501019990", "13900001234", "6222020111122223333")
PERSON = json.dumps(dict(zip(("name", "id", "phone", "account"), PLANTED, strict=True)))
SUBJECTS, TURNS, THINGS = 20, 4, 40


@dataclass(frozen=True)
class Command:
    id: str
    subjects: list[str]
    turns: list[tuple[str, str]] = field(default_factory=list)  # kind, thing

    def request(self) -> bytes:
        return json.dumps(asdict(self) | {"person": PERSON}).encode()


class Ledger:
    """Lives in the run's process and in its folder's file; no service ever sees it."""

    def __init__(self, folder: Path) -> None:
        self.guard = threading.Lock()
        self.file = (folder / "ledger").open("a", buffering=1)
        self.intended: dict[str, Command] = {}
        self.answered: set[str] = set()

    def intend(self, command: Command) -> None:
        with self.guard:
            self.intended[command.id] = command
            self.file.write(f"{json.dumps(asdict(command))}\n")

    def answer(self, command: Command) -> None:
        with self.guard:
            self.answered.add(command.id)
            self.file.write(f"answered {command.id}\n")

    def close(self) -> None:
        self.file.close()

    def open_round(self) -> None:
        with self.guard:
            self.intended, self.answered = {}, set()


def plan(rng: random.Random, tag: str, events: int, special: Iterable[str] = ()) -> list[Command]:
    """Commands that come to about so many events at the producer, the special kinds among them.

    A kind may stand with a count: `once*5`."""
    commands = [
        Command(
            f"{tag}.{number}",
            [f"plain:{tag}.{number}.{each}" for each in range(SUBJECTS)],
            [("plain", f"thing{rng.randrange(THINGS)}") for _ in range(TURNS)],
        )
        for number in range(max(1, events // (SUBJECTS + TURNS)))
    ]
    place = 0
    for kind, number in _counted(special):
        # In the first third, so that what they do happens under load; a neighbour by the last one.
        if kind != "beside":
            place = rng.randrange(max(1, len(commands) // 3))
        if kind == "turn":
            commands[place].turns[0] = ("once", commands[place].turns[0][1])
        else:
            at = rng.randrange(len(commands[place].subjects))
            commands[place].subjects.insert(at, f"{kind}:{tag}.{number}")
    return commands


def _counted(special: Iterable[str]) -> Iterable[tuple[str, str]]:
    for each in special:
        kind, _, count = each.partition("*")
        for number in range(int(count or 1)):
            yield kind, f"{kind}{number}"
