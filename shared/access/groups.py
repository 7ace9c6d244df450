"""Which field groups of a dossier a role may see (DOMAIN section 10)."""

from enum import StrEnum

from shared.access.roles import FAMILY, FINANCE, Role


class Group(StrEnum):
    IDENTITY = "identity"  # full name, ID number
    CONTACT = "contact"
    FAMILY = "family"
    SCHOOLING = "schooling"
    HEALTH = "health"
    PSYCHOLOGY = "psychology"
    FINANCE = "finance"
    PROTECTION = "protection"
    LEVEL = "level"  # heart level: for those who act on it
    REPORTER = "reporter"  # who reported a danger: one view alone, with its purpose, shows it


EVERYTHING = frozenset(Group) - {Group.REPORTER}
CASEWORK = EVERYTHING - {Group.PSYCHOLOGY, Group.FINANCE}
AT_SCHOOL = frozenset(
    {
        Group.IDENTITY,
        Group.CONTACT,
        Group.FAMILY,
        Group.SCHOOLING,
        Group.HEALTH,
        Group.LEVEL,
    }
)

FIELD_GROUPS: dict[Role, frozenset[Group]] = {
    Role.COUNTY_OFFICER: CASEWORK | {Group.FINANCE, Group.REPORTER},
    Role.COUNTY_FEDERATION: CASEWORK,
    Role.TOWNSHIP_OFFICER: CASEWORK | {Group.FINANCE, Group.REPORTER},
    Role.TOWNSHIP_FEDERATION: CASEWORK,
    Role.VILLAGE_OFFICER: CASEWORK,
    Role.PRINCIPAL: AT_SCHOOL,
    Role.HEAD_TEACHER: AT_SCHOOL,
    Role.COUNSELLOR: AT_SCHOOL | {Group.PSYCHOLOGY},
    Role.ROOM_MANAGER: frozenset({Group.IDENTITY, Group.SCHOOLING, Group.LEVEL}),
    Role.CLINIC: frozenset({Group.IDENTITY, Group.HEALTH}),
    Role.HELPER: frozenset({Group.IDENTITY, Group.CONTACT, Group.SCHOOLING, Group.LEVEL}),
    **dict.fromkeys(FAMILY, EVERYTHING - {Group.PSYCHOLOGY, Group.PROTECTION}),
    Role.CHILD: frozenset({Group.IDENTITY, Group.SCHOOLING}),
    **dict.fromkeys(FINANCE, frozenset({Group.IDENTITY, Group.FINANCE})),
    Role.VOLUNTEER_FEDERATION: frozenset({Group.IDENTITY, Group.FAMILY, Group.FINANCE}),
    Role.EDUCATION_BUREAU: frozenset({Group.IDENTITY, Group.SCHOOLING, Group.FINANCE}),
    Role.POLICE: frozenset(
        {Group.IDENTITY, Group.CONTACT, Group.FAMILY, Group.PROTECTION, Group.REPORTER}
    ),
    Role.SYSTEM: EVERYTHING,
}


def groups_of(roles: frozenset[Role]) -> frozenset[Group]:
    """Nothing for a role that is not in the table: auditors and administrators see no dossier."""
    return frozenset().union(*(FIELD_GROUPS.get(role, frozenset()) for role in roles))
