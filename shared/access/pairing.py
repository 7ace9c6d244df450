"""Pairing: townships check, match and decide; the county looks on and may decide as well."""

from shared.access import bus
from shared.access.roles import FAMILY, OFFICES, SCHOOL, Role
from shared.access.rules import Operation, Scope, allow, operation

DECIDERS = (
    Role.COUNTY_OFFICER,
    Role.COUNTY_FEDERATION,
    Role.TOWNSHIP_OFFICER,
    Role.TOWNSHIP_FEDERATION,
)

_decide = operation(allow(*DECIDERS, scope=Scope.AREA))
_consent = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(*FAMILY, scope=Scope.CHILD),
)

RULES: dict[str, Operation] = {
    # Helpers.
    "pairing.register_helper": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL)
    ),
    "pairing.list_helpers": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
        audited=True,
    ),
    "pairing.get_helper": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
        allow(Role.HELPER, scope=Scope.PERSON),
        audited=True,
    ),
    "pairing.name_helpers": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(*SCHOOL, scope=Scope.SCHOOL),
        allow(*FAMILY, Role.HELPER, scope=Scope.CHILD),
        allow(Role.HELPER, scope=Scope.PERSON),
    ),
    "pairing.record_check": _decide,
    "pairing.approve_helper": _decide,
    "pairing.refuse_helper": _decide,
    # Consent.
    "pairing.record_consent": _consent,
    "pairing.withdraw_consent": _consent,
    "pairing.list_consents": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
        allow(*FAMILY, scope=Scope.CHILD),
        audited=True,
    ),
    # Matching.
    "pairing.start_matching": _decide,
    "pairing.get_matching": operation(allow(*DECIDERS, Role.AUDITOR, scope=Scope.AREA)),
    "pairing.list_matchings": operation(allow(*DECIDERS, Role.AUDITOR, scope=Scope.AREA)),
    "pairing.list_proposals": operation(allow(*DECIDERS, scope=Scope.AREA), audited=True),
    "pairing.list_unmatched": operation(allow(*DECIDERS, scope=Scope.AREA), audited=True),
    "pairing.accept_proposal": _decide,
    "pairing.change_proposal": _decide,
    "pairing.refuse_proposal": _decide,
    # Pairings.
    "pairing.arrange_pairing": _decide,
    "pairing.end_pairing": _decide,
    "pairing.list_pairings": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(*SCHOOL, scope=Scope.SCHOOL),
        allow(*FAMILY, scope=Scope.CHILD),
        allow(Role.HELPER, scope=Scope.PERSON),
        audited=True,
    ),
    "pairing.coverage": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA)
    ),
    # Records.
    "pairing.list_access_log": operation(allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)),
    "pairing.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **bus.of("pairing"),
}
