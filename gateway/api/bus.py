"""/api/v1/bus: operating the bus, each service by itself and all of them together."""

from collections.abc import Callable
from typing import Any

from flask import jsonify
from flask_smorest import Blueprint  # type: ignore[import-untyped]
from werkzeug.wrappers import Response as Whole

from gateway import bus, conservation, texts
from gateway.access import calls
from gateway.api.routes import PREFIX, READ_PROBLEMS, Area, View
from gateway.rpc import KEEPERS
from shared.contracts.bus import history_schemas as history
from shared.contracts.bus import schemas
from shared.contracts.bus import topology_schemas as queues
from shared.texts.bus import WHOLE

READS: tuple[tuple[str, str, Any, Any], ...] = (
    ("status", "bus_status", schemas.BusStatus, schemas.BusStatusView),
    ("topology", "bus_topology", queues.BusTopology, queues.TopologyView),
    ("subscriptions", "bus_subscriptions", schemas.BusSubscriptions, schemas.SubscriptionList),
    ("settled", "list_settled", schemas.ListSettled, schemas.SettledPage),
    ("dead-letters", "list_dead_letters", schemas.ListDeadLetters, schemas.DeadLetterList),
    ("copies", "list_copies", history.ListCopies, history.CopyList),
    ("replays", "list_replays", history.ListReplays, history.ReplayList),
)
# Actions, and questions that are too long for an address.
POSTS: tuple[tuple[str, str, Any, Any], ...] = (
    ("committed", "count_committed", schemas.CountCommitted, schemas.CommittedList),
    ("handled", "count_handled", schemas.CountHandled, schemas.HandledList),
    ("without-trace", "find_without_trace", schemas.FindWithoutTrace, schemas.IdList),
    ("dead-letters/redrive", "redrive_dead_letters", schemas.RedriveDeadLetters, schemas.ActView),
    ("dead-letters/discard", "discard_dead_letters", schemas.DiscardDeadLetters, schemas.ActView),
    ("topology/remove", "remove_queue", queues.RemoveQueue, queues.RemovedView),
    ("replays", "start_replay", history.StartReplay, history.ReplayBegun),
    (
        "replays/<replay_id>/stop",
        "stop_replay",
        history.StopReplay,
        history.ReplayStopped,
    ),
    ("clean-up", "clean_up", history.CleanUp, history.CleanUpView),
)
AREAS = tuple(Area(service, f"{service}-bus") for service in KEEPERS)
BLUEPRINT = Blueprint(
    "api-bus", __name__, url_prefix=f"{PREFIX}/bus", description=texts.SERVICE_NAMES["bus"]
)

for area in AREAS:
    for place, operation, asks, answers in READS:
        area.query(f"/bus/{area.service}/{place}", operation, asks, answers)
    for place, operation, asks, answers in POSTS:
        area.command(f"/bus/{area.service}/{place}", operation, asks, answers)


def whole(address: str, answers: Any, *operations: str) -> Callable[[View], View]:
    """A GET that asks all services; one that is away is named in the answer."""

    def decorate(view: View) -> View:
        name = view.__name__
        view.__doc__ = WHOLE[name]
        view = BLUEPRINT.response(200, answers)(view)
        for problem in READ_PROBLEMS:
            view = BLUEPRINT.alt_response(problem, "Problem")(view)
        view = BLUEPRINT.doc(operationId=f"bus_{name}")(view)
        view = calls(*operations)(view)
        BLUEPRINT.route(address, methods=["GET"], endpoint=name)(view)
        return view

    return decorate


@whole("/status", schemas.OverviewView, *bus.STATUS)
def status() -> Whole:
    return jsonify(bus.overview())


@whole("/topology", schemas.WholeTopologyView, *bus.TOPOLOGY)
def topology() -> Whole:
    return jsonify(bus.topology())


@whole("/conservation", schemas.ConservationView, *conservation.OPERATIONS)
def balance() -> Whole:
    return jsonify(schemas.ConservationView().dump(conservation.balance()))
