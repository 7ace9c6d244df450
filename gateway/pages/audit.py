"""Who looked at what, and whether each service's records still hold."""

from typing import Any

from flask import Blueprint, abort, render_template, request

from gateway.access import calls
from gateway.pages.choices import asked
from gateway.pages.names import look
from gateway.rpc import SERVICES, may
from shared.texts.dossier import OPERATIONS

blueprint = Blueprint("audit", __name__, url_prefix="/audit")
KEEPERS = (*SERVICES, "gateway")
LOGS = tuple(f"{service}.list_access_log" for service in KEEPERS)
CHECKS = tuple(f"{service}.verify_records" for service in KEEPERS)


@blueprint.get("")
@calls(*LOGS, "gateway.list_accounts")
def audit() -> str:
    """The access log of one service at a time; each keeps its own."""
    filters = asked("service", "subject")
    service = filters.pop("service", "registry")
    if service not in KEEPERS:
        abort(404)
    after = {"after": request.args["after"]} if request.args.get("after") else {}
    found = look(service, "list_access_log", **filters, **after)
    return render_template(
        "audit/audit.html",
        found=found,
        service=service,
        services=KEEPERS,
        filters=filters,
        operations=OPERATIONS,
        accounts=account_names() if found.items else {},
    )


def account_names() -> dict[str, str]:
    """Whose account it was, for those who may see accounts; the others see the post alone."""
    if not may("gateway.list_accounts"):
        return {}
    found = look("gateway", "list_accounts", limit=200).items
    return {one["id"]: one["display_name"] or one["username"] for one in found}


@blueprint.get("/integrity")
@calls()
def integrity() -> str:
    return render_template("audit/integrity.html", checks=None)


@blueprint.post("/integrity")
@calls(*CHECKS)
def verify() -> str:
    """Reads every chain and changes nothing, so the answer is shown at once."""
    return render_template("audit/integrity.html", checks=[checked(service) for service in KEEPERS])


def checked(service: str) -> dict[str, Any]:
    return {"service": service, "answer": look(service, "verify_records").value}
