"""Work for the processor in a process of its own, so that the event loop never stands still."""

import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.errors import DomainError

ROOT = Path(__file__).resolve().parent.parent
DONE, REFUSED = b"0", b"1"


class ChildFailed(RuntimeError):
    """The child died or ran out of time or memory; its last words are the argument."""


def run_in_child(
    target: str, payload: bytes, *, seconds: float = 300.0, memory_mb: int = 2048
) -> bytes:
    """Call "package.module:function" with `payload` in a new process and return its bytes.

    A DomainError of the function is raised here as itself. Raises ChildFailed.
    """
    popen = _popen()
    child = popen(
        [sys.executable, "-m", "shared.child_process", target, str(memory_mb)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        answer, words = child.communicate(payload, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ChildFailed(f"{target} took over {seconds} s") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if child.returncode == 0 and answer[:1] == DONE:
        return bytes(answer[1:])
    if child.returncode == 0 and answer[:1] == REFUSED:
        raise _refusal(json.loads(answer[1:]))
    raise ChildFailed(
        f"{target} ended with {child.returncode}: {words[-500:].decode('utf-8', 'replace')}"
    )


def _popen() -> Callable[..., Any]:
    """Under eventlet its own Popen, which lets the other greenlets go on while it waits."""
    patcher = sys.modules.get("eventlet.patcher")
    if patcher is not None and patcher.is_monkey_patched("socket"):
        green = importlib.import_module("eventlet.green.subprocess")
        return green.Popen  # type: ignore[no-any-return]
    return subprocess.Popen


def _refusal(wire: dict[str, Any]) -> Exception:
    module, _, name = wire["error"].rpartition(".")
    error = getattr(importlib.import_module(module), name)
    if not (isinstance(error, type) and issubclass(error, DomainError)):
        return ChildFailed(wire["error"])
    return error(*wire["details"])


def main(target: str, memory_mb: str) -> None:
    os.nice(10)
    limit = int(memory_mb) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    module, _, function = target.partition(":")
    work: Callable[[bytes], bytes] = getattr(importlib.import_module(module), function)
    payload = sys.stdin.buffer.read()
    try:
        answer = DONE + work(payload)
    except DomainError as refusal:
        path = f"{type(refusal).__module__}.{type(refusal).__name__}"
        wire = {"error": path, "details": list(refusal.args)}
        answer = REFUSED + json.dumps(wire, ensure_ascii=False).encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
