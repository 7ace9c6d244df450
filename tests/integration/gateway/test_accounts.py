from datetime import timedelta
from typing import Any

import pytest

from gateway.accounts import first_sign_in_path
from shared import clock
from shared.access.roles import Role
from tests.integration.gateway.site import COUNTY, PASSWORD, Caller, Site

NEW = {"username": "tao.lin", "roles": ["county_officer"], "area": COUNTY}
OTHER_PASSWORD = "River-bridge-12"


@pytest.fixture
def admin(site: Site) -> Caller:
    return site.caller("admin", Role.SYSTEM_ADMIN, area="")


def code_of(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.get_data(as_text=True)
    return str(answer.get_json()["code"])


def token_in(link: str) -> str:
    return link.rpartition("/")[2]


def set_password(site: Site, link: str, password: str = OTHER_PASSWORD) -> Any:
    given = {"token": token_in(link), "password": password}
    return site.client().post("/api/v1/passwords", json=given)


def first_link(site: Site) -> str:
    link = first_sign_in_path(site.database)
    assert link is not None
    return link


def become_first(site: Site, link: str, **changes: str) -> Any:
    given = {"token": token_in(link), "username": "first", "password": PASSWORD, **changes}
    return site.client().post("/api/v1/first-administrator", json=given)


# -- the first administrator ----------------------------------------------------------------


def test_the_first_link_makes_a_system_administrator_who_is_signed_in(site: Site) -> None:
    answer = become_first(site, first_link(site))

    assert answer.status_code == 201
    caller = Caller(site.client(), answer.get_json()["token"])
    assert caller.get("/accounts").get_json()["items"][0]["roles"] == ["system_admin"]
    assert site.sign_in("first").status_code == 200


def test_the_first_link_works_once(site: Site) -> None:
    link = first_link(site)
    become_first(site, link)

    assert code_of(become_first(site, link, username="second"), 404) == "LinkNotValid"


def test_the_first_link_used_makes_those_of_other_gateways_void(site: Site) -> None:
    mine, others = first_link(site), first_link(site)
    become_first(site, mine)

    assert code_of(become_first(site, others, username="second"), 404) == "LinkNotValid"


def test_a_weak_password_does_not_use_the_link_up(site: Site) -> None:
    link = first_link(site)
    assert code_of(become_first(site, link, password="short1"), 422) == "PasswordTooShort"

    assert become_first(site, link).status_code == 201


def test_there_is_no_first_link_once_somebody_has_an_account(site: Site) -> None:
    site.account("county")

    assert first_sign_in_path(site.database) is None


def test_demo_accounts_do_not_stand_in_the_way_of_the_first_administrator(site: Site) -> None:
    site.account("shown", demo=True)

    assert become_first(site, first_link(site)).status_code == 201


def test_the_link_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    link = first_link(site)
    monkeypatch.setattr(clock.CLOCK, "offset", clock.CLOCK.offset + timedelta(days=4))

    assert code_of(become_first(site, link), 404) == "LinkNotValid"


# -- opening --------------------------------------------------------------------------------


def test_an_opened_account_gets_its_password_from_its_owner(site: Site, admin: Caller) -> None:
    opened = admin.post("/accounts", json=NEW).get_json()
    assert opened["state"] == "invited"
    assert site.sign_in("tao.lin", OTHER_PASSWORD).status_code == 401

    assert set_password(site, opened["link"]).status_code == 200

    assert site.sign_in("tao.lin", OTHER_PASSWORD).status_code == 200
    seen = admin.get(f"/accounts/{opened['id']}").get_json()
    assert (seen["state"], seen["area"]) == ("open", COUNTY)


def test_an_invitation_works_once(site: Site, admin: Caller) -> None:
    link = admin.post("/accounts", json=NEW).get_json()["link"]
    set_password(site, link)

    assert code_of(set_password(site, link, "Another-one-33"), 404) == "LinkNotValid"


def test_a_repeated_opening_opens_one_account_and_gives_the_same_link(
    site: Site, admin: Caller
) -> None:
    headers = {"Idempotency-Key": "open-1"}
    first, again = (admin.post("/accounts", json=NEW, headers=headers) for _ in range(2))

    assert first.get_json() == again.get_json()
    assert len(site.rows("accounts")) == 2


def test_a_key_used_for_another_account_is_refused(admin: Caller) -> None:
    headers = {"Idempotency-Key": "open-1"}
    admin.post("/accounts", json=NEW, headers=headers)

    other = admin.post("/accounts", json={**NEW, "username": "li.hua"}, headers=headers)

    assert code_of(other, 409) == "KeyReused"


def test_an_opening_is_announced_with_codes_only(site: Site, admin: Caller) -> None:
    opened = admin.post("/accounts", json={**NEW, "display_name": "Tao Lin"}).get_json()

    bodies = [row["body"] for row in site.rows("outbox") if opened["id"] in row["body"]]
    assert len(bodies) == 1
    assert "account_opened" in bodies[0]
    assert "tao" not in bodies[0].lower()


def test_a_name_is_given_once(admin: Caller) -> None:
    admin.post("/accounts", json=NEW)

    assert code_of(admin.post("/accounts", json={**NEW, "username": "TAO.LIN"}), 409) == (
        "UsernameTaken"
    )


@pytest.mark.parametrize(
    "roles",
    [
        ["system_admin", "audit_admin"],
        ["system_admin", "security_admin"],
        ["audit_admin", "security_admin"],
        ["audit_admin", "county_officer"],
    ],
)
def test_the_three_administrators_are_three_people(admin: Caller, roles: list[str]) -> None:
    answer = admin.post("/accounts", json={**NEW, "roles": roles})

    assert code_of(answer, 422) == "RolesIncompatible"


def test_a_role_without_its_place_is_refused(admin: Caller) -> None:
    given = {**NEW, "roles": ["village_officer"]}

    answer = admin.post("/accounts", json=given)

    assert code_of(answer, 422) == "PlaceMissing"
    assert "村" in answer.get_json()["detail"]


def test_nobody_is_given_the_role_of_the_system(admin: Caller) -> None:
    answer = admin.post("/accounts", json={**NEW, "roles": ["system"]})

    assert code_of(answer, 422) == "InvalidRequest"


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.AUDIT_ADMIN, Role.SECURITY_ADMIN])
def test_only_the_system_administrator_opens_accounts(site: Site, role: Role) -> None:
    caller = site.caller("other", role)

    assert code_of(caller.post("/accounts", json=NEW), 403) == "AccessDenied"


