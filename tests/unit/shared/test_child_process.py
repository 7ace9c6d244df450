"""A child process: whose fault its end was, and that it does not outlive its caller."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import eventlet
import psutil
import pytest

from shared.child_process import (
    ROOT,
    ChildExhausted,
    ChildFailed,
    ChildKilled,
    run_in_child,
    stream_from_child,
    stream_from_here,
)
from shared.contracts.registry.errors import FileTooLarge
from tests.probes import holds_for, probe

WORK = "tests.unit.shared.child_work"
READY = 30.0


def waiting(told: Path) -> psutil.Process:
    """The child, once it works."""
    probe(told.exists, READY)
    return psutil.Process(int(told.read_text()))


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "pid"


def test_the_answer_of_the_child_is_the_answer() -> None:
    assert run_in_child(f"{WORK}:echo", b"x" * 1_000_000) == b"x" * 1_000_000


def test_pieces_come_one_by_one_and_in_their_order() -> None:
    pieces = list(stream_from_child(f"{WORK}:count", b"12"))
    assert pieces == [str(number).encode() * 50_000 for number in range(12)]


def test_a_stream_that_breaks_says_so_after_what_it_gave() -> None:
    pieces = stream_from_child(f"{WORK}:count_and_stumble", b"2")
    assert [next(pieces)[:1], next(pieces)[:1]] == [b"0", b"1"]
    with pytest.raises(ChildFailed, match="ValueError"):
        next(pieces)


def test_a_stream_made_here_blames_the_payload_as_a_child_would() -> None:
    assert list(stream_from_here(f"{WORK}:count", b"2"))[1][:1] == b"1"
    with pytest.raises(FileTooLarge):
        list(stream_from_here(f"{WORK}:count_and_refuse", b"2"))
    with pytest.raises(ChildExhausted):
        list(stream_from_here(f"{WORK}:count_and_starve", b"2"))
    with pytest.raises(ChildFailed, match="ValueError") as failed:
        list(stream_from_here(f"{WORK}:name_and_stumble", "张小花".encode()))
    assert "张小花" not in str(failed.value)


def test_a_stream_that_spins_is_ended_and_its_payload_to_blame() -> None:
    with pytest.raises(ChildExhausted):
        list(stream_from_child(f"{WORK}:spin", b"", cpu_seconds=1))


def test_who_closes_a_stream_ends_the_child() -> None:
    pieces = stream_from_child(f"{WORK}:count_for_ever", b"x" * 100_000)
    child = psutil.Process(int(next(pieces)))
    next(pieces)
    pieces.close()
    probe(lambda: not child.is_running(), READY)
    assert not child.is_running()


def test_a_child_that_is_killed_while_it_streams_is_not_the_payloads_fault() -> None:
    pieces = stream_from_child(f"{WORK}:count_for_ever", b"x" * 100_000)
    os.kill(int(next(pieces)), signal.SIGKILL)
    with pytest.raises(ChildKilled):
        list(pieces)


def test_a_refusal_comes_out_as_itself() -> None:
    with pytest.raises(FileTooLarge) as refusal:
        run_in_child(f"{WORK}:refuse", b"")
    assert refusal.value.args == ("20",)


def test_a_payload_that_needs_too_much_time_is_to_blame(told: Path) -> None:
    with pytest.raises(ChildExhausted):
        run_in_child(f"{WORK}:wait", str(told).encode(), seconds=0.2)


def test_a_payload_that_needs_too_much_memory_is_to_blame() -> None:
    with pytest.raises(ChildExhausted):
        run_in_child(f"{WORK}:hog", b"", memory_mb=500)


@pytest.mark.parametrize("function", ["stumble", "crash"])
def test_a_payload_that_breaks_the_function_is_to_blame_and_not_quoted(function: str) -> None:
    with pytest.raises(ChildFailed) as failed:
        run_in_child(f"{WORK}:{function}", "张小花".encode())
    assert type(failed.value) is ChildFailed
    assert "张小花" not in str(failed.value)


def test_a_child_that_never_came_to_work_says_nothing_about_the_payload() -> None:
    with pytest.raises(ChildKilled):
        run_in_child("tests.no_such_module:work", b"")


def test_a_child_killed_from_outside_says_nothing_about_the_payload(told: Path) -> None:
    working = eventlet.spawn(run_in_child, f"{WORK}:wait", str(told).encode())
    waiting(told).kill()
    with pytest.raises(ChildKilled):
        working.wait()
    assert not issubclass(ChildKilled, ChildFailed)


def test_a_child_killed_before_it_took_its_payload_is_not_waited_for() -> None:
    def children() -> list[psutil.Process]:
        return [c for c in psutil.Process().children() if f"{WORK}:echo" in c.cmdline()]

    working = eventlet.spawn(run_in_child, f"{WORK}:echo", b"x" * 1_000_000)
    probe(children, every=0.001)[0].kill()
    with eventlet.Timeout(READY), pytest.raises(ChildKilled):
        working.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_to_a_whole_control_group_are_the_parents_to_answer(
    told: Path, number: signal.Signals
) -> None:
    working = eventlet.spawn(run_in_child, f"{WORK}:wait", str(told).encode())
    child = waiting(told)
    assert os.getpgid(child.pid) != os.getpgid(0)
    child.send_signal(number)
    assert holds_for(child.is_running)
    working.kill()
    probe(lambda: not child.is_running(), READY)


def test_a_child_ends_with_the_greenlet_that_waits_for_it(told: Path) -> None:
    working = eventlet.spawn(run_in_child, f"{WORK}:wait", str(told).encode())
    child = waiting(told)
    working.kill()
    probe(lambda: not child.is_running(), READY)


def test_a_child_ends_with_its_parent_even_if_that_is_killed(told: Path) -> None:
    script = (
        f"from shared.child_process import run_in_child; "
        f"run_in_child('{WORK}:wait', {str(told).encode()!r})"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) as parent:
        child = waiting(told)
        parent.kill()
    probe(lambda: not child.is_running(), READY)
