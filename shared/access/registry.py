"""The registry: villages keep the dossiers, schools send rosters, the offices above look on."""

from dataclasses import replace

from shared.access import bus, schooling
from shared.access.organising import ORGANISING
from shared.access.roles import FAMILY, OF_NO_ACCOUNT, OFFICES, SCHOOL, Role
from shared.access.rules import Operation, Scope, allow, operation

COUNTY = (Role.COUNTY_OFFICER, Role.COUNTY_FEDERATION)
EVERYBODY = tuple(role for role in Role if role not in OF_NO_ACCOUNT)
# Those who answer for the children of a place and of a school.
KEEPERS = (Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.VILLAGE_OFFICER)
SCHOOL_KEEPERS = (Role.PRINCIPAL, Role.HEAD_TEACHER)

_place = operation(allow(*EVERYBODY, scope=Scope.ANY))
# Whoever reports a danger says where.
_open_place = operation(allow(*EVERYBODY, Role.PUBLIC, scope=Scope.ANY))
_import = operation(
    allow(*KEEPERS, scope=Scope.AREA),
    allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
)
_rows = operation(
    allow(*KEEPERS, scope=Scope.AREA),
    allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
    audited=True,
)
_merge = operation(allow(*KEEPERS, scope=Scope.AREA), audited=True)
_dossier = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(*SCHOOL, Role.CLINIC, scope=Scope.SCHOOL),
    allow(Role.HELPER, *FAMILY, Role.CHILD, scope=Scope.CHILD),
    audited=True,
)
# Lists show names; those who pay and check subsidies need them, an auditor does not.
_list = operation(
    allow(
        *OFFICES,
        Role.EDUCATION_BUREAU,
        Role.VOLUNTEER_FEDERATION,
        Role.FINANCE_CLERK,
        Role.FINANCE_APPROVER,
        Role.FINANCE_PAYER,
        scope=Scope.AREA,
    ),
    allow(*SCHOOL, Role.CLINIC, scope=Scope.SCHOOL),
    allow(Role.HELPER, *FAMILY, Role.CHILD, scope=Scope.CHILD),
    audited=True,
)

# A protection case: its place and school; the others after a call to a duty of it, which
# services/registry/domain/cases/concern.py asks besides.
_case_seers = (
    allow(*OFFICES, Role.EDUCATION_BUREAU, Role.POLICE, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, scope=Scope.SCHOOL),
)
_case_work = operation(*_case_seers, audited=True)
_case_steering = operation(
    allow(*(role for role in OFFICES if role is not Role.VILLAGE_OFFICER), scope=Scope.AREA),
    audited=True,
)
_case_read = operation(*_case_seers, allow(Role.AUDITOR, scope=Scope.AREA), audited=True)
_own_duties = operation(
    allow(
        *(*OFFICES, *FAMILY, Role.EDUCATION_BUREAU, Role.POLICE, Role.PRINCIPAL),
        *(Role.HEAD_TEACHER, Role.COUNSELLOR, Role.HELPER),
        scope=Scope.PERSON,
    ),
)
_anybody = allow(*EVERYBODY, Role.PUBLIC, scope=Scope.ANY)

CASES: dict[str, Operation] = {
    "registry.report_danger": operation(_anybody, confidential=True),
    "registry.get_report": operation(_anybody),
    "registry.list_own_reports": operation(allow(*EVERYBODY, scope=Scope.PERSON)),
    "registry.see_reporter": operation(
        allow(Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.POLICE, scope=Scope.AREA),
        audited=True,
    ),
    "registry.list_cases": _case_read,
    "registry.get_case": _case_read,
    "registry.prove_case": _case_read,
    "registry.count_cases": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, Role.POLICE, Role.AUDITOR, scope=Scope.AREA)
    ),
    "registry.list_my_duties": replace(_own_duties, audited=True),
    "registry.count_my_duties": _own_duties,
    "registry.acknowledge_duty": replace(_own_duties, audited=True),
    "registry.open_case": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, scope=Scope.SCHOOL),
        audited=True,
    ),
    "registry.match_case": _case_steering,
    "registry.list_like_cases": _case_steering,
    "registry.join_case": _case_steering,
    "registry.part_case": _case_steering,
    "registry.commend_reporter": _case_steering,
    "registry.get_hotlines": operation(_anybody),
    "registry.find_in_case": _case_work,
    "registry.set_case_duty": _case_steering,
    "registry.assess_case": _case_steering,
    "registry.step_in_case": _case_steering,
    "registry.note_in_case": _case_work,
    "registry.close_case": _case_steering,
}
# A file is shown with the field group that it is about. Not to helpers: scans show whole numbers.
_files_of_child = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(*SCHOOL, Role.CLINIC, scope=Scope.SCHOOL),
    allow(*FAMILY, scope=Scope.CHILD),
    audited=True,
)
# Who guides and keeps the agreement on entrusted care, and who may know of it: the family group.
_care = operation(allow(*KEEPERS, scope=Scope.AREA), audited=True)
_care_seen = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, scope=Scope.SCHOOL),
    allow(*FAMILY, scope=Scope.CHILD),
    audited=True,
)
CARE: dict[str, Operation] = {
    "registry.record_care_agreement": _care,
    "registry.end_care_agreement": _care,
    "registry.report_carer": _care,
    "registry.note_care_notice": replace(_import, audited=True),
    "registry.list_care_agreements": _care_seen,
    "registry.get_care_agreement": _care_seen,
}
FILES: dict[str, Operation] = {
    "registry.attach_to_child": replace(_import, audited=True),
    "registry.take_back_of_child": replace(_import, audited=True),
    "registry.list_attachments_of_child": _files_of_child,
    "registry.get_attachment_of_child": _files_of_child,
    "registry.attach_to_case": _case_work,
    "registry.take_back_of_case": _case_work,
    "registry.list_attachments_of_case": _case_work,
    "registry.get_attachment_of_case": _case_work,
}
_numbers = operation(allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA))

