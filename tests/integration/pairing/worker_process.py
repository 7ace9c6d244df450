"""`python -m tests.integration.pairing.worker_process URL KEYS OFFSET`: a worker of pairing.

Reads calls as JSON from its first line of input, says "ready", and makes them all at once when the
second line comes. Says of each "ok" or the name of the refusal.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.eventlet_first import eventlet  # isort: skip

from services.pairing.service import PairingService
from services.pairing.store import PairingUnitOfWork
from shared import clock, crypto
from shared.errors import DomainError
from shared.messaging.database import Database
from shared.settings import Settings

AT_ONCE = 1000


def main(url: str, keys: str, offset: str) -> int:
    crypto.use(crypto.KeyRing.read(Path(keys)))
    clock.CLOCK.offset = timedelta(seconds=float(offset))
    env = {"LANTIAN_DEMO": "0", "LANTIAN_DATA": str(Path(keys).parent)}
    settings = replace(Settings.from_environment(env), embedded=False, postgres=url)
    database: Database[PairingUnitOfWork] = Database(PairingUnitOfWork)
    database.connect(settings, "pairing")
    worker = SimpleNamespace(database=database)

    def made(call: dict[str, Any]) -> str:
        try:
            door = getattr(PairingService, call["operation"])
            door(worker, viewer=call["viewer"], **call["fields"])
        except DomainError as refusal:
            return type(refusal).__name__
        return "ok"

    calls = json.loads(sys.stdin.readline())
    print("ready", flush=True)
    sys.stdin.readline()
    pool = eventlet.GreenPool(AT_ONCE)
    print(json.dumps(list(pool.imap(made, calls))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
