"""The real application before services that answer from memory; somebody is signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from gateway import auth
from gateway.app import create_app
from gateway.handlers.sessions import SignedIn
from gateway.settings import WebSettings
from shared.access.roles import Role
from shared.viewer import Viewer
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.services import Worker

Browser = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def app() -> Flask:
    return create_app(WebSettings(secret=b"0" * 32))


@pytest.fixture
def worker() -> Worker:
    return Worker()


def somebody(*roles: Role, area: str = county.COUNTY, **more: Any) -> SignedIn:
    viewer = Viewer(account_id="tester", roles=frozenset(roles), area=area, **more)
    return SignedIn(viewer, "tester", "测试员", False, "session")


@pytest.fixture
def browse(app: Flask, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """`browse(Role.COUNTY_OFFICER)`: a client of somebody with these roles; none for a stranger.

    Forms need no token here: that they do is tested with the real application of the gateway.
    """

    def client(*roles: Role, **place: Any) -> FlaskClient:
        who = somebody(*roles, **place) if roles else None

        def signed_in() -> SignedIn | None:
            g.signed_in = who
            return who

        monkeypatch.setattr(auth, "signed_in", signed_in)
        browser = app.test_client()
        browser.environ_base[auth.WORKER] = worker
        return browser

    monkeypatch.setattr("flask_wtf.csrf.CSRFProtect.protect", lambda _self: None)
    return client
