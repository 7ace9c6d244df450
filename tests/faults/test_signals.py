"""Signals while a roster is being read: Ctrl-C in the terminal, a control group that is ended, a
child that runs out of the machine's memory. The import ends as if nothing had happened."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from services.registry.roster import payload
from tests.e2e.fleet import Fleet, embedded
from tests.e2e.story import DATA, TODAY, Story
from tests.integration.registry.rosters import key
from tests.probes import probe


def main_process(fleet: Fleet) -> Any:
    process = fleet.processes["up"]
    assert process is not None
    return process


def reader(fleet: Fleet) -> psutil.Process | None:
    """The process that reads the roster."""
    with suppress(psutil.Error):  # it is just ending
        for child in psutil.Process(main_process(fleet).pid).children():
            if payload.READ in child.cmdline():
                return child
    return None


def is_gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def interrupt_the_terminals_group(fleet: Fleet, _reader: psutil.Process) -> None:
    os.killpg(main_process(fleet).pid, signal.SIGINT)


def end_the_control_group(fleet: Fleet, child: psutil.Process) -> None:
    child.send_signal(signal.SIGTERM)
    main_process(fleet).terminate()


def started(fleet: Fleet) -> tuple[Story, str]:
    """An import that has begun."""
    story = Story(fleet.url, fleet.first_link_token)
    story.first_administrator()
    story.places()
    content = (DATA / "roster_class.xlsx").read_bytes()
    upload = story.people["minzheng"].upload
    answer = upload("/imports", "花名册.xlsx", content, key="roster", kind="children")
    return story, f"/imports/{answer['id']}"


def ended(story: Story, path: str) -> dict[str, Any]:
    """How the import ended."""

    def over() -> Any:
        now = story.people["minzheng"].get(path)
        return now if now["status"] in ("done", "failed") else None

    found: dict[str, Any] = probe(over, 120, every=0.05)
    return {name: found[name] for name in ("status", "problem", "accepted", "merged", "rejected")}


UNDISTURBED = {"status": "done", "problem": None, **key("roster_class")["counts"]}


@pytest.mark.parametrize("end", [interrupt_the_terminals_group, end_the_control_group])
def test_a_roster_survives_the_end_of_the_process_that_reads_it(
    tmp_path: Path, end: Callable[[Fleet, psutil.Process], None]
) -> None:
    with embedded(tmp_path, LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        story, path = started(fleet)
        child = probe(lambda: reader(fleet), 30)
        assert child is not None
        end(fleet, child)
        assert main_process(fleet).wait(30) == 0
        probe(lambda: is_gone(child), 10)
        fleet.start()
        fleet.wait_ready()
        assert ended(story, path) == UNDISTURBED


def test_a_roster_survives_the_sudden_death_of_its_reader(tmp_path: Path) -> None:
    with embedded(tmp_path, LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        story, path = started(fleet)
        child = probe(lambda: reader(fleet), 30)
        assert child is not None
        child.kill()
        assert ended(story, path) == UNDISTURBED
