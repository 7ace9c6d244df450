"""`lantian` as a process: what it refuses at start, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.probes import free_port, probe

ROOT = Path(__file__).resolve().parents[3]


class Installation:
    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.log = folder / "log"
        self.processes: list[subprocess.Popen[bytes]] = []

    def env(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LANTIAN_")}
        return kept | {
            "LANTIAN_DATA": str(self.folder / "var"),
            "LANTIAN_PORT": str(self.port),
            "LANTIAN_DEMO": "0",
            **more,
        }

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lantian", *words],
            cwd=ROOT,
            env=self.env(**env),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def up(self, *options: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "lantian", *options, "up"]
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env(), stdout=log, stderr=subprocess.STDOUT
            )
        self.processes.append(process)
        probe(lambda: f"ready: http://127.0.0.1:{self.port}" in self.log.read_text(), 120)
        return process

    def get(self, path: str) -> bytes:
        url = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(url, timeout=20) as answer:
            return bytes(answer.read())

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def lantian(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path)
    yield installation
    installation.close()


def test_up_serves_and_ends_in_good_order_at_sigterm(lantian):
    process = lantian.up()
    assert json.loads(lantian.get("/health/ready"))["status"] == "ready"
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_a_second_process_on_the_folder_is_told_who_holds_it(lantian):
    process = lantian.up()
    refused = lantian.run("up", LANTIAN_PORT=str(free_port()))
    assert refused.returncode == 1
    assert f"in use by process {process.pid} (lantian up, since 20" in refused.stderr


def test_a_taken_port_is_refused_before_anything_starts(lantian):
    with socket.create_server(("127.0.0.1", lantian.port)):
        refused = lantian.run("up")
    assert refused.returncode == 1
    assert f"port {lantian.port} of 127.0.0.1 is taken" in refused.stderr
    assert not list((lantian.folder / "var").glob("*.db"))


def test_a_request_under_way_is_answered_at_sigterm(lantian):
    process = lantian.up()
    with socket.create_connection(("127.0.0.1", lantian.port)) as client:
        client.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n")
        ended = threading.Thread(target=process.wait)
        process.send_signal(signal.SIGTERM)
        ended.start()
        client.sendall(b"\r\n")
        client.settimeout(20)
        assert client.recv(100).startswith((b"HTTP/1.1 200", b"HTTP/1.1 503"))
    ended.join(30)
    assert process.returncode == 0


def test_the_modes_do_not_mix(lantian):
    for words in (["run", "registry"], ["relay", "registry"]):
        refused = lantian.run(*words)
        assert refused.returncode == 2
        assert "LANTIAN_MODE=distributed" in refused.stderr


def test_a_missing_setting_is_named(lantian):
    refused = lantian.run("run", "registry", LANTIAN_MODE="distributed")
    assert refused.returncode == 2
    assert "LANTIAN_AMQP is not set" in refused.stderr


def test_the_help_lists_the_commands(lantian):
    shown = lantian.run("--help")
    assert shown.returncode == 0
    assert "all services in one process" in shown.stdout
    assert lantian.run().returncode == 2
    assert lantian.run("no-such-command").returncode == 2


def test_the_relay_never_loads_eventlet():
    program = (
        "import sys; from lantian.cli import found, wants_eventlet;"
        "import lantian.commands.relay;"
        "assert 'eventlet' not in sys.modules, 'loaded';"
        "assert not wants_eventlet(found()['relay'])"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, check=True)
