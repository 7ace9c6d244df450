"""What a roll of 10,000 children costs from eligibility to the bank's file, against one bare bulk
insert of all the rows that it wrote, into the same tables of another database of the same kind.

The children, their accounts and the money are there before. Time is counted twice, by the clock and
by the processors (this process and the server's), since a machine has other work; memory is what
the process took at most beyond what it had, for a tenth of the children and for all.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tests.eventlet_first  # noqa: F401  isort: skip

from sqlalchemy import Engine, insert, select, text

from services.funding.models import BankAccount, Base, Child, ChildStage
from services.funding.service import FundingService
from shared import crypto, migrations
from shared.clock import now
from shared.db import engine_for
from shared.pacing import slices
from tests import servers
from tests.integration.funding.office import (
    APPROVER,
    CHECKERS,
    CLERK,
    PAYER,
    TODAY,
    URGENT,
    VILLAGE,
    Office,
)
from tests.service_desk import ServiceDesk, open_desk

CHILDREN = 10_000
VILLAGES = 100
LONGEST = 5.0  # times the bare insert, which is the aim
COPIES = ("children", "child_stages", "bank_accounts", "data_keys", "county_rules", "migrated")


def main() -> None:
    with TemporaryDirectory() as folder:
        measure("SQLite", folder)
    if servers.postgres_answers():
        measure("PostgreSQL", "")


def measure(name: str, folder: str) -> None:
    few, all_ = (alone(name, folder, count) for count in (CHILDREN // 10, CHILDREN))
    for what in ("wall", "cpu"):
        ratio = all_["roll"][what] / all_["bare"][what]
        within = "within" if ratio <= LONGEST else "over"
        print(
            f"  {name}, {what}: roll {all_['roll'][what]:.2f} s, bare insert of"
            f" {all_['rows']:,} rows {all_['bare'][what]:.2f} s: {ratio:.1f} times,"
            f" {within} {LONGEST:.0f}"
        )
    print("  " + ", ".join(f"{step} {took:.2f}" for step, took in all_["steps"].items()))
    print(
        f"  {name}, memory: {few['memory_mb']:.0f} MB more for {CHILDREN // 10:,} children,"
        f" {all_['memory_mb']:.0f} MB for {CHILDREN:,}"
    )


def alone(name: str, folder: str, children: int) -> dict[str, Any]:
    """In a process of its own: the most memory that one took is never given back."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.roll", name, str(children)]
    done = subprocess.run([*command, folder], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(name: str, children: int, folder: str) -> dict[str, Any]:
    crypto.use(crypto.KeyRing.new())
    with two_databases(name, Path(folder) / str(children)) as (url, twin):
        with open_desk(FundingService, url, Path(folder or ".")) as desk:
            fund = prepare(desk, children)
            before = {table: counted(desk, table) for table in written()}
            had = peak_mb()
            steps: dict[str, float] = {}
            roll = timed(desk.database.engine, lambda: whole_way(desk, fund, children, steps))
            memory = peak_mb() - had
            rows = {table: new_rows(desk, table, before[table]) for table in written()}
            fund_row = [row for row in desk.rows("funds") if row["id"] == fund]
        engine = engine_for(twin, 1)
        migrations.upgrade(engine, "services.funding")
        with engine.begin() as connection:
            connection.execute(insert(Base.metadata.tables["funds"]), fund_row)
        bare = timed(engine, lambda: insert_bare(engine, rows))
        engine.dispose()
    count = sum(map(len, rows.values()))
    return {"roll": roll, "bare": bare, "rows": count, "memory_mb": memory, "steps": steps}


@contextmanager
def two_databases(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    if name == "SQLite":
        folder.mkdir()
        yield f"sqlite:///{folder / 'roll.db'}", f"sqlite:///{folder / 'bare.db'}"
    else:
        with servers.own_database() as url, servers.own_database() as twin:
            yield url, twin


def prepare(desk: ServiceDesk, count: int) -> str:
    """The county's children, each with an account, and money for all; the fund's id."""
    office = Office(desk)
    children = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(count)]
    with desk.database.transaction() as uow:
        for some in slices(list(enumerate(children)), 500):
            uow.session.execute(insert(Child), [a_child(*one) for one in some])
            uow.session.execute(insert(ChildStage), [stage(child) for _, child in some])
            for _, child in some:
                uow.vault.begin(child)
            uow.session.execute(insert(BankAccount), [account(uow, *one) for one in some])
        uow.vault.flush()
    with desk.database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))  # as the server does by itself within minutes
    return office.fund(count * 500)


