"""The registry: villages keep the dossiers, schools send rosters, the offices above look on."""

from shared.access.roles import FAMILY, OFFICES, SCHOOL, Role
from shared.access.rules import Operation, Scope, allow, operation

COUNTY = (Role.COUNTY_OFFICER, Role.COUNTY_FEDERATION)
EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)
# Those who answer for the children of a place and of a school.
KEEPERS = (Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.VILLAGE_OFFICER)
SCHOOL_KEEPERS = (Role.PRINCIPAL, Role.HEAD_TEACHER)

_place = operation(allow(*EVERYBODY, scope=Scope.ANY))
_import = operation(
    allow(*KEEPERS, scope=Scope.AREA),
    allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
)
_rows = operation(
    allow(*KEEPERS, scope=Scope.AREA),
    allow(*SCHOOL_KEEPERS, scope=Scope.SCHOOL),
    audited=True,
)
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

RULES: dict[str, Operation] = {
    "registry.import_areas": operation(allow(Role.COUNTY_OFFICER, scope=Scope.AREA)),
    "registry.change_area": operation(allow(Role.COUNTY_OFFICER, scope=Scope.AREA)),
    "registry.list_areas": _place,
    "registry.get_area": _place,
    "registry.search_places": _place,
    "registry.register_school": operation(
        allow(Role.COUNTY_OFFICER, Role.EDUCATION_BUREAU, Role.TOWNSHIP_OFFICER, scope=Scope.AREA)
    ),
    "registry.list_schools": _place,
    "registry.get_school": _place,
    "registry.start_import": _import,
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
    "registry.get_dossier": _dossier,
    "registry.child_history": _dossier,
    "registry.list_children": _list,
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
    "registry.list_packs": _place,
    "registry.adopt_pack": operation(allow(*COUNTY, scope=Scope.AREA)),
    "registry.list_access_log": operation(allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)),
    "registry.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
}
