"""The quarterly verification: villages confirm their children, each level signs off (DOMAIN 3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.registry.domain.areas import COUNTY, TOWNSHIP, VILLAGE
from services.registry.domain.arriving import count_under
from services.registry.domain.figures import LISTED
from services.registry.domain.quarters import Quarter
from services.registry.domain.record import ChildRecord
from services.registry.handlers.booking import keep_books
from services.registry.models import Confirmation, Round, SignOff
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import now
from shared.contracts.registry.errors import (
    AreaNotAVillage,
    ChildrenNotConfirmed,
    NotInThisVillage,
    PlacesNotSigned,
    QuarterSigned,
    QuarterUnknown,
    SignedElsewhere,
)
from shared.contracts.registry.events import VerificationSigned

PLACE = {COUNTY: "county", TOWNSHIP: "township", VILLAGE: "village"}


def confirm_children(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str,
    quarter: str | None,
    children: Sequence[dict[str, Any]],
    today: date,
) -> dict[str, Any]:
    """Nothing about these children has changed. `children` are ids with the versions that were
    looked at: one that somebody changed meanwhile is not confirmed, and named.

    Raises AccessDenied, AreaNotAVillage, QuarterUnknown, QuarterSigned, NotInThisVillage.
    """
    grant.require(area=area)
    if len(area) != VILLAGE:
        raise AreaNotAVillage(area)
    current = open_round(uow, area, quarter, today)
    uow.books.hold([area])
    if uow.verification.signed(area, current.quarter):
        raise QuarterSigned()
    seen = {str(one["id"]): one["version"] for one in children}
    records = uow.children.read(seen, lock=True)
    strangers = [i for i in seen if i not in records or records[i].area_code != area]
    if strangers:
        raise NotInThisVillage(str(len(strangers)))
    stale = [i for i, record in records.items() if record.version != seen[i]]
    by = grant.viewer.account_id
    for child_id, record in records.items():
        if child_id not in stale:
            _confirm(uow, record, current.quarter, by=by, changed=False, today=today)
            grant.seen(child_id)
    return {"confirmed": len(records) - len(stale), "changed_meanwhile": stale}


def confirm_by_change(uow: UnitOfWork, record: ChildRecord, *, by: str, today: date) -> None:
    """Who put something right has looked at the child: that counts for the quarter too."""
    try:
        current = open_round(uow, record.area_code, None, today)
    except QuarterUnknown:
        return
    uow.books.hold([record.area_code])
    if LISTED in (record.figures or ()) and not uow.verification.signed(
        record.area_code, current.quarter
    ):
        _confirm(uow, record, current.quarter, by=by, changed=True, today=today)


def _confirm(
    uow: UnitOfWork, record: ChildRecord, quarter: str, *, by: str, changed: bool, today: date
) -> None:
    """No new version of the dossier: no fact of it is another one."""
    if not uow.verification.confirm(
        Confirmation(
            child_id=record.id,
            quarter=quarter,
            area_code=record.area_code,
            version=record.version,
            changed=changed,
            by=by,
            at=now(),
        )
    ):
        return
    before = record.standing()
    record.verified = max(record.verified or "", quarter)
    count_under(record, uow.rules.in_force(record.area_code, today), today)
    uow.children.save(record)
    keep_books(uow, record, before, today)


def open_round(uow: UnitOfWork, area: str, quarter: str | None, today: date) -> Round:
    """The round of that quarter; without one the last quarter's, while this place has not signed
    it, else this quarter's. Raises QuarterUnknown for one that is not open (any more)."""
    this = Quarter.of(today)
    rounds = {
        found.quarter: found
        for found in uow.verification.rounds(area[:COUNTY], [str(this.previous), str(this)])
    }
    if quarter is not None:
        if quarter not in rounds:
            raise QuarterUnknown(quarter)
        return rounds[quarter]
    last = rounds.get(str(this.previous))
    if last is not None and not uow.verification.signed(area, last.quarter):
        return last
    if str(this) not in rounds:
        raise QuarterUnknown(str(this))
    return rounds[str(this)]


def sign_off(
    uow: UnitOfWork, grant: Grant, *, area: str, quarter: str | None, today: date
) -> SignOff:
    """From now on the quarter's numbers of this place are frozen.

    Raises AccessDenied, SignedElsewhere, AreaNotFound, QuarterUnknown, QuarterSigned,
    ChildrenNotConfirmed, PlacesNotSigned.
    """
    grant.require(area=area)
    uow.places.area(area)
    check_own_office(grant, area)
    current = open_round(uow, area, quarter, today)
    uow.books.hold([area], alone=True)
    if uow.verification.signed(area, current.quarter):
        raise QuarterSigned()
    children = _complete(uow, area, current.quarter)
    signed = SignOff(
        area_code=area,
        quarter=current.quarter,
        children=children,
        deadline=current.deadline,
        by=grant.viewer.account_id,
        signed_on=today,
        at=now(),
    )
    uow.verification.sign(signed)
    _tell(uow, signed)
    return signed


def check_own_office(grant: Grant, area: str) -> None:
    """A county signs for no township and a township for no other; but a township for a village
    whose officer cannot. Raises SignedElsewhere."""
    viewer = grant.viewer
    if Role.SYSTEM in viewer.roles or viewer.area == area:
        return
    if len(area) == VILLAGE and viewer.area == area[:TOWNSHIP]:
        return
    raise SignedElsewhere()


def _complete(uow: UnitOfWork, area: str, quarter: str) -> int:
    """How many children it has to stand to. Raises ChildrenNotConfirmed, PlacesNotSigned."""
    progress = uow.verification.progress(area, quarter)
    listed = sum(one.listed for one in progress.values())
    if len(area) == VILLAGE:
        missing = listed - sum(one.confirmed for one in progress.values())
        if missing:
            raise ChildrenNotConfirmed(str(missing))
        return listed
    waiting = missing_under(uow, area, quarter)
    if waiting:
        raise PlacesNotSigned(str(len(waiting)))
    return listed


def missing_under(uow: UnitOfWork, area: str, quarter: str) -> list[str]:
    """The places right under this one that have children and have not signed off yet."""
    width = TOWNSHIP if len(area) == COUNTY else VILLAGE
    with_children = {
        village[:width]
        for village, one in uow.verification.progress(area, quarter).items()
        if one.listed
    }
    return sorted(with_children - uow.verification.signed_under(area, quarter))


def _tell(uow: UnitOfWork, signed: SignOff) -> None:
    area, quarter = signed.area_code, signed.quarter
    uow.record(
        subject=f"area/{area}",
        version=1,
        operation="sign_off",
        by=signed.by,
        changes={"quarter": [None, quarter], "children": [None, signed.children]},
    )
    above = {VILLAGE: area[:TOWNSHIP], TOWNSHIP: area[:COUNTY]}.get(len(area))
    uow.emit(
        VerificationSigned(
            version=int(signed.at.timestamp() * 1000),
            area_code=area,
            place=PLACE[len(area)],
            quarter=quarter,
            above_ready=above is not None and not missing_under(uow, above, quarter),
        )
    )
