"""A worker process of the pay storm: eight people at once who pay, send to the bank, take in
results, again too, put failed ones right, and hear facts twice. It may be killed at any instant.

python -m tests.integration.funding.storm URL FOLDER SEED
"""

import random
import sys
import traceback
from base64 import b64encode
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import eventlet

eventlet.monkey_patch()

from services.funding.service import FundingService  # noqa: E402
from shared import crypto  # noqa: E402
from shared.access.roles import Role  # noqa: E402
from shared.clock import travel_to  # noqa: E402
from shared.errors import DomainError  # noqa: E402
from shared.messaging.cloudevents import Envelope  # noqa: E402
from shared.messaging.database import Database  # noqa: E402
from shared.settings import Settings  # noqa: E402
from tests.integration.funding.office import CLERK, TODAY, Office, a_child, official  # noqa: E402
from tests.service_desk import ServiceDesk  # noqa: E402

PEOPLE = 8
PAYERS = [official(f"payer{n}", Role.FINANCE_PAYER) for n in range(4)]
ANSWERS: dict[str, str] = {}  # by batch
DEEDS = ("pay", "pay", "batch", "result", "result", "again", "reissue", "fact")


def main(url: str, folder: Path, seed: str) -> None:
    crypto.use(crypto.KeyRing.read_or_create(folder / "keys", "AES-GCM"))
    database: Database[Any] = Database(FundingService.database.unit)
    settings = replace(Settings.from_environment({}), embedded=False, postgres=url, data=folder)
    database.connect(settings, "funding")
    travel_to(TODAY)
    office = Office.__new__(Office)
    office.desk = ServiceDesk(FundingService, database)
    rolls = (folder / "rolls").read_text().split()
    children = (folder / "children").read_text().split()
    tally = (folder / f"tally-{seed}").open("a")

    def person(number: int) -> None:
        chance = random.Random(f"{seed}-{number}")
        while True:
            try:
                with suppress(DomainError):
                    attempt(office, chance, chance.choice(rolls), children)
            except Exception:
                with (folder / f"errors-{seed}").open("a") as errors:
                    errors.write(traceback.format_exc() + "\n")
            tally.write(".")
            tally.flush()
            eventlet.sleep(0)

    threads = [eventlet.spawn(person, number) for number in range(PEOPLE)]
    for thread in threads:
        thread.wait()


def attempt(office: Office, chance: random.Random, roll: str, children: list[str]) -> None:
    payer, deed = chance.choice(PAYERS), chance.choice(DEEDS)
    if deed == "pay":
        key = {"idempotency_key": f"{roll}-{chance.randint(1, 3)}"} if chance.random() < 0.5 else {}
        office.call(payer, "pay_roll", roll_id=roll, **key)
    elif deed == "batch":
        office.call(payer, "make_batch", roll_id=roll, bank="rural_commercial")
    elif deed in ("result", "again"):
        batches = office.call(CLERK, "get_progress", roll_id=roll)["batches"]
        for batch in batches[-2:] if deed == "again" else batches[-1:]:
            answer(office, payer, batch)
    elif deed == "reissue":
        for payment in office.payments(roll_id=roll, state="failed"):
            office.call(CLERK, "reissue_payment", payment_id=payment["id"])
    else:
        child = a_child(child_id=chance.choice(children), version=1)
        envelope = Envelope(f"fact-{child.child_id}", child.wire_name(), asdict(child))
        FundingService.on_child_registered(office.desk._self, envelope)


def answer(office: Office, payer: Any, batch: dict[str, Any]) -> None:
    """The same answer whoever brings it: the bank refuses the lines that the number decides on."""
    fields = {"batch_id": batch["id"], "content": ANSWERS.get(batch["id"]) or said(office, batch)}
    ANSWERS[batch["id"]] = fields["content"]  # the file itself is handed out only meanwhile
    office.call(payer, "take_in_result", **fields)


def said(office: Office, batch: dict[str, Any]) -> str:
    refused = [line for line in range(1, batch["lines"] + 1) if hash_of(batch, line) % 5 == 0]
    return b64encode("\n".join(office.result(batch, refused)).encode("gb18030")).decode()


def hash_of(batch: dict[str, Any], line: int) -> int:
    return int(batch["id"][:8], 16) + line


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
