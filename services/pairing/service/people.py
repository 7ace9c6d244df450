"""The part of the door for public applications, certificates, and what changes about a helper."""

from datetime import datetime
from typing import Any

from services.pairing.handlers import applying, certificates, helpers, profiles
from services.pairing.queries import applications as application_queries
from services.pairing.queries import certificates as certificate_queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.pairing import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class People:
    """Mixed into `PairingService`."""

    @command(schemas.ApplyAsHelper, answers=schemas.ApplicationView)
    def apply_as_helper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return applying.apply_as_helper(uow, grant, **request, today=today())

    @query(schemas.GetApplication, answers=schemas.ApplicationView)
    def get_application(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return application_queries.get_application(uow, grant, **request, today=today())

    @command(schemas.UpdateHelper, answers=schemas.HelperView)
    def update_helper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return profiles.update_helper(uow, grant, **request, today=today())

    @command(schemas.RecordTraining, answers=schemas.HelperView)
    def record_training(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return profiles.record_training(uow, grant, **request, today=today())

    @command(schemas.IssueCertificate, answers=schemas.CertificateView)
    def issue_certificate(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return certificates.issue_certificate(uow, grant, **request, today=today())

    @command(schemas.RevokeCertificate, answers=schemas.CertificateView)
    def revoke_certificate(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return certificates.revoke_certificate(uow, grant, **request, today=today())

    @query(schemas.ListCertificates, answers=schemas.CertificateList)
    def list_certificates(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return certificate_queries.list_certificates(uow, grant, **request)

    @query(schemas.VerifyCertificate, answers=schemas.VerifiedCertificate)
    def verify_certificate(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return certificate_queries.verify_certificate(uow, grant, **request)

    @when_due(helpers.REMINDER_TIMER)
    def on_record_check_reminder(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is "helper id/last good day/days before it"."""
        helpers.remind_of_check(uow, subject)
