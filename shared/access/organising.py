"""Who organises the work in a county: the offices of each place, and the schools for themselves."""

from shared.access.roles import OFFICES, SCHOOL, Role
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

# A plan is its own place's to make; whoever answers for a step reports on it, and sees the plan.
_makes_plans = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    audited=True,
)
_RESPONSIBLE = (*OFFICES, *SCHOOL, Role.EDUCATION_BUREAU, Role.POLICE)
_works_on_plans = operation(
    *_makes_plans.allowances, allow(*_RESPONSIBLE, scope=Scope.PERSON), audited=True
)
_sees_plans = operation(
    *_makes_plans.allowances,
    allow(Role.AUDITOR, scope=Scope.AREA),
    allow(*SCHOOL, scope=Scope.SCHOOL),
    allow(*_RESPONSIBLE, scope=Scope.PERSON),
    audited=True,
)

# The offices over a place inspect it; the place answers. Who looks on sees that it was done.
_OVER_PLACES = (*_OVER_SCHOOLS, Role.EDUCATION_BUREAU)
_inspects = operation(allow(*_OVER_PLACES, scope=Scope.AREA), audited=True)
_sees_inspections = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, Role.AUDITOR, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    audited=True,
)

# Offices for their places and those below, a school for itself; nobody looks on.
_sees_evaluations = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    audited=True,
)

# Each list asks its own rule besides.
_exports = operation(
    allow(*OFFICES, Role.EDUCATION_BUREAU, scope=Scope.AREA),
    allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
    audited=True,
)

ORGANISING: dict[str, Operation] = {
    "registry.make_plan": _makes_plans,
    "registry.copy_plan": _makes_plans,
    "registry.add_step": _makes_plans,
    "registry.change_step": _makes_plans,
    "registry.drop_step": _makes_plans,
    "registry.report_step": _works_on_plans,
    "registry.get_plan": _sees_plans,
    "registry.list_plans": _sees_plans,
    "registry.list_my_steps": operation(allow(*_RESPONSIBLE, scope=Scope.PERSON)),
    "registry.draw_inspection": _inspects,
    "registry.record_inspection_visit": _inspects,
    "registry.make_finding": _inspects,
    "registry.decide_finding": _inspects,
    "registry.answer_finding": _own_work,
    "registry.list_inspections": _sees_inspections,
    "registry.get_inspection": _sees_inspections,
    "registry.list_findings": _sees_inspections,
    "registry.get_finding": _sees_inspections,
    "registry.list_evaluations": _sees_evaluations,
    "registry.get_evaluation": _sees_evaluations,
    "registry.sign_evaluations": _inspects,
    "registry.export_organising": _exports,
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
