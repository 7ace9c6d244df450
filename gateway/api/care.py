"""/api/v1: care in the parents' place."""

from gateway.api.routes import Area
from shared.contracts.registry import schemas

AREA = Area("registry", "care")
OF_CHILD = "/children/<uuid:child_id>/care-agreements"
ONE = "/care-agreements/<uuid:agreement_id>"

AREA.query(OF_CHILD, "list_care_agreements", schemas.ListCareAgreements, schemas.CareAgreementList)
AREA.command(
    OF_CHILD,
    "record_care_agreement",
    schemas.RecordCareAgreement,
    schemas.CareAgreementView,
    status=201,
    at="/care-agreements",
)
AREA.query(ONE, "get_care_agreement", schemas.GetCareAgreement, schemas.CareAgreementView)
AREA.command(
    f"{ONE}/ending", "end_care_agreement", schemas.EndCareAgreement, schemas.CareAgreementView
)
AREA.command(
    f"{ONE}/reports", "report_carer", schemas.ReportCarer, schemas.CarerReported, status=201
)
AREA.command(
    f"{ONE}/notices", "note_care_notice", schemas.NoteCareNotice, schemas.CareAgreementView
)