def test_a_link_cannot_be_chosen_by_the_caller(admin: Caller) -> None:
    answer = admin.post("/accounts", json={**NEW, "link_hash": "0" * 64})

    assert code_of(answer, 422) == "InvalidRequest"


# -- closing and resetting --------------------------------------------------------------------


def test_a_closed_account_is_out_at_once_and_stays_out(site: Site, admin: Caller) -> None:
    county = site.caller("county")

    answer = admin.post(f"/accounts/{county.account_id}/closure", json={"why": "left the post"})

    assert answer.get_json()["state"] == "closed"
    assert county.get("/session").status_code == 401
    assert code_of(site.sign_in("county"), 403) == "AccountClosed"


def test_a_reset_ends_sessions_tokens_and_the_old_password(site: Site, admin: Caller) -> None:
    county = site.caller("county")
    token = county.post("/tokens", json={"name": "report"}).get_json()["token"]

    link = admin.post(f"/accounts/{county.account_id}/reset").get_json()["link"]

    assert county.get("/session").status_code == 401
    assert Caller(site.client(), token).get("/session").status_code == 401
    assert site.sign_in("county").status_code == 401
    assert set_password(site, link).status_code == 200
    assert site.sign_in("county", OTHER_PASSWORD).status_code == 200


def test_a_second_reset_makes_the_first_link_void(site: Site, admin: Caller) -> None:
    account_id = site.account("county")
    first = admin.post(f"/accounts/{account_id}/reset").get_json()["link"]
    admin.post(f"/accounts/{account_id}/reset")

    assert code_of(set_password(site, first), 404) == "LinkNotValid"


def test_nobody_closes_their_own_account(admin: Caller) -> None:
    answer = admin.post(f"/accounts/{admin.account_id}/closure", json={"why": "tired"})

    assert code_of(answer, 409) == "OwnAccount"


def test_an_account_that_is_not_there(admin: Caller) -> None:
    missing = "6f0e9f1e-5a8f-4f5c-9a5e-0d6f1a2b3c4d"

    assert code_of(admin.get(f"/accounts/{missing}"), 404) == "AccountNotFound"


# -- accounts that another must release ---------------------------------------------------------


AUDITOR = {"username": "du.cha", "roles": ["auditor"], "area": COUNTY}
SECURITY = {"username": "an.quan", "roles": ["security_admin"]}
RELEASED = ["security_admin", "audit_admin", "system_admin", "auditor", "operator"]
FINANCE = ["finance_clerk", "finance_approver", "finance_payer"]


@pytest.fixture
def security(site: Site) -> Caller:
    return site.caller("security", Role.SECURITY_ADMIN, area="")


