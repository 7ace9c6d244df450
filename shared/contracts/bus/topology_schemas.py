"""Requests and views of checking the queues, and of removing those that nobody reads."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.contracts.base import Request, View, length
from shared.texts.schemas import FIELD


def says_why(data: dict[str, Any]) -> None:
    """Whoever does more than ask gives a reason. Raises ValidationError."""
    if not data["dry_run"] and not data["why"].strip():
        raise ValidationError({"why": [FIELD["required"]]})


class BusTopology(Request): ...


class QueueView(View):
    queue = fields.String()
    kind = fields.String()  # work, quarantine, dead, retry
    state = fields.String()  # right, absent, different, unfinished, orphaned
    says = fields.String()  # the broker's words on the difference
    ready = fields.Integer()
    consumers = fields.Integer()


class TopologyView(View):
    service = fields.String()
    well = fields.Boolean()
    queues = fields.List(fields.Nested(QueueView))


class RemoveQueue(Request):
    queue = fields.String(required=True, validate=length(1, 255))
    with_messages = fields.Boolean(load_default=False)  # else it is refused if it holds any
    dry_run = fields.Boolean(load_default=True)
    why = fields.String(load_default="", validate=length(0, 500))

    @validates_schema
    def _says_why(self, data: dict[str, Any], **_: Any) -> None:
        says_why(data)


class RemovedView(View):
    queue = fields.String()
    messages = fields.Integer()  # that went with it, or with `dry_run` would
    dry_run = fields.Boolean()
