"""How late the deadlines of protection cases fire, with 10,000 of them open, in the service as it
runs: from when each was due until its entry in the timeline was written.

Most are due hours ahead, as they are in life; `DUE` of them at random moments of half a minute that
begins when all is loaded and the service has started.
"""

import random
from dataclasses import replace
from datetime import timedelta
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from tests.eventlet_first import eventlet  # isort: skip

from nameko.containers import ServiceContainer
from sqlalchemy import insert, select, text

from services.registry.models import Case, CaseDuty, CaseEntry, CasePost
from services.registry.service import RegistryService
from shared import crypto, migrations
from shared.chain import GENESIS
from shared.clock import now
from shared.db import engine_for
from shared.messaging.inproc import BROKER
from shared.settings import Settings
from tests import servers

OPEN, DUE, WITHIN = 10_000, 300, 30.0
LOADING = 60.0  # seconds
LEVELS = [["role:village_officer@520330103201"], ["role:township_officer@520330103"]]


def rows(at: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A case and a duty for each deadline."""
    chance = random.Random(7)
    cases, duties = [], []
    for number in range(OPEN):
        soon = chance.uniform(0.0, WITHIN) if number < DUE else chance.uniform(3600, 90_000)
        case_id = str(uuid4())
        cases.append(case(case_id, at))
        duties.append(duty(case_id, at, at + timedelta(seconds=soon)))
    return cases, duties


def case(case_id: str, at: Any) -> dict[str, Any]:
    blank = {"situations": [], "findings": [], "risks": {}, "steps": [], "grounds": []}
    kept = {"pack": "national", "pack_version": "x", "pack_hash": "x", "entries": 0}
    place = {"area_code": "520330103201", "origin": "office", "state": "open", "version": 0}
    times = {"opened_at": at, "incident_at": at}
    return {"id": case_id, **place, **times, **blank, **kept, "head": GENESIS}


def duty(case_id: str, at: Any, due: Any) -> dict[str, Any]:
    seconds = {"remind_seconds": 0, "every_seconds": 3600, "repeat_seconds": 3600}
    state = {"kind": "see_child", "state": "open", "next_call": 1, "level": 0}
    times = {"set_at": at, "due_at": due}
    return {"case_id": case_id, "number": 1, **state, **times, **seconds, "levels": LEVELS}


def load(url: str, begins: Any) -> None:
    engine = engine_for(url, 1)
    migrations.upgrade(engine, "services.registry")
    timers = RegistryService.database.unit.base.metadata.tables["timers"]
    cases, duties = rows(begins)
    posts = [{"case_id": d["case_id"], "number": 1, "address": LEVELS[0][0]} for d in duties]
    due = [
        {"kind": "case_duty", "subject": f"{d['case_id']}/1/1", "due_at": d["due_at"]}
        for d in duties
    ]
    with engine.begin() as connection:
        for table, made in (
            (Case.__table__, cases),
            (CaseDuty.__table__, duties),
            (CasePost.__table__, posts),
            (timers, due),
        ):
            connection.execute(insert(table), made)  # type: ignore[arg-type]
        connection.execute(text("ANALYZE"))  # as the server does by itself within minutes
    engine.dispose()


def lateness(url: str) -> list[float]:
    """Seconds from when each was due until its entry in the timeline was written."""
    engine = engine_for(url, 1)
    query = select(CaseEntry.at, CaseDuty.due_at).join(
        CaseDuty, CaseDuty.case_id == CaseEntry.case_id
    )
    with engine.connect() as connection:
        found = connection.execute(query.where(CaseEntry.kind == "duty_missed")).all()
    engine.dispose()
    return sorted((at - due).total_seconds() for at, due in found)


def measure(name: str, url: str, settings: Settings) -> None:
    begins = now() + timedelta(seconds=LOADING)
    load(url, begins)
    BROKER.reset()
    container = ServiceContainer(RegistryService, settings.for_nameko())
    container.start()
    assert now() < begins, "loading took longer than LOADING"
    eventlet.sleep((begins - now()).total_seconds() + WITHIN + 10.0)
    container.stop()
    late = lateness(url)
    p50, p99 = late[len(late) // 2], late[int(len(late) * 0.99)]
    print(
        f"  {name}: {len(late)} of {DUE} fired, {OPEN:,} open;"
        f" late p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, worst {late[-1] * 1000:.0f} ms"
    )


def main() -> None:
    crypto.use(crypto.KeyRing.new())
    with TemporaryDirectory() as folder:
        env = {"LANTIAN_DEMO": "0", "LANTIAN_DATA": folder}
        plain = replace(Settings.from_environment(env), embedded=True, port=0)
        plain = replace(plain, amqp="inproc://local")
        measure("SQLite", plain.database("registry"), plain)
        if servers.postgres_answers():
            with servers.own_database() as url:
                measure("PostgreSQL", url, replace(plain, embedded=False, postgres=url))


if __name__ == "__main__":
    main()
