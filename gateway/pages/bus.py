"""How the bus is doing, for whoever runs the system: what waits, what died, what to do about it.

The operator sees everything and acts; auditor and system administrator see the numbers.
"""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from gateway import bus, conservation
from gateway.access import calls
from gateway.pages.choices import asked
from gateway.pages.forms import Form, submit
from gateway.pages.names import look
from gateway.rpc import KEEPERS, tell
from shared.texts.events import event_name
from shared.texts.schemas import FIELD

blueprint = Blueprint("bus", __name__, url_prefix="/bus")
LETTERS = tuple(f"{service}.list_dead_letters" for service in KEEPERS)
ACTIONS = {"redrive": "redrive_dead_letters", "discard": "discard_dead_letters"}
ACTS = tuple(f"{service}.{operation}" for service in KEEPERS for operation in ACTIONS.values())
REMOVALS = tuple(f"{service}.remove_queue" for service in KEEPERS)
SHOWN = 50  # letters of one service on a page
WHICH = ("type", "reason", "consumer")


@blueprint.get("")
@calls(*bus.STATUS)
def status() -> str:
    found = bus.overview()
    services = [one["status"] for one in found["services"] if one["status"]]
    queues = [
        {**queue, "service": one["service"]} for one in services for queue in one["subscriptions"]
    ]
    return render_template(
        "bus/status.html",
        found=found,
        services=services,
        away=[one["service"] for one in found["services"] if one["away"]],
        queues=queues,
        busy=[q for q in queues if q["ready"] or q["quarantine"] or q["dead"] or not q["exists"]],
    )


@blueprint.get("/conservation")
@calls(*conservation.OPERATIONS)
def balance() -> str:
    found = conservation.balance()
    rows = [row for row in found["items"] if row["state"] != "balanced" or row["committed"]]
    to_see = [
        row for row in rows if any(row.get(name) for name in ("pending", "dead", "discarded"))
    ]
    to_see += [row for row in rows if row["state"] != "balanced" and row not in to_see]
    rest = [row for row in rows if row not in to_see]
    return render_template("bus/conservation.html", found=found, to_see=to_see, rest=rest)


@blueprint.get("/topology")
@calls(*bus.TOPOLOGY)
def topology() -> str:
    return render_template("bus/topology.html", found=bus.topology())


@blueprint.get("/topology/<service>/remove")
@calls(*REMOVALS)
def choose_queue(service: str) -> str:
    known(service)
    return removing(service, Form(request.args.to_dict()))


@blueprint.post("/topology/<service>/remove")
@calls(*REMOVALS)
def remove_queue(service: str) -> ResponseReturnValue:
    """First what would go with it, then, confirmed, that it goes."""
    known(service)
    form = Form.sent()
    if not form.value("why").strip():
        form.wrong("why", FIELD["required"])
        return removing(service, form)

    def done() -> ResponseReturnValue:
        told = tell(
            service,
            "remove_queue",
            queue=form.value("queue"),
            with_messages=bool(form.value("with_messages")),
            why=form.value("why").strip(),
            dry_run=form.value("step") != "confirmed",
        )
        return removing(service, form, told)

    return submit(form, done, lambda form: removing(service, form))


def known(service: str) -> None:
    if service not in KEEPERS:
        abort(404)


def removing(service: str, form: Form, told: dict[str, Any] | None = None) -> str:
    return render_template(
        "bus/remove.html", service=service, form=form, told=told, again=Form().key
    )


# -- dead letters ------------------------------------------------------------------------------


@blueprint.get("/dead-letters")
@calls(*LETTERS)
def dead_letters() -> str:
    """Of all services, or of one; a service that is away leaves its part out, and is named."""
    filters = asked("service", *WHICH)
    chosen = filters.pop("service", "")
    if chosen:
        known(chosen)
    parts = [(one, letters_of(one, filters)) for one in ([chosen] if chosen else KEEPERS)]
    return render_template(
        "bus/dead_letters.html",
        service=chosen,
        filters=filters,
        groups=[group for one, found in parts for group in groups_of(one, found["items"])],
        more={one: found["total"] for one, found in parts if found["next"]},
    )


def letters_of(service: str, filters: dict[str, str]) -> dict[str, Any]:
    found = look(service, "list_dead_letters", limit=SHOWN, **filters).value
    return found or {"items": [], "total": 0, "next": None}


def groups_of(service: str, letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of one kind of event that died of one reason are mended and sent again together."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for letter in letters:
        groups.setdefault((letter["consumer"], letter["reason"]), []).append(letter)
    return [
        {"service": service, "consumer": consumer, "reason": reason, "letters": found}
        for (consumer, reason), found in groups.items()
    ]


@blueprint.get("/dead-letters/<service>/<action>")
@calls(*ACTS, *LETTERS)
def choose(service: str, action: str) -> str:
    """What is chosen stands in the address; the form asks why."""
    return acting(service, action, Form(request.args.to_dict()))


@blueprint.post("/dead-letters/<service>/<action>")
@calls(*ACTS, *LETTERS)
def act(service: str, action: str) -> ResponseReturnValue:
    """First what would happen, then, confirmed, that it happens."""
    form, operation = Form.sent(), operation_of(service, action)
    dry = form.value("step") != "confirmed"
    if not form.value("why").strip():
        form.wrong("why", FIELD["required"])
        return acting(service, action, form)

    def done() -> ResponseReturnValue:
        told = tell(service, operation, **body(form, action), dry_run=dry)
        return acting(service, action, form, told)

    return submit(form, done, lambda form: acting(service, action, form))


def operation_of(service: str, action: str) -> str:
    if service not in KEEPERS or action not in ACTIONS:
        abort(404)
    return ACTIONS[action]


def body(form: Form, action: str) -> dict[str, Any]:
    """Without any filter it is refused: that must not mean all."""
    ids = [form.value("id")] if form.value("id") else []
    how = {"even_if_forgotten": bool(form.value("even_if_forgotten"))}
    return {
        **form.texts(*WHICH),
        "ids": ids,
        "all": form.value("all") == "1",
        "why": form.value("why").strip(),
        **(how if action == "redrive" else {}),
    }


def acting(service: str, action: str, form: Form, told: dict[str, Any] | None = None) -> str:
    operation_of(service, action)
    kind = next((one["type"] for one in told["items"]), "") if told else ""
    return render_template(
        "bus/act.html",
        service=service,
        action=action,
        form=form,
        told=told,
        event=event_name(kind) if kind else "",
        again=Form().key,
    )
