"""Who organises the work in a county: the offices of each place, and the schools for themselves."""

from shared.access.roles import OFFICES, Role
from shared.access.rules import Operation, Scope, allow, operation

_COUNTY = (Role.COUNTY_OFFICER, Role.COUNTY_FEDERATION, Role.EDUCATION_BUREAU)
# A school belongs to a township, no school to a village.
_OVER_SCHOOLS = tuple(role for role in OFFICES if role is not Role.VILLAGE_OFFICER)
_ADOPTER = allow(Role.ADOPTING_DEPARTMENT, scope=Scope.PERSON)

# Names and phones of contact persons: each view leaves a row.
_deeds = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    _ADOPTER,
    audited=True,
)
_departments = operation(allow(*_COUNTY, scope=Scope.AREA), audited=True)
_seen = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    _ADOPTER,
)

_own_work = operation(
    allow(*OFFICES, scope=Scope.AREA), allow(Role.PRINCIPAL, scope=Scope.SCHOOL), audited=True
)

ORGANISING: dict[str, Operation] = {
    "registry.get_group": _own_work,
    "registry.appoint_member": _own_work,
    "registry.release_member": _own_work,
    "registry.prepare_letters": _own_work,
    "registry.sign_letter": _own_work,
    "registry.void_letter": _own_work,
    "registry.get_letter": _own_work,
    "registry.list_letters": _own_work,
    "registry.add_department": _departments,
    "registry.change_department": _departments,
    "registry.get_department": _departments,
    "registry.list_departments": _departments,
    "registry.adopt_school": _departments,
    "registry.end_adoption": _departments,
    "registry.log_deed": _deeds,
    "registry.strike_deed": _deeds,
    "registry.get_adoption": _deeds,
    "registry.list_adoptions": _seen,
    "registry.list_unadopted": operation(
        allow(*_OVER_SCHOOLS, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA)
    ),
}
