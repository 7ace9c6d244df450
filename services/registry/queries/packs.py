"""Which policy packs there are, and which one holds where."""

from datetime import date
from typing import Any

from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.packs import NoSuchPack, load_packs


def list_packs(uow: UnitOfWork, grant: Grant, *, area: str | None, today: date) -> dict[str, Any]:
    place = area or grant.viewer.area
    in_force = uow.rules.in_force(place, today).id if place else None
    packs = load_packs()
    items = []
    for pack_id in packs:
        try:
            pack = packs.get(pack_id, today)
        except NoSuchPack:  # not valid yet
            continue
        items.append(
            {
                "id": pack.id,
                "version": pack.version,
                "hash": pack.hash,
                "title": pack.title,
                "valid_from": pack.valid_from,
                "in_force": pack.id == in_force,
            }
        )
    return {"items": items, "next": None}
