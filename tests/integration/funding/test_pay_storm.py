"""Whatever is killed, retried or imported again at the same moment: every child is paid once.

The short form runs always. The long one makes 10,000 attempts over 200 children by 16 people in two
processes on PostgreSQL, and by 8 in one on SQLite, as the embedded mode runs.
"""

import random
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from shared import crypto
from shared.contracts.funding.errors import NobodyPayable, RollNotApproved
from shared.pacing import slices
from tests.integration.funding.office import AUDITOR, CLERK, PAYER, Office, ids
from tests.probes import probe

ROOT = Path(__file__).parents[3]
OF_A_ROLL = 10


class Storm:
    def __init__(self, office: Office, folder: Path, processes: int) -> None:
        self.office, self.folder = office, folder
        self.chance = random.Random(1)
        engine = office.desk.database.engine
        self.url = engine.url.render_as_string(hide_password=False)
        self.count = 0
        self.workers = [self.start() for _ in range(processes)]

    def start(self) -> "subprocess.Popen[bytes]":
        self.count += 1
        command = [sys.executable, "-W", "ignore", "-m", "tests.integration.funding.storm"]
        return subprocess.Popen([*command, self.url, str(self.folder), str(self.count)], cwd=ROOT)

    def attempts(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob("tally-*"))

    def blow(self, attempts: int, every: int) -> int:
        """Kills a worker after each so many attempts, and starts another; how many died."""
        kills = 0
        while (so_far := self.attempts()) < attempts:
            self.balanced()
            probe(
                lambda past=so_far: self.attempts() >= min(attempts, past + every), 300, every=0.1
            )
            victim = self.chance.randrange(len(self.workers))
            self.workers[victim].kill()
            self.workers[victim].wait()
            kills += 1
            if self.attempts() < attempts:
                self.workers[victim] = self.start()
        return kills

    def errors(self) -> str:
        return "".join(path.read_text()[-2000:] for path in self.folder.glob("errors-*"))

    def balanced(self) -> None:
        balance = self.office.call(AUDITOR, "trial_balance")
        assert balance["difference_fen"] == 0

    def calm(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()


def prepared(office: Office, folder: Path, count: int) -> list[str]:
    children = ids(office.register(count))
    fund = office.fund(count * 500)
    for child in children:
        office.account(child)
    rolls = [
        office.approve(office.propose(fund, child_ids=list(some)))["id"]
        for some in slices(children, OF_A_ROLL)
    ]
    # The workers open what was sealed in this process.
    (folder / "keys").write_text(crypto.key_ring().dump(), "ascii")
    (folder / "rolls").write_text("\n".join(rolls))
    (folder / "children").write_text("\n".join(children))
    return rolls


def finish(office: Office, rolls: list[str]) -> None:
    """Nothing is stuck: what is open yet can be brought to its end by the ordinary steps."""
    for roll in rolls:
        for _ in range(20):
            state = office.call(CLERK, "get_roll", roll_id=roll)["state"]
            if state == "paid":
                break
            for payment in office.payments(roll_id=roll, state="failed"):
                office.call(CLERK, "reissue_payment", payment_id=payment["id"])
            with suppress(NobodyPayable, RollNotApproved):  # all is with the bank, or paid
                office.call(PAYER, "make_batch", roll_id=roll, bank="rural_commercial")
            for batch in office.call(CLERK, "get_progress", roll_id=roll)["batches"]:
                if batch["state"] == "sent":
                    office.take_in(batch, office.result(batch))
        assert office.call(CLERK, "get_roll", roll_id=roll)["state"] == "paid"


def run(office: Office, folder: Path, children: int, attempts: int, every: int) -> None:
    rolls = prepared(office, folder, children)
    postgres = office.desk.database.engine.dialect.name == "postgresql"
    storm = Storm(office, folder, 2 if postgres else 1)
    try:
        kills = storm.blow(attempts, every)
    finally:
        storm.calm()
    assert storm.attempts() >= attempts
    assert kills > 0
    assert storm.errors() == ""  # whoever is refused is refused in words
    finish(office, rolls)

    made = Counter(one["child_id"] for one in office.published("payment_made"))
    assert set(made.values()) == {1}
    assert len(made) == children
    check = office.book()
    assert (check["sound"], check["difference_fen"]) == (True, 0), check["faults"][:3]
    fund = office.call(CLERK, "list_funds")["items"][0]
    assert (fund["paid_fen"], fund["left_fen"]) == (children * 500_00, 0)


def test_a_short_pay_storm(office: Office, tmp_path: Path) -> None:
    run(office, tmp_path, children=20, attempts=120, every=50)


@pytest.mark.long
def test_the_pay_storm(office: Office, tmp_path: Path) -> None:
    run(office, tmp_path, children=200, attempts=10_000, every=1_000)
