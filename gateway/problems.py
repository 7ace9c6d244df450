"""Refusals on the way out: one table from an error to its status, code and Chinese sentence."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException

from gateway import texts
from shared.contracts.gateway import errors
from shared.errors import Conflict, DomainError, Forbidden, Invalid, InvalidRequest, NotFound

STATUS: dict[type[DomainError], int] = {
    errors.NotSignedIn: 401,
    errors.WrongCredentials: 401,
    errors.SignInLocked: 429,
    errors.TooManyReports: 429,
    errors.TooManyTries: 429,
    errors.TooManyLetters: 429,
    errors.ServiceAway: 503,
    errors.ServiceTooSlow: 504,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    Forbidden: 403,
}
MEDIA_TYPE = "application/problem+json"
HTTP_CODES = {
    400: "BadRequest",
    401: "NotSignedIn",
    403: "AccessDenied",
    404: "PageNotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    409: "Conflict",
    413: "UploadTooLarge",
    414: "AddressTooLong",
    415: "UnsupportedMediaType",
    422: "InvalidRequest",
    429: "TooManyRequests",
    431: "HeadersTooLarge",
    503: "ServiceAway",
    504: "ServiceTooSlow",
}


@dataclass(frozen=True)
class FieldProblem:
    """One field of a request and what is wrong with it; `field` as in the JSON, dotted."""

    field: str
    message: str


@dataclass(frozen=True)
class Problem:
    """`code` is stable and English, `detail` is Chinese and says what to do."""

    status: int
    code: str
    detail: str
    title: str = ""
    errors: list[FieldProblem] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    request_id: str = ""
    trace_id: str = ""

    def numbered(self, request_id: str, trace_id: str) -> "Problem":
        """With the caller's own number, and the one by which the logs of all services know it."""
        return replace(self, request_id=request_id, trace_id=trace_id)

    @property
    def heading(self) -> str:
        return self.title or texts.title(self.status)

    def body(self) -> dict[str, Any]:
        about = {
            "type": f"urn:lantian:problem:{self.code}",
            "title": self.heading,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            about["errors"] = [vars(problem) for problem in self.errors]
        if self.request_id:
            about["request_id"] = self.request_id
        if self.trace_id:
            about["trace_id"] = self.trace_id
        return about

    def response(self) -> Response:
        body = json.dumps(self.body(), ensure_ascii=False)
        response = Response(body, self.status, mimetype=MEDIA_TYPE)
        response.headers.extend(self.headers)
        return response


def of_refusal(refusal: DomainError) -> Problem:
    """A rule's own words. Works for every subclass of the four kinds."""
    code = type(refusal).__name__
    service = type(refusal).__module__.removeprefix("shared.contracts.").partition(".")[0]
    return Problem(
        status=status_of(type(refusal)),
        code=code,
        detail=texts.sentence(code, refusal.args, service),
        errors=_fields_of(refusal),
        headers=_headers_of(refusal),
    )


def of_http(error: HTTPException) -> Problem:
    """What the web framework refuses: unknown address, too large, wrong method, bad fields."""
    status = error.code or 500
    messages = getattr(error, "data", {}).get("messages", {})
    code = HTTP_CODES.get(status, "UnexpectedError")
    return Problem(
        status=status,
        code=code,
        detail=texts.sentence(code, ()),
        errors=[] if isinstance(messages, list) else field_problems(messages, skip_location=True),
        headers=_kept_headers(error),
    )


def database_away() -> Problem:
    return Problem(
        status=503,
        code="DatabaseAway",
        detail=texts.sentence("DatabaseAway", ()),
        headers={"Retry-After": "5"},
    )


def unexpected() -> Problem:
    return Problem(status=500, code="UnexpectedError", detail=texts.sentence("UnexpectedError", ()))


def status_of(kind: type[DomainError]) -> int:
    """The status of the nearest class in the table; 422 for a refusal of no kind."""
    return next((STATUS[base] for base in kind.__mro__ if base in STATUS), 422)


def field_problems(
    messages: Any, path: str = "", *, skip_location: bool = False
) -> list[FieldProblem]:
    """Flatten marshmallow's nested messages; webargs puts the location (json, query) on top."""
    if isinstance(messages, dict):
        return [
            problem
            for key, below in messages.items()
            for problem in field_problems(below, path if skip_location else _join(path, key))
        ]
    found = messages if isinstance(messages, list) else [messages]
    return [FieldProblem(path, texts.field_message(str(message))) for message in found]


def _join(path: str, key: Any) -> str:
    key = "" if key == "_schema" else str(key)
    return f"{path}.{key}" if path and key else path or key


def _fields_of(refusal: DomainError) -> list[FieldProblem]:
    if not isinstance(refusal, InvalidRequest) or not refusal.args:
        return []
    try:
        return field_problems(json.loads(refusal.args[0]))
    except ValueError:
        return []


def _headers_of(refusal: DomainError) -> dict[str, str]:
    if isinstance(refusal, (errors.SignInLocked, errors.TooManyReports, errors.TooManyLetters)):
        return {"Retry-After": str(60 * int(refusal.args[0]))}
    if isinstance(refusal, (errors.NotSignedIn, errors.WrongCredentials)):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(refusal, (errors.ServiceAway, errors.ServiceTooSlow)):
        return {"Retry-After": "5"}
    return {}


def _kept_headers(error: HTTPException) -> dict[str, str]:
    """Such as Allow of a 405; the body's own headers are ours."""
    return {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
