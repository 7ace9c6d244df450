"""RabbitMQ and PostgreSQL in containers, where a container engine answers and the environment names
no servers. The same tests run on local servers where there is none."""

import atexit
from functools import cache

from testcontainers.postgres import PostgresContainer
from testcontainers.rabbitmq import RabbitMqContainer

RABBITMQ = "rabbitmq:3.13-management"
POSTGRES = "postgres:16"


@cache
def rabbitmq() -> str:
    """The address of a RabbitMQ that ends with this process, without a vhost."""
    container = RabbitMqContainer(RABBITMQ, username="guest", password="guest")
    container.start()
    atexit.register(container.stop)
    return (
        f"amqp://guest:guest@{container.get_container_host_ip()}:{container.get_exposed_port(5672)}"
    )


@cache
def postgres() -> str:
    """The URL of a PostgreSQL that ends with this process, without a database."""
    container = PostgresContainer(POSTGRES, username="postgres", password="postgres")
    container.start()
    atexit.register(container.stop)
    host, port = container.get_container_host_ip(), container.get_exposed_port(5432)
    return f"postgresql+psycopg2://postgres:postgres@{host}:{port}"
