"""Cases on SQLAlchemy. Whoever changes one holds its row until the end of the transaction."""

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.registry.models import Case, CaseDuty, CaseEntry, CasePost, CaseReport
from shared.contracts.registry.errors import CaseNotFound, DutyNotFound, ReportNotFound
from shared.db import insert_or_ignore


class SqlCases:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, case: Case) -> None:
        self._session.add(case)
        self._session.flush()

    def get(self, case_id: str) -> Case:
        query = select(Case).where(Case.id == case_id).with_for_update()
        found = self._session.scalars(query.execution_options(populate_existing=True)).first()
        if found is None:
            raise CaseNotFound(case_id)
        return found

    def running_of(self, child_id: str) -> list[Case]:
        query = select(Case).where(Case.child_id == child_id, Case.state != "closed")
        return list(self._session.scalars(query.order_by(Case.opened_at, Case.id)))

    def joined_into(self, case_id: str) -> str | None:
        """As it stands now; the row is not held."""
        return self._session.scalar(select(Case.joined_into).where(Case.id == case_id))

    def joined_to(self, case_id: str) -> list[Case]:
        query = select(Case).where(Case.joined_into == case_id)
        return list(self._session.scalars(query.order_by(Case.opened_at, Case.id)))

    def entry(self, case_id: str, position: int) -> CaseEntry:
        return self._session.get_one(CaseEntry, (case_id, position))

    def entries(self, case_id: str, kind: str) -> list[CaseEntry]:
        query = select(CaseEntry).where(CaseEntry.case_id == case_id, CaseEntry.kind == kind)
        return list(self._session.scalars(query.order_by(CaseEntry.position)))

    def reports(self, case_id: str) -> list[CaseReport]:
        query = select(CaseReport).join(Case)
        query = query.where(or_(Case.id == case_id, Case.joined_into == case_id))
        return list(self._session.scalars(query.order_by(CaseReport.reported_at, CaseReport.id)))

    def add_entry(self, entry: CaseEntry) -> None:
        self._session.add(entry)

    def add_report(self, report: CaseReport) -> None:
        self._session.add(report)

    def report_by(self, code_mark: str) -> tuple[CaseReport, Case]:
        query = select(CaseReport, Case).join(Case).where(CaseReport.code_mark == code_mark)
        found = self._session.execute(query).first()
        if found is None:
            raise ReportNotFound()
        return found.CaseReport, found.Case

    # -- duties -----------------------------------------------------------------------------------

    def next_number(self, case_id: str) -> int:
        query = select(func.max(CaseDuty.number)).where(CaseDuty.case_id == case_id)
        return int(self._session.scalar(query) or 0) + 1

    def add_duty(self, duty: CaseDuty) -> None:
        self._session.add(duty)
        self._session.flush()

    def duty(self, case_id: str, number: int) -> CaseDuty:
        """After its case was locked."""
        found = self._session.get(CaseDuty, (case_id, number), populate_existing=True)
        if found is None:
            raise DutyNotFound()
        return found

    def duties(self, case_id: str) -> list[CaseDuty]:
        query = select(CaseDuty).where(CaseDuty.case_id == case_id).order_by(CaseDuty.number)
        return list(self._session.scalars(query.execution_options(populate_existing=True)))

    def call(self, duty: CaseDuty, addresses: Iterable[str]) -> None:
        key = {"case_id": duty.case_id, "number": duty.number}
        for address in addresses:
            insert_or_ignore(self._session, CasePost.__table__, **key, address=address)

    def called(self, case_id: str, number: int | None = None) -> set[str]:
        """The addresses that were called, to one duty or to any of the case."""
        query = select(CasePost.address).where(CasePost.case_id == case_id)
        if number is not None:
            query = query.where(CasePost.number == number)
        return set(self._session.scalars(query))
