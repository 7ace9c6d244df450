"""Sending a report of danger, from the page and the API alike."""

from typing import Any

from flask import request

from gateway import auth
from gateway.handlers.reports import count_report
from gateway.rpc import tell
from shared.clock import now
from shared.contracts.gateway.errors import TooManyReports


def report_danger(**report: Any) -> Any:
    """The report's code. Raises TooManyReports before the registry is asked."""
    with auth.database().transaction() as uow:
        minutes = count_report(
            uow, request.remote_addr or "", settings=auth.web_settings(), now=now()
        )
    if minutes:  # after the commit: what was counted stays counted
        raise TooManyReports(str(minutes))
    return tell("registry", "report_danger", **report)
