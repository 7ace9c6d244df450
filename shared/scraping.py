"""Who may read this process's metrics: nobody, unless a port or a token is set.

Metrics name no person, but they tell strangers what an office does and when. The gateway's own
`/metrics` asks for the token even from this machine: behind a proxy all the world seems local.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Self

LOCAL = ("127.0.0.1", "::1", "localhost")
SHORTEST = 16


class WrongScraping(ValueError):
    """These settings would open the metrics to strangers; the text says what to do."""


@dataclass(frozen=True)
class Scraping:
    """`port` is a listener of the process's own (None: no listener)."""

    port: int | None = None
    host: str = LOCAL[0]
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """Raises WrongScraping."""
        port, token = env.get("LANTIAN_METRICS_PORT"), env.get("LANTIAN_METRICS_TOKEN", "")
        host = env.get("LANTIAN_METRICS_HOST", LOCAL[0])
        if port and not (port.isascii() and port.isdigit() and int(port) <= 65535):
            raise WrongScraping(f"LANTIAN_METRICS_PORT={port}: a whole number from 0 to 65535")
        if token and len(token) < SHORTEST:
            raise WrongScraping(f"LANTIAN_METRICS_TOKEN is shorter than {SHORTEST} characters")
        if port and host not in LOCAL and not token:
            raise WrongScraping(
                f"LANTIAN_METRICS_HOST={host} lets strangers read the metrics: set "
                "LANTIAN_METRICS_TOKEN too"
            )
        return cls(int(port) if port else None, host, token)

    def admits(self, authorization: str) -> bool:
        """Whether a request with this header may read; without a token set, whoever gets here."""
        kind, _, given = authorization.partition(" ")
        return not self.token or (
            kind.lower() == "bearer" and compare_digest(given.strip().encode(), self.token.encode())
        )
