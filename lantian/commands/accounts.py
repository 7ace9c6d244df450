"""`lantian accounts`: give an administrator whose password is lost a way back in.

`lantian accounts recover USERNAME`, on the machine itself: prints a one-time link that holds for an
hour, ends the account's sessions and tokens, and writes who did it into the history. For system and
security administrators alone: everybody else is reset by these two.
"""

import argparse
import getpass
import socket
import sys

from gateway.accounts import LINK
from gateway.credentials import new_token, token_hash
from gateway.handlers.recovery import recover_account
from gateway.store import GatewayUnitOfWork
from gateway.texts import sentence
from lantian.folder import FolderInUse, held
from lantian.process import prepare
from shared import migrations
from shared.clock import now
from shared.errors import DomainError
from shared.messaging.database import Database
from shared.settings import Settings

EVENTLET = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    recover = actions.add_parser("recover", help="a one-time link for a lost password")
    recover.add_argument("username")


def run(args: argparse.Namespace) -> int:
    settings = prepare()
    try:
        if not settings.embedded:
            link = recover(settings, args.username)
        else:
            with held(settings.data):
                link = recover(settings, args.username)
    except FolderInUse as refused:
        print(f"lantian: {refused}; stop it for a moment", file=sys.stderr)
        return 1
    except DomainError as refusal:
        code = type(refusal).__name__
        said = sentence(code, [str(argument) for argument in refusal.args], "gateway")
        print(f"{code}: {said}", file=sys.stderr)
        return 2
    print(f"once, within an hour: http://{settings.host}:{settings.port}{link}")
    return 0


def recover(settings: Settings, username: str) -> str:
    """The path of the link. Raises as `recover_account`."""
    database: Database[GatewayUnitOfWork] = Database(GatewayUnitOfWork)
    database.connect(settings, "gateway")
    token = new_token()
    try:
        migrations.upgrade(database.engine, "gateway")
        with database.transaction() as uow:
            hashed = token_hash(token)
            recover_account(uow, username, link_hash=hashed, who=user_of_machine(), now=now())
    finally:
        database.stop()
    return LINK + token


def user_of_machine() -> str:
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except (KeyError, OSError):  # a container may run under a number without a name
        return socket.gethostname()
