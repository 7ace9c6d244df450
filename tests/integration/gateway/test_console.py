"""The command line's ticket: good for one request, about the bus alone, for a minute."""

from datetime import UTC, datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from shared import console, crypto
from tests.integration.gateway.site import Site

NOW = datetime.now(UTC)


def ticket(**changes: Any) -> str:
    return console.issue("zhang", changes.get("at", datetime.now(UTC)))


def ask(site: Site, token: str, path: str = "/bus/registry/status") -> TestResponse:
    site.services["registry"].answers |= {"bus_status": {"service": "registry"}, "list_packs": {}}
    headers = {"Authorization": f"Bearer {token}"}
    return site.client().get(f"/api/v1{path}", headers=headers)


def test_a_ticket_opens_one_request_of_its_user(site: Site) -> None:
    token = ticket()
    assert ask(site, token).status_code == 200
    ((_, asked),) = site.services["registry"].asked
    assert asked["viewer"]["account_id"] == "console:zhang"
    assert asked["viewer"]["roles"] == ["operator"]
    assert ask(site, token).status_code == 401


def test_a_ticket_is_for_the_bus_alone(site: Site) -> None:
    for path in ("/packs", "/accounts", "/session", "/record-verifications/registry"):
        assert ask(site, ticket(), path).status_code == 403, path
    assert site.rows("console_tickets") == []


def test_a_ticket_soon_runs_out(site: Site) -> None:
    assert ask(site, ticket(at=datetime.now(UTC) - timedelta(seconds=61))).status_code == 401


def test_a_ticket_of_another_installation_does_not_hold(site: Site) -> None:
    own = crypto.key_ring()
    crypto.use(crypto.KeyRing.new())
    stranger = ticket()
    crypto.use(own)
    assert ask(site, stranger).status_code == 401
    assert ask(site, "console.nonsense").status_code == 401


def test_each_use_is_a_row_of_the_access_log(site: Site) -> None:
    ask(site, ticket())
    (row,) = site.rows("access_log")
    assert (row["account_id"], row["operation"]) == ("console:zhang", "gateway.use_console")


def test_a_ticket_is_no_cookie(site: Site) -> None:
    client = site.client()
    client.set_cookie("lantian_session", ticket())
    assert client.get("/bus").status_code in (302, 403)
