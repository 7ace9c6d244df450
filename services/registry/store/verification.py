"""Rounds, confirmations and sign-offs on SQLAlchemy."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.domain.figures import LISTED
from services.registry.domain.quarters import Quarter
from services.registry.models import Confirmation, ReportCell, Round, SignOff
from services.registry.ports import Progress
from services.registry.store.books import NOW
from services.registry.store.ranges import under
from shared.contracts.registry.codes import STATUSES
from shared.db import data_of, insert_or_ignore

VERIFIED = "verified="


class SqlVerification:
    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, opened: Round) -> None:
        insert_or_ignore(self._session, Round.__table__, **data_of(opened))

    def rounds(self, county: str, quarters: Collection[str]) -> list[Round]:
        query = select(Round).where(Round.area_code == county, Round.quarter.in_(list(quarters)))
        return list(self._session.scalars(query.order_by(Round.quarter)))

    def confirm(self, confirmation: Confirmation) -> bool:
        return insert_or_ignore(self._session, Confirmation.__table__, **data_of(confirmation))

    def sign(self, signed: SignOff) -> None:
        self._session.add(signed)
        self._session.flush()

    def signed(self, area: str, quarter: str) -> bool:
        return self._session.get(SignOff, (area, quarter)) is not None

    def signed_under(self, area: str, quarter: str) -> set[str]:
        query = select(SignOff.area_code).where(
            SignOff.quarter == quarter, under(SignOff.area_code, area)
        )
        return set(self._session.scalars(query))

    def progress(self, area: str, quarter: str) -> dict[str, Progress]:
        """From the counts that are kept; a confirmation for a later quarter counts as well."""
        later = [f"{VERIFIED}{quarter}", f"{VERIFIED}{Quarter.named(quarter).next}"]
        query = (
            select(ReportCell.area_code, ReportCell.figure, func.sum(ReportCell.children))
            .where(
                ReportCell.status.in_(STATUSES),
                ReportCell.quarter == NOW,
                under(ReportCell.area_code, area),
                ReportCell.figure.in_([LISTED, *later]),
            )
            .group_by(ReportCell.area_code, ReportCell.figure)
        )
        found: dict[str, Progress] = {}
        for village, figure, children in self._session.execute(query):
            old = found.get(village, Progress(0, 0))
            if figure == LISTED:
                found[village] = Progress(old.listed + int(children), old.confirmed)
            else:
                found[village] = Progress(old.listed, old.confirmed + int(children))
        return found
