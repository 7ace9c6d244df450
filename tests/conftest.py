"""What every test may ask for: a bus and a database of either kind, and running services."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import kombu.pools
import pytest
from kombu import Connection
from nameko.containers import ServiceContainer

from shared import clock, crypto
from shared.messaging.inproc import BROKER
from shared.messaging.local_relay import LocalRelay
from shared.messaging.subscription import Subscription
from shared.settings import Settings
from tests import schema, servers
from tests.requires import requires

Run = Callable[..., list[ServiceContainer]]


@pytest.fixture(scope="session", autouse=True)
def key_ring() -> None:
    crypto.use(crypto.KeyRing.new())


@pytest.fixture(autouse=True)
def _clock_of_now() -> Iterator[None]:
    """A test that travels comes back."""
    yield
    clock.CLOCK.__init__()  # type: ignore[misc]


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[str]:
    """The address of a vhost of this run's own."""
    requires("rabbitmq")
    with servers.own_vhost() as url:
        yield url


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A fresh PostgreSQL database."""
    requires("postgres")
    with servers.own_database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def inproc() -> Iterator[str]:
    """The in-process bus, empty before and after."""
    BROKER.reset()
    yield "inproc://local"
    kombu.pools.reset()
    BROKER.reset()


@pytest.fixture(params=["inproc", "rabbitmq"])
def bus(request: pytest.FixtureRequest) -> str:
    """The address of a bus of each kind."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def settings(bus: str, tmp_path: Path) -> Settings:
    """For services inside the test process, with a SQLite file each on either bus."""
    embedded = bus.startswith("inproc")
    plain = Settings.from_environment({"LANTIAN_DATA": str(tmp_path), "LANTIAN_DEMO": "0"})
    databases = f"sqlite:///{tmp_path}/{{service}}.db"
    return replace(plain, embedded=embedded, amqp=bus, postgres=databases, port=0)


@pytest.fixture
def run(settings: Settings) -> Iterator[Run]:
    """`run(ServiceA, ServiceB)` starts them; the end of the test stops them, in reverse."""
    running: list[ServiceContainer] = []

    def start(*services: type) -> list[ServiceContainer]:
        config = settings.for_nameko(TRANSPORT_OPTIONS={"longest_wait": 0.01})
        containers = [ServiceContainer(service, config) for service in services]
        for container in containers:
            schema.prepare(container)
            container.start()
            running.append(container)
        for relay in [e for c in containers for e in c.extensions if isinstance(e, LocalRelay)]:
            relay.open()
        return containers

    yield start
    for container in reversed(running):
        container.stop()
    delete_queues(settings.amqp, running)


def delete_queues(url: str, containers: list[ServiceContainer]) -> None:
    with Connection(url) as connection:
        for subscription in [e for c in containers for e in c.entrypoints]:
            if isinstance(subscription, Subscription) and hasattr(subscription, "topology"):
                for queue in subscription.topology.all:
                    with suppress(Exception):
                        connection.default_channel.queue_delete(queue.name)


@pytest.fixture
def channel(bus: str) -> Iterator[object]:
    with Connection(bus) as connection:
        yield connection.channel()
