"""What waits, in numbers: of the viewer's own place alone, and bounded."""

from datetime import date

import pytest

from shared import clock
from shared.access.roles import Role
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    LONGXING,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Registry,
)


def test_each_number_is_of_what_the_viewer_answers_for(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="醒民小学", township_code="520330103")[
        "id"
    ]
    pupil = registry.register(school_id=school, class_name="三（1）班")["id"]
    registry.register(id_number=None, name="李小红", area_code=LONGXING)
    away = {"child_id": pupil, "since": str(TODAY), "known": "三天没来，电话不通"}
    head = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school)
    waiting = registry.call(head, "count_todo")
    assert (waiting["dropouts"], waiting["promotions"]) == (0, 1)
    registry.call(head, "note_absence", **away)
    row = {"child_id": pupil, "vision_left": 4.5}
    registry.call(head, "record_health_checks", school_id=school, checked_on=str(TODAY), rows=[row])
    assert registry.call(head, "count_todo") == {
        "dropouts": 1,
        "health": 1,
        "vaccinations": 0,
        "promotions": 1,
        "enough": 100,
    }
    numbers = ("dropouts", "health", "vaccinations", "promotions")
    for viewer, expected in (
        (VILLAGE, (1, 1, 1, 0)),
        (TOWNSHIP, (1, 1, 1, 1)),
        (COUNTY, (1, 1, 2, 0)),
    ):
        found = registry.call(viewer, "count_todo")
        assert tuple(found[name] for name in numbers) == expected
    with pytest.raises(AccessDenied):
        registry.call(AUDITOR, "count_todo")


def test_before_the_school_year_no_promotion_is_due(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="醒民小学", township_code="520330103")[
        "id"
    ]
    registry.register(school_id=school)
    head = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school)
    clock.travel_to(date(2026, 8, 31))
    assert registry.call(head, "count_todo")["promotions"] == 0
    clock.travel_to(date(2026, 9, 1))
    assert registry.call(head, "count_todo")["promotions"] == 1


def test_a_promotion_that_was_forgotten_is_due_until_the_next_can_be_made(
    registry: Registry,
) -> None:
    place = {"name": "醒民小学", "township_code": "520330103"}
    school = registry.call(COUNTY, "register_school", **place)["id"]
    registry.register(school_id=school)
    head = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school)
    for day, due in ((date(2026, 1, 5), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 0)):
        clock.travel_to(day)
        assert registry.call(head, "count_todo")["promotions"] == due
