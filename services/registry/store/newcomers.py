"""Making what comes on file ready to be written: no database, only keys."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.arriving import arrived
from services.registry.domain.record import ChildRecord
from services.registry.handlers.states import first_entry, public
from services.registry.models import Child, Dossier
from services.registry.ports.newcomers import Newcomer
from services.registry.store.child_rows import (
    child_row,
    dossier_row,
    kin_marks,
    same_marks,
    search_tokens,
)
from shared.contracts.registry.contact_codes import PARENTS
from shared.contracts.registry.events import ChildRegistered
from shared.contracts.registry.fields import GROUPS
from shared.messaging.cloudevents import as_text
from shared.packs import Pack
from shared.vault import Sealer

CHILD = tuple(Child.__table__.columns.keys())
SITUATIONS = tuple(f"{parent}_situation" for parent in PARENTS)
DOSSIER = tuple(Dossier.__table__.columns.keys())


def newcomer(sealer: Sealer, facts: Mapping[str, Any], pack: Pack, today: date) -> Newcomer:
    """A child of these facts, which are normalised and settled, under the county's pack."""
    record, again_on = arrived(str(uuid4()), facts, pack, today)
    return made_ready(sealer, record, again_on)


def made_ready(sealer: Sealer, record: ChildRecord, again_on: date | None) -> Newcomer:
    wrapped = sealer.begin(record.id)
    record.kin_marks = kin_marks(sealer, record)
    row, dossier = child_row(sealer, record), dossier_row(sealer, record, GROUPS)
    event = ChildRegistered(**public(record), version=record.version)
    ready = Newcomer(
        id=record.id,
        area_code=record.area_code,
        school_id=record.school_id,
        status=record.status.value,
        level=record.level,
        pack_hash=record.pack_hash,
        figures=sorted(record.figures or ()),
        id_mark=row["id_mark"],
        marks=sorted(same_marks(sealer, record.facts)),
        tokens=sorted(search_tokens(sealer, record)),
        wrapped=wrapped,
        row=tuple(_stored(row[name]) for name in CHILD),
        dossier=tuple(dossier[name] for name in DOSSIER),
        changes=sealer.seal(record.id, first_entry(record)),
        event=as_text(vars(event)),
        situations={name: record.facts.get(name) for name in SITUATIONS},
        again_on=again_on.isoformat() if again_on else None,
    )
    sealer.drop(record.id)
    return ready


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list) else value
