"""One POST of JSON, and what is known of it afterwards.

Only what happened before the request was sent is known not to have arrived. urllib3 tells the two
apart; it retries nothing and follows nothing here.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from services.notifications.domain.deliveries import Answer, Outcome

NOT_SENT = (NewConnectionError, ConnectTimeoutError)
LATER = (429, 503)  # the two by which a server says that it did nothing
LONGEST_ANSWER = 64 * 1024
POOL = urllib3.PoolManager(num_pools=5, maxsize=2)
TIMED_OUT = (urllib3.exceptions.TimeoutError, TimeoutError)


@dataclass(frozen=True)
class Posted:
    """`said` is the JSON of a 2xx answer; `answer` is there where nothing else is to be asked."""

    said: Any = None
    answer: Answer | None = None


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: int) -> Posted:
    sent = {"Content-Type": "application/json; charset=utf-8", **headers}
    try:
        response = POOL.request(
            "POST",
            url,
            body=body,
            headers=sent,
            timeout=urllib3.Timeout(total=seconds),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            content = response.read(LONGEST_ANSWER)
        finally:
            response.close()
    except NOT_SENT:
        return Posted(answer=Answer(Outcome.LATER, "no_connection"))
    except SSLError as wrong:
        # Whose certificate is not trusted gets nothing; later the connection is encrypted no more.
        if isinstance(wrong.args[0], ssl.SSLCertVerificationError):
            return Posted(answer=Answer(Outcome.LATER, "not_trusted"))
        return Posted(answer=Answer(Outcome.UNKNOWN, "connection_lost"))
    except TIMED_OUT:
        return Posted(answer=Answer(Outcome.UNKNOWN, "timeout"))
    except (HTTPError, OSError):
        return Posted(answer=Answer(Outcome.UNKNOWN, "connection_lost"))
    return _judged(response.status, response.headers.get("Retry-After", ""), content)


def _judged(status: int, retry_after: str, content: bytes) -> Posted:
    if status in LATER:
        wait = int(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0
        return Posted(answer=Answer(Outcome.LATER, f"http_{status}", wait))
    if 400 <= status < 500:
        return Posted(answer=Answer(Outcome.REFUSED, f"http_{status}"))
    if not 200 <= status < 300:
        return Posted(answer=Answer(Outcome.UNKNOWN, f"http_{status}"))
    try:
        return Posted(said=json.loads(content))
    except ValueError:
        return Posted(answer=Answer(Outcome.UNKNOWN, "garbage"))


def field_of(said: Any, name: str) -> str | None:
    """A field of the answer as text; None for none, or for an answer that has no fields."""
    if not isinstance(said, dict) or name not in said:
        return None
    return str(said[name])


def as_json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
