from datetime import UTC, datetime, timedelta

import pytest

from gateway.domain import (
    SHORTEST,
    Attempts,
    check_password,
    check_roles,
    link_holds,
    session_holds,
    username_of,
)
from shared.access.roles import OF_NO_ACCOUNT, Role
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
from shared.errors import DomainError

NOW = datetime(2025, 9, 10, 1, 0, tzinfo=UTC)
LOCK = timedelta(minutes=15)
COUNTY, TOWNSHIP, VILLAGE = "520330", "520330103", "520330103201"


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("Ab3" + "x" * (SHORTEST - 4), PasswordTooShort),
        ("Ab3!" * 50, PasswordTooLong),
        ("onlysmallletters", PasswordTooSimple),
        ("20250910202509", PasswordTooSimple),
        ("my-tao.lin-77", PasswordHoldsName),
        ("Password123", PasswordTooCommon),
        ("aaaaaaaaaa1", PasswordTooCommon),
        ("12345678ab", PasswordTooCommon),
    ],
)
def test_a_weak_password_is_refused(password: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        check_password(password, "tao.lin")


@pytest.mark.parametrize("password", ["Mountain-road-7", "四季常青桃林镇2025年", "x7#kq!pz9w"])
def test_a_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    check_password(password, "tao.lin")


def test_a_username_is_folded_to_one_form() -> None:
    assert username_of("  Ｔao.LIN ") == "tao.lin"
    assert username_of("陶林镇_1") == "陶林镇_1"


@pytest.mark.parametrize("typed", ["", "ab", "a b c", "a/b/c", "x" * 65, "<tag>"])
def test_a_username_that_could_mislead_is_refused(typed: str) -> None:
    with pytest.raises(UsernameNotAllowed):
        username_of(typed)


def given(
    *roles: Role,
    area: str = "",
    school_id: str | None = None,
    person_id: str | None = None,
    child_ids: tuple[str, ...] = (),
) -> None:
    check_roles(roles, area=area, school_id=school_id, person_id=person_id, child_ids=child_ids)


def test_each_role_with_its_place_is_taken() -> None:
    given(Role.COUNTY_OFFICER, area=COUNTY)
    given(Role.TOWNSHIP_OFFICER, Role.TOWNSHIP_FEDERATION, area=TOWNSHIP)
    given(Role.VILLAGE_OFFICER, area=VILLAGE)
    given(Role.HEAD_TEACHER, school_id="s1")
    given(Role.HELPER, person_id="h1")
    given(Role.PARENT, child_ids=("c1",))
    given(Role.FINANCE_CLERK, area=TOWNSHIP)
    given(Role.SYSTEM_ADMIN)


@pytest.mark.parametrize(
    ("role", "area"),
    [
        (Role.VILLAGE_OFFICER, TOWNSHIP),
        (Role.VILLAGE_OFFICER, ""),
        (Role.TOWNSHIP_OFFICER, COUNTY),
        (Role.COUNTY_OFFICER, VILLAGE),
        (Role.FINANCE_CLERK, ""),
        (Role.HEAD_TEACHER, COUNTY),
        (Role.HELPER, COUNTY),
        (Role.PARENT, COUNTY),
        (Role.CHILD, COUNTY),
    ],
)
def test_a_role_without_what_it_reaches_is_refused(role: Role, area: str) -> None:
    with pytest.raises(PlaceMissing, match=role):
        given(role, area=area)


@pytest.mark.parametrize("other", sorted(set(Role) - OF_NO_ACCOUNT - {Role.SYSTEM_ADMIN}))
def test_a_system_administrator_is_nothing_else(other: Role) -> None:
    with pytest.raises(RolesIncompatible):
        given(Role.SYSTEM_ADMIN, other, area=COUNTY)


@pytest.mark.parametrize("roles", [(Role.SYSTEM,), (Role.SYSTEM, Role.PARENT), (Role.PUBLIC,), ()])
def test_no_account_holds_the_role_of_the_system(roles: tuple[Role, ...]) -> None:
    with pytest.raises(RoleNotOpen):
        given(*roles, child_ids=("c1",))


def tries(count: int, start: datetime = NOW) -> Attempts:
    attempts = Attempts.none(start)
    for _ in range(count):
        attempts = attempts.one_more(start, limit=5, lock=LOCK)
    return attempts


def test_the_last_allowed_try_is_not_locked_and_the_next_is() -> None:
    assert tries(5).locked_minutes(NOW) == 0
    assert tries(6).locked_minutes(NOW) == 15


def test_a_lock_tells_whole_minutes_and_ends() -> None:
    locked = tries(6)

    assert locked.locked_minutes(NOW + timedelta(seconds=14 * 60 + 30)) == 1
    assert locked.locked_minutes(NOW + LOCK) == 0


def test_tries_are_counted_anew_after_the_window() -> None:
    later = NOW + LOCK

    assert tries(4).one_more(later, limit=5, lock=LOCK) == Attempts(1, later, None)
    assert tries(6).one_more(later, limit=5, lock=LOCK) == Attempts(1, later, None)


@pytest.mark.parametrize(
    ("seen_ago", "ends_in", "ended", "holds"),
    [
        (29, 60, False, True),
        (30, 60, False, False),
        (1, 0, False, False),
        (1, 60, True, False),
    ],
)
def test_a_session_holds_while_it_is_used_young_and_not_ended(
    seen_ago: int, ends_in: int, ended: bool, holds: bool
) -> None:
    assert holds is session_holds(
        last_seen_at=NOW - timedelta(minutes=seen_ago),
        expires_at=NOW + timedelta(minutes=ends_in),
        ended=ended,
        idle=timedelta(minutes=30),
        now=NOW,
    )


def test_a_link_holds_once_and_until_its_end() -> None:
    end = NOW + timedelta(days=1)

    assert link_holds(end, None, NOW)
    assert not link_holds(end, NOW, NOW)
    assert not link_holds(end, None, end)