@pytest.mark.usefixtures("security")
@pytest.mark.parametrize("role", RELEASED + FINANCE)
def test_who_opens_an_account_with_power_gets_no_link_to_it(admin: Caller, role: str) -> None:
    opened = admin.post("/accounts", json={**AUDITOR, "roles": [role]}).get_json()

    assert (opened["state"], opened["link"], opened["link_expires_at"]) == ("requested", None, None)
    release = admin.post(f"/accounts/{opened['id']}/release")
    assert code_of(release, 403) == "AccessDenied"


def test_the_security_administrator_releases_it_and_hands_the_link_over(
    site: Site, admin: Caller, security: Caller
) -> None:
    opened = admin.post("/accounts", json=AUDITOR).get_json()
    headers = {"Idempotency-Key": "release-1"}
    path = f"/accounts/{opened['id']}/release"

    released = security.post(path, headers=headers).get_json()

    assert released["state"] == "invited"
    assert security.post(path, headers=headers).get_json()["link"] == released["link"]
    assert code_of(security.post(path), 409) == "NothingToRelease"
    assert set_password(site, released["link"]).status_code == 200
    assert site.sign_in("du.cha", OTHER_PASSWORD).status_code == 200


def test_a_reset_of_such_an_account_takes_two_as_well(
    site: Site, admin: Caller, security: Caller
) -> None:
    auditor = site.caller("auditor", Role.AUDITOR)

    asked = admin.post(f"/accounts/{auditor.account_id}/reset").get_json()

    assert (asked["state"], asked["link"]) == ("requested", None)
    assert auditor.get("/session").status_code == 401
    link = security.post(f"/accounts/{auditor.account_id}/release").get_json()["link"]
    assert set_password(site, link).status_code == 200


def test_a_reset_makes_the_link_of_a_release_void(
    site: Site, admin: Caller, security: Caller
) -> None:
    opened = admin.post("/accounts", json=AUDITOR).get_json()
    link = security.post(f"/accounts/{opened['id']}/release").get_json()["link"]

    admin.post(f"/accounts/{opened['id']}/reset")

    assert code_of(set_password(site, link), 404) == "LinkNotValid"


def test_the_first_security_administrator_alone_needs_no_release(site: Site, admin: Caller) -> None:
    auditor = admin.post("/accounts", json=AUDITOR).get_json()
    first = admin.post("/accounts", json=SECURITY).get_json()
    second = admin.post("/accounts", json={**SECURITY, "username": "another"}).get_json()

    states = [auditor["state"], first["state"], second["state"]]
    assert states == ["requested", "invited", "requested"]
    assert set_password(site, first["link"]).status_code == 200
    sees = site.caller("audit", Role.AUDIT_ADMIN, area="")
    history = sees.get(f"/account-history?subject=account/{first['id']}").get_json()["items"]
    assert [row["operation"] for row in history] == [
        "set_password",
        "first_security_admin",
        "open_account",
    ]


def test_the_first_one_whose_link_was_lost_gets_another(site: Site, admin: Caller) -> None:
    first = admin.post("/accounts", json=SECURITY).get_json()

    again = admin.post(f"/accounts/{first['id']}/reset").get_json()

    assert again["state"] == "invited"
    assert code_of(set_password(site, first["link"]), 404) == "LinkNotValid"
    assert set_password(site, again["link"]).status_code == 200


def test_nobody_becomes_the_first_by_removing_the_others(
    site: Site, admin: Caller, security: Caller
) -> None:
    site.account("shown", Role.SECURITY_ADMIN, demo=True)

    closing = admin.post(f"/accounts/{security.account_id}/closure", json={"why": "gone"})
    reset = admin.post(f"/accounts/{security.account_id}/reset")

    assert code_of(closing, 409) == code_of(reset, 409) == "LastAdministrator"
    assert security.get("/session").status_code == 200


def test_a_request_that_is_refused_is_closed(admin: Caller, security: Caller) -> None:
    opened = admin.post("/accounts", json=AUDITOR).get_json()
    admin.post(f"/accounts/{opened['id']}/closure", json={"why": "not an auditor"})

    release = security.post(f"/accounts/{opened['id']}/release")

    assert code_of(release, 409) == "NothingToRelease"


def test_what_was_typed_as_a_reason_is_sealed(site: Site, admin: Caller) -> None:
    county = site.caller("county")
    admin.post(f"/accounts/{county.account_id}/closure", json={"why": "moved to Taolin"})

    assert "Taolin" not in str(site.rows("history"))


# -- lists and history ------------------------------------------------------------------------


