"""Forms: what was typed stays, what is wrong stands at the top and at the field."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from gateway import problems
from gateway.rpc import idempotency_key, new_key, tell
from shared.contracts.gateway.errors import NotSignedIn, ServiceAway, ServiceTooSlow
from shared.errors import DomainError


class Form:
    """The state of one form: typed or stored values, and errors by field ("" for the whole)."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self.values = values if isinstance(values, MultiDict) else MultiDict(_flat(values or {}))
        self.errors: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}  # filled by the macros as they draw the fields
        self.title = ""
        self.key = new_key()
        self.refused: dict[str, str] = {}  # of several records under one form: id -> why not

    @classmethod
    def sent(cls) -> "Form":
        form = cls(request.form)
        form.key = idempotency_key()
        return form

    def value(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def all(self, name: str) -> list[str]:
        return [str(value) for value in self.values.getlist(name)]

    def text(self, name: str) -> str | None:
        """What was typed, None for nothing: an empty box is no answer, not an empty one."""
        return self.value(name).strip() or None

    def texts(self, *names: str) -> dict[str, str]:
        """The filled ones of several boxes."""
        typed = {name: self.text(name) for name in names}
        return {name: value for name, value in typed.items() if value is not None}

    def whole(self, name: str) -> int | str | None:
        """A whole number; anything else goes on as typed, so that the schema can say so."""
        typed = self.text(name)
        return int(typed) if typed and typed.lstrip("-").isascii() and _digits(typed) else typed

    def flag(self, name: str) -> bool | None:
        """Yes, no, or not said."""
        return {"true": True, "false": False}.get(self.value(name))

    def refuse(self, refusal: DomainError) -> None:
        """Take over what a service refused, field by field where it names fields."""
        problem = problems.of_refusal(refusal)
        for error in problem.errors:
            self.errors.setdefault(self._field(error.field), []).append(error.message)
        if not self.errors:
            self.errors[""] = [problem.detail]

    def wrong(self, name: str, message: str) -> None:
        self.errors.setdefault(name, []).append(message)

    def _field(self, path: str) -> str:
        """`changes.name` or `marks.0.mark` of the request, as the box on the page is named."""
        for name in (path, path.partition(".")[2], path.rpartition(".")[2], path.partition(".")[0]):
            if name in self.values:
                return name
        return path


def _digits(typed: str) -> bool:
    return typed.lstrip("-").isdigit()


def _flat(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        several = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(name, _typed(each)) for each in several if each is not None]
    return pairs


def _typed(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


def submit(
    form: Form,
    act: Callable[[], ResponseReturnValue],
    again: Callable[[Form], str],
) -> ResponseReturnValue:
    """Do it and go on; refused, show the same page with what was typed and what is wrong.

    A service that is away also leaves the page as typed: the same key makes the second try safe.
    """
    try:
        return act()
    except NotSignedIn:
        raise
    except DomainError as refusal:
        form.refuse(refusal)
        status = problems.status_of(type(refusal))
        if not isinstance(refusal, (ServiceAway, ServiceTooSlow)):
            form.key = new_key()
        return again(form), status


def go(endpoint: str, done: str = "", **values: Any) -> ResponseReturnValue:
    """After a form: to the page that shows what has become of it."""
    if done:
        values["done"] = done
    return redirect(url_for(endpoint, **values), code=303)


def tell_each(service: str, operation: str, name: str, ids: list[str]) -> dict[str, DomainError]:
    """One command per id under the one form; answers which were refused and why."""
    refused = {}
    for each in ids:
        try:
            tell(service, operation, **{name: each})
        except DomainError as refusal:
            refused[each] = refusal
    return refused
