"""RabbitMQ and PostgreSQL that a run starts for itself: on free ports of the loopback, in a folder
of its own, so that it may stop, kill and freeze them without touching anybody else's.
"""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import amqp
import psycopg2

RABBIT = "/usr/lib/rabbitmq/bin"
LONGEST_START = 120.0
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")


class NotThere(Exception):
    """Why a run cannot start its servers, in words."""


class NeverCame(Exception):
    """What was waited for did not come in time."""


def wait_for(what: str, condition: Callable[[], object], seconds: float) -> float:
    """Seconds until it held. Raises NeverCame."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise NeverCame(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.02)
    return time.monotonic() - began


def missing() -> str | None:
    """Why no servers can be started here; None if they can."""
    wanted = {"rabbitmq": rabbit_programs, "postgres": postgres_programs}
    absent = [name for name, found in wanted.items() if found() is None]
    return f"no {' and no '.join(absent)} on this machine" if absent else None


def rabbit_programs() -> Path | None:
    """The folder with the plain scripts; Debian's wrappers in /usr/sbin know one node only."""
    beside = shutil.which("rabbitmq-server")
    folders = [Path(RABBIT), *([Path(beside).resolve().parent] if beside else [])]
    return next((f for f in folders if (f / "rabbitmq-env").exists()), None)


def postgres_programs() -> Path | None:
    found = [Path(path) for place in PLACES for path in sorted(glob.glob(place))]
    return next((path for path in reversed(found) if (path / "initdb").exists()), None)


def free_ports(count: int) -> list[int]:
    """Held together, so that none is given twice."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


class Epmd:
    """The Erlang port mapper of this run alone."""

    def __init__(self) -> None:
        (self.port,) = free_ports(1)
        program = shutil.which("epmd")
        if program is None:
            raise NotThere("no epmd on this machine")
        command = [program, "-address", "127.0.0.1", "-port", str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


class Broker:
    """One RabbitMQ node."""

    def __init__(self, folder: Path, name: str, epmd: Epmd) -> None:
        programs = rabbit_programs()
        if programs is None:
            raise NotThere("no rabbitmq-server on this machine")
        self.programs, self.folder, self.node = programs, folder / name, f"{name}@localhost"
        self.port, self.dist_port = free_ports(2)
        self.process: subprocess.Popen[bytes] | None = None
        self.env = self._prepare(folder, epmd)

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/%2F"

    def _prepare(self, common: Path, epmd: Epmd) -> dict[str, str]:
        home = common / "home"  # one cookie for all nodes of the run
        for each in (home, self.folder / "mnesia", self.folder / "log"):
            each.mkdir(parents=True, exist_ok=True)
        cookie = home / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(f"lantian{os.getpid()}")
            cookie.chmod(0o400)
        (self.folder / "rabbit.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
            "disk_free_limit.absolute = 50MB\nlog.file.level = warning\n"
        )
        (self.folder / "plugins").write_text("[].\n")
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("RABBITMQ_")},
            "HOME": str(home),
            "ERL_EPMD_PORT": str(epmd.port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbit"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "advanced"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"
            ),
        }

    def start(self) -> None:
        with (self.folder / "out").open("ab") as out:
            self.process = subprocess.Popen(
                [str(self.programs / "rabbitmq-server")],
                env=self.env,
                cwd=self.folder,
                stdout=out,
                stderr=out,
                process_group=0,
            )

    def answers(self) -> bool:
        """A handshake; the port alone is open before the node serves."""
        try:
            connection = amqp.Connection(
                f"127.0.0.1:{self.port}", connect_timeout=2, read_timeout=2, write_timeout=2
            )
            connection.connect()
            connection.close()
        except (OSError, amqp.AMQPError):
            return False
        return True

    def wait_ready(self) -> float:
        return wait_for(f"{self.node} answers", self.answers, LONGEST_START)

    def ctl(self, *words: str, seconds: float = 60, program: str = "rabbitmqctl") -> str:
        """A tool of RabbitMQ's against this node alone. Raises CalledProcessError."""
        command = [str(self.programs / program), "-q", "-n", self.node, *words]
        done = subprocess.run(
            command, env=self.env, capture_output=True, text=True, timeout=seconds, check=True
        )
        return done.stdout

    def signal(self, number: int) -> None:
        """To the whole group: the script stays in front of the node that it has started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def freeze(self) -> None:
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def stop(self) -> None:
        """In good order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait(30)
            wait_for(f"{self.node} is gone", lambda: not self.answers(), 30)


class Postgres:
    """One PostgreSQL cluster, which never runs as root."""

    def __init__(self, folder: Path, **settings: str) -> None:
        programs = postgres_programs()
        if programs is None:
            raise NotThere("no initdb on this machine")
        self.programs, self.data = programs, folder / "postgres"
        self.owner = self._unprivileged()
        (self.port,) = free_ports(1)
        self.data.mkdir(parents=True)
        if self.owner:
            os.chown(self.data, self.owner.pw_uid, self.owner.pw_gid)
        folder.chmod(0o755)
        self._run("initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "--no-sync")
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write(
                f"port={self.port}\nlisten_addresses='127.0.0.1'\n"
                f"unix_socket_directories='{self.data}'\nmax_connections=200\n"
                "shared_buffers=64MB\nsynchronous_commit=on\n"
            )
            conf.writelines(f"{name}={value}\n" for name, value in settings.items())

    @staticmethod
    def _unprivileged() -> pwd.struct_passwd | None:
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                return pwd.getpwnam(name)
        raise NotThere("PostgreSQL does not run as root, and there is no user for it")

    def _run(self, program: str, *words: str) -> None:
        who = {"user": self.owner.pw_uid, "group": self.owner.pw_gid} if self.owner else {}
        subprocess.run(
            [str(self.programs / program), *words],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            timeout=120,
            extra_groups=[] if self.owner else None,
            **who,  # type: ignore[arg-type]
        )

    def url(self, database: str, port: int | None = None) -> str:
        return f"postgresql+psycopg2://postgres@127.0.0.1:{port or self.port}/{database}"

    def dsn(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres dbname={database}"

    def start(self) -> None:
        log = str(self.data / "log")
        self._run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is a crash: its sessions are cut and its log is replayed at the start."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def answers(self) -> bool:
        with suppress(psycopg2.Error):
            self.administer("SELECT 1")
            return True
        return False

    def wait_ready(self) -> float:
        return wait_for("PostgreSQL answers", self.answers, LONGEST_START)

    def administer(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        connection = psycopg2.connect(self.dsn(database), connect_timeout=5)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()
