from typing import Any

import eventlet
import pytest

from shared.access.roles import Role
from shared.contracts.activities.events import SessionHeld
from shared.contracts.funding.events import PaymentMade
from shared.contracts.notifications.errors import MessageNotFound
from shared.contracts.pairing.events import PairingActivated
from shared.contracts.registry.events import ChildJudged, RosterImported
from shared.errors import InvalidRequest
from shared.viewer import Viewer
from tests.event_samples import AREA, a
from tests.service_desk import ServiceDesk

OFFICER = Viewer(account_id="officer", roles=frozenset({Role.VILLAGE_OFFICER}), area=AREA)
DEPUTY = Viewer(account_id="deputy", roles=frozenset({Role.VILLAGE_OFFICER}), area=AREA)
MOTHER = Viewer(account_id="mother", roles=frozenset({Role.PARENT}), child_ids=("c1",))
JUDGED = a(ChildJudged, child_id="c1", status="to_verify", previous_status="left_behind")


def inbox(desk: ServiceDesk, viewer: Viewer, **more: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = desk.call(viewer, "list_messages", **more)["items"]
    return items


def test_a_fact_stands_in_the_inbox_of_whom_it_concerns(desk: ServiceDesk) -> None:
    event_id = desk.fact(JUDGED)
    [message] = inbox(desk, OFFICER)
    assert (message["template"], message["template_version"]) == ("child_to_verify", 1)
    assert (message["state"], message["urgency"]) == ("delivered", "important")
    assert (message["event_id"], message["event_type"]) == (event_id, "registry.child_judged")
    assert message["link"] == "/children/c1"
    assert message["params"] == {"child_id": "c1", "area_code": AREA}
    assert inbox(desk, MOTHER) == []


def test_the_same_event_again_is_told_once(desk: ServiceDesk) -> None:
    event_id = desk.fact(JUDGED)
    desk.fact(JUDGED, event_id)
    desk.fact(JUDGED, event_id, replay="r1")
    assert len(inbox(desk, OFFICER)) == 1


def test_an_event_delivered_twice_at_the_same_moment_is_told_once(desk: ServiceDesk) -> None:
    held = a(SessionHeld, present=[f"c{n}" for n in range(20)], absent=[])
    greens = [eventlet.spawn(desk.fact, held, "e1") for _ in range(5)]
    for green in greens:
        green.wait()
    assert len(desk.rows("messages")) == 20


def test_an_event_that_concerns_nobody_leaves_nothing(desk: ServiceDesk) -> None:
    desk.fact(a(ChildJudged, status="followed", previous_status="left_behind"))
    assert desk.rows("messages") == []
    assert len(desk.rows("inbox")) == 1


def test_each_holder_of_a_post_reads_for_themselves(desk: ServiceDesk) -> None:
    desk.fact(JUDGED)
    [message] = inbox(desk, OFFICER)
    read = desk.call(OFFICER, "read_message", message_id=message["id"])
    assert (read["state"], inbox(desk, OFFICER, unread=True)) == ("read", [])
    [unread] = inbox(desk, DEPUTY, unread=True)
    assert (unread["state"], unread["read_at"]) == ("delivered", None)
    assert [row["state"] for row in desk.rows("messages")] == ["read"]


def test_reading_again_keeps_the_first_time(desk: ServiceDesk) -> None:
    desk.fact(JUDGED)
    [message] = inbox(desk, OFFICER)
    first = desk.call(OFFICER, "read_message", message_id=message["id"])
    again = desk.call(OFFICER, "read_message", message_id=message["id"])
    assert again["read_at"] == first["read_at"]


def test_who_acknowledges_has_read(desk: ServiceDesk) -> None:
    desk.fact(a(PairingActivated, child_id="c1"))
    [message] = inbox(desk, MOTHER)
    assert message["needs_acknowledgement"] is True
    done = desk.call(MOTHER, "acknowledge_message", message_id=message["id"])
    assert done["state"] == "acknowledged"
    assert done["read_at"] == done["acknowledged_at"]
    assert desk.call(MOTHER, "count_unread") == {"unread": 0, "urgent": 0}
    later = desk.call(MOTHER, "read_message", message_id=message["id"])
    assert later["state"] == "acknowledged"


def test_a_message_to_others_is_as_if_it_were_not_there(desk: ServiceDesk) -> None:
    desk.fact(JUDGED)
    [message] = inbox(desk, OFFICER)
    for operation in ("read_message", "acknowledge_message"):
        with pytest.raises(MessageNotFound):
            desk.call(MOTHER, operation, message_id=message["id"])


def test_unread_messages_are_counted(desk: ServiceDesk) -> None:
    desk.fact(a(PaymentMade, child_id="c1"))
    desk.fact(a(PaymentMade, child_id="c1"))
    desk.fact(a(PaymentMade, child_id="c2"))
    assert desk.call(MOTHER, "count_unread") == {"unread": 2, "urgent": 0}


def test_the_newest_comes_first_and_a_long_inbox_page_by_page(desk: ServiceDesk) -> None:
    for n in range(5):
        desk.fact(a(RosterImported, account_id="clerk", import_id=f"i{n}"))
    clerk = Viewer(account_id="clerk", roles=frozenset({Role.COUNTY_OFFICER}), area=AREA[:6])
    links, after = [], None
    while True:
        page = desk.call(clerk, "list_messages", limit=2, after=after)
        links += [item["link"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert links == [f"/imports/i{n}" for n in (4, 3, 2, 1, 0)]
    with pytest.raises(InvalidRequest):
        desk.call(clerk, "list_messages", after="x")


def test_notifications_publish_nothing(desk: ServiceDesk) -> None:
    desk.fact(JUDGED)
    assert desk.published() == []
