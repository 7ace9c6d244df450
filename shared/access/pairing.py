"""Pairing: townships check, match and decide; the county looks on and may decide as well."""

from shared.access import bus
from shared.access.roles import FAMILY, OF_NO_ACCOUNT, OFFICES, SCHOOL, Role
from shared.access.rules import Operation, Scope, allow, operation

DECIDERS = (
    Role.COUNTY_OFFICER,
    Role.COUNTY_FEDERATION,
    Role.TOWNSHIP_OFFICER,
    Role.TOWNSHIP_FEDERATION,
)

CONFIRMERS = (Role.COUNTY_OFFICER, Role.COUNTY_FEDERATION, Role.EDUCATION_BUREAU)

_decide = operation(allow(*DECIDERS, scope=Scope.AREA))
_consent = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(*FAMILY, scope=Scope.CHILD),
)
_own_contact = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(Role.HELPER, scope=Scope.PERSON),
)
_contact = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(*FAMILY, scope=Scope.CHILD),
    allow(Role.HELPER, scope=Scope.PERSON),
    audited=True,
)
_anybody = operation(
    allow(*(role for role in Role if role not in OF_NO_ACCOUNT), Role.PUBLIC, scope=Scope.ANY)
)
_certify = operation(allow(*DECIDERS, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL))
_own_or_office = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    allow(Role.HELPER, scope=Scope.PERSON),
)
_near_the_child = (
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(*FAMILY, Role.HELPER, Role.CHILD, scope=Scope.CHILD),
)
_who_cares = (
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(Role.HELPER, scope=Scope.CHILD),
)
_watched = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    allow(Role.HELPER, scope=Scope.CHILD),
    audited=True,
)
# Whoever gives something; none of them learns whose wish it is.
_claim = operation(
    allow(
        *(Role.HELPER, Role.DONOR, Role.ADOPTING_DEPARTMENT, Role.VOLUNTEER_FEDERATION),
        scope=Scope.PERSON,
    )
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
    "pairing.apply_as_helper": _anybody,
    "pairing.get_application": _anybody,
    "pairing.update_helper": _own_or_office,
    "pairing.record_training": _certify,
    "pairing.issue_certificate": _certify,
    "pairing.revoke_certificate": _decide,
    "pairing.list_certificates": _own_or_office,
    "pairing.verify_certificate": _anybody,
    "pairing.record_check": _decide,
    "pairing.approve_helper": _decide,
    "pairing.clear_declaration": _decide,
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
    "pairing.try_matching": _decide,
    "pairing.get_trial": _decide,
    "pairing.get_matching_rules": _decide,
    "pairing.list_candidates": operation(allow(*DECIDERS, scope=Scope.AREA), audited=True),
    # Plans, diary, handover: of those who look after the child, and not of the family.
    "pairing.make_plan": operation(*_who_cares),
    "pairing.note_plan_step": operation(*_who_cares),
    "pairing.end_plan": operation(*_who_cares),
    "pairing.list_plans": operation(*_who_cares, audited=True),
    "pairing.write_diary": operation(*_who_cares),
    "pairing.strike_diary": operation(
        allow(*OFFICES, Role.PRINCIPAL, Role.HEAD_TEACHER, Role.HELPER, scope=Scope.PERSON)
    ),
    "pairing.list_diary": operation(*_who_cares, audited=True),
    "pairing.take_handover": operation(allow(Role.HELPER, scope=Scope.CHILD)),
    "pairing.list_handovers": operation(*_who_cares, audited=True),
    # Early warning and results.
    "pairing.list_watched": _watched,
    "pairing.export_watched": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
        allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
        audited=True,
    ),
    "pairing.count_watched": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    ),
    "pairing.enter_results": operation(
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL)
    ),
    "pairing.list_results": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
        allow(*FAMILY, Role.HELPER, scope=Scope.CHILD),
        audited=True,
    ),
    # A school year's results and who is commended. The county confirms what the schools enter.
    "pairing.get_scores": operation(
        allow(*CONFIRMERS, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
        audited=True,
    ),
    "pairing.list_scorings": operation(
        allow(*CONFIRMERS, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    ),
    "pairing.confirm_scores": operation(allow(*CONFIRMERS, scope=Scope.AREA)),
    "pairing.get_commendation": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
        allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    ),
    # Wishes.
    "pairing.submit_wish": operation(*_near_the_child),
    "pairing.list_wishes": operation(*_near_the_child, audited=True),
    "pairing.publish_wish": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL)
    ),
    "pairing.refuse_wish": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL)
    ),
    "pairing.return_wish": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL)
    ),
    "pairing.confirm_wish": operation(*_near_the_child),
    "pairing.list_open_wishes": _claim,
    "pairing.claim_wish": _claim,
    "pairing.give_up_wish": _claim,
    "pairing.fulfil_wish": _claim,
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
    "pairing.export_pairings": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL), audited=True
    ),
    # Contact duties and contacts.
    "pairing.log_contact": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
        allow(Role.HELPER, scope=Scope.CHILD),
    ),
    "pairing.strike_contact": _own_contact,
    "pairing.attach_to_contact": _own_contact,
    "pairing.get_contact": _contact,
    "pairing.get_contact_file": _contact,
    "pairing.list_contacts": _contact,
    "pairing.list_promises": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
        allow(Role.HELPER, scope=Scope.PERSON),
        audited=True,
    ),
    "pairing.count_promises": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA),
        allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    ),
    "pairing.list_tallies": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL)
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
