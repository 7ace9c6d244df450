"""The frame around every page: menu, bar on a phone, who is signed in, what was just done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, request, url_for

from gateway import auth
from gateway.pages import words
from gateway.pages.hotlines import hotlines
from gateway.pages.names import look, place_name
from gateway.rpc import may, new_key
from shared.access.roles import Role
from shared.access.table import NoRule, may_call
from shared.clock import today
from shared.texts.pages import DONE, MENU, MENU_GROUPS
from shared.texts.words import WORDS
from shared.viewer import Viewer

blueprint = Blueprint("frame", __name__)
BAR_ENTRIES = 5
MANY = 100  # unread messages: more are not counted


@dataclass(frozen=True)
class Entry:
    """A page of the menu; it is offered to whom the access table lets call `operation`."""

    key: str
    endpoint: str
    icon: str
    operation: str | None
    group: str

    @property
    def name(self) -> str:
        return MENU[self.key]

    @property
    def href(self) -> str:
        return url_for(self.endpoint)

    @property
    def here(self) -> bool:
        """Whether this page or one below it is shown; home and "more" stand for themselves."""
        endpoint = request.endpoint or ""
        area = self.endpoint.partition(".")[0]
        return endpoint == self.endpoint or (area != "home" and endpoint.startswith(f"{area}."))


@dataclass(frozen=True)
class Group:
    name: str
    entries: list[Entry]


ENTRIES = (
    Entry("home", "home.home", "home", None, "top"),
    Entry("notifications", "notifications.inbox", "bell", "notifications.list_messages", "top"),
    Entry("duties", "duties.duties", "list", "registry.list_my_duties", "top"),
    Entry("report", "reports.report", "alarm", "registry.report_danger", "top"),
    Entry("cases", "cases.cases", "shield", "registry.list_cases", "registry"),
    Entry("children", "children.children", "children", "registry.list_children", "registry"),
    Entry("moves", "moves.moves", "move", "registry.list_moves", "registry"),
    Entry(
        "promotions",
        "promotions.school_year",
        "calendar",
        "registry.preview_promotion",
        "registry",
    ),
    Entry("visits", "visits.visits", "calendar", "registry.list_return_visits", "registry"),
    Entry(
        "family_contacts",
        "family_contacts.contacts",
        "bell",
        "registry.list_without_contact",
        "registry",
    ),
    Entry("dropouts", "dropouts.dropouts", "person", "registry.list_dropouts", "registry"),
    Entry("health", "health_checks.sheet", "helper", "registry.list_class_checks", "registry"),
    Entry("imports", "imports.imports", "upload", "registry.start_import", "registry"),
    Entry("places", "places.places", "place", "registry.count_children", "registry"),
    Entry(
        "verification",
        "verification.own",
        "list",
        "registry.get_verification",
        "registry",
    ),
    Entry("statistics", "statistics.own", "book", "registry.get_statistics", "registry"),
    Entry("organising", "organising.overview", "rules", "registry.list_adoptions", "registry"),
    Entry("matchings", "matchings.matchings", "match", "pairing.list_matchings", "pairing"),
    Entry("helpers", "helpers.helpers", "helper", "pairing.list_helpers", "pairing"),
    Entry("contacts", "contacts.contacts", "list", "pairing.list_promises", "pairing"),
    Entry("promises", "promises.promises", "calendar", "pairing.count_promises", "pairing"),
    Entry("watch_list", "watching.watch_list", "alarm", "pairing.list_watched", "pairing"),
    Entry("results", "results.sheet", "upload", "pairing.enter_results", "pairing"),
    Entry("scores", "scores.scores", "book", "pairing.list_scorings", "pairing"),
    Entry(
        "commendation", "commending.commendation", "helper", "pairing.get_commendation", "pairing"
    ),
    Entry("wishes", "wishes.wishes", "helper", "pairing.publish_wish", "pairing"),
    Entry("open_wishes", "wishes.open_wishes", "helper", "pairing.claim_wish", "pairing"),
    Entry("pairings", "pairings.pairings", "pair", "pairing.list_pairings", "pairing"),
    Entry("sessions", "sessions.sessions", "calendar", "activities.list_sessions", "activities"),
    Entry("rooms", "rooms.rooms", "room", "activities.list_rooms", "activities"),
    Entry("letterbox", "letterbox.letters", "bell", "activities.list_letterbox", "activities"),
    Entry("eligible", "eligible.eligible", "list", "funding.list_eligible", "funding"),
    Entry("rolls", "rolls.rolls", "money", "funding.list_rolls", "funding"),
    Entry("awards", "awards.awards", "money", "funding.list_awards", "funding"),
    Entry("reliefs", "reliefs.reliefs", "children", "funding.list_reliefs", "funding"),
    Entry("funds", "funds.funds", "book", "funding.list_funds", "funding"),
    Entry("statements", "statements.statements", "list", "funding.statement", "funding"),
    Entry("delegations", "delegations.delegations", "pair", "funding.list_delegations", "funding"),
    Entry("ledger", "ledger.ledger", "shield", "funding.trial_balance", "funding"),
    Entry("audit", "audit.audit", "search", "registry.list_access_log", "admin"),
    Entry("accounts", "accounts.accounts", "key", "gateway.list_accounts", "admin"),
    Entry("bus", "bus.status", "pulse", "registry.bus_status", "admin"),
    Entry("deliveries", "deliveries.overview", "bell", "notifications.list_deliveries", "admin"),
    Entry("packs", "packs.packs", "rules", "registry.list_packs", "admin"),
)
MORE = Entry("more", "home.more", "more", None, "top")
# What a role does most stands on the phone's bar, beside home, notifications and the rest.
FIRST: dict[Role, tuple[str, ...]] = {
    Role.PRINCIPAL: ("sessions", "children"),
    Role.ROOM_MANAGER: ("sessions", "rooms"),
    Role.HEAD_TEACHER: ("sessions", "children"),
    Role.COUNSELLOR: ("letterbox", "children"),
    Role.COUNTY_FEDERATION: ("matchings", "helpers"),
    Role.TOWNSHIP_FEDERATION: ("matchings", "helpers"),
    Role.TOWNSHIP_OFFICER: ("children", "verification"),
    Role.VILLAGE_OFFICER: ("children", "verification"),
    Role.FINANCE_CLERK: ("eligible", "rolls"),
    Role.FINANCE_APPROVER: ("rolls", "funds"),
    Role.FINANCE_PAYER: ("rolls", "ledger"),
    Role.HELPER: ("contacts", "children"),
    Role.AUDITOR: ("audit", "ledger"),
    Role.OPERATOR: ("bus", "deliveries"),
    Role.VILLAGE_OFFICER: ("children", "report"),
    Role.POLICE: ("duties", "cases"),
    Role.EDUCATION_BUREAU: ("duties", "cases"),
}
# Pages of what is one's own: only for whoever has it, whatever else they may read.
OWN: dict[str, Role] = {"contacts": Role.HELPER}
USUAL = ("children", "imports", "sessions", "rolls", "pairings", "audit", "accounts", "places")


def offered(viewer: Viewer) -> list[Entry]:
    return [
        entry
        for entry in ENTRIES
        if (entry.operation is None or _may(viewer, entry.operation))
        and (entry.key not in OWN or OWN[entry.key] in viewer.roles)
    ]


def _may(viewer: Viewer, operation: str) -> bool:
    try:
        return may_call(viewer, operation)
    except NoRule:
        return False


def menu(viewer: Viewer) -> Iterator[Group]:
    entries = offered(viewer)
    for group, name in MENU_GROUPS.items():
        inside = [entry for entry in entries if entry.group == group]
        if inside:
            yield Group(name, inside)


def bar(viewer: Viewer) -> list[Entry]:
    """At most five: home, what the viewer's roles do most, notifications, the rest."""
    known = {entry.key: entry for entry in offered(viewer)}
    wished = [key for role in sorted(viewer.roles) for key in FIRST.get(role, ())] + list(USUAL)
    chosen = [known[key] for key in dict.fromkeys(wished) if key in known][: BAR_ENTRIES - 3]
    ends = [known[key] for key in ("notifications",) if key in known]
    return [known["home"], *chosen, *ends, MORE]


