"""What every process of Lantian does first: settings, logs, clock, keys."""

import os

from lantian import logs
from shared import clock, crypto
from shared.made_once import close_to_others
from shared.settings import Settings, WrongSetting

RING = "ring.json"


def prepare(service: str = "lantian") -> Settings:
    """`service` is what this process is called in its logs. Raises WrongSetting."""
    settings = Settings.from_environment()
    chosen = os.environ.get("LANTIAN_LOG_FORMAT") or "text"
    if chosen not in logs.FORMATS:
        raise WrongSetting(f"LANTIAN_LOG_FORMAT={chosen}: one of {', '.join(logs.FORMATS)}")
    logs.set_up(service, chosen, os.environ.get("LANTIAN_LOG", "WARNING").upper())
    if settings.today:
        clock.travel_to(settings.today)
    close_to_others(settings.keys)
    crypto.use(crypto.KeyRing.read_or_create(settings.keys / RING, settings.cipher))
    return settings
