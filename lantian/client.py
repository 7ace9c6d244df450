"""A small client of the JSON API: the demo puts its county in with it, and tests use it.

A lost connection or a service that is away is tried again with the same idempotency key, so that
nothing is done twice and nothing is lost.
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from uuid import uuid4

AGAIN = (429, 502, 503, 504)


class Refused(Exception):
    """The API said no: `code` is stable, `detail` is Chinese."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code"))
        super().__init__(f"{status} {self.code}: {problem.get('detail')}")


@dataclass
class Api:
    """Calls as one account; `patience` is how many seconds a call is tried again for."""

    url: str
    token: str | None = None
    patience: float = 60.0
    headers: dict[str, str] = field(default_factory=dict)

    def sign_in(self, username: str, password: str) -> "Api":
        answer = self.post("/session", {"username": username, "password": password})
        return Api(self.url, answer["token"], self.patience)

    def get(self, path: str, **query: Any) -> Any:
        given = {name: value for name, value in query.items() if value is not None}
        address = f"{path}?{urllib.parse.urlencode(given, doseq=True)}" if given else path
        return self._json("GET", address)

    def every(self, path: str, **query: Any) -> list[Any]:
        """All items of a list, page after page."""
        items: list[Any] = []
        after: str | None = None
        while True:
            page = self.get(path, after=after, **query)
            items += page["items"]
            after = page.get("next")
            if after is None:
                return items

    def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        headers = {"Idempotency-Key": header_of(key), "Content-Type": "application/json"}
        return self._json("POST", path, json.dumps(body or {}).encode(), headers)

    def patch(self, path: str, body: Any, key: str | None = None) -> Any:
        headers = {"Idempotency-Key": header_of(key), "Content-Type": "application/json"}
        return self._json("PATCH", path, json.dumps(body).encode(), headers)

    def delete(self, path: str) -> None:
        self._call("DELETE", path, None, {})

    def upload(
        self, path: str, filename: str, content: bytes, key: str | None = None, **fields: str
    ) -> Any:
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{filename}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        )
        body = (
            "".join(parts).encode() + head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        )
        headers = {
            "Idempotency-Key": header_of(key),
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        }
        return self._json("POST", path, body, headers)

    def download(self, path: str) -> bytes:
        return self._call("GET", path, None, {})

    def _json(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        answer = self._call(method, path, body, headers or {})
        return json.loads(answer) if answer else None

    def _call(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        ends = time.monotonic() + self.patience
        while True:
            try:
                return self._once(method, path, body, headers)
            except Refused as refusal:
                if refusal.status not in AGAIN or time.monotonic() > ends:
                    raise
            except (OSError, HTTPException):
                if time.monotonic() > ends:
                    raise
            time.sleep(0.05)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        if self.token:
            headers = {**headers, "Authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(  # noqa: S310 - our own gateway
            f"{self.url}/api/v1{path}",
            data=body,
            headers={**self.headers, **headers},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            raise Refused(error.code, _problem(error.read())) from None


def header_of(key: str | None) -> str:
    """A key that fits into a header, whatever it was made of."""
    return urllib.parse.quote(key or str(uuid4()))


def _problem(body: bytes) -> dict[str, Any]:
    try:
        problem = json.loads(body)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
