"""Reads of the access log and the check of the chains, the same in every service."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from shared.access.grant import COUNTY, Grant
from shared.access.sql import visible
from shared.cursors import position
from shared.errors import AccessDenied
from shared.records import CHAINED, PURPOSE
from shared.sealed_text import open_text
from shared.unit_of_work import SqlUnitOfWork


def list_access_log(
    uow: SqlUnitOfWork, grant: Grant, *, subject: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first, of the viewer's own county. A row does not tell the village: it is for those
    whose area is the whole county; AccessDenied for others."""
    if not grant.everything and not any(len(p) <= COUNTY for p in grant.area_prefixes()):
        raise AccessDenied()
    log = uow.table("access_log")
    query = select(log).where(visible(grant, area=log.c.area))
    query = query.order_by(log.c.position.desc()).limit(limit + 1)
    if subject is not None:
        query = query.where(log.c.subject == subject)
    if (last := position(after)) is not None:
        query = query.where(log.c.position < last)
    found = [_opened(row) for row in uow.session.execute(query).mappings()]
    more = len(found) > limit
    return {"items": found[:limit], "next": str(found[limit - 1]["position"]) if more else None}


def verify_records(uow: SqlUnitOfWork) -> dict[str, Any]:
    """Reads every row of the history and the access log, and says where a chain breaks."""
    chains = []
    for chain in CHAINED:
        broken = uow.verify(chain)
        place = {"position": broken and broken.position, "fault": broken and broken.fault}
        chains.append({"chain": chain, "sound": broken is None, **place})
    return {"sound": all(chain["sound"] for chain in chains), "chains": chains}


def _opened(row: Mapping[Any, Any]) -> dict[str, Any]:
    sealed = row["purpose"]
    return {**row, "purpose": sealed and open_text(sealed, PURPOSE)}
