"""The roles of DOMAIN section 1 and of the protected operation of the system (LAW)."""

from enum import StrEnum


class Role(StrEnum):
    COUNTY_OFFICER = "county_officer"  # civil affairs and registrar of the county
    COUNTY_FEDERATION = "county_federation"
    TOWNSHIP_OFFICER = "township_officer"  # supervisor of the villages, liaison station
    TOWNSHIP_FEDERATION = "township_federation"
    VILLAGE_OFFICER = "village_officer"
    PRINCIPAL = "principal"
    HEAD_TEACHER = "head_teacher"
    COUNSELLOR = "counsellor"
    ROOM_MANAGER = "room_manager"
    CLINIC = "clinic"
    HELPER = "helper"
    PARENT = "parent"
    GUARDIAN = "guardian"
    CHILD = "child"
    FINANCE_CLERK = "finance_clerk"
    FINANCE_APPROVER = "finance_approver"
    FINANCE_PAYER = "finance_payer"
    VOLUNTEER_FEDERATION = "volunteer_federation"
    EDUCATION_BUREAU = "education_bureau"
    ADOPTING_DEPARTMENT = "adopting_department"
    POLICE = "police"
    DONOR = "donor"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    OPERATOR = "operator"
    SYSTEM = "system"  # the command line, timers and the demo; no account can hold it
    PUBLIC = "public"  # whoever is not signed in, as on the page for reports; neither can hold this


OF_NO_ACCOUNT = frozenset({Role.SYSTEM, Role.PUBLIC})


OFFICES = (
    Role.COUNTY_OFFICER,
    Role.COUNTY_FEDERATION,
    Role.TOWNSHIP_OFFICER,
    Role.TOWNSHIP_FEDERATION,
    Role.VILLAGE_OFFICER,
)
SCHOOL = (Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, Role.ROOM_MANAGER)
FAMILY = (Role.PARENT, Role.GUARDIAN)
FINANCE = (Role.FINANCE_CLERK, Role.FINANCE_APPROVER, Role.FINANCE_PAYER)
