from datetime import UTC, datetime, timedelta

import pytest

from gateway.accounts import first_sign_in_path
from gateway.handlers import housekeeping
from shared.clock import now
from tests.integration.gateway.site import Site


def test_what_has_served_its_time_is_forgotten(site: Site) -> None:
    site.caller("county")
    first_sign_in_path(site.database)
    site.sign_in("nobody")

    with site.unit() as uow:
        housekeeping.sweep(uow, now() + housekeeping.SESSIONS + timedelta(days=1))

    assert site.rows("sign_in_attempts") == []
    assert site.rows("sessions") == []


def test_who_was_signed_in_is_kept_as_long_as_an_access_log(site: Site) -> None:
    site.caller("county")

    with site.unit() as uow:
        housekeeping.sweep(uow, now() + timedelta(days=3 * 365))

    assert len(site.rows("sessions")) == 1


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_next_sweep_is_always_still_to_come(site: Site, hour: int) -> None:
    at = datetime(2025, 9, 10, hour, 30, tzinfo=UTC)

    with site.unit() as uow:
        housekeeping.plan(uow, at)

    [timer] = site.rows("timers")
    assert timedelta() < timer["due_at"] - at <= timedelta(days=1)


def test_planning_twice_is_planning_once(site: Site) -> None:
    for _ in range(2):
        with site.unit() as uow:
            housekeeping.plan(uow, now())

    assert len(site.rows("timers")) == 1
