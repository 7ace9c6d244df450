"""Which policy pack a county decides under."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.areas import COUNTY
from services.registry.models import PackInForce
from shared.clock import now
from shared.packs import Pack, load_packs

DEFAULT = "national"


class SqlRules:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: dict[tuple[str, date], Pack] = {}

    def in_force(self, area_code: str, on: date) -> Pack:
        """The newest adoption by the county, or by what lies above it."""
        county = area_code[:COUNTY]
        if (county, on) not in self._seen:
            self._seen[county, on] = load_packs().get(self._adopted(county, on), on)
        return self._seen[county, on]

    def _adopted(self, county: str, on: date) -> str:
        above = [county[:length] for length in (2, 4, 6)]
        query = select(PackInForce).where(
            PackInForce.area_code.in_(above), PackInForce.valid_from <= on
        )
        rows = self._session.scalars(query).all()
        # The nearest place speaks last, and there the newest adoption.
        newest = max(rows, key=lambda row: (len(row.area_code), row.valid_from), default=None)
        return newest.pack if newest else DEFAULT

    def adopt(self, area_code: str, pack: str, valid_from: date, by: str) -> None:
        """A second word for the same day replaces the first."""
        row = PackInForce(
            area_code=area_code, valid_from=valid_from, pack=pack, by=by, adopted_at=now()
        )
        self._session.merge(row)
        self._session.flush()
        self._seen.clear()
