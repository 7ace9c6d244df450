"""The first page of each role: what is due, worst first; then the numbers; then the menu."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, g, render_template

from gateway import auth, bus
from gateway.access import calls
from gateway.pages.contacts import own
from gateway.pages.messages import told
from gateway.pages.names import look
from gateway.rpc import may
from shared.access.roles import FAMILY, Role
from shared.clock import now, today

blueprint = Blueprint("home", __name__)
FEW = 5
UNVACCINATED = "target.vaccination=missing"
RECENT = timedelta(days=7)
NEAR = timedelta(days=3)
ENOUGH = 100  # more than that is "100 and more" on a card


@blueprint.get("/")
@calls(
    "notifications.list_messages",
    "registry.list_my_duties",
    "registry.list_imports",
    "registry.list_duplicates",
    "registry.list_moves",
    "registry.list_my_steps",
    "registry.list_findings",
    "registry.count_children",
    "registry.count_without_contact",
    "registry.count_todo",
    "registry.get_verification",
    "registry.list_children",
    "registry.name_children",
    "pairing.list_helpers",
    "pairing.name_helpers",
    "pairing.list_matchings",
    "pairing.list_pairings",
    "pairing.list_promises",
    "pairing.coverage",
    "activities.list_sessions",
    "funding.list_rolls",
    "funding.list_funds",
    *bus.STATUS,
)
def home() -> str:
    viewer = auth.viewer()
    family = bool(viewer.roles & {*FAMILY, Role.HELPER, Role.CHILD})
    return render_template(
        "home/home.html",
        messages=told(pressing(offered("notifications", "list_messages", unread=True))),
        duties=soon(offered("registry", "list_my_duties", limit=FEW)),
        todo=todo(viewer.area),
        unvaccinated=UNVACCINATED,
        counts=one("registry", "count_children") if viewer.area else None,
        coverage=one("pairing", "coverage", area=viewer.area) if viewer.area else None,
        promises=own_promises(),
        children=offered("registry", "list_children", limit=20) if family else [],
        bus_warnings=bus.overview()["warnings"] if Role.OPERATOR in viewer.roles else [],
        today=today(),
    )


@blueprint.get("/more")
@calls()
def more() -> str:
    return render_template("home/more.html")


def pressing(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What asks something of the reader; the rest waits in the inbox."""
    wanted = [m for m in messages if m["urgency"] == "urgent" or m["needs_acknowledgement"]]
    return sorted(wanted, key=lambda m: m["urgency"] != "urgent")[:FEW]


def soon(duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Duties of protection cases that are overdue or due within days; the rest has its own page."""
    until = now() + NEAR
    return [duty for duty in duties if datetime.fromisoformat(duty["due_at"]) < until]


def todo(area: str) -> dict[str, Any]:
    """What waits for somebody like the viewer, each list with at most `ENOUGH` items."""
    helpers = offered("pairing", "list_helpers", status="applied", limit=ENOUGH)
    matchings = offered("pairing", "list_matchings", limit=FEW)
    return {
        "to_correct": rows_to_correct(),
        "verification": verification_due(),
        "to_verify": status_count("to_verify") if area else 0,
        "contacts": without_contact(),
        "waiting": one("registry", "count_todo"),
        "helpers": helpers if may("pairing.approve_helper") else [],
        "matchings": lately(matchings) if may("pairing.accept_proposal") else [],
        "duplicates": offered("registry", "list_duplicates", limit=ENOUGH),
        "moves": offered("registry", "list_moves", direction="in", state="requested", limit=ENOUGH),
        "steps": steps_due(),
        "findings": offered("registry", "list_findings", waiting="mine", limit=FEW),
        "sessions": sessions_due(),
        **rolls_waiting(),
    }


def verification_due() -> dict[str, Any] | None:
    """The quarter that the viewer's office has still to sign off."""
    found = one("registry", "get_verification") if auth.viewer().area else None
    if not found or not found["quarter"] or not found["own"] or not found["area"]["listed"]:
        return None
    return None if found["area"]["signed_on"] else dict(found)


def steps_due() -> list[dict[str, Any]]:
    """Steps of work plans that the viewer answers for, overdue or due within days."""
    until = (today() + NEAR).isoformat()
    found = offered("registry", "list_my_steps", limit=FEW)
    return [step for step in found if step["due_on"] <= until]


def own_promises() -> dict[str, Any] | None:
    """What a helper has to do, as two numbers and the first day."""
    if Role.HELPER not in auth.viewer().roles:
        return None
    found = offered("pairing", "list_promises", unkept=True, limit=ENOUGH, **own())
    late = [one for one in found if one["state"] == "overdue"]
    return {"late": len(late), "all": len(found), "first": found[0] if found else None}


def without_contact() -> Any:
    """For those who can call the parents themselves."""
    keeps = {Role.VILLAGE_OFFICER, Role.TOWNSHIP_OFFICER, Role.HEAD_TEACHER, Role.PRINCIPAL}
    if not auth.viewer().roles & keeps:
        return None
    return one("registry", "count_without_contact")


def rows_to_correct() -> list[dict[str, Any]]:
    """One's own newest roster, while rows of it wait: a mended one that is sent in is newer."""
    own = auth.viewer().account_id
    imports = offered("registry", "list_imports", limit=20)
    newest = next((one for one in imports if one["by"] == own), None)
    return [newest] if newest and newest["rejected"] else []


def lately(matchings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the last days that proposed something: who decides may not be who asked for it."""
    since = now() - RECENT
    return [
        one
        for one in matchings
        if one["proposed"] and one["ended_at"] and datetime.fromisoformat(one["ended_at"]) > since
    ]


def status_count(status: str) -> int:
    counts = one("registry", "count_children")
    return int(counts["area"]["by_status"].get(status, 0)) if counts else 0


def sessions_due() -> list[dict[str, Any]]:
    """Planned ones of today and before, for those who can hold them."""
    if not may("activities.hold_session"):
        return []
    day = today().isoformat()
    return offered("activities", "list_sessions", state="planned", to_date=day, limit=FEW)


def rolls_waiting() -> dict[str, list[dict[str, Any]]]:
    steps = (("proposed", "funding.approve_roll"), ("approved", "funding.pay_roll"))
    return {
        f"rolls_{state}": offered("funding", "list_rolls", state=state, limit=FEW)
        for state, step in steps
        if may(step)
    }


def offered(service: str, operation: str, **fields: Any) -> list[dict[str, Any]]:
    """A list for those who may see it; nothing for the others, and where the service is away."""
    if not may(f"{service}.{operation}"):
        return []
    return look(service, operation, **fields).items


def one(service: str, operation: str, **fields: Any) -> Any:
    """An answer for those who may see it, asked once per page."""
    known: dict[str, Any] = g.setdefault("asked", {})
    name = f"{service}.{operation}"
    if name not in known:
        known[name] = look(service, operation, **fields).value if may(name) else None
    return known[name]