def a_child(number: int, child_id: str) -> dict[str, Any]:
    plain = {"school_id": None, "hardships": ["single_parent"], "in_hardship": True, "version": 1}
    village = int(VILLAGE) // 1000 * 1000 + 200 + number % VILLAGES
    return {"child_id": child_id, "area_code": str(village), "merged_into": None, **plain}


def stage(child_id: str) -> dict[str, Any]:
    return {"child_id": child_id, "since": TODAY, "stage": "primary", "version": 1}


def account(uow: Any, number: int, child_id: str) -> dict[str, Any]:
    digits = f"62284000{number:011}"
    facts = {"holder": f"户主{number}", "number": digits, "bank": "农村商业银行"}
    kept = {"changed_by": "clerk", "changed_at": now(), "version": 1}
    mark = uow.vault.blind_index("bank_account", digits)
    return {"child_id": child_id, "sealed": uow.vault.seal(child_id, facts), "mark": mark, **kept}


def whole_way(desk: ServiceDesk, fund: str, children: int, steps: dict[str, float]) -> None:
    office = Office.__new__(Office)
    office.desk = desk

    def step(name: str, act: Callable[[], Any]) -> Any:
        began = time.process_time()
        answer = act()
        steps[name] = time.process_time() - began
        return answer

    def call(name: str, viewer: Any, operation: str, **fields: Any) -> Any:
        return step(name, lambda: office.call(viewer, operation, **fields))

    asked = {"scheme": "xishui_living", "term": "2025-autumn", "area": "520330", "fund_id": fund}
    roll = call("propose", CLERK, "propose_roll", **asked)
    for checker in CHECKERS:
        office.call(checker, "check_roll", roll_id=roll["id"], agreed=True)
    office.call(CLERK, "post_notice", roll_id=roll["id"])
    call("approve", APPROVER, "approve_roll", roll_id=roll["id"], waiver=URGENT)
    batch = call("batch", PAYER, "make_batch", roll_id=roll["id"], bank="rural_commercial")
    file = call("file", PAYER, "get_batch_file", batch_id=batch["id"])
    assert batch["lines"] == children
    assert file["content"]


def timed(engine: Engine, act: Callable[[], Any]) -> dict[str, float]:
    """Seconds by the clock, and of the processors: ours and the server's."""
    began, had = time.monotonic(), spent(engine)
    act()
    return {"wall": time.monotonic() - began, "cpu": spent(engine) - had}


def spent(engine: Engine) -> float:
    ours = time.process_time()
    if engine.dialect.name == "sqlite":
        return ours
    with engine.connect() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return ours + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def written() -> list[str]:
    """Tables in the order in which rows can be put there, but for what was there before."""
    return [t.name for t in Base.metadata.sorted_tables if t.name not in (*COPIES, "funds")]


def counted(desk: ServiceDesk, table: str) -> list[Any]:
    with desk.database.transaction() as uow:
        keys = list(uow.table(table).primary_key)
        return [tuple(row) for row in uow.session.execute(select(*keys))]


def new_rows(desk: ServiceDesk, table: str, before: list[Any]) -> list[dict[str, Any]]:
    keys, known = [c.name for c in Base.metadata.tables[table].primary_key], set(before)
    rows = desk.rows(table)
    return [row for row in rows if tuple(row[key] for key in keys) not in known]


def insert_bare(engine: Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    with engine.begin() as connection:
        for name in rows:
            for some in slices(rows[name], 500):
                connection.execute(insert(Base.metadata.tables[name]), some)


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
