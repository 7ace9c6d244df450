from datetime import date

import eventlet
import pytest

from shared.clock import travel_to
from shared.contracts.activities.errors import (
    ClassBooked,
    HeldBeforeItsDay,
    PlaceBooked,
    SessionNotFound,
    SessionNotPlanned,
    TeacherBooked,
    WeekdayDoesNotFit,
)
from shared.errors import AccessDenied, Conflict, InvalidRequest
from tests.integration.activities.school import COLLEAGUE, MONDAY, TEACHER, TUESDAY, School


@pytest.fixture(autouse=True)
def _a_monday() -> None:
    travel_to(date.fromisoformat(MONDAY))


@pytest.fixture
def room_id(school: School) -> str:
    return school.open_room()["id"]


def test_a_planned_session_stands_in_the_plan(school: School, room_id: str) -> None:
    session = school.plan(room_id, weekday=1, class_name="4-1")
    assert (session["state"], session["weekday"], session["place"]) == ("planned", 1, "Building 2")
    assert school.call("list_sessions")["items"][0]["id"] == session["id"]
    name, data = school.desk.published()[-1]
    assert name == "session_planned"
    assert data["teachers"] == [TEACHER]
    assert "content" not in data


def test_a_weekday_that_does_not_fit_is_refused_with_the_nearest(
    school: School, room_id: str
) -> None:
    with pytest.raises(WeekdayDoesNotFit) as refused:
        school.plan(room_id, weekday=3)
    assert refused.value.args[-1] == "2025-09-10"
    assert school.call("list_sessions")["items"] == []


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"place": "Hall"}, TeacherBooked),
        ({"teachers": [COLLEAGUE]}, PlaceBooked),
        ({"teachers": [COLLEAGUE], "place": "Hall", "class_name": "4-1"}, ClassBooked),
    ],
)
def test_nothing_is_booked_twice_at_the_same_time(
    school: School, room_id: str, more: dict[str, object], refusal: type[Conflict]
) -> None:
    school.plan(room_id, class_name="4-1")
    with pytest.raises(refusal):
        school.plan(room_id, starts_at="14:30", ends_at="15:10", **more)
    school.plan(room_id, starts_at="14:40", ends_at="15:20", **more)


def test_of_many_plans_at_the_same_moment_one_has_the_teacher(school: School, room_id: str) -> None:
    def plan(place: str) -> str:
        try:
            school.plan(room_id, place=place)
        except TeacherBooked:
            return "refused"
        return "planned"

    greens = [eventlet.spawn(plan, f"Hall {n}") for n in range(8)]
    assert sorted(green.wait() for green in greens) == ["planned"] + ["refused"] * 7
    assert len(school.desk.rows("bookings")) == 2  # the teacher and the place of one session


def test_a_cancelled_session_frees_what_it_had(school: School, room_id: str) -> None:
    session = school.plan(room_id)
    cancelled = school.call("cancel_session", session_id=session["id"], why="exam")
    assert (cancelled["state"], cancelled["reason"]) == ("cancelled", "exam")
    school.plan(room_id)
    assert [name for name, _ in school.desk.published()][2] == "session_cancelled"


def test_a_session_moves_with_a_reason_and_keeps_its_old_day(school: School, room_id: str) -> None:
    session = school.plan(room_id)
    with pytest.raises(InvalidRequest):
        school.call("move_session", session_id=session["id"], on_date=TUESDAY)
    moved = school.call("move_session", session_id=session["id"], on_date=TUESDAY, why="storm")
    assert (moved["on_date"], moved["moved_from"]) == (TUESDAY, MONDAY)
    assert (moved["starts_at"], moved["version"]) == ("14:00", 2)
    name, data = school.desk.published()[-1]
    assert (name, data["from_date"], data["on_date"]) == ("session_moved", MONDAY, TUESDAY)
    assert "storm" not in str(data)
    school.plan(room_id)  # Monday is free again


