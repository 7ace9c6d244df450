"""The command line's way to the running gateway, in both modes the same."""

import getpass
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from lantian.client import AGAIN, Api, Refused
from shared import console, crypto
from shared.settings import Settings, WrongSetting
from shared.texts.bus import NOT_ASKED
from shared.texts.words import WORDS

RING = "ring.json"
Answer = TypeVar("Answer")
PATIENCE = 5.0  # seconds that an absent gateway is waited for
WELL, NEEDS_A_PERSON, WRONGLY_ASKED = 0, 1, 2
HOSTS = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}  # noqa: S104 - where to call, not to listen


@dataclass
class Console:
    """Asks as the operating system's user; each request carries a ticket of its own."""

    url: str
    user: str
    as_json: bool = False

    @classmethod
    def of(cls, settings: Settings, url: str | None, as_json: bool) -> "Console":
        """Raises WrongSetting where the installation's key ring cannot be read."""
        ring = settings.keys / RING
        try:
            crypto.use(crypto.KeyRing.read(ring))
        except OSError as missing:
            raise WrongSetting(
                f"{ring}: {missing.strerror}; lantian bus runs where the gateway's keys are "
                "(LANTIAN_KEYS)"
            ) from None
        host = HOSTS.get(settings.host, settings.host)
        return cls(url or f"http://{host}:{settings.port}", getpass.getuser(), as_json)

    def get(self, path: str, **query: Any) -> Any:
        return self._api().get(path, **query)

    def every(self, path: str, **query: Any) -> list[Any]:
        """All items, page after page, each with a ticket of its own."""
        return self._api().every(path, **query)

    def post(self, path: str, body: Any) -> Any:
        """Once only: a ticket is used up by the first try, and the outcome of that is unknown."""
        return self._api(0).post(path, body)

    def show(self, answer: Any, text: str) -> None:
        """The answer as JSON if asked for so, else the text."""
        print(json.dumps(answer, ensure_ascii=False, indent=1) if self.as_json else text)

    def _api(self, patience: float = PATIENCE) -> Api:
        return FreshTickets(self.url, patience=patience, user=self.user)


@dataclass
class FreshTickets(Api):
    """A try that was answered 503 has used its ticket up: the next try gets another."""

    user: str = ""

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        self.token = console.issue(self.user, datetime.now(UTC))
        return super()._once(method, path, body, headers)


def of_each(
    services: Sequence[str], ask: Callable[[str], Answer]
) -> tuple[list[Answer], list[str]]:
    """Of many services the answers, and those that are away, which standard error names. One alone
    that is away is Refused."""
    answers, away = [], []
    for service in services:
        try:
            answers.append(ask(service))
        except Refused as refused:
            if refused.status not in AGAIN or len(services) == 1:
                raise
            away.append(service)
    if away:
        print(away_text(away), file=sys.stderr)
    return answers, away


def away_text(services: Sequence[str]) -> str:
    names = "\u3001".join(WORDS["service"][service] for service in services)
    return NOT_ASKED.format(services=names)


__all__ = ["NEEDS_A_PERSON", "WELL", "WRONGLY_ASKED", "Console", "Refused", "of_each"]
