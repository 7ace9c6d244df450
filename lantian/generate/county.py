"""Generates whole counties into a fresh installation, step by step, and opens the demo's sign-ins
for the first of them."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gateway.settings import WebSettings
from lantian import launcher
from lantian.demo.posts import VILLAGE, Places, Posts
from lantian.demo.seed import DONE
from lantian.generate import helpers, money, registry
from lantian.generate.families import Families
from lantian.generate.hand_over import HandOver
from lantian.generate.numbers import Numbers
from lantian.generate.places import TOWNSHIP, School
from lantian.generate.places import County as Ground
from services.pairing.models import Pairing
from services.pairing.store.child_counts import counted_anew
from shared import migrations
from shared.messaging.database import Database, package_of
from shared.settings import Settings


class NotFresh(Exception):
    """There is something in this installation already."""


@dataclass(frozen=True)
class Wish:
    """How many children and helpers in each county."""

    children: int
    helpers: int
    seed: int
    today: date


@contextmanager
def opened(settings: Settings) -> Iterator[dict[str, Database[Any]]]:
    """Every service's database, with its tables; raises NotFresh if anybody has used one."""
    databases = {}
    for name in launcher.SERVICES:
        database = Database(launcher.service_class(name).database.unit)  # type: ignore[attr-defined]
        database.connect(settings, name)
        migrations.upgrade(database.engine, str(package_of(database.unit)))
        databases[name] = database
    try:
        for name, database in databases.items():
            check_fresh(name, database)
        yield databases
    finally:
        for database in databases.values():
            database.stop()


def check_fresh(name: str, database: Database[Any]) -> None:
    """Nothing was ever recorded in it, nor told by it."""
    tables = database.unit.base.metadata.tables
    with database.engine.connect() as connection:
        for table in ("history", "outbox", "outbox_archive"):
            if connection.execute(select(tables[table]).limit(1)).first() is not None:
                raise NotFresh(name)


class Generator:
    """`say` tells the user what is under way."""

    def __init__(
        self, databases: dict[str, Database[Any]], wish: Wish, say: Callable[[str], None]
    ) -> None:
        self.databases, self.wish, self.say = databases, wish, say
        self.numbers = Numbers(random.Random(wish.seed))  # noqa: S311 - invented people
        self.facts = HandOver("registry", databases)

    def county(self, ground: Ground) -> dict[School, str]:
        """All of one county; returns the ids of its schools."""
        wish, today = self.wish, self.wish.today
        self.say(f"{ground.code} {ground.name}")
        ids = registry.lay_out(self.databases["registry"], ground, today)
        self.facts.all()
        families = Families(ground, wish.seed, today, self.numbers, wish.children)
        registry.register(self.databases["registry"], families.children(ids), today, self._told)
        self.say("季度核查")
        registry.verify(self.databases["registry"], ground, today)
        self.say("其他服务的副本")
        self.facts.all()
        self.say("帮扶人和结对")
        drawn = helpers.draw(ground, wish.helpers, wish.seed, today, self.numbers, ids)
        helpers.enrol(self.databases["pairing"], drawn, today)
        helpers.pair(self.databases["pairing"], ground, today)
        self.say("生活补助")
        if wish.children:
            money.propose(self.databases["funding"], ground.code, today)
        for source in ("pairing", "funding"):
            HandOver(source, self.databases).all()
        self.facts.all()
        with self.databases["pairing"].transaction() as uow:
            counted_anew(uow.session)  # the copies were written together
        return ids

    def _told(self, done: int) -> None:
        self.say(f"儿童 {done}/{self.wish.children}")

    def posts(self, ground: Ground, ids: dict[School, str], settings: WebSettings) -> None:
        """The demo's sign-ins, at places of this county."""
        village = next(code for code, name in ground.villages.items() if name == VILLAGE)
        township = village[:TOWNSHIP]
        school = next(s for s in ids if s.township == township and s.kind == "primary")
        with self.databases["pairing"].transaction() as uow:
            query = select(Pairing).where(Pairing.area_code == village).order_by(Pairing.id)
            pair = uow.session.scalars(query).first()
        places = Places(
            township=township,
            village=village,
            school_id=ids[school],
            helper_id=pair.helper_id if pair else None,
            child_id=pair.child_id if pair else None,
        )
        Posts(self.databases["gateway"], settings, "").open(places)


def finished(folder: Path, wish: Wish) -> None:
    """The demo is there: nothing is to be built into it at a start."""
    folder.mkdir(parents=True, exist_ok=True)
    built = {"built_on": wish.today.isoformat(), "generated": wish.children}
    (folder / DONE).write_text(json.dumps(built), "utf-8")
