"""docs/messages.md: who is told of what, and in which words."""

from services.notifications.domain.messages import Urgency
from services.notifications.domain.route import Route
from services.notifications.domain.routing import ROUTES
from shared.message_wording import newest
from shared.texts.notifications import TEMPLATES

HEAD = """\
# Who is told of what

Made from `services/notifications/domain/routing.py` by `lantian docs --write`; do not edit.

A message goes to a post, a family, a person or an account, once per event and address, and holds
ids only: names are filled in for each reader under their rights, and left out where they have none.
Words in braces are filled in. Where a route has a condition, only some of the events are told.

| event | told to | message | |
|---|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(_row(route) for route in ROUTES)


def _row(route: Route) -> str:
    title, text = TEMPLATES[route.template][newest(route.template) - 1]
    told = ", ".join(target.says for target in route.to)
    marks = [
        "conditional" if route.conditional else "",
        "" if route.urgency is Urgency.NORMAL else str(route.urgency),
        "to be acknowledged" if route.acknowledge else "",
    ]
    event = f"{route.event.source}.{route.event.__name__}"
    return f"| {event} | {told} | **{title}** {text} | {', '.join(filter(None, marks))} |\n"
