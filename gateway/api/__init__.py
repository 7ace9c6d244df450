"""The JSON API under /api/v1: one module per area, OpenAPI from the contracts' schemas."""

import json
from functools import cache
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin, resolver
from flask import Flask, Response, request
from flask_smorest import Api, Blueprint  # type: ignore[import-untyped]
from marshmallow import Schema, fields
from werkzeug.wrappers import Response as Whole

from gateway import texts
from gateway.access import public
from gateway.api import (
    accounts,
    activities,
    attachments,
    bus,
    care,
    cases,
    contacts,
    funding,
    growing,
    helping,
    notifications,
    organising,
    pairing,
    promises,
    records,
    registry,
    schooling,
    session,
    visits,
    watching,
    wishes,
)
from gateway.api.routes import PREFIX

BLUEPRINTS: tuple[Blueprint, ...] = (
    session.BLUEPRINT,
    bus.BLUEPRINT,
    *(
        area.blueprint
        for area in (
            organising.AREA,
            registry.AREA,
            cases.AREA,
            attachments.AREA,
            schooling.AREA,
            visits.AREA,
            contacts.AREA,
            care.AREA,
            pairing.AREA,
            promises.AREA,
            helping.AREA,
            growing.AREA,
            watching.AREA,
            wishes.AREA,
            activities.AREA,
            funding.AREA,
            notifications.AREA,
            accounts.AREA,
            *records.AREAS,
            *bus.AREAS,
        )
    ),
)
CONTRACTS = "shared.contracts."
PROBLEM = "application/problem+json"


class FieldProblem(Schema):
    field = fields.String(required=True)
    message = fields.String(required=True)


class Problem(Schema):
    """RFC 9457; `code` never changes, `detail` is for people."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(FieldProblem))
    request_id = fields.String()
    trace_id = fields.String()


class LantianApi(Api):  # type: ignore[misc]
    """Error handling is the application's: the same refusal, whoever met it."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        return


def register(app: Flask) -> None:
    app.config |= {
        "API_TITLE": texts.API_TITLE,
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.0.3",
    }
    api = LantianApi(app, spec_kwargs=about())
    bearer = {"type": "http", "scheme": "bearer"}
    api.spec.components.security_scheme("bearer", bearer)
    content = {PROBLEM: {"schema": Problem}}
    api.spec.components.response("Problem", {"description": "problem+json", "content": content})
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    serve_spec(app, api)


def serve_spec(app: Flask, api: Api) -> None:
    """Written once: it does not change while the process lives."""

    @cache
    def spec() -> bytes:
        return json.dumps(api.spec.to_dict(), ensure_ascii=False).encode()

    @app.get(f"{PREFIX}/openapi.json")
    @public
    def openapi() -> Whole:
        response = Response(spec(), mimetype="application/json")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        return response.make_conditional(request)


def about() -> dict[str, Any]:
    return {
        "info": {"description": texts.API_DESCRIPTION},
        "security": [{"bearer": []}],
        "marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=name_of),
    }


def name_of(schema: Any) -> str:
    """`pairing.HelperView`: two services may use the same name for different things."""
    kind = schema if isinstance(schema, type) else type(schema)
    name = str(resolver(kind))
    if isinstance(schema, Schema) and (schema.exclude or schema.only):
        name += "Body"
    module = kind.__module__
    return f"{module.split('.')[2]}.{name}" if module.startswith(CONTRACTS) else name
