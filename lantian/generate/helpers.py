"""Helpers of a generated county, and the families' consents and pairs of some of its children."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert, select

from lantian.demo.people import SURNAMES
from lantian.generate.families import FIRST, SECOND
from lantian.generate.numbers import Numbers
from lantian.generate.places import COUNTY, County, School, near
from lantian.generate.registry import portions
from services.pairing.handlers import consents, enrolling, helpers, pairings
from services.pairing.models import Bond, Child, Helper
from services.pairing.store import PairingUnitOfWork
from shared.access.grant import Grant
from shared.access.table import admit
from shared.contracts.pairing.codes import Condition, Side
from shared.crypto import Key
from shared.messaging.database import Database
from shared.vault import Vault
from shared.viewer import Viewer

HELPERS, CHILDREN = 8453, 9780  # cadres and teachers of a county of so many children (DOMAIN 4)
AT_ONCE = 500
PAIRED = 0.05  # of the helpers, each with one child of the village
CATEGORIES = ("cadre", "teacher", "cadre", "teacher", "cadre", "teacher", "school_leader")
IN_NEED = ("left_behind", "in_difficulty")
Pairing = Database[PairingUnitOfWork]


@dataclass(frozen=True)
class Drawn:
    category: str
    name: str
    id_number: str
    phone: str
    area_code: str
    school_id: str | None


def draw(
    county: County, wanted: int, seed: int, today: date, numbers: Numbers, ids: dict[School, str]
) -> Iterator[Drawn]:
    """So many, spread over the villages."""
    chosen = random.Random(f"{seed} helpers {county.code}")  # noqa: S311 - invented people
    villages = sorted(county.villages)
    for number in range(wanted):
        village, category = villages[number % len(villages)], chosen.choice(CATEGORIES)
        sex = chosen.choice(("male", "female", "female"))
        born = today - timedelta(days=chosen.randint(24 * 366, 58 * 365))
        at_school = category in ("teacher", "school_leader")
        school = near(county.schools, village, "primary", chosen) if at_school else None
        yield Drawn(
            category=category,
            name=chosen.choice(SURNAMES) + chosen.choice(FIRST) + chosen.choice(SECOND),
            id_number=numbers.id_number(village[:COUNTY], born, sex),
            phone=numbers.phone(),
            area_code=village,
            school_id=ids[school] if school else None,
        )


def grant(operation: str) -> Grant:
    return admit(Viewer.system(), f"pairing.{operation}")


class Desk:
    """A unit of work in which all helpers are new: they stay here until all are written at once,
    and nobody is paired with them yet."""

    def __init__(self, uow: PairingUnitOfWork) -> None:
        self._uow, self._helpers = uow, dict[str, Helper]()
        uow.vault = NewPeople(uow.session, uow.table("data_keys"))
        self.rules = SimpleNamespace(in_force=cache(uow.rules.in_force))
        self.pairings = SimpleNamespace(live_of_helper=lambda _id: [])
        self.children = SimpleNamespace(lock=lambda _ids: [])
        self.helpers = SimpleNamespace(add=self._add, get=self._get)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    def _add(self, helper: Helper, _bonds: Iterable[Bond]) -> None:
        self._helpers[helper.id] = helper

    def _get(self, helper_id: str, *, locked: bool = False) -> Helper:  # noqa: ARG002
        return self._helpers[helper_id]

    def write(self) -> None:
        self._uow.vault.flush()
        columns = [column.name for column in Helper.__table__.columns]
        rows = [{name: getattr(one, name) for name in columns} for one in self._helpers.values()]
        self._uow.session.execute(insert(Helper.__table__), rows)  # type: ignore[arg-type]


class NewPeople(Vault):
    """Whoever has no key here is new for certain."""

    def _key(self, subject: str, *, create: bool) -> Key:
        if create and subject not in self._keys:
            self.begin(subject)
        return super()._key(subject, create=create)


def enrol(database: Pairing, drawn: Iterable[Drawn], today: date) -> None:
    """Application, record check and approval of each."""
    for portion in portions(drawn, AT_ONCE):
        with database.transaction() as uow:
            desk = Desk(uow)
            for one in portion:
                _enrol(desk, one, today)
            desk.write()


def _enrol(uow: Any, one: Drawn, today: date) -> None:
    helper_id = enrolling.register_helper(
        uow,
        grant("register_helper"),
        **vars(one),
        child_sex="any",
        capacity=None,
        bonds=(),
        declared_records=(),
        today=today,
    )["id"]
    helpers.record_check(
        uow,
        grant("record_check"),
        helper_id=helper_id,
        checked_on=today - timedelta(days=30),
        records=(),
        reference=None,
        today=today,
    )
    conditions = [str(condition) for condition in Condition]
    helpers.approve_helper(
        uow, grant("approve_helper"), helper_id=helper_id, conditions=conditions, today=today
    )


def pair(database: Pairing, county: County, today: date) -> int:
    """Some helpers of each village with its children at level 4; returns how many pairs."""
    pairs = 0
    for village in sorted(county.villages):
        with database.transaction() as uow:
            for helper, child in _pairs_of(uow, village):
                _pair(uow, helper, child, today)
                pairs += 1
    return pairs


def _pairs_of(uow: PairingUnitOfWork, village: str) -> list[tuple[Helper, Child]]:
    here = select(Helper).where(Helper.area_code == village).order_by(Helper.id)
    found = list(uow.session.scalars(here))
    waiting = select(Child).where(
        Child.area_code == village, Child.level == 4, Child.status.in_(IN_NEED)
    )
    children = list(uow.session.scalars(waiting.order_by(Child.id)))
    return list(zip(found[: max(int(len(found) * PAIRED), 1)], children, strict=False))


def _pair(uow: PairingUnitOfWork, helper: Helper, child: Child, today: date) -> None:
    consents.record_consent(
        uow,
        grant("record_consent"),
        child_id=child.id,
        signer="guardian",
        signed_on=today,
        own_view="agrees",
        own_consent=True,
        helper_sex="any",
        today=today,
    )
    side = Side.CADRE if helper.category == "cadre" else Side.TEACHER
    pairings.arrange_pairing(
        uow,
        grant("arrange_pairing"),
        child_id=child.id,
        helper_id=helper.id,
        slot=side.value,
        today=today,
    )