_visits = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(*SCHOOL_KEEPERS, Role.COUNSELLOR, scope=Scope.SCHOOL),
    audited=True,
)
VISITS: dict[str, Operation] = {
    "registry.record_return_visit": _visits,
    "registry.strike_return_visit": _visits,
    "registry.list_return_visits": _visits,
    "registry.count_return_visits": _numbers,
}

# Whoever knows of it notes it, and sees when parent and child were last in touch.
_contact = operation(
    allow(*OFFICES, scope=Scope.AREA),
    allow(*SCHOOL, scope=Scope.SCHOOL),
    allow(Role.HELPER, *FAMILY, scope=Scope.CHILD),
    audited=True,
)
CONTACTS: dict[str, Operation] = {
    "registry.log_parent_contact": _contact,
    "registry.strike_parent_contact": _contact,
    "registry.list_parent_contacts": _contact,
    "registry.list_without_contact": operation(
        allow(*OFFICES, scope=Scope.AREA), allow(*SCHOOL, scope=Scope.SCHOOL), audited=True
    ),
    "registry.count_without_contact": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA),
        allow(*SCHOOL, scope=Scope.SCHOOL),
    ),
}

RULES: dict[str, Operation] = {
    **ORGANISING,
    **CONTACTS,
    **CASES,
    **CARE,
    **FILES,
    **VISITS,
    "registry.import_areas": operation(allow(Role.COUNTY_OFFICER, scope=Scope.AREA)),
    "registry.change_area": operation(allow(Role.COUNTY_OFFICER, scope=Scope.AREA)),
    "registry.list_areas": _open_place,
    "registry.get_area": _open_place,
    "registry.search_places": _place,
    "registry.register_school": operation(
        allow(Role.COUNTY_OFFICER, Role.EDUCATION_BUREAU, Role.TOWNSHIP_OFFICER, scope=Scope.AREA)
    ),
    "registry.list_schools": _place,
    "registry.get_school": _place,
    "registry.start_import": _import,
    "registry.restart_import": _import,
    "registry.drop_import": _import,
    "registry.get_import": _import,
    "registry.list_imports": _import,
    "registry.list_import_rows": _rows,
    "registry.correction_workbook": _rows,
    "registry.register_child": _import,
    "registry.correct_child": operation(
        allow(*KEEPERS, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
        audited=True,
    ),
    "registry.compare_children": _merge,
    "registry.merge_children": _merge,
    "registry.undo_merge": _merge,
    "registry.list_merges": _merge,
    "registry.dismiss_duplicate": _merge,
    "registry.request_move": _rows,
    "registry.accept_move": _rows,
    "registry.accept_moves": _rows,
    "registry.refuse_move": _rows,
    "registry.withdraw_move": _rows,
    "registry.list_moves": _rows,
    "registry.get_move": _rows,
    "registry.changes_since": _rows,
    "registry.get_dossier": _dossier,
    "registry.print_dossier": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
        allow(*FAMILY, scope=Scope.CHILD),
        audited=True,
    ),
    "registry.child_history": _dossier,
    "registry.list_children": _list,
    "registry.search_children": _list,
    "registry.name_children": operation(
        allow(
            *OFFICES,
            Role.EDUCATION_BUREAU,
            Role.VOLUNTEER_FEDERATION,
            Role.FINANCE_CLERK,
            Role.FINANCE_APPROVER,
            Role.FINANCE_PAYER,
            Role.AUDITOR,
            scope=Scope.AREA,
        ),
        allow(*SCHOOL, Role.CLINIC, scope=Scope.SCHOOL),
        allow(Role.HELPER, *FAMILY, Role.CHILD, scope=Scope.CHILD),
        audited=True,
    ),
    "registry.assess_child": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, Role.COUNSELLOR, scope=Scope.SCHOOL),
        audited=True,
    ),
    "registry.get_assessments": operation(
        allow(*OFFICES, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, Role.COUNSELLOR, scope=Scope.SCHOOL),
        audited=True,
    ),
    "registry.count_children": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA)
    ),
    "registry.list_duplicates": operation(allow(*KEEPERS, scope=Scope.AREA), audited=True),
    "registry.exit_child": operation(
        allow(*KEEPERS, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
        audited=True,
    ),
    "registry.reopen_child": operation(
        allow(*KEEPERS, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
        audited=True,
    ),
    # The quarter's verification, reports and targets: numbers for those who look on, children only
    # for those who may see them.
    "registry.get_verification": _numbers,
    "registry.list_to_confirm": operation(allow(*KEEPERS, scope=Scope.AREA), audited=True),
    "registry.confirm_children": operation(allow(*KEEPERS, scope=Scope.AREA), audited=True),
    "registry.sign_off": operation(allow(*KEEPERS, scope=Scope.AREA)),
    "registry.get_statistics": _numbers,
    "registry.export_statistics": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA), audited=True
    ),
    "registry.list_behind": operation(
        allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA), audited=True
    ),
    "registry.get_targets": _numbers,
    "registry.count_todo": operation(
        allow(*KEEPERS, scope=Scope.AREA),
        allow(*SCHOOL_KEEPERS, Role.CLINIC, scope=Scope.SCHOOL),
    ),
    "registry.list_packs": _place,
    "registry.adopt_pack": operation(allow(*COUNTY, scope=Scope.AREA)),
    "registry.list_access_log": operation(allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)),
    "registry.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **schooling.RULES,
    **bus.of("registry"),
}
