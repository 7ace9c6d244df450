"""A quarter's work, in the words of the tests."""

from datetime import date
from typing import Any

from shared import clock
from shared.access.roles import Role
from shared.messaging.timers import claim
from shared.viewer import Viewer
from tests.integration.registry.conftest import HONGGANG, LONGXING, XIANGYANG, Registry
from tests.service_desk import ServiceDesk

VILLAGES = (HONGGANG, XIANGYANG, LONGXING)
COUNTY_CODE, TOWNSHIPS = "520330", ("520330103", "520330104")
TIMERS = {
    "child_age": "child_age",
    "pack_in_force": "pack_in_force",
    "quarter": "quarter_step",
    "rules": "rules_of_the_day",
    "parent_contact": "contact_day",
}


def officer(area: str) -> Viewer:
    role = {6: Role.COUNTY_OFFICER, 9: Role.TOWNSHIP_OFFICER, 12: Role.VILLAGE_OFFICER}[len(area)]
    return Viewer(account_id=f"officer-{area}", roles=frozenset({role}), area=area)


def fire(registry: ServiceDesk, kind: str) -> int:
    """Fire what is due by the clock, as the service's own timers do; how many there were. Offices
    have opened, at whatever hour the test runs."""
    fired, at = 0, max(clock.now(), clock.office_opens(clock.today()))
    while True:
        with registry.database.transaction() as uow:
            row = claim(uow, kind, at)
            if row is None:
                return fired
            method = getattr(registry.service, TIMERS[kind])
            method.__wrapped__(registry._self, row.subject, row.due_at, uow)
        fired += 1


def come_to(registry: Registry, day: date) -> None:
    """Let the days go by: what is due comes by itself."""
    clock.travel_to(day)
    for kind in TIMERS:
        fire(registry, kind)
    run_jobs(registry)


def run_jobs(registry: Registry) -> None:
    for row in registry.rows("jobs"):
        if row["state"] == "open" and row["kind"] == "judge_area":
            registry.service.judge_area(registry._self, row["subject"])
            with registry.database.transaction() as uow:
                jobs = uow.table("jobs")
                done = jobs.update().where(jobs.c.id == row["id"]).values(state="done")
                uow.session.execute(done)


def confirm_all(registry: Registry, village: str, **more: Any) -> Any:
    """As the village officer does after looking through the list."""
    viewer = officer(village)
    listed = registry.call(viewer, "list_to_confirm", area=village, limit=200, **more)["items"]
    seen = [{"id": child["id"], "version": child["version"]} for child in listed]
    if not seen:
        return None
    return registry.call(viewer, "confirm_children", area=village, children=seen, **more)


def sign(registry: Registry, area: str, **more: Any) -> Any:
    return registry.call(officer(area), "sign_off", area=area, **more)


def report(registry: Registry, area: str, period: str, status: str = "left_behind") -> Any:
    viewer = officer(COUNTY_CODE)
    return registry.call(viewer, "get_statistics", area=area, period=period, status=status)


def balances(view: dict[str, Any]) -> tuple[int, int, int]:
    """Opening, closing and what came after the sign-off."""
    return view["opening"], view["closing"], view["late"]
