"""A school with three pupils and a room, and the people who work with it."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from shared.access.roles import Role
from shared.contracts.registry.events import ChildRegistered, SchoolRegistered
from shared.viewer import Viewer
from tests.service_desk import ServiceDesk

TOWNSHIP, VILLAGE = "520330103", "520330103201"
TEACHER, COLLEAGUE = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
MONDAY, TUESDAY = "2025-09-08", "2025-09-09"


def a_child(school_id: str | None, class_name: str | None = None, **more: Any) -> ChildRegistered:
    facts: dict[str, Any] = {
        "child_id": str(uuid4()),
        "version": 1,
        "area_code": VILLAGE,
        "school_id": school_id,
        "class_name": class_name,
        "sex": "female",
        "birth_date": "2015-05-01",
        "status": "left_behind",
        "level": 0,
        "stage": "primary",
        "boarder": True,
    }
    return ChildRegistered(**facts | more)


class School:
    def __init__(self, desk: ServiceDesk) -> None:
        self.desk, self.id = desk, str(uuid4())
        self.principal = Viewer(
            account_id="principal", roles=frozenset({Role.PRINCIPAL}), school_id=self.id
        )
        self.stranger = replace(self.principal, account_id="stranger", school_id=str(uuid4()))
        self.officer = Viewer(
            account_id="officer", roles=frozenset({Role.TOWNSHIP_OFFICER}), area=TOWNSHIP
        )
        desk.fact(SchoolRegistered(school_id=self.id, township_code=TOWNSHIP, version=1))
        self.children = [a_child(self.id, "4-1"), a_child(self.id, "4-1"), a_child(self.id, "5-2")]
        for child in self.children:
            desk.fact(child)

    def call(self, operation: str, viewer: Viewer | None = None, **fields: Any) -> Any:
        return self.desk.call(viewer or self.principal, operation, **fields)

    def open_room(self, **more: Any) -> dict[str, Any]:
        fields = {"school_id": self.id, "name": "Home", "place": "Building 2"} | more
        room: dict[str, Any] = self.call("open_room", **fields)
        return room

    def plan(self, room_id: str, **more: Any) -> dict[str, Any]:
        fields = {
            "room_id": room_id,
            "on_date": MONDAY,
            "starts_at": "14:00",
            "ends_at": "14:40",
            "teachers": [TEACHER],
            "content": "reading aloud",
            "purpose": "joy",
        }
        session: dict[str, Any] = self.call("plan_session", **fields | more)
        return session

    def held(self, marks: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
        session = self.plan(self.open_room()["id"], **more)
        given = [{"child_id": child, "mark": mark} for child, mark in (marks or {}).items()]
        answer: dict[str, Any] = self.call("hold_session", session_id=session["id"], marks=given)
        return answer
