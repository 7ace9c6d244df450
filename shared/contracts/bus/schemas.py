"""Requests and views of the operations of the bus."""

from typing import Any

from marshmallow import fields, validates_schema

from shared.contracts.base import Request, View, between, length, matching
from shared.contracts.bus.topology_schemas import TopologyView, says_why


class BusStatus(Request): ...


class OutboxProblem(View):
    problem = fields.String()
    events = fields.Integer()
    oldest_seconds = fields.Integer()


class OutboxWaiting(View):
    events = fields.Integer()
    oldest_seconds = fields.Integer()


class OutboxView(View):
    open = fields.Integer()  # not taken over yet: by the broker or, embedded, by every consumer
    waiting = fields.Integer()  # of these, without those that lie in a dead letter queue
    oldest_seconds = fields.Integer()
    unexplained = fields.List(fields.Nested(OutboxWaiting))  # waiting without a problem, or none
    problems = fields.List(fields.Nested(OutboxProblem))


class SubscriptionView(View):
    consumer = fields.String()
    source = fields.String()
    type = fields.String()
    queue = fields.String()
    exists = fields.Boolean()
    ready = fields.Integer()
    consumers = fields.Integer()
    quarantine = fields.Integer()
    dead = fields.Integer()


class OrphanView(View):
    """A work queue whose consumer no longer exists, with what stands beside it."""

    queue = fields.String()
    messages = fields.Integer()
    consumers = fields.Integer()


class RetryView(View):
    seconds = fields.Float()
    queue = fields.String()
    waiting = fields.Integer()


class WarningView(View):
    code = fields.String()
    service = fields.String()
    text = fields.String()  # Chinese: what is wrong and what to do


class BusStatusView(View):
    service = fields.String()
    database = fields.Boolean()
    broker = fields.Boolean()
    outbox = fields.Nested(OutboxView, allow_none=True)
    subscriptions = fields.List(fields.Nested(SubscriptionView))
    retries = fields.List(fields.Nested(RetryView))
    orphans = fields.List(fields.Nested(OrphanView))


class BusSubscriptions(Request): ...


class HeardView(View):
    consumer = fields.String()
    source = fields.String()
    type = fields.String()
    since = fields.AwareDateTime()


class SubscriptionList(View):
    items = fields.List(fields.Nested(HeardView))


class TypeSince(Request):
    type = fields.String(required=True)
    since = fields.AwareDateTime(required=True)


class CountCommitted(Request):
    asked = fields.List(fields.Nested(TypeSince), required=True, validate=length(0, 500))


class CommittedView(View):
    type = fields.String()
    since = fields.AwareDateTime()
    committed = fields.Integer()
    open = fields.List(fields.String())  # ids of those not settled yet, at most 5,000


class CommittedList(View):
    items = fields.List(fields.Nested(CommittedView))


class ConsumerOpen(Request):
    consumer = fields.String(required=True)
    open = fields.List(fields.String(), load_default=list, validate=length(0, 5000))


class CountHandled(Request):
    asked = fields.List(fields.Nested(ConsumerOpen), required=True, validate=length(0, 500))


class HandledView(View):
    consumer = fields.String()
    source = fields.String()
    type = fields.String()
    handled = fields.Integer()
    discarded = fields.Integer()
    replayed = fields.Integer()  # handled once more, as parts of replays
    dead = fields.Integer()
    strangers = fields.Integer()  # dead letters that are no event of anybody's
    dead_replays = fields.Integer()
    open = fields.Integer()  # of the producer's open events, those that wait for this consumer
    queued = fields.Integer()
    retrying = fields.Integer()  # of the whole service: its consumers share one ladder
    all_read = fields.Boolean()  # else there are dead letters that were not looked at
    remembered_since = fields.AwareDateTime()  # of older events the inbox may have forgotten


class HandledList(View):
    items = fields.List(fields.Nested(HandledView))


class ListSettled(Request):
    type = fields.String(required=True)
    since = fields.AwareDateTime(required=True)
    after = fields.Integer(load_default=0, validate=between(0, 2**62))
    written_since = fields.AwareDateTime(load_default=None, allow_none=True)


class SettledPage(View):
    ids = fields.List(fields.String())
    next = fields.Integer(allow_none=True)


class FindWithoutTrace(Request):
    consumer = fields.String(required=True)
    ids = fields.List(fields.String(), required=True, validate=length(0, 1000))


class IdList(View):
    ids = fields.List(fields.String())


