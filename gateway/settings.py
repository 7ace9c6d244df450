"""What the web side needs beyond the settings of the whole: limits, and the key of its cookies."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Self

from shared.made_once import made_once
from shared.settings import Settings, WrongSetting, whole_number

MEGABYTE = 1024 * 1024
COUNTY = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class WebSettings:
    """`secret` signs cookies and forms and makes one-time links; all gateways share it."""

    secret: bytes = field(repr=False)
    demo: bool = False
    idle: timedelta = timedelta(minutes=30)
    session: timedelta = timedelta(hours=12)
    failures_per_name: int = 5
    failures_per_address: int = 100
    reports_per_address: int = 30  # within `lock`; a school is one address
    lock: timedelta = timedelta(minutes=15)
    upload_bytes: int = 20 * MEGABYTE
    file_bytes: int = 8 * MEGABYTE  # the largest that the registry attaches
    trusted_proxies: int = 0
    county: str = ""  # whose numbers to call stand on pages of no place: 6 digits
    hotline: str = ""  # one of the installation's own, on pages of no county
    hash_memory_kib: int = 65536
    hash_rounds: int = 3

    @classmethod
    def of(cls, settings: Settings, env: Mapping[str, str] = os.environ) -> Self:
        return cls(
            secret=kept_secret(settings.keys),
            demo=settings.demo,
            idle=timedelta(minutes=whole_number(env, "LANTIAN_IDLE_MINUTES", 30, 1, 1440)),
            session=timedelta(hours=whole_number(env, "LANTIAN_SESSION_HOURS", 12, 1, 168)),
            failures_per_name=whole_number(env, "LANTIAN_FAILURES_PER_NAME", 5, 1, 100),
            failures_per_address=whole_number(env, "LANTIAN_FAILURES_PER_ADDRESS", 100, 1, 100000),
            reports_per_address=whole_number(env, "LANTIAN_REPORTS_PER_ADDRESS", 30, 1, 100000),
            lock=timedelta(minutes=whole_number(env, "LANTIAN_LOCK_MINUTES", 15, 1, 1440)),
            upload_bytes=MEGABYTE * whole_number(env, "LANTIAN_UPLOAD_MB", 20, 1, 200),
            file_bytes=settings.file_bytes,
            trusted_proxies=whole_number(env, "LANTIAN_TRUSTED_PROXIES", 0, 0, 5),
            county=county_of(env),
            hotline=env.get("LANTIAN_HOTLINE", "").strip(),
        )


def county_of(env: Mapping[str, str]) -> str:
    """Raises WrongSetting."""
    code = env.get("LANTIAN_COUNTY", "").strip()
    if code and not COUNTY.fullmatch(code):
        raise WrongSetting(f"LANTIAN_COUNTY={code}: the 6 digits of a county's code")
    return code


def kept_secret(keys: Path) -> bytes:
    """The secret in the folder of keys; made once, by whichever gateway starts first."""
    return made_once(keys / "gateway.secret", lambda: token_bytes(32))
