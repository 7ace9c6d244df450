"""Work for the processor in a process of its own, so that the event loop never stands still."""

import ctypes
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from shared.errors import DomainError

ROOT = Path(__file__).resolve().parent.parent
DONE, REFUSED, EXHAUSTED, BROKE, MORE = b"0", b"1", b"2", b"3", b"4"
LENGTH = 4  # bytes that say how long a piece of a stream is
# A process brings these on itself; any other signal came from outside.
OWN_FAULTS = {
    signal.SIGABRT,
    signal.SIGBUS,
    signal.SIGFPE,
    signal.SIGILL,
    signal.SIGSEGV,
}
PR_SET_PDEATHSIG = 1  # prctl(2)


class ChildFailed(RuntimeError):
    """The payload breaks the function, and would at every try; the argument says where."""


class ChildExhausted(ChildFailed):
    """The payload needs more time or memory than it is given."""


class ChildKilled(RuntimeError):
    """The child was ended from outside, or never came to work: says nothing about the payload, so
    try again later."""


def run_in_child(
    target: str, payload: bytes, *, seconds: float = 300.0, memory_mb: int = 2048
) -> bytes:
    """Call "package.module:function" with `payload` in a new process and return its bytes.

    The child ends with the caller: also when the calling greenlet is killed, or this process.
    A DomainError of the function is raised here as itself. Raises ChildFailed, ChildExhausted,
    ChildKilled.
    """
    _, too_slow = _popen()
    child = _started(target, payload, memory_mb, stderr=subprocess.PIPE)
    try:
        answer, words = child.communicate(timeout=seconds)
    except too_slow:
        raise ChildExhausted(f"{target} took over {seconds} s") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    return _answer(target, child.returncode, bytes(answer), words)


def stream_from_child(
    target: str, payload: bytes, *, cpu_seconds: int = 600, memory_mb: int = 2048
) -> Generator[bytes, None, None]:
    """What the generator "package.module:function" yields in a new process, each as soon as it is
    asked for: the child waits meanwhile, so that neither side holds much. Ends and raises as
    `run_in_child`; close it to end the child early."""
    child = _started(target, payload, memory_mb, "stream", str(cpu_seconds))
    try:
        while (kind := child.stdout.read(1)) == MORE:
            yield _exactly(child.stdout, int.from_bytes(_exactly(child.stdout, LENGTH)))
        rest = kind + child.stdout.read()
        _answer(target, child.wait(), bytes(rest), b"")
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def stream_from_here(target: str, payload: bytes) -> Generator[bytes, None, None]:
    """The same in this process, for little work: each piece is made when it is asked for, and what
    goes wrong comes out as from a child. Nothing limits its time and memory."""
    try:
        yield from _function(target)(payload)
    except DomainError:
        raise
    except MemoryError:
        raise ChildExhausted(f"{target} needs more memory") from None
    except Exception as broken:
        raise ChildFailed(f"{target}: {_without_payload(broken)}") from None


def _exactly(pipe: Any, size: int) -> bytes:
    """A child that ends in the middle of a piece has been killed."""
    parts, missing = [], size
    while missing:
        part = pipe.read(missing)
        if not part:
            raise ChildKilled("it ended in the middle of a piece")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _started(
    target: str, payload: bytes, memory_mb: int, *more: str, stderr: int = subprocess.DEVNULL
) -> Any:
    popen, _ = _popen()
    arguments = [target, str(memory_mb), str(os.getpid()), *more]
    with _in_memory(payload) as task:
        return popen(
            [sys.executable, "-m", "shared.child_process", *arguments],
            stdin=task,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=ROOT,
            start_new_session=True,  # Ctrl-C reaches the foreground group: we end it ourselves
        )


def _in_memory(payload: bytes) -> BinaryIO:
    """Not a pipe: under eventlet a write to a child that died never comes back. Not a file on the
    disk: the payload names people."""
    file = os.fdopen(os.memfd_create("payload"), "w+b")
    file.write(payload)
    file.seek(0)
    return file


def _popen() -> tuple[Callable[..., Any], type[Exception]]:
    """With what it raises when time is up. Under eventlet its own Popen, which lets the other
    greenlets go on while it waits; that is made of a copy of the module, with classes of its own.
    """
    patcher = sys.modules.get("eventlet.patcher")
    if patcher is not None and patcher.is_monkey_patched("socket"):
        green = importlib.import_module("eventlet.green.subprocess")
        return green.Popen, green.subprocess_orig.TimeoutExpired
    return subprocess.Popen, subprocess.TimeoutExpired


def _answer(target: str, code: int, answer: bytes, words: bytes) -> bytes:
    if -code == signal.SIGXCPU:
        raise ChildExhausted(f"{target} needs more time")
    if -code in OWN_FAULTS:
        raise ChildFailed(f"{target} ended with signal {-code}")
    if code != 0 or not answer:
        last = words[-500:].decode("utf-8", "replace")
        raise ChildKilled(f"{target} ended with {code}: {last}")
    kind, said = answer[:1], answer[1:]
    if kind == REFUSED:
        raise _refusal(json.loads(said))
    if kind == EXHAUSTED:
        raise ChildExhausted(f"{target} needs more memory")
    if kind == BROKE:
        raise ChildFailed(f"{target}: {said.decode()}")
    return said


def _refusal(wire: dict[str, Any]) -> Exception:
    module, _, name = wire["error"].rpartition(".")
    error = getattr(importlib.import_module(module), name)
    if not (isinstance(error, type) and issubclass(error, DomainError)):
        return ChildFailed(wire["error"])
    return error(*wire["details"])


def _without_payload(broken: Exception) -> str:
    """Its text may quote the payload, which names people: only what it was, and where."""
    places = traceback.format_tb(broken.__traceback__)[-3:]
    return f"{type(broken).__name__}\n{''.join(places)}"


# -- in the child -------------------------------------------------------------------------------


def main(target: str, memory_mb: str, parent: str, way: str = "", cpu_seconds: str = "") -> None:
    _live_and_die_with(int(parent))
    os.nice(10)
    work = _function(target)
    if way == "stream":
        resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds) + 1))
        work = partial(_streamed, work)
    payload = sys.stdin.buffer.read()
    sys.stdout.buffer.write(_worked(work, payload, int(memory_mb) * 2**20))
    sys.stdout.buffer.flush()


def _function(target: str) -> Callable[[bytes], Any]:
    module, _, function = target.partition(":")
    found: Callable[[bytes], Any] = getattr(importlib.import_module(module), function)
    return found


def _streamed(work: Callable[[bytes], Iterator[bytes]], payload: bytes) -> bytes:
    """The pieces go out one by one; nothing is left for the end."""
    for piece in work(payload):
        sys.stdout.buffer.write(MORE + len(piece).to_bytes(LENGTH))
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    return b""


def _live_and_die_with(parent: int) -> None:
    """Signals to a whole control group or session are the parent's to answer: it ends us."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could be watched
        os._exit(1)


def _worked(work: Callable[[bytes], bytes], payload: bytes, memory: int) -> bytes:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    try:
        return DONE + work(payload)
    except DomainError as refusal:
        path = f"{type(refusal).__module__}.{type(refusal).__name__}"
        wire = {"error": path, "details": list(refusal.args)}
        return REFUSED + json.dumps(wire, ensure_ascii=False).encode()
    except MemoryError:
        return EXHAUSTED
    except Exception as broken:
        return BROKE + _without_payload(broken).encode()
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
