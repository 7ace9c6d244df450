"""Which policy pack a county decides under, from when on."""

from datetime import date
from typing import Any

from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import midnight, now
from shared.contracts.registry.errors import PackNotFound, PackStartsInThePast
from shared.contracts.registry.events import PackAdopted
from shared.packs import NoSuchPack, Pack, load_packs

PACK_TIMER = "pack_in_force"
JUDGE_AREA = "judge_area"


def adopt_pack(
    uow: UnitOfWork, grant: Grant, *, area: str, pack: str, valid_from: date, today: date
) -> dict[str, Any]:
    """All children of the county are judged again, on the day that the pack comes into force.

    Raises PackNotFound, PackStartsInThePast, AreaNotFound, AccessDenied.
    """
    grant.require(area=area)
    uow.places.area(area)
    if valid_from < today:
        raise PackStartsInThePast(valid_from.isoformat())
    chosen = _chosen(pack, valid_from)
    by = grant.viewer.account_id
    before = uow.rules.in_force(area, valid_from).id
    uow.rules.adopt(area, pack, valid_from, by)
    uow.record(
        subject=f"area/{area}",
        version=1,
        operation="adopt_pack",
        by=by,
        changes={"pack": [before, pack], "valid_from": [None, valid_from.isoformat()]},
    )
    uow.emit(
        PackAdopted(
            # Adoptions are not counted; the instant orders two of one county.
            version=int(now().timestamp() * 1000),
            area_code=area,
            pack=pack,
            valid_from=valid_from.isoformat(),
        )
    )
    if valid_from == today:
        uow.start_job(JUDGE_AREA, area)
    else:
        uow.set_timer(PACK_TIMER, f"{area}@{valid_from.isoformat()}", midnight(valid_from))
    told = {"pack": chosen.id, "version": chosen.version, "hash": chosen.hash}
    return {"area": area, "valid_from": valid_from, **told}


def _chosen(pack: str, valid_from: date) -> Pack:
    try:
        return load_packs().get(pack, valid_from)
    except NoSuchPack:
        raise PackNotFound(pack, valid_from.isoformat()) from None


def pack_came_into_force(uow: UnitOfWork, *, subject: str) -> None:
    """`subject` is "<county>@<day>", as the deadline was set."""
    uow.start_job(JUDGE_AREA, subject.partition("@")[0])
