"""A worker process of its own: waits for the starting shot, makes one call, says what came of it.

python -m tests.integration.funding.racer URL SHOT CALL      (CALL: operation, viewer, fields)
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import eventlet

eventlet.monkey_patch()

from services.funding.service import FundingService  # noqa: E402
from shared import crypto  # noqa: E402
from shared.errors import DomainError  # noqa: E402
from shared.messaging.database import Database  # noqa: E402
from shared.settings import Settings  # noqa: E402
from tests.probes import probe  # noqa: E402


def main(url: str, shot: Path, call: str) -> None:
    crypto.use(crypto.KeyRing.read_or_create(shot.with_name("keys"), "AES-GCM"))
    database = Database(FundingService.database.unit)
    database.connect(
        replace(Settings.from_environment({}), embedded=False, postgres=url), "funding"
    )
    wanted = json.loads(call)
    print("ready", flush=True)
    probe(shot.exists, seconds=60, every=0.001)
    try:
        method = getattr(FundingService, wanted["operation"])
        answer = method(SimpleNamespace(database=database), **wanted["fields"])
        print(json.dumps({"answer": answer}))
    except DomainError as refused:
        print(json.dumps({"refused": type(refused).__name__, "args": refused.args}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
