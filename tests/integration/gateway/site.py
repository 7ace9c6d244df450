"""The gateway over HTTP, with its own database and made-up services behind it."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gateway import passwords
from gateway.auth import WORKER
from gateway.handlers import accounts
from gateway.handlers.accounts import Post
from gateway.rpc import SERVICES
from gateway.service import GatewayService
from gateway.settings import WebSettings
from gateway.store import GatewayUnitOfWork
from shared.access.roles import Role
from shared.clock import now
from shared.messaging.database import Database
from shared.messaging.operations.place import Place

PASSWORD = "Mountain-road-7"
COUNTY, TOWNSHIP, VILLAGE = "520330", "520330103", "520330103201"


class MadeUpService:
    """Answers what it was told to; remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**fields: Any) -> Any:
            self.asked.append((operation, fields))
            answer = self.answers[operation]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call


class Site:
    def __init__(self, app: Flask, database: Database[Any], settings: WebSettings) -> None:
        self.app, self.database, self.settings = app, database, settings
        self.worker: Any = GatewayService()
        self.worker.database = database
        self.worker.bus = Place("gateway", {"AMQP_URI": "inproc://local"}, (), database)
        self.services = {name: MadeUpService() for name in SERVICES}
        for name, service in self.services.items():
            setattr(self.worker, name, service)

    def client(self) -> FlaskClient:
        client = self.app.test_client()
        client.environ_base[WORKER] = self.worker
        return client

    def account(
        self,
        username: str = "county",
        *roles: Role,
        demo: bool = False,
        area: str = COUNTY,
        **post: Any,
    ) -> str:
        """An account that can sign in with PASSWORD; its id."""
        held = frozenset(roles or (Role.COUNTY_OFFICER,))
        with self.unit() as uow:
            account = accounts.open_account(
                uow,
                username=username,
                display_name="",
                post=Post(roles=held, area=area, **post),
                by="test",
                now=now(),
                password_hash=passwords.hashed(PASSWORD, self.settings),
                demo=demo,
            )
            return account.id

    def unit(self) -> Any:
        return self.database.transaction()

    def sign_in(self, username: str = "county", password: str = PASSWORD) -> TestResponse:
        given = {"username": username, "password": password}
        return self.client().post("/api/v1/session", json=given)

    def caller(self, username: str = "county", *roles: Role, **post: Any) -> "Caller":
        """A new account, signed in."""
        account_id = self.account(username, *roles, **post)
        return Caller(self.client(), self.sign_in(username).get_json()["token"], account_id)

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.unit() as uow:
            assert isinstance(uow, GatewayUnitOfWork)
            found = uow.session.execute(uow.table(table).select()).mappings()
            return [dict(row) for row in found]


class Caller:
    """A program that is signed in."""

    def __init__(self, client: FlaskClient, token: str, account_id: str = "") -> None:
        self.client, self.token, self.account_id = client, token, account_id

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.call("POST", path, **options)
