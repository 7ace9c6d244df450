"""Activities: a school keeps its own rooms and registers; the offices above look on."""

from shared.access import bus
from shared.access.roles import FAMILY, OF_NO_ACCOUNT, OFFICES, SCHOOL, Role
from shared.access.rules import Operation, Scope, allow, operation

KEEPERS = (Role.PRINCIPAL, Role.ROOM_MANAGER)
LOOKERS_ON = (*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR)

_keep = operation(allow(*KEEPERS, scope=Scope.SCHOOL))
_look = operation(allow(*SCHOOL, scope=Scope.SCHOOL), allow(*LOOKERS_ON, scope=Scope.AREA))
# A register says where a child was: a dossier view, for those who answer for the child.
_register = operation(
    allow(*SCHOOL, scope=Scope.SCHOOL),
    allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    audited=True,
)

# What a child writes is read by the school's counsellor and by nobody else (DOMAIN section 8).
_anybody = allow(
    *(role for role in Role if role not in OF_NO_ACCOUNT), Role.PUBLIC, scope=Scope.ANY
)
_letter = operation(allow(Role.COUNSELLOR, scope=Scope.SCHOOL), audited=True)

RULES: dict[str, Operation] = {
    "activities.open_room": operation(
        allow(*KEEPERS, scope=Scope.SCHOOL),
        allow(Role.COUNTY_OFFICER, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    ),
    "activities.confirm_standards": _keep,
    "activities.record_stock": _keep,
    "activities.list_rooms": _look,
    "activities.get_room": _look,
    "activities.plan_session": _keep,
    "activities.move_session": _keep,
    "activities.cancel_session": _keep,
    "activities.list_sessions": _look,
    "activities.get_session": _register,
    "activities.hold_session": operation(
        allow(*KEEPERS, Role.HEAD_TEACHER, Role.COUNSELLOR, scope=Scope.SCHOOL)
    ),
    "activities.mark_attendance": operation(
        allow(*KEEPERS, Role.HEAD_TEACHER, Role.COUNSELLOR, scope=Scope.SCHOOL)
    ),
    "activities.list_children_of_school": _register,
    "activities.count_attendance": operation(
        allow(*SCHOOL, scope=Scope.SCHOOL),
        allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
        allow(*FAMILY, Role.HELPER, scope=Scope.CHILD),
        audited=True,
    ),
    "activities.write_to_letterbox": operation(_anybody, confidential=True),
    "activities.get_letter_answer": operation(_anybody),
    "activities.list_letterbox": operation(
        allow(Role.COUNSELLOR, Role.PRINCIPAL, scope=Scope.SCHOOL),
        allow(Role.AUDITOR, scope=Scope.AREA),
    ),
    "activities.read_letter": _letter,
    "activities.answer_letter": _letter,
    "activities.alarm_letter": _letter,
    "activities.list_access_log": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)
    ),
    "activities.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **bus.of("activities"),
}
