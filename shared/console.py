"""Tickets by which the command line speaks to the running gateway.

Whoever can read the key ring holds everything already; a ticket sealed with it proves just that. It
names the operating system's user, opens one request, and soon runs out.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from shared.crypto import CannotOpen, key_ring

KIND = "console."  # begins every ticket, and no session's token
CONTEXT = "console.ticket"
LASTS = timedelta(seconds=60)
LONGEST_NAME = 32


@dataclass(frozen=True)
class Ticket:
    user: str
    nonce: str
    until: datetime

    @property
    def account_id(self) -> str:
        """What the access log and the history name."""
        return f"console:{self.user}"


def issue(user: str, now: datetime) -> str:
    about = {
        "user": user[:LONGEST_NAME],
        "nonce": token_urlsafe(16),
        "until": (now + LASTS).isoformat(),
    }
    return KIND + key_ring().seal(json.dumps(about).encode(), CONTEXT)


def read(token: str, now: datetime) -> Ticket | None:
    """None for what was not sealed by this installation's ring, or has run out."""
    try:
        about = json.loads(key_ring().open(token.removeprefix(KIND), CONTEXT))
    except CannotOpen:
        return None
    until = datetime.fromisoformat(about["until"])
    # Sealed by ourselves, so that a far end can only be another host's clock.
    soon = now < until <= now + 2 * LASTS
    return Ticket(about["user"], about["nonce"], until) if soon else None


def is_ticket(token: str) -> bool:
    return token.startswith(KIND)