class ListDeadLetters(Request):
    consumer = fields.String(load_default=None, allow_none=True)
    type = fields.String(load_default=None, allow_none=True)
    reason = fields.String(load_default=None, allow_none=True)
    id = fields.String(load_default=None, allow_none=True)
    after = fields.String(load_default="0", validate=matching(r"^\d{1,6}$"))
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class Act(Request):
    """All that fit everything given; `all` where nothing else is given."""

    ids = fields.List(fields.String(), load_default=list, validate=length(0, 1000))
    consumer = fields.String(load_default=None, allow_none=True)
    type = fields.String(load_default=None, allow_none=True)
    reason = fields.String(load_default=None, allow_none=True)
    all = fields.Boolean(load_default=False)
    # What died later is left alone: `began_at` of the first slice, so that the last one ends.
    died_before = fields.AwareDateTime(load_default=None, allow_none=True)
    dry_run = fields.Boolean(load_default=True)
    why = fields.String(load_default="", validate=length(0, 500))

    @validates_schema
    def _says_why(self, data: dict[str, Any], **_: Any) -> None:
        says_why(data)


class RedriveDeadLetters(Act):
    per_second = fields.Integer(load_default=20, validate=between(1, 100))
    even_if_forgotten = fields.Boolean(load_default=False)


class DiscardDeadLetters(Act): ...


class PayloadField(View):
    field = fields.String()
    value = fields.String()


class DeadLetterView(View):
    service = fields.String()
    consumer = fields.String()
    source = fields.String()
    type = fields.String()
    id = fields.String()
    died_at = fields.AwareDateTime(allow_none=True)
    happened_at = fields.AwareDateTime(allow_none=True)
    age_seconds = fields.Integer(allow_none=True)  # since it died
    attempts = fields.Integer()
    reason = fields.String()  # the error's class
    explained = fields.String()  # the reason in Chinese
    error = fields.String()  # class, constraint and place; never the text
    redriven = fields.Boolean()  # it was sent again before, and died again
    replay = fields.Boolean()
    forgotten = fields.Boolean()  # older than the inbox remembers
    readable = fields.Boolean()
    payload = fields.List(fields.Nested(PayloadField))
    size = fields.Integer()
    digest = fields.String()
    preview = fields.String()


class DeadLetterList(View):
    items = fields.List(fields.Nested(DeadLetterView))
    total = fields.Integer()
    next = fields.String(allow_none=True)


class NamedLetter(View):
    id = fields.String()
    consumer = fields.String()
    type = fields.String()
    reason = fields.String()


class ActView(View):
    """What was done, or with `dry_run` would be; `left` is for the next call of the same."""

    action = fields.String()
    began_at = fields.AwareDateTime()
    dry_run = fields.Boolean()
    done = fields.Integer()
    refused = fields.Integer()  # older than the inbox remembers
    left = fields.Integer()
    items = fields.List(fields.Nested(NamedLetter))
    refused_items = fields.List(fields.Nested(NamedLetter))


class ServiceView(View):
    service = fields.String()
    away = fields.Boolean()
    status = fields.Nested(BusStatusView, allow_none=True)


class ServiceTopologyView(View):
    service = fields.String()
    away = fields.Boolean()
    topology = fields.Nested(TopologyView, allow_none=True)


class WholeTopologyView(View):
    well = fields.Boolean()
    services = fields.List(fields.Nested(ServiceTopologyView))


class BalanceView(View):
    """committed = handled + pending + dead + discarded + difference."""

    service = fields.String()  # the consumer's
    consumer = fields.String()
    source = fields.String()
    type = fields.String()
    away = fields.List(fields.String())  # services that could not be asked; no numbers then
    state = fields.String()  # balanced, moving, missing, unsure, surplus, unknown
    committed = fields.Integer(allow_none=True)
    handled = fields.Integer(allow_none=True)
    pending = fields.Integer(allow_none=True)
    dead = fields.Integer(allow_none=True)
    discarded = fields.Integer(allow_none=True)
    difference = fields.Integer(allow_none=True)
    replayed = fields.Integer(allow_none=True)  # apart
    strangers = fields.Integer(allow_none=True)  # apart
    missing = fields.List(fields.String())  # ids, at most 20


class ConservationView(View):
    well = fields.Boolean()
    at = fields.AwareDateTime()
    items = fields.List(fields.Nested(BalanceView))


class OverviewView(View):
    well = fields.Boolean()  # nothing needs a person
    warnings = fields.List(fields.Nested(WarningView))
    services = fields.List(fields.Nested(ServiceView))
