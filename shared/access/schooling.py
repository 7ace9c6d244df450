"""What a school does with the registry, and the offices that answer for it."""

from shared.access.roles import FAMILY, Role
from shared.access.rules import Operation, Scope, allow, operation

# A whole school: its principal, or the office of its township or county.
_school = operation(
    allow(Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    audited=True,
)

# Who keeps the child's file, at home or at school; the bureau that gets the reports reads.
_absence = operation(
    allow(Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.VILLAGE_OFFICER, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    audited=True,
)
_absences = operation(
    allow(
        Role.COUNTY_OFFICER,
        Role.TOWNSHIP_OFFICER,
        Role.VILLAGE_OFFICER,
        Role.EDUCATION_BUREAU,
        scope=Scope.AREA,
    ),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, scope=Scope.SCHOOL),
    audited=True,
)

# Values of health: only for those who see the field group.
_measuring = operation(
    allow(Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, Role.CLINIC, scope=Scope.SCHOOL),
    audited=True,
)
_healing = operation(
    allow(Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.VILLAGE_OFFICER, scope=Scope.AREA),
    allow(Role.PRINCIPAL, Role.HEAD_TEACHER, Role.CLINIC, scope=Scope.SCHOOL),
    audited=True,
)
_growth = operation(*_healing.allowances, allow(*FAMILY, scope=Scope.CHILD), audited=True)

RULES: dict[str, Operation] = {
    "registry.preview_promotion": _school,
    "registry.promote_school": _school,
    "registry.undo_promotion": _school,
    "registry.send_graduates": _school,
    "registry.list_promotions": _school,
    "registry.get_promotion": _school,
    "registry.note_absence": _absence,
    "registry.register_dropout": _absence,
    "registry.log_persuasion": _absence,
    "registry.report_dropout": _absence,
    "registry.close_dropout": _absence,
    "registry.list_dropouts": _absences,
    "registry.get_dropout": _absences,
    "registry.record_health_checks": _measuring,
    "registry.list_class_checks": _measuring,
    "registry.health_template": _measuring,
    "registry.start_health_sheet": _measuring,
    "registry.get_health_sheet": _measuring,
    "registry.list_health_sheets": _measuring,
    "registry.list_health_sheet_rows": _measuring,
    "registry.health_corrections": _measuring,
    "registry.get_growth": _growth,
    "registry.get_vaccinations": _growth,
    "registry.record_vaccinations": _healing,
    "registry.follow_health_check": _healing,
    "registry.list_health_follow_ups": _healing,
}
