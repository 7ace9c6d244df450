"""Activities and notifications on the in-process bus: facts in, facts out, people told once."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from nameko.testing.services import entrypoint_hook

from services.activities.service import ActivitiesService
from services.notifications.service import NotificationsService
from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.activities.errors import SchoolNotKnown
from shared.contracts.registry.events import SchoolRegistered
from shared.messaging.database import Database
from shared.viewer import Viewer
from tests.conftest import Run
from tests.integration.activities.school import MONDAY, TEACHER, TOWNSHIP, a_child
from tests.integration.messaging.services import LighthouseUnitOfWork
from tests.probes import holds_for, probe


class RegistryOfTheTest:
    """Says what the registry says; it only has an outbox."""

    name = "registry_of_the_test"
    database = Database(LighthouseUnitOfWork)


def call(container: Any, viewer: Viewer, operation: str, **fields: Any) -> Any:
    with entrypoint_hook(container, operation) as hook:
        return hook(viewer=viewer.to_wire(), **fields)


@pytest.mark.parametrize("bus", ["inproc"], indirect=True)
def test_a_session_from_plan_to_the_familys_inbox(run: Run) -> None:
    travel_to(date.fromisoformat(MONDAY))
    school, here, away = str(uuid4()), a_child(None), a_child(None)
    registry, activities, notifications = run(
        RegistryOfTheTest, ActivitiesService, NotificationsService
    )
    (database,) = [d for d in registry.dependencies if isinstance(d, Database)]
    with database.transaction() as uow:
        uow.emit(SchoolRegistered(school_id=school, township_code=TOWNSHIP, version=1))
        for child in (here, away):
            uow.emit(type(child)(**{**vars(child), "school_id": school}))
    principal = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school)

    def roster() -> bool:
        with entrypoint_hook(activities, "list_children_of_school") as hook:
            try:
                page = hook(viewer=principal.to_wire(), school_id=school)
            except SchoolNotKnown:
                return False
        return len(page["items"]) == 2

    probe(roster)
    room = call(activities, principal, "open_room", school_id=school, name="Home", place="Hall")
    plan = {"on_date": MONDAY, "starts_at": "14:00", "ends_at": "15:00", "teachers": [TEACHER]}
    session = call(
        activities, principal, "plan_session", room_id=room["id"], **plan, content="x", purpose="y"
    )
    marks = [
        {"child_id": here.child_id, "mark": "present"},
        {"child_id": away.child_id, "mark": "absent"},
    ]
    call(activities, principal, "hold_session", session_id=session["id"], marks=marks)

    def templates(viewer: Viewer) -> list[str]:
        items = call(notifications, viewer, "list_messages")["items"]
        return [item["template"] for item in items]

    mother, father = (
        Viewer(account_id=name, roles=frozenset({Role.PARENT}), child_ids=(child.child_id,))
        for name, child in (("mother", here), ("father", away))
    )
    probe(lambda: templates(mother) == ["session_attended"])
    probe(lambda: templates(father) == ["session_missed"])
    probe(lambda: templates(principal) == ["session_planned", "room_opened"])
    assert holds_for(lambda: len(templates(mother)) == 1)
