"""The registry on each kind of database, with the areas of one real county."""

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.registry.service import RegistryService
from shared import clock
from shared.access.roles import Role
from shared.viewer import Viewer
from tests.service_desk import ServiceDesk, open_desk

TODAY = date(2025, 9, 10)
AREAS = """code,name,level,parent
52,贵州省,province,
5203,遵义市,prefecture,52
520330,习水县,county,5203
520330103,醒民镇,township,520330
520330103201,红岗村村民委员会,village,520330103
520330103202,向阳村村民委员会,village,520330103
520330104,隆兴镇,township,520330
520330104201,向阳村村民委员会,village,520330104
"""
HONGGANG, XIANGYANG, LONGXING = "520330103201", "520330103202", "520330104201"

SYSTEM = Viewer.system()
COUNTY = Viewer(account_id="county", roles=frozenset({Role.COUNTY_OFFICER}), area="520330")
TOWNSHIP = Viewer(account_id="town", roles=frozenset({Role.TOWNSHIP_OFFICER}), area="520330103")
VILLAGE = Viewer(account_id="village", roles=frozenset({Role.VILLAGE_OFFICER}), area=HONGGANG)
AUDITOR = Viewer(account_id="auditor", roles=frozenset({Role.AUDITOR}), area="520330")


class Registry(ServiceDesk):
    """A desk with the words that these tests are written in."""

    def register(self, viewer: Viewer = COUNTY, **facts: Any) -> Any:
        return self.call(viewer, "register_child", **{**CHILD, **facts})

    def dossier(self, child_id: str, viewer: Viewer = COUNTY, **more: Any) -> Any:
        return self.call(viewer, "get_dossier", child_id=child_id, **more)

    def correct(self, child_id: str, viewer: Viewer = COUNTY, **changes: Any) -> Any:
        return self.call(
            viewer, "correct_child", child_id=child_id, changes=changes, why="家访核实"
        )

    def fire(self, handler: str) -> bool:
        """The next due timer of that handler, as the service fires it: claimed, and once. False
        where none is due."""
        return bool(getattr(self.service, handler)(self._self))

    def told(self) -> list[str]:
        return [name for name, _ in self.published()]


CHILD = {
    "name": "张小明",
    "sex": "male",
    "birth_date": "2015-03-16",
    "id_number": "520330201503160135",
    "area_code": HONGGANG,
    "stage": "primary",
    "father_name": "张国庆",
    "father_phone": "13800001234",
    "father_situation": "away",
    "mother_name": "李梅",
    "mother_situation": "away",
    "guardian_name": "张老三",
    "guardian_phone": "13900005678",
}


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(database_url, tmp_path)


def opened(database_url: str, folder: Path) -> Iterator[Registry]:
    clock.travel_to(TODAY)
    with open_desk(RegistryService, database_url, folder) as desk:
        desk.__class__ = Registry
        desk.call(SYSTEM, "import_areas", content=base64.b64encode(AREAS.encode()).decode())
        yield desk  # type: ignore[misc]
