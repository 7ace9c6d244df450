"""How a route of the API is declared: one line says address, operation, request and answer.

    PAIRING = Area("pairing")
    PAIRING.query("/helpers", "list_helpers", ListHelpers, HelperList)
    PAIRING.command("/proposals/<uuid:proposal_id>/acceptance", "accept_proposal", AcceptProposal,
                    PairingView)

Requests are checked by the contract's own schema, less what stands in the address; the service
checks the same schema again, so that no rule is written twice. Answers are the contract's views.
"""

import re
from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, make_response, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]
from marshmallow import RAISE, Schema
from werkzeug.wrappers import Response as Whole

from gateway import texts
from gateway.access import calls, open_to_all
from gateway.rpc import KEY_HEADER, ask, tell
from shared.texts.api import OPERATIONS

PREFIX = "/api/v1"
IN_ADDRESS = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
JSON_TYPES = ("application/json", "application/problem+json")
READ_PROBLEMS = (401, 403, 404, 422, 429, 503, 504)
WRITE_PROBLEMS = (400, *READ_PROBLEMS[:3], 409, 413, 415, *READ_PROBLEMS[3:])
KEY_PARAMETER = {
    "in": "header",
    "name": KEY_HEADER,
    "schema": {"type": "string", "minLength": 1, "maxLength": 100},
    "description": texts.KEY_DESCRIPTION,
}
View = Callable[..., Any]
Access = Callable[..., Callable[[View], View]]


class Area:
    """The routes over one service's operations."""

    def __init__(self, service: str, name: str | None = None) -> None:
        self.service = service
        self.blueprint = Blueprint(
            f"api-{name or service}",
            __name__,
            url_prefix=PREFIX,
            description=texts.SERVICE_NAMES[service],
        )

    def query(
        self,
        address: str,
        operation: str,
        asks: type[Schema] | None = None,
        answers: type[Schema] | None = None,
        *,
        access: Access = calls,
    ) -> None:
        """GET; what the address does not hold comes from the query string. `access=open_to_all`:
        also for whoever is not signed in."""
        self._add("GET", address, operation, asks, answers, 200, access=access)

    def command(
        self,
        address: str,
        operation: str,
        asks: type[Schema] | None = None,
        answers: type[Schema] | None = None,
        *,
        method: str = "POST",
        status: int = 200,
        at: str | None = None,
        access: Access = calls,
    ) -> None:
        """What the address does not hold comes from a JSON body. `at` is the list that a new thing
        is found in: the answer's Location is its own address there."""
        self._add(method, address, operation, asks, answers, status, at, access)

    def special(
        self,
        method: str,
        address: str,
        operation: str,
        *,
        body: Schema | None = None,
        answers: type[Schema] | None = None,
        status: int = 200,
        documents: dict[str, Any] | None = None,
        access: Access = calls,
    ) -> Callable[[View], View]:
        """For a route with a body or an answer of its own, such as a file; it calls `operation`.
        With `body` the view gets the loaded JSON as its first argument."""

        def decorate(view: View) -> View:
            self._route(
                method,
                address,
                operation,
                view,
                body=body,
                answers=answers,
                status=status,
                documents=documents,
                access=access,
            )
            return view

        return decorate

    def _add(
        self,
        method: str,
        address: str,
        operation: str,
        asks: type[Schema] | None,
        answers: type[Schema] | None,
        status: int,
        at: str | None = None,
        access: Access = calls,
    ) -> None:
        body = asks(exclude=sorted(names_in(address, asks))) if asks else None
        if method == "GET":
            view = self._reading(operation, body)
        else:
            view = self._writing(operation, body, status, at)
        self._route(
            method,
            address,
            operation,
            view,
            body=body,
            answers=answers,
            status=status,
            access=access,
        )

    def _reading(self, operation: str, body: Schema | None) -> View:
        def view(filters: dict[str, Any] | None = None, **path: Any) -> Whole:
            found = body.dump(filters) if body is not None else {}
            given = {name: value for name, value in found.items() if value is not None}
            answer = jsonify(ask(self.service, operation, **given, **as_text(path)))
            answer.add_etag(weak=True)
            return answer.make_conditional(request)

        return view

    def _writing(self, operation: str, body: Schema | None, status: int, at: str | None) -> View:
        def view(_body: dict[str, Any] | None = None, **path: Any) -> Response:
            # As it was sent, now that it is known to be right: the service reads it itself.
            sent = request.get_json(silent=True) if body is not None else None
            answer = tell(self.service, operation, **(sent or {}), **as_text(path))
            return answered(answer, status, at)

        return view

    def _route(
        self,
        method: str,
        address: str,
        operation: str,
        view: View,
        *,
        body: Schema | None = None,
        answers: type[Schema] | None = None,
        status: int = 200,
        documents: dict[str, Any] | None = None,
        access: Access = calls,
    ) -> None:
        """Decorators are applied from the inside out, as if written above a function."""
        name = f"{self.service}.{operation}"
        view.__doc__ = OPERATIONS.get(name, operation)
        if body is not None and body.fields:
            location = "query" if method == "GET" else "json"
            view = self.blueprint.arguments(body, location=location, unknown=RAISE)(view)
        view = self.blueprint.response(status, answers)(view)
        for problem in READ_PROBLEMS if method == "GET" else WRITE_PROBLEMS:
            view = self.blueprint.alt_response(problem, "Problem")(view)
        about = {"operationId": f"{operation}_{self.service}", **(documents or {})}
        if access is open_to_all:
            about["security"] = []
        if method != "GET":
            about["parameters"] = [KEY_PARAMETER]
        view = self.blueprint.doc(**about)(view)
        endpoint = f"{method.lower()}-{operation}"
        self.blueprint.route(address, methods=[method], endpoint=endpoint)(access(name)(view))


def names_in(address: str, asks: type[Schema]) -> set[str]:
    return set(IN_ADDRESS.findall(address)) & set(asks().fields)


def as_text(path: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in path.items()}


def answered(answer: Any, status: int, at: str | None = None) -> Response:
    response = make_response(jsonify(answer), status)
    if at is not None:
        response.headers["Location"] = f"{PREFIX}{at}/{answer['id']}"
    return response