def test_a_session_does_not_move_onto_another(school: School, room_id: str) -> None:
    school.plan(room_id, on_date=TUESDAY)
    session = school.plan(room_id)
    with pytest.raises(TeacherBooked):
        school.call("move_session", session_id=session["id"], on_date=TUESDAY, why="storm")
    again = school.call("get_session", session_id=session["id"])
    assert again["on_date"] == MONDAY
    assert len(school.desk.rows("bookings")) == 4


def test_an_hour_may_move_within_the_sessions_own_time(school: School, room_id: str) -> None:
    session = school.plan(room_id)
    fields = {"session_id": session["id"], "on_date": MONDAY, "why": "bus"}
    moved = school.call("move_session", **fields, starts_at="14:20", ends_at="15:00")
    assert (moved["starts_at"], moved["ends_at"]) == ("14:20", "15:00")


def test_a_session_is_held_once_and_not_before_its_day(school: School, room_id: str) -> None:
    session = school.plan(room_id, on_date=TUESDAY)
    with pytest.raises(HeldBeforeItsDay):
        school.call("hold_session", session_id=session["id"])
    travel_to(date.fromisoformat(TUESDAY))
    assert school.call("hold_session", session_id=session["id"])["state"] == "held"
    for operation in ("hold_session", "cancel_session", "move_session"):
        more = {
            "hold_session": {},
            "cancel_session": {"why": "x"},
            "move_session": {"on_date": TUESDAY, "why": "x"},
        }[operation]
        with pytest.raises(SessionNotPlanned):
            school.call(operation, session_id=session["id"], **more)


def test_another_school_neither_sees_nor_touches_it(school: School, room_id: str) -> None:
    session = school.plan(room_id)
    assert school.call("list_sessions", school.stranger)["items"] == []
    with pytest.raises(AccessDenied):
        school.call("get_session", school.stranger, session_id=session["id"])
    with pytest.raises(AccessDenied):
        school.call("cancel_session", school.stranger, session_id=session["id"], why="x")
    with pytest.raises(SessionNotFound):
        school.call("get_session", session_id=school.id)


def test_the_plan_is_read_in_order_page_by_page(school: School, room_id: str) -> None:
    days = ["2025-09-12", "2025-09-10", "2025-09-11", "2025-09-09", "2025-09-10"]
    for n, day in enumerate(days):
        school.plan(room_id, on_date=day, starts_at=f"{18 - n}:00", ends_at=f"{18 - n}:40")
    seen, after = [], None
    while True:
        page = school.call("list_sessions", limit=2, after=after)
        seen += [(item["on_date"], item["starts_at"]) for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == sorted(seen)
    assert len(seen) == 5
    week = school.call("list_sessions", from_date="2025-09-10", to_date="2025-09-10")
    assert len(week["items"]) == 2


def test_a_cursor_of_somebody_elses_making_is_refused(school: School) -> None:
    with pytest.raises(InvalidRequest):
        school.call("list_sessions", after="nonsense")


def test_a_teacher_is_named_by_id_since_names_do_not_travel(school: School, room_id: str) -> None:
    with pytest.raises(InvalidRequest):
        school.plan(room_id, teachers=["Teacher Zhou"])


def test_what_people_write_about_a_session_stays_at_home(school: School, room_id: str) -> None:
    texts = {
        "content": "MARKED-1",
        "purpose": "MARKED-2",
        "place": "MARKED-3",
        "period": "MARKED-4",
    }
    session = school.plan(room_id, **texts)
    fields = {"session_id": session["id"], "why": "MARKED-5"}
    school.call("move_session", **fields, on_date=MONDAY, starts_at="15:00", ends_at="16:00")
    school.call("hold_session", session_id=session["id"], note="MARKED-6")
    assert "MARKED" not in str(school.desk.published())
    assert "MARKED" not in str(school.desk.rows("history"))
