"""Areas and schools on SQLAlchemy."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.registry.models import Area, FormerArea, School
from shared.area_range import under
from shared.contracts.registry.errors import AreaNotFound, SchoolNotFound

PREFIXES = (2, 4, 6, 9, 12)  # digits of province, prefecture, county, township, village


class SqlPlaces:
    def __init__(self, session: Session) -> None:
        self._session = session

    def area(self, code: str) -> Area:
        area = self.find_area(code)
        if area is None:
            raise AreaNotFound(code)
        return area

    def find_area(self, code: str) -> Area | None:
        return self._session.get(Area, code)

    def path(self, code: str) -> list[Area]:
        codes = [code[:length] for length in PREFIXES if length <= len(code)]
        query = select(Area).where(Area.code.in_(codes)).order_by(Area.code)
        return list(self._session.scalars(query))

    def all_under(self, prefix: str, on: date) -> list[Area]:
        opened = or_(Area.closed_from.is_(None), Area.closed_from > on)
        query = select(Area).where(under(Area.code, prefix), opened)
        return list(self._session.scalars(query.order_by(Area.code)))

    def add_area(self, area: Area) -> None:
        self._session.add(area)

    def rename(self, area: Area, name: str, valid_from: date) -> None:
        """The older name stays known for the days on which it was right."""
        if valid_from > area.valid_from:
            self._session.add(
                FormerArea(
                    code=area.code,
                    valid_from=area.valid_from,
                    valid_to=valid_from,
                    name=area.name,
                )
            )
            area.valid_from = valid_from
        area.name = name

    def school(self, school_id: str) -> School:
        school = self._session.get(School, school_id)
        if school is None:
            raise SchoolNotFound(school_id)
        return school

    def schools_under(self, prefix: str) -> list[School]:
        query = select(School).where(under(School.township_code, prefix))
        return list(self._session.scalars(query.order_by(School.id)))

    def school_named(self, township_code: str, name: str) -> School | None:
        query = select(School).where(School.township_code == township_code, School.name == name)
        return self._session.scalar(query)

    def add_school(self, school: School) -> None:
        self._session.add(school)
        self._session.flush()  # children point to it
