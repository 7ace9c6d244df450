"""Which area a report is asked for, and what lies right under it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import Area
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.errors import AccessDenied

WIDTHS = (2, 4, 6, 9, 12)  # digits of province, prefecture, county, township, village


def asked_area(uow: UnitOfWork, grant: Grant, area: str | None) -> str:
    """The area asked for, else the viewer's own, else the first county. Raises AccessDenied."""
    code = area or next(iter(grant.area_prefixes()), None)
    if code is None:
        if not grant.everything:
            raise AccessDenied()
        counties = select(Area.code).where(Area.level == "county").order_by(Area.code)
        code = uow.session.scalar(counties) or ""
    grant.require(area=code)
    return code


def width_below(code: str) -> int:
    """Digits of the areas right under it; of itself for a village."""
    return next((width for width in WIDTHS if width > len(code)), len(code))


def parts_of(session: Session, code: str) -> list[Area]:
    return list(session.scalars(select(Area).where(Area.parent == code).order_by(Area.code)))
