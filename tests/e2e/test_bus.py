"""Operating the bus from the command line, as an operator does: a poison event from its dead
letter to its effect, and the sums before and after."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Exchange, Producer

from shared.messaging.queues import durable_queue
from tests.e2e import fleet as fleets
from tests.e2e.fleet import ROOT, Fleet
from tests.e2e.story import TODAY, Story
from tests.probes import probe
from tests.requires import requires

NAMES = ("committed", "handled", "pending", "dead", "discarded", "difference")


class Console:
    """`lantian bus …` beside a running installation."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lantian", "bus", *words],
            env=self.fleet.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, *words: str) -> Any:
        ran = self.run(*words, "--json")
        assert ran.stderr == ""
        return json.loads(ran.stdout)

    def sums(self) -> tuple[int, ...]:
        """Of the schools at activities."""
        rows = self.ask("conservation")["items"]
        (found,) = [row for row in rows if row["consumer"] == "on_school_registered"]
        return tuple(found[name] for name in NAMES)


class Poison:
    """Makes activities refuse every school, until the cause is mended."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "activities.db"

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.file, timeout=30)) as database:
            database.execute(statement)
            database.commit()

    def plant(self) -> None:
        self.change(
            "CREATE TRIGGER poison BEFORE INSERT ON schools "
            "BEGIN SELECT RAISE(ABORT, 'uq_rooms_school_id_name'); END"
        )

    def mend(self) -> None:
        self.change("DROP TRIGGER poison")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleets.embedded(tmp_path_factory.mktemp("bus"), LANTIAN_TODAY=TODAY) as started:
        started.start()
        started.wait_ready()
        yield started


def test_a_poison_event_is_found_understood_mended_and_sent_again(fleet: Fleet) -> None:
    console, poison = Console(fleet), Poison(fleet.folder / "var")
    assert console.run("status").returncode == 0
    poison.plant()
    story = Story(fleet.url, fleet.first_link_token)
    story.first_administrator()
    story.places()
    schools = console.sums()[0]
    assert schools > 1
    probe(lambda: console.sums() == (schools, 0, 0, schools, 0, 0), 60, every=0.5)

    warned = console.run("status")
    assert warned.returncode == 1
    assert f"有 {schools} 条死信：学校登记" in warned.stdout
    shown = console.run("dead-letters", "show")
    assert shown.returncode == 1
    assert "已有同名的留守儿童之家" in shown.stdout
    assert "school_id = " in shown.stdout
    first, *_ = console.ask("dead-letters", "show", "--service", "activities")

    act = ("dead-letters", "redrive", "--service", "activities")
    dry = console.ask(*act, "--all")
    assert (dry["dry_run"], dry["done"]) == (True, schools)
    assert console.run(*act).returncode == 2
    assert console.run(*act, "--all", "--do-it").returncode == 2
    given_up = ("discard", "--service", "activities", "--id", first["id"])
    gone = console.ask("dead-letters", *given_up, "--do-it", "--why", "重复登记")
    assert gone["done"] == 1
    probe(lambda: console.sums() == (schools, 0, 0, schools - 1, 1, 0), 20, every=0.5)

    poison.mend()
    done = console.run(*act, "--reason", first["reason"], "--do-it", "--why", "触发器已删除")
    assert (done.returncode, done.stderr) == (0, "")
    probe(lambda: console.sums() == (schools, schools - 1, 0, 0, 1, 0), 20, every=0.5)
    assert console.run("status").returncode == 0
    assert console.run("conservation").returncode == 0
    assert console.run("topology").returncode == 0


def test_distributed_a_message_of_a_stranger_is_found_and_given_up(tmp_path: Path) -> None:
    requires("rabbitmq")
    requires("postgres")
    with fleets.distributed(tmp_path / "d", LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        console = Console(fleet)
        # Ready is what answers calls; the last of its queues may find its consumer a moment later.
        probe(lambda: console.run("status").returncode == 0, 30, every=0.5)
        with Connection(fleet.env["LANTIAN_AMQP"]) as broker:
            exchange = Exchange("registry.events", "topic")
            Producer(broker).publish(
                "13977310461",
                exchange=exchange,
                routing_key="school_registered",
                serializer=None,
                content_type="text/plain",
                content_encoding="utf-8",
            )
        probe(lambda: console.run("status").returncode == 1, 30, every=0.5)
        shown = console.run("dead-letters", "show")
        assert "内容读不懂" in shown.stdout
        assert "13977310461" not in shown.stdout
        assert console.sums() == (0, 0, 0, 0, 0, 0)
        act = ("dead-letters", "discard", "--service", "activities", "--reason", "Undecodable")
        assert console.run(*act, "--do-it", "--why", "不是我们的消息").returncode == 0
        probe(lambda: console.run("status").returncode == 0, 20, every=0.5)
        assert console.run("topology").returncode == 0
        fleet.kill("run activities")
        absent = console.ask("status")
        assert [w["service"] for w in absent["warnings"]] == ["activities"]


def test_distributed_a_changed_queue_is_refused_in_words_and_mended(tmp_path: Path) -> None:
    requires("rabbitmq")
    requires("postgres")
    name = "evt-registry-school_registered--activities.on_school_registered"
    with fleets.distributed(tmp_path / "d", LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        fleet.kill("run activities")
        with Connection(fleet.env["LANTIAN_AMQP"]) as broker:
            channel = broker.default_channel
            probe(lambda: not channel.queue_declare(name, passive=True).consumer_count, 20)
            channel.queue_delete(name)
            durable_queue(name)(channel).declare()
        fleet.start("run activities")
        probe(lambda: "lantian bus topology activities --mend" in fleet.logs, 60, every=0.5)
        probe(lambda: "run activities" in fleet.dead(), 30, every=0.2)
        assert "Traceback" not in fleet.logs
        console = Console(fleet)
        told = console.run("topology", "activities", "--mend")
        assert told.returncode == 1
        assert "参数不同" in told.stdout
        mended = console.run("topology", "activities", "--mend", "--do-it", "--why", "升级")
        assert (mended.returncode, mended.stderr) == (0, "")
        fleet.start("run activities")
        fleet.wait_ready()
        assert console.run("topology").returncode == 0


def test_each_use_of_the_command_line_is_a_row_of_the_access_log(fleet: Fleet) -> None:
    Console(fleet).run("status")
    with closing(sqlite3.connect(fleet.folder / "var" / "gateway.db")) as database:
        used = "SELECT account_id FROM access_log WHERE operation = 'gateway.use_console'"
        accounts = {row[0] for row in database.execute(used)}
    assert len(accounts) == 1
    assert accounts.pop().startswith("console:")


def test_without_the_gateway_the_command_line_says_so(fleet: Fleet) -> None:
    ran = Console(fleet).run("status", "--url", "http://127.0.0.1:9")
    assert ran.returncode == 1
    assert "连不上网关 http://127.0.0.1:9" in ran.stderr


def test_without_the_keys_it_says_where_it_runs(fleet: Fleet, tmp_path: Path) -> None:
    console = Console(fleet)
    console.fleet.env = fleet.env | {"LANTIAN_KEYS": str(tmp_path)}
    ran = console.run("status")
    assert ran.returncode == 2
    assert "LANTIAN_KEYS" in ran.stderr
