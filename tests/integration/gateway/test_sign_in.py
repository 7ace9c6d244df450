from datetime import timedelta
from typing import Any

import pytest

from gateway.handlers import pairings
from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.events import (
    HelperReinstated,
    HelperSuspended,
    PairingActivated,
    PairingEnded,
)
from tests.integration.gateway.conftest import Open
from tests.integration.gateway.site import PASSWORD, VILLAGE, Caller, Site


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    monkeypatch.setattr(clock.CLOCK, "offset", clock.CLOCK.offset + by)


def test_a_sign_in_gives_a_token_that_says_who_asks(site: Site) -> None:
    account_id = site.account("county")

    answer = site.sign_in()

    assert answer.status_code == 200
    caller = Caller(site.client(), answer.get_json()["token"])
    who = caller.get("/session").get_json()
    assert who["account_id"] == account_id
    assert (who["roles"], who["area"]) == (["county_officer"], "520330")


def test_no_token_is_stored(site: Site) -> None:
    site.account("county")
    token = site.sign_in().get_json()["token"]

    assert token not in str(site.rows("sessions"))


def test_a_name_is_the_same_however_it_is_typed(site: Site) -> None:
    site.account("County.One")

    assert site.sign_in(" ＣＯＵＮＴＹ.one ").status_code == 200


@pytest.mark.parametrize("typed", [("county", "wrong"), ("nobody", PASSWORD), ("!", PASSWORD)])
def test_a_wrong_sign_in_does_not_say_what_was_wrong(site: Site, typed: tuple[str, str]) -> None:
    site.account("county")

    answer = site.sign_in(*typed)

    assert answer.status_code == 401
    assert answer.get_json()["code"] == "WrongCredentials"
    assert answer.mimetype == "application/problem+json"


def test_after_too_many_failures_the_right_password_is_refused_too(site: Site) -> None:
    site.account("county")
    for _ in range(site.settings.failures_per_name):
        assert site.sign_in(password="wrong").status_code == 401

    locked = site.sign_in()

    assert locked.status_code == 429
    assert locked.get_json()["code"] == "SignInLocked"
    assert int(locked.headers["Retry-After"]) > 0


def test_the_lock_ends_by_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.account("county")
    for _ in range(site.settings.failures_per_name + 1):
        site.sign_in(password="wrong")

    later(monkeypatch, site.settings.lock + timedelta(seconds=1))

    assert site.sign_in().status_code == 200


def test_the_right_password_forgets_the_failures_before(site: Site) -> None:
    site.account("county")
    for _ in range(3):
        for _ in range(site.settings.failures_per_name - 1):
            site.sign_in(password="wrong")
        assert site.sign_in().status_code == 200


def test_many_names_from_one_address_are_locked_out(open_site: Open) -> None:
    site = open_site(failures_per_address=3)
    site.account("county")
    for number in range(3):
        site.sign_in(f"guess{number}")

    assert site.sign_in().status_code == 429


def test_neither_names_nor_addresses_stand_in_the_counters(site: Site) -> None:
    site.sign_in("somebody.known")

    counters = str(site.rows("sign_in_attempts"))
    assert "somebody" not in counters
    assert "127.0.0.1" not in counters


def test_a_demo_account_is_refused_outside_the_demo(open_site: Open) -> None:
    site = open_site(demo=False)
    site.account("shown", demo=True)

    answer = site.sign_in("shown")

    assert answer.status_code == 403
    assert answer.get_json()["code"] == "DemoAccountRefused"


def test_a_demo_account_signs_in_within_the_demo(open_site: Open) -> None:
    site = open_site(demo=True)
    site.account("shown", demo=True)

    assert site.sign_in("shown").status_code == 200


def test_a_session_of_the_demo_ends_with_the_demo(open_site: Open) -> None:
    site = open_site(demo=True)
    token = site.caller("shown", demo=True).token

    outside = Caller(open_site(demo=False).client(), token)
    outside.client.environ_base["lantian.gateway"] = site.worker
    assert outside.get("/session").status_code == 401


def test_signing_out_ends_the_session(site: Site) -> None:
    caller = site.caller()

    assert caller.call("DELETE", "/session").status_code == 204
    assert caller.get("/session").status_code == 401


def test_a_session_left_alone_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = site.caller()
    later(monkeypatch, site.settings.idle + timedelta(seconds=1))

    answer = caller.get("/session")

    assert answer.status_code == 401
    assert answer.get_json()["code"] == "NotSignedIn"


def test_a_session_in_use_goes_on_until_its_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = site.caller()
    step = site.settings.idle - timedelta(minutes=1)
    for _ in range(site.settings.session // step):
        later(monkeypatch, step)
        assert caller.get("/session").status_code == 200
    later(monkeypatch, step)

    assert caller.get("/session").status_code == 401


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer nonsense"])
def test_without_a_valid_token_nothing_is_called(site: Site, header: str) -> None:
    client = site.client()
    answer = client.get("/api/v1/children", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert site.services["registry"].asked == []


def test_a_cookie_opens_no_door_of_the_api(site: Site) -> None:
    token = site.caller().token
    client = site.client()
    client.set_cookie("lantian_session", token)

    assert client.get("/api/v1/session").status_code == 401


def an_event(kind: type[Any], pairing_id: str = "p1", version: int = 1, **more: Any) -> Any:
    about = {"helper_id": "h1", "child_id": "c1", "area_code": VILLAGE, "slot": "any"}
    return kind(pairing_id=pairing_id, version=version, **about, **more)


def reach(caller: Caller) -> list[str]:
    children: list[str] = caller.get("/session").get_json()["helped_ids"]
    return children


def test_a_helpers_reach_follows_the_pairings(site: Site) -> None:
    helper = site.caller("helper", Role.HELPER, person_id="h1")
    assert reach(helper) == []

    with site.unit() as uow:
        pairings.open_reach(uow, an_event(PairingActivated))
    assert reach(helper) == ["c1"]

    with site.unit() as uow:
        pairings.close_reach(uow, an_event(PairingEnded, version=2, reason="moved"))
    assert reach(helper) == []


def test_an_older_beginning_opens_nothing_after_the_end(site: Site) -> None:
    helper = site.caller("helper", Role.HELPER, person_id="h1")

    with site.unit() as uow:
        pairings.close_reach(uow, an_event(PairingEnded, version=2, reason="moved"))
        pairings.open_reach(uow, an_event(PairingActivated, version=1))

    assert reach(helper) == []


def test_a_helper_whose_check_ran_out_reaches_nobody(site: Site) -> None:
    helper = site.caller("helper", Role.HELPER, person_id="h1")
    standing = {"helper_id": "h1", "area_code": VILLAGE, "category": "volunteer"}

    with site.unit() as uow:
        pairings.open_reach(uow, an_event(PairingActivated))
        pairings.suspend_reach(uow, HelperSuspended(**standing, version=4))
    assert reach(helper) == []

    with site.unit() as uow:
        pairings.restore_reach(uow, HelperReinstated(**standing, version=5))
        pairings.suspend_reach(uow, HelperSuspended(**standing, version=4))
    assert reach(helper) == ["c1"]
