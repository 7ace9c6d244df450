"""The rules of accounts and signing in. Pure: the time comes in as an argument."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from shared.access.roles import FAMILY, OF_NO_ACCOUNT, SCHOOL, Role
from shared.contracts.gateway.errors import (
    PasswordHoldsName,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    PasswordTooSimple,
    PlaceMissing,
    RoleNotOpen,
    RolesIncompatible,
    UsernameNotAllowed,
)

SHORTEST, LONGEST, KINDS = 10, 128, 2
USERNAME = re.compile(r"^[\w.\-]{3,64}$")
KIND_PATTERNS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z\d]")
# Whole passwords and the stems that most guessed ones are made of.
COMMON_STEMS = (
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "1qaz2wsx",
    "1q2w3e4r",
    "qwertyuiop",
    "qwerty",
    "admin",
    "administrator",
    "welcome",
    "iloveyou",
    "woaini",
    "5201314",
    "123456",
    "654321",
    "abc123",
    "111111",
    "000000",
    "888888",
    "lantian",
)
FEWEST_OTHER = 5  # characters that a password must have beside such a stem

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
ALONE = ADMINISTRATORS | {Role.OPERATOR, Role.AUDITOR}
# Nobody gives these away alone: a system administrator could sign in as each of them.
RELEASED = ALONE | {Role.FINANCE_CLERK, Role.FINANCE_APPROVER, Role.FINANCE_PAYER}
COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12
# The least digits of an area that a role answers for.
PLACES: dict[Role, int] = {
    Role.COUNTY_OFFICER: COUNTY,
    Role.COUNTY_FEDERATION: COUNTY,
    Role.TOWNSHIP_OFFICER: TOWNSHIP,
    Role.TOWNSHIP_FEDERATION: TOWNSHIP,
    Role.VILLAGE_OFFICER: VILLAGE,
    Role.FINANCE_CLERK: COUNTY,
    Role.FINANCE_APPROVER: COUNTY,
    Role.FINANCE_PAYER: COUNTY,
    Role.VOLUNTEER_FEDERATION: COUNTY,
    Role.EDUCATION_BUREAU: COUNTY,
    Role.ADOPTING_DEPARTMENT: COUNTY,
    Role.POLICE: COUNTY,
    Role.AUDITOR: COUNTY,
}
# An office of one level must not be given an area of another.
EXACT = frozenset(
    {
        Role.COUNTY_OFFICER,
        Role.COUNTY_FEDERATION,
        Role.TOWNSHIP_OFFICER,
        Role.TOWNSHIP_FEDERATION,
        Role.VILLAGE_OFFICER,
    }
)


class AccountState(StrEnum):
    REQUESTED = "requested"  # the security administrator has not released it yet
    INVITED = "invited"  # no password yet: the one-time link was not used
    OPEN = "open"
    CLOSED = "closed"


class LinkPurpose(StrEnum):
    FIRST_ADMINISTRATOR = "first_administrator"
    PASSWORD = "password"  # noqa: S105 - an invitation or a reset


def username_of(typed: str) -> str:
    """The form in which a name is kept and looked up. Raises UsernameNotAllowed."""
    name = unicodedata.normalize("NFKC", typed).strip().lower()
    if not USERNAME.match(name):
        raise UsernameNotAllowed()
    return name


def check_roles(
    roles: Collection[Role],
    *,
    area: str,
    school_id: str | None,
    person_id: str | None,
    child_ids: Collection[str],
) -> None:
    """Raises RoleNotOpen, RolesIncompatible or PlaceMissing."""
    held = frozenset(roles)
    if not held or held & OF_NO_ACCOUNT:
        raise RoleNotOpen(min(held & OF_NO_ACCOUNT, default=Role.SYSTEM))
    if held & ALONE and len(held) > 1:  # LAW, security: none can do the others' work
        raise RolesIncompatible()
    for role in sorted(held):
        if not _has_place(role, area, school_id, person_id, child_ids):
            raise PlaceMissing(role)


def needs_release(roles: Collection[Role]) -> bool:
    return not RELEASED.isdisjoint(roles)


def _has_place(
    role: Role,
    area: str,
    school_id: str | None,
    person_id: str | None,
    child_ids: Collection[str],
) -> bool:
    if role in FAMILY or role is Role.CHILD:
        return bool(child_ids)
    if role is Role.HELPER:
        return bool(person_id)
    if role in SCHOOL:
        return bool(school_id)
    least = PLACES.get(role, 0)
    return len(area) == least if role in EXACT else len(area) >= least


def check_password(password: str, username: str) -> None:
    """Raises PasswordTooShort, …TooLong, …TooSimple, …TooCommon or …HoldsName."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(str(SHORTEST))
    if len(password) > LONGEST:
        raise PasswordTooLong(str(LONGEST))
    if sum(bool(re.search(kind, password)) for kind in KIND_PATTERNS) < KINDS:
        raise PasswordTooSimple(str(KINDS))
    plain = password.lower()
    if username and username.lower() in plain:
        raise PasswordHoldsName()
    if len(set(plain)) < FEWEST_OTHER or _mostly_common(plain):
        raise PasswordTooCommon()


def _mostly_common(plain: str) -> bool:
    return any(
        stem in plain and len(plain.replace(stem, "")) < FEWEST_OTHER for stem in COMMON_STEMS
    )


def link_holds(expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    return used_at is None and now < expires_at


def session_holds(
    *,
    last_seen_at: datetime | None,
    expires_at: datetime,
    ended: bool,
    idle: timedelta,
    now: datetime,
) -> bool:
    """Neither ended, nor too old, nor left alone for longer than `idle`. An API token has no
    `last_seen_at`: nobody walks away from a program."""
    if ended or now >= expires_at:
        return False
    return last_seen_at is None or now < last_seen_at + idle


@dataclass(frozen=True)
class Presented:
    """What a token that came with a request stands for, whether or not it still holds."""

    account_id: str
    username: str
    display_name: str
    area: str
    school_id: str | None
    person_id: str | None
    demo: bool
    closed: bool
    roles: frozenset[Role]
    is_session: bool
    last_seen_at: datetime | None
    expires_at: datetime
    ended: bool


@dataclass(frozen=True)
class Attempts:
    """Tries that have not succeeded, counted from the first of a window of time."""

    count: int
    since: datetime
    locked_until: datetime | None

    @classmethod
    def none(cls, now: datetime) -> "Attempts":
        return cls(0, now, None)

    def locked_minutes(self, now: datetime) -> int:
        """Whole minutes still to wait, 0 if not locked."""
        if self.locked_until is None or now >= self.locked_until:
            return 0
        return max(1, ceil((self.locked_until - now).total_seconds() / 60))

    def one_more(self, now: datetime, *, limit: int, lock: timedelta) -> "Attempts":
        """Counted before the password is tried; the one after the last allowed locks."""
        expired = self.locked_until is not None and now >= self.locked_until
        if expired or now >= self.since + lock:
            return Attempts(1, now, None)
        count = self.count + 1
        return Attempts(count, self.since, now + lock if count > limit else None)
