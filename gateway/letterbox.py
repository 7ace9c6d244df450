"""Writing to a school's letterbox, from page and API alike: a limit against floods."""

from typing import Any

from flask import request

from gateway import auth
from gateway.handlers.reports import count_by_address
from gateway.rpc import tell
from shared.clock import now
from shared.contracts.gateway.errors import TooManyLetters


def write_to_letterbox(**letter: Any) -> Any:
    """The letter's code. Raises TooManyLetters before activities are asked."""
    with auth.database().transaction() as uow:
        minutes = count_by_address(
            uow, "letter", request.remote_addr or "", settings=auth.web_settings(), now=now()
        )
    if minutes:  # after the commit: what was counted stays counted
        raise TooManyLetters(str(minutes))
    return tell("activities", "write_to_letterbox", **letter)
