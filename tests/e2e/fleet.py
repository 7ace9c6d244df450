"""Lantian as a user runs it: the embedded process, or a process for each service and relay."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import servers
from tests.probes import free_port, probe

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("registry", "pairing", "activities", "funding", "notifications", "gateway")
READY = 180.0  # seconds; a busy machine starts twelve processes slowly


class Fleet:
    """Processes of one installation; `logs` is what they have said."""

    def __init__(self, folder: Path, commands: list[str], env: dict[str, str]) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("LANTIAN_")},
            "LANTIAN_HOST": "127.0.0.1",
            "LANTIAN_PORT": str(self.port),
            "LANTIAN_DATA": str(folder / "var"),
            "LANTIAN_KEYS": str(folder / "keys"),
            "LANTIAN_DEMO": "0",
            "PYTHONPATH": str(ROOT),
            **env,
        }
        self.processes: dict[str, subprocess.Popen[bytes] | None] = dict.fromkeys(commands)
        folder.mkdir(parents=True, exist_ok=True)
        self.log = (folder / "log").open("ab")

    @property
    def embedded(self) -> bool:
        return list(self.processes) == ["up"]

    @property
    def logs(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def start(self, *commands: str, **env: str) -> None:
        for command in commands or tuple(self.processes):
            argv = [sys.executable, "-m", "lantian", *command.split()]
            self.processes[command] = subprocess.Popen(
                argv,
                env=self.env | env,
                stdout=self.log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                start_new_session=True,  # a group of its own, as a terminal would give it
            )

    def wait_ready(self, seconds: float = READY) -> None:
        """Until everything answers; AssertionError if a process dies or time runs out."""
        probe(self._is_ready, seconds, every=0.02)

    def _is_ready(self) -> bool:
        if dead := self.dead():
            raise AssertionError(f"{dead} ended at start:\n{self.logs[-4000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def dead(self) -> list[str]:
        return [c for c, p in self.processes.items() if p is not None and p.poll() is not None]

    def kill(self, command: str) -> None:
        process = self.processes[command]
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def end(self) -> None:
        """Whatever still runs is killed."""
        for command in self.processes:
            self.kill(command)
        self.log.close()

    def stop(self) -> dict[str, int]:
        """Exit codes, after an orderly end."""
        running = {c: p for c, p in self.processes.items() if p is not None}
        # The gateway first, so that requests under way still get their answers.
        for command, process in sorted(running.items(), key=lambda item: item[0] != "run gateway"):
            if process.poll() is None:
                process.terminate()
            if command == "run gateway":
                process.wait(40)
        return {command: process.wait(40) for command, process in running.items()}

    def first_link_token(self) -> str:
        """The token of the one-time link that the gateway printed."""
        found = probe(lambda: re.findall(r"/first-sign-in/([\w-]+)", self.logs), READY)
        return str(found[-1])


@contextmanager
def embedded(folder: Path, **env: str) -> Iterator[Fleet]:
    fleet = Fleet(folder, ["up"], env)
    try:
        yield fleet
    finally:
        fleet.end()


@contextmanager
def distributed(folder: Path, **env: str) -> Iterator[Fleet]:
    """On the RabbitMQ and PostgreSQL that are there, in a vhost and databases of its own."""
    commands = [f"run {s}" for s in SERVICES] + [f"relay {s}" for s in SERVICES]
    with servers.own_databases(*SERVICES) as postgres, servers.own_vhost() as amqp:
        settings = {
            "LANTIAN_MODE": "distributed",
            "LANTIAN_AMQP": amqp,
            "LANTIAN_POSTGRES": postgres,
        }
        fleet = Fleet(folder, commands, settings | env)
        try:
            yield fleet
        finally:
            fleet.end()
