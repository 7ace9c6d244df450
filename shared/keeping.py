"""How long is kept what has done its work; read from the environment with all other settings.

The order of the windows is what makes forgetting safe (see `shared.messaging.clean_up`), so
windows that contradict each other are refused at start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


class WrongWindows(ValueError):
    """These windows together could handle an event twice; the text says which, and what to do."""


@dataclass(frozen=True)
class Keeping:
    """All in days."""

    outbox: int = 30  # settled rows, before they move to the archive
    inbox: int = 90
    archive: int = 1096  # three years, as the access log (LAW, personal data)
    timers: int = 400  # fired ones
    commands: int = 30  # within it the same Idempotency-Key gets the same answer
    jobs: int = 90  # ended ones

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """`LANTIAN_INBOX_DAYS` and so on. Raises WrongWindows."""
        names = {name: f"LANTIAN_{name.upper()}_DAYS" for name in vars(cls())}
        found = {n: days(v, env[v]) for n, v in names.items() if env.get(v)}
        windows = cls(**found)
        windows.check()
        return windows

    def check(self) -> None:
        """Raises WrongWindows."""
        for shorter, longer, why in (
            ("outbox", "inbox", "an event that is still in the outbox could be handled twice"),
            ("inbox", "archive", "a copy could not be rebuilt from what is newer than its inbox"),
            ("inbox", "timers", "a fact that comes again could set a deadline that has fired"),
        ):
            if getattr(self, shorter) >= getattr(self, longer):
                raise WrongWindows(
                    f"LANTIAN_{shorter.upper()}_DAYS={getattr(self, shorter)} must be less than "
                    f"LANTIAN_{longer.upper()}_DAYS={getattr(self, longer)}: otherwise {why}"
                )


def days(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 36_500:
        raise WrongWindows(f"{name}={text}: a whole number of days from 1 to 36500")
    return int(text)
