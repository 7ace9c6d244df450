"""The gateway as it runs: a socket in front, a bus behind, the other services beside it."""

import http.client
import json
from collections.abc import Callable
from typing import Any

import pytest
from nameko.containers import ServiceContainer

from gateway import passwords
from gateway.handlers.accounts import Post, open_account
from gateway.service import GatewayService
from gateway.settings import WebSettings
from shared.access.roles import Role
from shared.clock import now
from shared.messaging import trace
from shared.messaging.database import Database
from shared.messaging.rpc import Remote, rpc
from shared.messaging.wsgi import WsgiServer
from shared.settings import Settings

Run = Callable[..., list[ServiceContainer]]
PASSWORD = "Mountain-road-7"


class MadeUpRegistry:
    name = "registry"
    pairing = Remote("pairing")  # what a service depends on enters the trace of its caller

    @rpc
    def list_children(self, viewer: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return {"items": [{"asked_by": viewer["account_id"], **fields}], "next": None}

    @rpc
    def list_packs(self, viewer: dict[str, Any]) -> dict[str, Any]:
        return {"items": [{"title": trace.trace_id()}], "next": None}


class Served:
    def __init__(self, container: ServiceContainer) -> None:
        self.container = container
        [server] = [e for e in container.extensions if isinstance(e, WsgiServer)]
        self.port = server.port
        [self.database] = [d for d in container.dependencies if isinstance(d, Database)]
        self.token = ""

    def call(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read()), dict(answer.getheaders())
        finally:
            connection.close()

    def sign_in(self) -> str:
        settings = WebSettings.of(self.container.config["settings"])
        with self.database.transaction() as uow:
            account = open_account(
                uow,
                username="county",
                display_name="",
                post=Post(roles=frozenset({Role.COUNTY_OFFICER}), area="520330"),
                by="test",
                now=now(),
                password_hash=passwords.hashed(PASSWORD, settings),
            )
        given = json.dumps({"username": "county", "password": PASSWORD}).encode()
        session = {"Content-Type": "application/json"}
        status, body, _ = self.call("POST", "/api/v1/session", given, **session)
        assert status == 200
        self.token = body["token"]
        return account.id


@pytest.fixture
def served(run: Run) -> Served:
    return Served(run(MadeUpRegistry, GatewayService)[1])


def test_a_request_reaches_the_service_as_its_viewer(served: Served) -> None:
    account_id = served.sign_in()

    status, body, _ = served.call("GET", "/api/v1/children?level=4&limit=9")

    assert status == 200
    assert body["items"] == [{"asked_by": account_id, "level": 4, "limit": 9}]


def test_a_service_that_is_not_there_is_said_to_be_away(served: Served) -> None:
    served.sign_in()

    status, body, headers = served.call("GET", "/api/v1/pairings")

    assert (status, body["code"]) == (503, "ServiceAway")
    assert headers["Content-Type"] == "application/problem+json"


def test_the_callers_trace_goes_on_into_the_service(served: Served) -> None:
    served.sign_in()
    traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    _, body, _ = served.call("GET", "/api/v1/packs", traceparent=traceparent)

    assert body["items"] == [{"title": "0af7651916cd43dd8448eb211c80319c"}]


def test_fifty_megabytes_of_nothing_get_a_chinese_refusal(served: Served) -> None:
    served.sign_in()
    edge = "b0undary"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    body = head.encode() + b"\0" * 50_000_000 + f"\r\n--{edge}--\r\n".encode()

    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    status, problem, _ = served.call("POST", "/api/v1/imports", body, **kind)

    assert (status, problem["code"]) == (413, "UploadTooLarge")


def test_without_an_account_the_start_says_how_the_first_comes_about(
    run: Run, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not settings.demo
    served = Served(run(GatewayService)[0])

    token = capsys.readouterr().out.strip().rpartition("/first-sign-in/")[2]
    given = {"token": token, "username": "first", "password": PASSWORD}
    kind = {"Content-Type": "application/json"}
    status, body, _ = served.call(
        "POST", "/api/v1/first-administrator", json.dumps(given).encode(), **kind
    )

    assert (status, body["account"]["roles"]) == (201, ["system_admin"])
