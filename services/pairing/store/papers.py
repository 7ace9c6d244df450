"""Public applications, certificates, trials."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.pairing.models import Application, Certificate, Trial
from shared.contracts.pairing.errors import CertificateNotFound, TrialNotFound


class SqlApplications:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, application: Application) -> None:
        self._session.add(application)

    def get(self, code_index: str) -> Application | None:
        return self._session.get(Application, code_index)


class SqlCertificates:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, certificate: Certificate) -> None:
        self._session.add(certificate)

    def get(self, certificate_id: str) -> Certificate:
        found = self._session.get(Certificate, certificate_id, with_for_update=True)
        if found is None:
            raise CertificateNotFound()
        return found

    def with_code(self, code_index: str) -> Certificate | None:
        query = select(Certificate).where(Certificate.code_index == code_index)
        return self._session.scalar(query)

    def of_helper(self, helper_id: str) -> list[Certificate]:
        query = select(Certificate).where(Certificate.helper_id == helper_id)
        newest = query.order_by(Certificate.issued_on.desc(), Certificate.id)
        return list(self._session.scalars(newest))


class SqlTrials:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, trial: Trial) -> None:
        self._session.add(trial)

    def get(self, trial_id: str, *, locked: bool = False) -> Trial:
        query = select(Trial).where(Trial.id == trial_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        trial = self._session.scalar(query)
        if trial is None:
            raise TrialNotFound(trial_id)
        return trial
