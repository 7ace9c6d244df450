"""/api/v1: applications from the public page, certificates, what if, other candidates."""

from typing import Any

from flask import Response, request

from gateway.access import open_to_all
from gateway.api.routes import Area, answered
from gateway.applying import apply_as_helper as send
from shared.contracts.pairing import schemas

AREA = Area("pairing", "helping")
HELPER = "/helpers/<uuid:helper_id>"

AREA.query(
    "/applications/<code>",
    "get_application",
    schemas.GetApplication,
    schemas.ApplicationView,
    access=open_to_all,
)
AREA.command(HELPER, "update_helper", schemas.UpdateHelper, schemas.HelperView, method="PATCH")
AREA.command(f"{HELPER}/trainings", "record_training", schemas.RecordTraining, schemas.HelperView)
AREA.command(
    f"{HELPER}/certificates",
    "issue_certificate",
    schemas.IssueCertificate,
    schemas.CertificateView,
    status=201,
)
AREA.query(
    f"{HELPER}/certificates",
    "list_certificates",
    schemas.ListCertificates,
    schemas.CertificateList,
)
AREA.command(
    "/certificates/<uuid:certificate_id>/revocation",
    "revoke_certificate",
    schemas.RevokeCertificate,
    schemas.CertificateView,
)
AREA.query(
    "/certificates/verified/<code>",
    "verify_certificate",
    schemas.VerifyCertificate,
    schemas.VerifiedCertificate,
    access=open_to_all,
)
AREA.command("/matching-trials", "try_matching", schemas.TryMatching, schemas.TrialView, status=202)
AREA.query("/matching-trials/<uuid:trial_id>", "get_trial", schemas.GetTrial, schemas.TrialView)
AREA.query("/matching-rules", "get_matching_rules", schemas.GetMatchingRules, schemas.MatchingRules)
AREA.query(
    "/proposals/<uuid:proposal_id>/candidates",
    "list_candidates",
    schemas.ListCandidates,
    schemas.CandidateList,
)


@AREA.special(
    "POST",
    "/applications",
    "apply_as_helper",
    body=schemas.ApplyAsHelper(),
    answers=schemas.ApplicationView,
    status=201,
    access=open_to_all,
)
def apply_as_helper(_application: dict[str, Any]) -> Response:
    return answered(send(**(request.get_json(silent=True) or {})), 201)
