"""`python -m tests.integration.registry.cases.clock_process URL KEYS SECONDS`: the registry's clock
alone, so many seconds ahead, until nothing is due any more."""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from tests.eventlet_first import eventlet  # isort: skip

from services.registry.service import RegistryService
from services.registry.store import RegistryUnitOfWork
from shared import clock, crypto
from shared.messaging.database import Database
from shared.settings import Settings


def main(url: str, keys: str, seconds: str) -> int:
    assert eventlet
    crypto.use(crypto.KeyRing.read(Path(keys)))
    clock.CLOCK.offset = timedelta(seconds=float(seconds))
    env = {"LANTIAN_DEMO": "0", "LANTIAN_DATA": str(Path(keys).parent)}
    settings = replace(Settings.from_environment(env), embedded=False, postgres=url)
    database: Database[RegistryUnitOfWork] = Database(RegistryUnitOfWork)
    database.connect(settings, "registry")
    while RegistryService.case_duty(SimpleNamespace(database=database)):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
