"""A registry with a child, and everybody whom a case may concern."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from services.registry.service import RegistryService
from shared import clock
from shared.access.roles import Role
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, HONGGANG, TOWNSHIP, VILLAGE, Registry

PUBLIC = Viewer(account_id="public", roles=frozenset({Role.PUBLIC}))
POLICE = Viewer(account_id="police", roles=frozenset({Role.POLICE}), area="520330")
EDUCATION = Viewer(account_id="edu", roles=frozenset({Role.EDUCATION_BUREAU}), area="520330")
AUDITOR = Viewer(account_id="auditor", roles=frozenset({Role.AUDITOR}), area="520330")
OTHER_TOWN = Viewer(account_id="far", roles=frozenset({Role.TOWNSHIP_OFFICER}), area="520330104")


class Cases(Registry):
    """The registry's desk with the words of cases."""

    def report(self, viewer: Viewer = PUBLIC, **more: Any) -> Any:
        request = {"situations": ["accidental_injury"], "area_code": HONGGANG, **more}
        return self.call(viewer, "report_danger", **request)

    def newest(self, viewer: Viewer = COUNTY) -> Any:
        row = self.call(viewer, "list_cases")["items"][0]
        return self.case(row["id"], viewer)

    def reported(self, **more: Any) -> Any:
        self.report(**more)
        return self.newest()

    def case(self, case_id: str, viewer: Viewer = COUNTY) -> Any:
        return self.call(viewer, "get_case", case_id=case_id)

    def duty(self, case_id: str, kind: str) -> Any:
        return next(d for d in self.case(case_id)["duties"] if d["kind"] == kind)

    def acknowledge(self, viewer: Viewer, case_id: str, kind: str, **more: Any) -> Any:
        number = self.duty(case_id, kind)["number"]
        return self.call(viewer, "acknowledge_duty", case_id=case_id, number=number, **more)

    def received(self, **more: Any) -> Any:
        """A case that the township has looked into."""
        case = self.reported(**more)
        self.acknowledge(TOWNSHIP, case["id"], "receive")
        return self.case(case["id"])

    def pass_time(self, **time: float) -> None:
        """So much later; what is due by then fires."""
        clock.CLOCK.offset += timedelta(**time)
        self.tick()

    def tick(self) -> int:
        worker = SimpleNamespace(database=self.database)
        fired = 0
        while RegistryService.case_duty(worker):
            fired += 1
        while RegistryService.case_petition(worker):
            fired += 1
        return fired

    def events(self, name: str) -> list[dict[str, Any]]:
        return [data for kind, data in self.published() if kind == name]

    def kinds(self, case_id: str) -> list[str]:
        return [entry["kind"] for entry in self.case(case_id)["timeline"]]


@pytest.fixture
def cases(registry: Registry) -> Cases:
    registry.__class__ = Cases
    return registry  # type: ignore[return-value]


def school_of(cases: Cases) -> str:
    place = {"name": "红岗小学", "township_code": "520330103"}
    return str(cases.call(COUNTY, "register_school", **place)["id"])


def at_school(role: Role, school_id: str) -> Viewer:
    return Viewer(account_id=role.value, roles=frozenset({role}), school_id=school_id)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


__all__ = ["COUNTY", "HONGGANG", "TOWNSHIP", "VILLAGE", "select"]
