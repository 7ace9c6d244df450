"""The doors through which every call of a service comes in: parse, admit, run, record, answer.

One transaction holds all of it: access, idempotency, effects, history, access log and events.
"""

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from marshmallow import Schema, ValidationError
from sqlalchemy import delete, select, update

from shared import crypto
from shared.access.grant import Grant, UncheckedAccess
from shared.access.rules import Scope
from shared.access.table import admit, rule_for
from shared.clock import now
from shared.db import insert_or_ignore
from shared.errors import DomainError, InvalidRequest, KeyReused, StillUnderWay
from shared.messaging.crash_points import crash_point
from shared.messaging.rpc import rpc
from shared.viewer import Viewer

Method = TypeVar("Method", bound=Callable[..., Any])


def query(
    request: type[Schema] | None = None, answers: type[Schema] | None = None
) -> Callable[[Method], Method]:
    """Expose `method(self, uow, grant, **fields of the request)`, which changes nothing but the
    access log. Callers see `method(viewer=..., **request)` and get the dumped answer."""
    return _door(request, answers, writes=False)


def command(
    request: type[Schema] | None = None, answers: type[Schema] | None = None
) -> Callable[[Method], Method]:
    """As `query`, for what changes something; with `idempotency_key`, a repeat gets the first
    answer again. Raises KeyReused where the key came with another request."""
    return _door(request, answers, writes=True)


def detached(
    request: type[Schema] | None = None, answers: type[Schema] | None = None
) -> Callable[[Method], Method]:
    """Expose `method(self, grant, **fields of the request)`, which opens transactions itself: for
    what waits for anything else than the database. The access log is written before it begins.

    With `idempotency_key` a repeat gets the first answer again; StillUnderWay if there is none
    yet, or if the first try died on its way."""
    return _detached_door(request, answers)


def operation_of(method: Callable[..., Any]) -> str:
    """`services.registry.service` and `get_dossier` make "registry.get_dossier"."""
    parts = method.__module__.split(".")
    service = parts[1] if parts[0] == "services" else parts[0]
    return f"{service}.{method.__name__}"


def _door(
    request: type[Schema] | None, answers: type[Schema] | None, *, writes: bool
) -> Callable[[Method], Method]:
    def decorate(method: Method) -> Method:
        name = operation_of(method)
        rule_for(name)  # NoRule here, so that nothing is served without a rule

        @functools.wraps(method)
        def call(
            self: Any, viewer: dict[str, Any], idempotency_key: str | None = None, **fields: Any
        ) -> Any:
            values = load(request, fields)
            grant = admit(Viewer.from_wire(viewer), name, values.get("purpose"))
            with self.database.transaction() as uow:
                key = idempotency_key if writes else None
                if key and (earlier := claim_key(uow, grant, key, fields)) is not None:
                    return earlier.answer
                answer = dump(answers, method(self, uow, grant, **values))
                finish(uow, grant)
                if key:
                    keep_answer(uow, grant, key, answer)
                crash_point("before_commit", name)
            crash_point("after_commit", name)
            return answer

        return rpc(call)  # type: ignore[return-value]

    return decorate


def _detached_door(
    request: type[Schema] | None, answers: type[Schema] | None
) -> Callable[[Method], Method]:
    """For mixins of many services: whose operation it is, is known only at the call."""

    def decorate(method: Method) -> Method:
        @functools.wraps(method)
        def call(
            self: Any, viewer: dict[str, Any], idempotency_key: str | None = None, **fields: Any
        ) -> Any:
            values = load(request, fields)
            name = f"{self.name}.{method.__name__}"
            grant = admit(Viewer.from_wire(viewer), name, values.get("purpose"))
            if (earlier := _begin(self.database, grant, idempotency_key, fields)) is not None:
                return earlier.answer
            try:
                answer = dump(answers, method(self, grant, **values))
            except DomainError:
                _end(self.database, idempotency_key, lambda uow, key: forget_key(uow, grant, key))
                raise
            _end(
                self.database,
                idempotency_key,
                lambda uow, key: keep_answer(uow, grant, key, answer),
            )
            return answer

        return rpc(call)  # type: ignore[return-value]

    return decorate


def _begin(
    database: Any, grant: Grant, key: str | None, fields: Mapping[str, Any]
) -> "Earlier | None":
    """Nothing where nothing is to be written, so that it answers without a database too."""
    if not grant.audited and not key:
        return None
    with database.transaction() as uow:
        earlier = claim_key(uow, grant, key, fields) if key else None
        if earlier is None:
            finish(uow, grant)
        return earlier


def _end(database: Any, key: str | None, act: Callable[[Any, str], None]) -> None:
    if key:
        with database.transaction() as uow:
            act(uow, key)


def load(schema: type[Schema] | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Raises InvalidRequest with the messages per field."""
    if schema is None:
        if fields:
            raise InvalidRequest(json.dumps({name: [] for name in fields}))
        return {}
    try:
        return schema().load(fields)  # type: ignore[no-any-return]
    except ValidationError as refused:
        raise InvalidRequest(json.dumps(refused.messages, ensure_ascii=False)) from None


def dump(schema: type[Schema] | None, result: Any) -> Any:
    return None if schema is None else schema().dump(result)


def finish(uow: Any, grant: Grant) -> None:
    """Raises UncheckedAccess for a use case that never asked whose record it touched."""
    if not grant.checked and Scope.ANY not in grant.scopes:
        raise UncheckedAccess(grant.operation)
    if grant.audited:
        uow.note_access(grant)


class Earlier:
    """The answer that a command got the first time."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer


def claim_key(uow: Any, grant: Grant, key: str, fields: Mapping[str, Any]) -> Earlier | None:
    """None for the first time. PostgreSQL waits here for a twin that is under way."""
    commands = uow.base.metadata.tables["commands"]
    request = f"{grant.operation}\n{canonical(fields)}"  # names people, and has few unknowns
    digest = crypto.key_ring().fingerprint("command", request)
    account = caller(uow, grant)
    if insert_or_ignore(
        uow.session,
        commands,
        account_id=account,
        key=key,
        operation=grant.operation,
        request_digest=digest,
        at=now(),
    ):
        return None
    this = (commands.c.account_id == account) & (commands.c.key == key)
    row = uow.session.execute(select(commands).where(this)).one()
    if row.request_digest != digest:
        raise KeyReused()
    if row.answer is None:  # of a detached door: the others commit claim and answer together
        raise StillUnderWay()
    opened = crypto.key_ring().open(row.answer, f"answer:{account}:{key}")
    return Earlier(json.loads(opened))


def keep_answer(uow: Any, grant: Grant, key: str, answer: Any) -> None:
    """Sealed, since an answer may hold what is about a person."""
    commands, account = uow.base.metadata.tables["commands"], caller(uow, grant)
    plain = json.dumps(answer, ensure_ascii=False).encode()
    sealed = crypto.key_ring().seal(plain, f"answer:{account}:{key}")
    this = (commands.c.account_id == account) & (commands.c.key == key)
    uow.session.execute(update(commands).where(this).values(answer=sealed))


def forget_key(uow: Any, grant: Grant, key: str) -> None:
    """The command was refused: the same key may come again."""
    commands, account = uow.base.metadata.tables["commands"], caller(uow, grant)
    this = (commands.c.account_id == account) & (commands.c.key == key)
    uow.session.execute(delete(commands).where(this))


def caller(uow: Any, grant: Grant) -> str:
    """Under whom a command is kept: the account, or where that is confidential a mark of it."""
    account = grant.viewer.account_id
    return str(uow.vault.blind_index("caller", account)) if grant.confidential else account


def canonical(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str)
