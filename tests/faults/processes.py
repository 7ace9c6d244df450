"""The bench's processes, and the process manager that starts again whatever has died.

The same for both modes: the embedded installation is one process called `all`.
"""

import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.faults.bench.where import ASK
from tests.faults.servers import wait_for

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 90.0


def own_environment(folder: Path, port: int) -> dict[str, str]:
    """What every bench process gets, whatever the mode."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("LANTIAN_")},
        "LANTIAN_HOST": "127.0.0.1",
        "LANTIAN_PORT": str(port),
        "LANTIAN_DATA": str(folder / "var"),
        "LANTIAN_KEYS": str(folder / "keys"),
        "LANTIAN_DEMO": "0",
        "LANTIAN_FAULTS_FOLDER": str(folder),
        "PYTHONPATH": str(ROOT),
    }


class Processes:
    """`commands` are name -> words after `python -m`, in the order of starting."""

    def __init__(self, folder: Path, commands: Mapping[str, str], env: dict[str, str]) -> None:
        self.folder, self.commands, self.env = folder, dict(commands), env
        self.log = (folder / "log").open("ab")
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.held: set[str] = set()  # the process manager leaves these alone
        self.deaths = 0
        self.guard = threading.RLock()
        self.ending = threading.Event()
        self.manager = threading.Thread(target=self._manage, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.env['LANTIAN_PORT']}"

    def start(self, name: str, *, held: bool = False, **env: str) -> subprocess.Popen[bytes]:
        """With `held` it is not started again when it ends."""
        with self.guard:
            process = subprocess.Popen(
                [sys.executable, "-m", *self.commands[name].split()],
                env=self.env | env,
                stdout=self.log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                process_group=0,
            )
            self.running[name] = process
            (self.held.add if held else self.held.discard)(name)
        return process

    def start_all(self) -> None:
        for name in self.commands:
            self.start(name)
        self.wait_ready()
        if not self.manager.is_alive():
            self.manager.start()

    def serves(self) -> bool:
        """Whether the door answers; what is behind it, a command shows."""
        with suppress(OSError), urllib.request.urlopen(self.url, timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def wait_ready(self) -> None:
        wait_for("the door opens", self.serves, LONGEST_START)

    def _manage(self) -> None:
        while not self.ending.wait(0.1):
            with self.guard:
                for name, process in list(self.running.items()):
                    if name not in self.held and process.poll() is not None:
                        self.deaths += 1
                        self.start(name)

    def signal(self, name: str, number: int) -> None:
        process = self.running[name]
        if process.poll() is None:
            process.send_signal(number)

    def ask_where(self) -> None:
        """Each says in a file `where-PID` what it is doing."""
        with self.guard:
            for name in self.running:
                self.signal(name, ASK)

    def kill(self, name: str) -> None:
        """The manager starts it again."""
        self.signal(name, signal.SIGKILL)

    def end(self, name: str, patience: float = 40.0) -> int:
        """SIGTERM, and the exit code; it stays down until `start`."""
        with self.guard:
            self.held.add(name)
        self.signal(name, signal.SIGTERM)
        return self.running[name].wait(patience)

    def restart(self, name: str, **env: str) -> int:
        code = self.end(name)
        self.start(name, **env)
        return code

    def restart_all(self, **env: str) -> None:
        """The door first, as at a deploy; `env` holds until somebody dies."""
        with self.guard:
            self.held |= set(self.running)
            for name in ("front", *self.running):
                self.signal(name, signal.SIGTERM)
            for name, process in list(self.running.items()):
                process.wait(40)
                self.start(name, **env)

    def add(self, name: str, command: str, **env: str) -> None:
        self.commands[name] = command
        self.start(name, **env)

    def remove(self, name: str) -> None:
        self.end(name)
        with self.guard:
            del self.commands[name], self.running[name]

    def said(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def close(self) -> None:
        self.ending.set()
        if self.manager.is_alive():
            self.manager.join(30)
        with self.guard:
            for process in self.running.values():
                if process.poll() is None:
                    process.send_signal(signal.SIGCONT)
                    process.kill()
                process.wait()
        self.log.close()
