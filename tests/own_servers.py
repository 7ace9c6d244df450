"""A RabbitMQ and a PostgreSQL for one `make test`, in memory where the machine has some to spare.

What a test waits for is mostly a disk that makes its writes certain, and a broker that others use
too. Neither matters here: these servers end with the run. What must survive their death is shown
by `tests/faults`, on servers that keep what they are told. Whoever names servers of their own, or
has a container engine, gets the tests on those (see `tests/servers.py`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.faults.servers import Broker, Epmd, Postgres, postgres_programs, rabbit_programs
from tests.servers import docker_answers

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 4 << 30  # bytes that must be free for the run to live in memory


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """The environment that the tests run in: temporary files in memory, servers of their own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(_folder()))
        env = os.environ | {"TMPDIR": str(_made(folder / "tmp"))}
        if not docker_answers():
            if "LANTIAN_TEST_POSTGRES" not in env and postgres_programs():
                env["LANTIAN_TEST_POSTGRES"] = _postgres(stack, folder)
            if "LANTIAN_TEST_AMQP" not in env and rabbit_programs() and shutil.which("epmd"):
                env |= _broker(stack, folder)
        yield env


@contextmanager
def _folder() -> Iterator[str]:
    spare = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and _free(MEMORY) > ROOM
    made = tempfile.mkdtemp(prefix="lantian-", dir=MEMORY if spare else None)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _free(path: Path) -> int:
    return shutil.disk_usage(path).free


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def _postgres(stack: ExitStack, folder: Path) -> str:
    server = Postgres(folder, fsync="off", max_connections="400")
    server.start()
    stack.callback(server.stop, "immediate")
    server.wait_ready()
    return server.url("").rstrip("/")


def _broker(stack: ExitStack, folder: Path) -> dict[str, str]:
    epmd = Epmd()
    stack.callback(epmd.close)
    node = Broker(folder, "tests", epmd)
    node.start()
    stack.callback(node.kill)
    node.wait_ready()
    script = folder / "rabbitmqctl"
    script.write_text(_tool(node))
    script.chmod(0o700)
    return {
        "LANTIAN_TEST_AMQP": f"amqp://guest:guest@127.0.0.1:{node.port}",
        "LANTIAN_TEST_RABBITMQCTL": str(script),
    }


def _tool(node: Broker) -> str:
    """rabbitmqctl for this node, whatever the environment of who calls it says."""
    names = ("HOME", *(name for name in node.env if name.startswith(("RABBITMQ_", "ERL_"))))
    lines = [f"export {name}='{node.env[name]}'" for name in names]
    program = node.programs / "rabbitmqctl"
    return "\n".join(["#!/bin/sh", *lines, f'exec {program} -n {node.node} "$@"', ""])


if __name__ == "__main__":
    # `python -m tests.own_servers COMMAND …`: one command beside such servers.
    with environment() as its_own:
        sys.exit(subprocess.run(sys.argv[1:], env=its_own, check=False).returncode)