class Frame:
    """Read by base.html only, so that a redirect or a download asks nothing."""

    @property
    def hotlines(self) -> list[dict[str, str]]:
        return hotlines()

    @property
    def unreachable(self) -> list[str]:
        """The parts of the page that are missing because their service is away, in words."""
        return [words.word(name, "service") for name in sorted(g.get("away", ()))]

    @property
    def menu(self) -> list[Group]:
        return list(menu(auth.viewer()))

    @property
    def bar(self) -> list[Entry]:
        return bar(auth.viewer())

    @property
    def unread(self) -> int | str:
        """Counted up to a hundred; 0 on an error page: it asks nothing of the services."""
        if "unread" not in g and not g.get("quiet"):
            counted = look("notifications", "count_unread").value
            g.unread = counted["unread"] if counted else 0
        number = int(g.get("unread", 0))
        return number if number < MANY else f"{MANY - 1}+"

    @property
    def overdue(self) -> int:
        """Duties of protection cases that are the viewer's and overdue; 0 on an error page."""
        if "overdue" not in g:
            asks = not g.get("quiet") and may("registry.count_my_duties")
            counted = look("registry", "count_my_duties").value if asks else None
            g.overdue = counted["overdue"] if counted else 0
        return int(g.overdue)

    @property
    def name(self) -> str:
        who = auth.signed_in()
        return who.display_name if who else ""

    @property
    def post(self) -> str:
        return words.word(sorted(auth.viewer().roles), "role")

    @property
    def place(self) -> str:
        area = auth.viewer().area
        return place_name(area) if area and not g.get("quiet") else ""


def here(**changes: Any) -> str:
    """This page's address with some of its filters changed; None takes one away."""
    query = {key: value for key, value in request.args.items() if value} | changes
    kept = {key: value for key, value in query.items() if value not in (None, "")}
    return request.path + (f"?{urlencode(kept)}" if kept else "")


@blueprint.record_once
def install(state: Any) -> None:
    environment = state.app.jinja_env
    environment.filters.update({each.__name__: each for each in words.FILTERS})
    environment.globals.update(
        options=words.options,
        post_options=words.post_options,
        here=here,
        fresh_key=new_key,
        WORDS=WORDS,
        frame=Frame(),
        today=today,
    )
    environment.trim_blocks = environment.lstrip_blocks = True


@blueprint.app_context_processor
def what_was_done() -> dict[str, Any]:
    """`?done=key` after a form; only sentences of our own can be shown that way."""
    return {"done": DONE.get(request.args.get("done", ""))}
