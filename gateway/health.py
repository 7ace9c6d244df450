"""For whoever runs the system: is this process alive, and can it do its work."""

from typing import Any

from flask import Blueprint, Response, jsonify

from gateway import rpc
from gateway.access import public
from shared.access.roles import Role
from shared.messaging.threads import all_at_once, within
from shared.viewer import Viewer

# One cheap read of its own database for each service.
PROBES: dict[str, tuple[str, dict[str, Any]]] = {
    "registry": ("list_packs", {}),
    "pairing": ("list_matchings", {"limit": 1}),
    "activities": ("list_rooms", {"limit": 1}),
    "funding": ("list_funds", {"limit": 1}),
    "notifications": ("count_unread", {}),
}
SECONDS = 3.0
# The inbox is nobody's but a person's, so the prober holds a person's role too.
PROBER = Viewer(account_id="system", roles=frozenset({Role.SYSTEM, Role.OPERATOR}))
blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
@public
def live() -> Response:
    """This process answers; says nothing of the others."""
    return jsonify(status="live")


@blueprint.get("/ready")
@public
def ready() -> tuple[Response, int]:
    """Every service answers, its database with it. 503 otherwise, with the parts by name."""
    worker = rpc.services()
    parts = {"gateway": database_answers(worker)}
    # At once, so that one that hangs does not hold up the answer about the others.
    names = list(PROBES)
    answers = all_at_once(lambda name: service_answers(worker, name), names)
    parts |= dict(zip(names, answers, strict=True))
    ok = all(parts.values())
    states = {name: "ready" if there else "away" for name, there in parts.items()}
    return jsonify(status="ready" if ok else "away", parts=states), 200 if ok else 503


def database_answers(worker: Any) -> bool:
    try:
        with worker.database.transaction() as uow:
            return bool(uow.answers())
    except Exception:  # whatever it is, it is not ready
        return False


def service_answers(worker: Any, service: str) -> bool:
    operation, fields = PROBES[service]
    call = getattr(getattr(worker, service), operation)
    try:
        within(SECONDS, lambda: call(viewer=PROBER.to_wire(), **fields))
    except Exception:  # away, slow, or without its database
        return False
    return True
