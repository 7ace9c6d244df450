"""What stands between a browser and the pages, and between a route and the services."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway import rpc
from gateway.access import calls, public, sign_in_required
from gateway.app import create_app
from gateway.rpc import UndeclaredCall
from shared.contracts.gateway.errors import ServiceAway
from tests.integration.gateway.site import PASSWORD, Site

FORM_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def own_site(site: Site) -> Site:
    """With an application of its own, so that a test may add routes."""
    site.app = create_app(site.settings)
    return site


def form_token(client: FlaskClient) -> str:
    [token] = FORM_TOKEN.findall(client.get("/sign-in").get_data(as_text=True))[:1]
    return str(token)


def enter(client: FlaskClient, **more: Any) -> Any:
    form = {"username": "county", "password": PASSWORD, "csrf_token": form_token(client), **more}
    return client.post("/sign-in", data=form)


def test_a_page_sends_a_stranger_to_the_sign_in_and_back(site: Site) -> None:
    answer = site.client().get("/children?level=4")

    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/children?level%3D4"


def test_signing_in_by_form_gives_a_careful_cookie(site: Site) -> None:
    site.account("county")
    client = site.client()

    answer = enter(client)

    assert answer.status_code == 303
    [cookie] = [c for c in answer.headers.getlist("Set-Cookie") if "lantian_session" in c]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_goes_over_https_only_where_there_is_https(site: Site) -> None:
    site.account("county")
    client = site.client()
    https = {"base_url": "https://localhost"}
    page = client.get("/sign-in", **https)
    [token] = FORM_TOKEN.findall(page.get_data(as_text=True))[:1]
    form = {"username": "county", "password": PASSWORD, "csrf_token": token}

    entered = client.post("/sign-in", data=form, headers={"Referer": "https://localhost/"}, **https)
    answer = client.get("/health/live", **https)

    cookies = [*page.headers.getlist("Set-Cookie"), *entered.headers.getlist("Set-Cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"lantian_form", "lantian_session"}
    assert all("Secure" in cookie for cookie in cookies)
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_form_of_another_site_is_refused_in_chinese(site: Site, token: str | None) -> None:
    site.account("county")
    form = {"username": "county", "password": PASSWORD}
    form |= {} if token is None else {"csrf_token": token}

    answer = site.client().post("/sign-in", data=form)

    assert answer.status_code == 422
    assert "失效" in answer.get_data(as_text=True)
    assert site.rows("sessions") == []


def test_a_form_token_of_one_browser_is_nothing_in_another(site: Site) -> None:
    site.account("county")
    stolen = form_token(site.client())
    form = {"username": "county", "password": PASSWORD, "csrf_token": stolen}

    assert site.client().post("/sign-in", data=form).status_code == 422


def test_a_route_that_says_nothing_is_closed(own_site: Site) -> None:
    own_site.app.add_url_rule("/forgotten", view_func=lambda: "open", endpoint="forgotten")

    answer = own_site.client().get("/forgotten")

    assert answer.status_code == 403
    assert "open" not in answer.get_data(as_text=True)


def test_a_route_calls_only_what_it_declares(own_site: Site) -> None:
    caught: list[UndeclaredCall] = []

    def view() -> str:
        with pytest.raises(UndeclaredCall) as found:
            rpc.ask("registry", "list_children")
        caught.append(found.value)
        return "done"

    declared = sign_in_required(calls("registry.list_schools")(view))
    own_site.app.add_url_rule("/api/v1/odd", view_func=declared, endpoint="odd")
    own_site.caller().get("/odd")

    assert [str(fault) for fault in caught] == [
        "odd calls registry.list_children without declaring it"
    ]
    assert own_site.services["registry"].asked == []


def test_several_commands_of_one_request_have_a_key_each(own_site: Site) -> None:
    @calls("pairing.accept_proposal")
    def view() -> str:
        for proposal in ("p1", "p2"):
            rpc.tell("pairing", "accept_proposal", proposal_id=proposal)
        return "done"

    own_site.app.add_url_rule("/api/v1/two", view_func=view, methods=["POST"])
    own_site.services["pairing"].answers["accept_proposal"] = {}
    own_site.caller().post("/two", headers={"Idempotency-Key": "k"})

    told = [fields["idempotency_key"] for _, fields in own_site.services["pairing"].asked]
    assert told == ["k", "k#2"]


def test_a_part_that_is_away_leaves_the_rest_of_the_page(own_site: Site) -> None:
    parts: list[rpc.Part] = []

    @calls("funding.list_rolls", "pairing.list_pairings")
    def view() -> str:
        parts.append(rpc.part("funding", "list_rolls"))
        parts.append(rpc.part("pairing", "list_pairings"))
        return "done"

    own_site.app.add_url_rule("/api/v1/both", view_func=view)
    own_site.services["funding"].answers["list_rolls"] = ServiceAway("funding")
    own_site.services["pairing"].answers["list_pairings"] = {"items": [1], "next": None}
    answer = own_site.caller().get("/both")

    assert answer.status_code == 200
    assert [(part.away, part.items) for part in parts] == [("funding", []), ("", [1])]


def test_a_public_route_asks_nobody_who_they_are(own_site: Site) -> None:
    own_site.app.add_url_rule("/hello", view_func=public(lambda: "hello"), endpoint="hello")

    assert own_site.client().get("/hello").get_data(as_text=True) == "hello"


def test_the_address_of_a_caller_behind_a_proxy_is_theirs(own_site: Site) -> None:
    settings = replace(own_site.settings, trusted_proxies=1, failures_per_address=1)
    own_site.app = create_app(settings)
    client = own_site.client()
    given = {"username": "nobody", "password": "wrong"}

    statuses = [
        client.post(
            "/api/v1/session", json=given | {"username": f"n{n}"}, headers={"X-Forwarded-For": ip}
        ).status_code
        for n, ip in enumerate(["10.0.0.1", "10.0.0.1", "10.0.0.2"])
    ]

    assert statuses == [401, 429, 401]
