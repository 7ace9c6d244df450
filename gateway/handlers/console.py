"""The command line at the gateway: its ticket is good for one request about the bus."""

from datetime import datetime

from gateway.handlers.sessions import SignedIn
from gateway.ports import UnitOfWork
from shared import console
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.viewer import Viewer

OPERATION = "gateway.use_console"  # as the access log names it; nobody can call it


def find(uow: UnitOfWork, token: str, *, now: datetime) -> SignedIn | None:
    """The operator that the ticket makes of its holder; None for one that does not hold, or was
    used before. Each use is a row of the access log."""
    ticket = console.read(token, now)
    if ticket is None or not uow.tickets.use(ticket.nonce, now):
        return None
    viewer = Viewer(account_id=ticket.account_id, roles=frozenset({Role.OPERATOR}))
    uow.note_access(Grant(viewer, OPERATION, (), audited=True))
    return SignedIn(viewer, ticket.user, ticket.user, demo=False, session=None)
