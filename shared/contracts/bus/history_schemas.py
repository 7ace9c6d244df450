"""Requests and views of replays, of copies and of the clean-up."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.contracts.base import Request, View, between, length, matching
from shared.texts.schemas import FIELD


class ListCopies(Request): ...


class CopyView(View):
    """One replay that rebuilds a part of the service's copies: what to ask of whom."""

    source = fields.String()
    consumer = fields.String()
    event_type = fields.String()
    newest_of = fields.List(fields.String())
    with_open = fields.Boolean()


class CopyList(View):
    items = fields.List(fields.Nested(CopyView))


class Deed(Request):
    """Only said what it would do, until `dry_run` is false and there is a reason."""

    dry_run = fields.Boolean(load_default=True)
    why = fields.String(load_default="", validate=length(0, 500))

    @validates_schema
    def _says_why(self, data: dict[str, Any], **_: Any) -> None:
        if not data["dry_run"] and not data["why"].strip():
            raise ValidationError({"why": [FIELD["required"]]})


class StartReplay(Deed):
    """Of the service that published the events; `consumer` is "pairing.on_child_changed"."""

    consumer = fields.String(required=True, validate=matching(r"^[a-z_]{1,40}\.[a-z_0-9]{1,50}$"))
    event_type = fields.String(required=True, validate=matching(r"^[a-z_0-9]{1,64}$"))
    aggregate_id = fields.String(load_default=None, allow_none=True, validate=length(1, 128))
    since = fields.AwareDateTime(load_default=None, allow_none=True)
    until = fields.AwareDateTime(load_default=None, allow_none=True)
    event_ids = fields.List(
        fields.String(validate=length(1, 64)), load_default=list, validate=length(0, 200)
    )
    only_unhandled = fields.Boolean(load_default=False)  # no effect where it has been handled
    newest_of = fields.List(
        fields.String(validate=matching(r"^[a-z_0-9]{1,64}$")),
        load_default=list,
        validate=length(0, 20),
    )
    with_open = fields.Boolean(load_default=False)
    rate = fields.Integer(load_default=200, validate=between(1, 10_000))


class ReplayBegun(View):
    id = fields.String(allow_none=True)
    events = fields.Integer()
    dry_run = fields.Boolean()


class ListReplays(Request): ...


class ReplayView(View):
    service = fields.String()
    id = fields.String()
    consumer = fields.String()
    event_type = fields.String()
    aggregate_id = fields.String(allow_none=True)
    since = fields.AwareDateTime(allow_none=True)
    until = fields.AwareDateTime(allow_none=True)
    event_ids = fields.List(fields.String(), allow_none=True)
    only_unhandled = fields.Boolean()
    rate = fields.Integer()
    published = fields.Integer()
    state = fields.String()  # running, done, stopped
    asked_by = fields.String()
    asked_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)


class ReplayList(View):
    items = fields.List(fields.Nested(ReplayView))


class StopReplay(Request):
    replay_id = fields.String(required=True, validate=matching(r"^[0-9a-f]{12}$"))
    why = fields.String(required=True, validate=length(1, 500))


class ReplayStopped(View):
    id = fields.String()
    stopped = fields.Boolean()


class CleanUp(Deed): ...


class SweptTable(View):
    table = fields.String()
    rows = fields.Integer()


class CleanUpView(View):
    """What goes; of the archive the most that may go."""

    service = fields.String()
    dry_run = fields.Boolean()
    tables = fields.List(fields.Nested(SweptTable))