def test_the_list_is_read_page_by_page(site: Site, admin: Caller) -> None:
    for number in range(4):
        site.account(f"person{number}")

    names, after = [], ""
    while True:
        page = admin.get(f"/accounts?limit=2{after}").get_json()
        names += [account["username"] for account in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert names == ["admin", "person0", "person1", "person2", "person3"]


def test_the_list_finds_by_name_and_role(site: Site, admin: Caller) -> None:
    site.account("one")
    site.account("two", Role.COUNTY_FEDERATION)

    by_role = admin.get("/accounts?role=county_federation").get_json()["items"]
    by_name = admin.get("/accounts?q=on").get_json()["items"]

    assert [account["username"] for account in by_role] == ["two"]
    assert [account["username"] for account in by_name] == ["one"]


def test_the_audit_administrator_sees_who_opened_and_closed(site: Site, admin: Caller) -> None:
    opened = admin.post("/accounts", json=NEW).get_json()["id"]
    admin.post(f"/accounts/{opened}/closure", json={"why": "left the post"})
    auditor = site.caller("audit", Role.AUDIT_ADMIN, area="")

    seen = auditor.get(f"/account-history?subject=account/{opened}").get_json()["items"]

    assert [(row["operation"], row["account_id"]) for row in seen] == [
        ("close_account", admin.account_id),
        ("open_account", admin.account_id),
    ]
    assert seen[0]["reason"] == "left the post"
    assert auditor.get("/record-verifications/gateway").get_json()["sound"] is True


# -- one's own password and tokens --------------------------------------------------------------


def change(caller: Caller, old: str, new: str) -> Any:
    given = {"old_password": old, "password": new}
    return caller.call("PUT", "/session/password", json=given)


def test_a_changed_password_ends_the_other_sessions(site: Site) -> None:
    caller = site.caller("county")
    elsewhere = Caller(site.client(), site.sign_in().get_json()["token"])

    assert change(caller, PASSWORD, OTHER_PASSWORD).status_code == 204

    assert caller.get("/session").status_code == 200
    assert elsewhere.get("/session").status_code == 401
    assert site.sign_in("county", OTHER_PASSWORD).status_code == 200


def test_the_old_password_must_be_known_and_the_new_one_new(site: Site) -> None:
    caller = site.caller("county")

    assert code_of(change(caller, "wrong", OTHER_PASSWORD), 401) == "WrongCredentials"
    assert code_of(change(caller, PASSWORD, PASSWORD), 422) == "PasswordUnchanged"


def test_a_borrowed_session_guesses_no_password(site: Site) -> None:
    caller = site.caller("county")
    for _ in range(site.settings.failures_per_name):
        change(caller, "wrong", OTHER_PASSWORD)

    assert code_of(change(caller, PASSWORD, OTHER_PASSWORD), 429) == "SignInLocked"


def test_a_token_speaks_for_its_account_until_it_is_revoked(site: Site) -> None:
    caller = site.caller("county")
    issued = caller.post("/tokens", json={"name": "report", "days": 30}).get_json()
    program = Caller(site.client(), issued["token"])
    assert program.get("/session").get_json()["username"] == "county"

    [listed] = caller.get("/tokens").get_json()["items"]
    assert "token" not in listed
    assert caller.call("DELETE", f"/tokens/{listed['id']}").status_code == 200

    assert program.get("/session").status_code == 401


def test_a_token_is_stored_as_its_hash_only(site: Site) -> None:
    token = site.caller("county").post("/tokens", json={"name": "report"}).get_json()["token"]

    for table in ("api_tokens", "commands", "history", "outbox"):
        assert token not in str(site.rows(table))


def test_a_token_ends_with_its_days(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    token = site.caller("county").post("/tokens", json={"name": "x", "days": 2}).get_json()
    program = Caller(site.client(), token["token"])
    monkeypatch.setattr(clock.CLOCK, "offset", clock.CLOCK.offset + timedelta(days=2, hours=1))

    assert program.get("/session").status_code == 401


def test_nobody_revokes_anothers_token(site: Site) -> None:
    owner, other = site.caller("owner"), site.caller("other")
    issued = owner.post("/tokens", json={"name": "report"}).get_json()

    answer = other.call("DELETE", f"/tokens/{issued['id']}")

    assert code_of(answer, 404) == "TokenNotFound"


def test_a_post_is_handed_to_the_finance_staff_of_ones_own_county(site: Site) -> None:
    payer = site.caller("payer", Role.FINANCE_PAYER, area=COUNTY)
    site.caller("clerk", Role.FINANCE_CLERK, area=COUNTY)
    site.caller("officer", Role.COUNTY_OFFICER, area=COUNTY)
    site.caller("stranger", Role.FINANCE_CLERK, area="610924")

    answer = payer.get("/colleagues")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found = answer.get_json()["items"]

    assert sorted(one["name"] for one in found) == ["clerk", "payer"]
