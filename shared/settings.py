"""The environment, read once. Both modes run the same code; only this differs."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeVar

from shared.channel_settings import ChannelSettings, WrongChannels
from shared.keeping import Keeping, WrongWindows
from shared.scraping import Scraping, WrongScraping

Part = TypeVar("Part")
MEGABYTE = 2**20
# Sealed on the bus a file is 1.8 times its size, and brokers take 16 MB in a message.
MOST_FILE_MB = 8


class WrongSetting(Exception):
    """A setting is missing or cannot be right; the text names it."""


@dataclass(frozen=True)
class Settings:
    """All that a place may set. `postgres` holds `{service}`, which each service replaces."""

    embedded: bool
    data: Path
    keys: Path
    amqp: str
    postgres: str
    host: str
    port: int
    workers: int
    demo: bool
    today: date | None
    rpc_seconds: float
    cipher: str
    keeping: Keeping
    scraping: Scraping
    file_bytes: int = 8 * MEGABYTE  # the largest file attached
    channels: ChannelSettings = field(default_factory=ChannelSettings)

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Self:
        env = {name: value for name, value in env.items() if value}  # set to nothing is not set
        mode = env.get("LANTIAN_MODE", "embedded")
        if mode not in ("embedded", "distributed"):
            raise WrongSetting(f"LANTIAN_MODE={mode}: embedded or distributed")
        embedded = mode == "embedded"
        data = Path(env.get("LANTIAN_DATA", "var")).absolute()
        return cls(
            embedded=embedded,
            data=data,
            # Beside the data folder, never in it: a copied folder alone opens nothing.
            keys=Path(env.get("LANTIAN_KEYS") or data.with_name(data.name + ".keys")).absolute(),
            amqp="inproc://local" if embedded else required(env, "LANTIAN_AMQP"),
            postgres="" if embedded else with_service(required(env, "LANTIAN_POSTGRES")),
            host=env.get("LANTIAN_HOST", "127.0.0.1"),
            port=whole_number(env, "LANTIAN_PORT", 8000, 0, 65535),
            workers=whole_number(env, "LANTIAN_WORKERS", 10, 1, 1000),
            demo=env.get("LANTIAN_DEMO", "1" if embedded else "0") not in ("0", "false", "no"),
            today=day(env.get("LANTIAN_TODAY")),
            rpc_seconds=whole_number(env, "LANTIAN_RPC_SECONDS", 10, 1, 600),
            cipher=one_of(env, "LANTIAN_CIPHER", ("AES-GCM", "SM4-GCM")),
            keeping=refusing(Keeping.from_environment, env),
            scraping=refusing(Scraping.from_environment, env),
            file_bytes=MEGABYTE
            * whole_number(env, "LANTIAN_FILE_MB", MOST_FILE_MB, 1, MOST_FILE_MB),
            channels=refusing(ChannelSettings.from_environment, env),
        )

    def database(self, service: str) -> str:
        if self.embedded:
            return f"sqlite:///{self.data}/{service}.db"
        return self.postgres.format(service=service)

    def for_nameko(self, **more: Any) -> dict[str, Any]:
        return {
            "AMQP_URI": self.amqp,
            "WEB_SERVER_ADDRESS": f"{self.host}:{self.port}",
            "max_workers": self.workers,
            "settings": self,
            **more,
        }


def required(env: Mapping[str, str], name: str) -> str:
    if not env.get(name):
        raise WrongSetting(f"{name} is not set; the distributed mode needs it")
    return env[name]


def with_service(url: str) -> str:
    if "{service}" not in url:
        raise WrongSetting("LANTIAN_POSTGRES needs {service} where the database's name differs")
    return url


def whole_number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise WrongSetting(f"{name}={text}: a whole number from {low} to {high}")
    return int(text)


def refusing(read: Callable[[Mapping[str, str]], Part], env: Mapping[str, str]) -> Part:
    """A part of the settings that has a module of its own."""
    try:
        return read(env)
    except (WrongWindows, WrongScraping, WrongChannels) as wrong:
        raise WrongSetting(str(wrong)) from None


def one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = env.get(name) or allowed[0]
    if value not in allowed:
        raise WrongSetting(f"{name}={value}: one of {', '.join(allowed)}")
    return value


def day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongSetting(f"LANTIAN_TODAY={text}: a date such as 2025-09-10") from None
