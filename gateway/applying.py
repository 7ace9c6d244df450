"""Sending an application to be a helper, from page and API alike: a limit against floods."""

from typing import Any

from flask import request

from gateway import auth
from gateway.handlers.reports import count_by_address
from gateway.rpc import tell
from shared.clock import now
from shared.contracts.gateway.errors import TooManyTries


def apply_as_helper(**application: Any) -> Any:
    """Raises TooManyTries before pairing is asked."""
    with auth.database().transaction() as uow:
        minutes = count_by_address(
            uow,
            "application",
            request.remote_addr or "",
            settings=auth.web_settings(),
            now=now(),
        )
    if minutes:  # after the commit: what was counted stays counted
        raise TooManyTries(str(minutes))
    return tell("pairing", "apply_as_helper", **application)
