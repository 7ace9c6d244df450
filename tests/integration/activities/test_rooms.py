from typing import Any

import pytest

from shared.contracts.activities.errors import RoomNameTaken, SchoolNotKnown, StockBelowZero
from shared.errors import AccessDenied, InvalidRequest
from tests.integration.activities.school import School

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def test_a_room_shows_what_it_lacks(school: School) -> None:
    room = school.open_room(
        equipment_plan="basic", equipment={"book": 60, "printer": 1}, standards=["staff"]
    )
    assert room["lacks_equipment"]["book"] == 40
    assert "printer" not in room["lacks_equipment"]
    assert room["standards"]["staff"] is True
    assert "full_equipment" in room["lacks_standards"]
    assert school.call("get_room", room_id=room["id"]) == room
    assert school.call("list_rooms")["items"] == [room]


def test_opening_a_room_is_a_fact(school: School) -> None:
    room = school.open_room()
    expected = {
        "version": 1,
        "room_id": room["id"],
        "school_id": school.id,
        "area_code": "520330103",
    }
    assert school.desk.published() == [("room_opened", expected)]


def test_a_school_has_one_room_of_a_name(school: School) -> None:
    school.open_room()
    with pytest.raises(RoomNameTaken):
        school.open_room()
    assert len(school.call("list_rooms")["items"]) == 1


def test_a_school_that_nobody_registered_has_no_room(school: School) -> None:
    with pytest.raises(SchoolNotKnown):
        school.open_room(school_id=UNKNOWN)


def test_an_opening_retried_under_its_key_opens_one_room(school: School) -> None:
    first = school.open_room(idempotency_key="k1")
    assert school.open_room(idempotency_key="k1") == first
    assert len(school.desk.published()) == 1


def test_the_count_follows_the_log_of_movements(school: School) -> None:
    room = school.open_room(equipment={"book": 10})

    def moved(kind: str, count: int) -> Any:
        fields = {"room_id": room["id"], "item": "book", "kind": kind, "count": count}
        return school.call("record_stock", **fields, why="counted")["equipment"]["book"]

    assert moved("addition", 5) == 15
    assert moved("repair", 3) == 15
    assert moved("write_off", 15) == 0
    with pytest.raises(StockBelowZero):
        moved("write_off", 1)
    assert len(school.desk.rows("stock_movements")) == 4


def test_standards_are_confirmed_with_a_reason_and_kept_in_the_history(school: School) -> None:
    room = school.open_room()
    fields = {"room_id": room["id"], "standards": ["uniform_sign", "staff"]}
    with pytest.raises(InvalidRequest):
        school.call("confirm_standards", **fields, why=" ")
    after = school.call("confirm_standards", **fields, why="inspected")
    assert after["standards"]["uniform_sign"] is True
    assert after["version"] == 2
    assert school.call("confirm_standards", **fields, why="again")["version"] == 2
    assert [row["reason"] for row in school.desk.history()] == [None, "inspected"]


def test_a_room_is_the_schools_own_and_seen_by_the_offices_above(school: School) -> None:
    room = school.open_room()
    assert school.call("get_room", school.officer, room_id=room["id"]) == room
    assert school.call("list_rooms", school.stranger)["items"] == []
    with pytest.raises(AccessDenied):
        school.call("get_room", school.stranger, room_id=room["id"])
    with pytest.raises(AccessDenied):
        school.call("confirm_standards", school.officer, room_id=room["id"], standards=[], why="x")


def test_a_long_list_of_rooms_is_read_page_by_page(school: School) -> None:
    made = {school.open_room(name=f"Room {n}")["id"] for n in range(5)}
    seen, after = [], None
    while True:
        page = school.call("list_rooms", limit=2, after=after)
        seen += [room["id"] for room in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == 5
    assert set(seen) == made
