"""`lantian healthy SERVICE`: for a process manager, exit 0 if it does its work and 1 if not."""

import argparse
import sys
import urllib.request
from contextlib import closing
from datetime import timedelta

import pika
from pika.exceptions import AMQPError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from shared.clock import now
from shared.migrations import current, newest
from shared.settings import Settings, WrongSetting

SECONDS = 3
LONGEST_WAIT = timedelta(seconds=60)  # of an event in the outbox, before the relay is called ill
OLDEST = text("SELECT min(written_at) FROM outbox WHERE settled_at IS NULL AND problem IS NULL")


class Ill(Exception):
    """What is wrong."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service")
    parser.add_argument("--relay", action="store_true", help="ask for the service's relay instead")


def run(args: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if settings.embedded:
        raise WrongSetting("lantian healthy is for LANTIAN_MODE=distributed; see /health/ready")
    check = relay if args.relay else gateway if args.service == "gateway" else service
    try:
        check(args.service, settings)
    except (Ill, OSError, AMQPError, DBAPIError) as wrong:
        reason = wrong if isinstance(wrong, Ill) else type(wrong).__name__
        print(f"{args.service}: {reason}", file=sys.stderr)
        return 1
    return 0


def gateway(_name: str, settings: Settings) -> None:
    """It answers by itself; what it says of the services is not its own illness."""
    url = f"http://127.0.0.1:{settings.port}/health/live"
    urllib.request.urlopen(url, timeout=SECONDS).close()


def service(name: str, settings: Settings) -> None:
    """Its database is there in the right shape, and somebody takes the calls to it."""
    engine = create_engine(settings.database(name), connect_args={"connect_timeout": SECONDS})
    try:
        if current(engine) != newest(f"services.{name}"):
            raise Ill("its database has another schema")
    finally:
        engine.dispose()
    parameters = pika.URLParameters(settings.amqp)
    parameters.socket_timeout = parameters.blocked_connection_timeout = SECONDS
    with closing(pika.BlockingConnection(parameters)) as connection:
        answer = connection.channel().queue_declare(f"rpc-{name}", passive=True)
        if not answer.method.consumer_count:
            raise Ill("nobody takes its calls")


def relay(name: str, settings: Settings) -> None:
    """No event waits for long."""
    engine = create_engine(settings.database(name), connect_args={"connect_timeout": SECONDS})
    try:
        with engine.connect() as connection:
            oldest = connection.scalar(OLDEST)
    finally:
        engine.dispose()
    if oldest is not None and now() - oldest > LONGEST_WAIT:
        raise Ill("events wait in its outbox")
