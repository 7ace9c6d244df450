"""A registry with the real villages of a county, and rosters uploaded to it."""

import base64
import importlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from services.registry.handlers import importing
from services.registry.service import RegistryService
from shared.access.roles import Role
from shared.clock import travel_to
from shared.viewer import Viewer
from tests.service_desk import ServiceDesk, open_desk
from tests.unit.registry.sheets import code_of, table, workbook

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
AREAS = ROOT / "packs" / "areas"
CLASS = (DATA / "roster_class.xlsx").read_bytes()
LONGDENG = code_of("大坡镇", "龙灯村村民委员会")
YONGSHENG = code_of("桃林镇", "永胜村村民委员会")
COUNTY = Viewer(account_id="county", roles=frozenset({Role.COUNTY_OFFICER}), area="520330")


def officer(area: str) -> Viewer:
    role = Role.VILLAGE_OFFICER if len(area) == 12 else Role.TOWNSHIP_OFFICER
    return Viewer(account_id=f"officer-{area}", roles=frozenset({role}), area=area)


def teacher(school_id: str) -> Viewer:
    roles = frozenset({Role.HEAD_TEACHER})
    return Viewer(account_id="teacher", roles=roles, school_id=school_id)


def key(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((DATA / f"{name}.key.json").read_text("utf-8"))
    return answer


def in_this_process(target: str, task: bytes, **_limits: Any) -> bytes:
    """As `run_in_child`, without the second that a new process takes."""
    module, _, function = target.partition(":")
    work: Callable[[bytes], bytes] = getattr(importlib.import_module(module), function)
    return work(task)


def sheet(*children: Any) -> bytes:
    return workbook(("Sheet1", table(children)))


def codes(row: dict[str, Any]) -> list[str]:
    return [remark["code"] for remark in row["problems"]]


class Registry:
    def __init__(self, desk: ServiceDesk) -> None:
        self.desk = desk

    def with_areas(self, *counties: str) -> "Registry":
        for county in counties or ("xishui",):
            content = (AREAS / f"areas_{county}.csv").read_bytes()
            self.call(Viewer.system(), "import_areas", content=base64.b64encode(content).decode())
        return self

    def call(self, viewer: Viewer, operation: str, **fields: Any) -> Any:
        return self.desk.call(viewer, operation, **fields)

    def start(self, content: bytes, viewer: Viewer = COUNTY, **fields: Any) -> str:
        given = {"filename": "花名册.xlsx", **fields}
        encoded = base64.b64encode(content).decode()
        started = self.call(viewer, "start_import", content=encoded, **given)
        return str(started["id"])

    def run(self, import_id: str, **options: Any) -> None:
        given = {"child": in_this_process, **options}
        importing.run_import(self.desk.database.transaction, import_id, **given)

    def upload(
        self,
        content: bytes | str,
        viewer: Viewer = COUNTY,
        child: Callable[..., bytes] | None = None,
        **fields: Any,
    ) -> "Uploaded":
        """A file, or the name of one of the sample rosters, imported to its end."""
        file = content if isinstance(content, bytes) else (DATA / f"{content}.xlsx").read_bytes()
        import_id = self.start(file, viewer, **fields)
        self.run(import_id, child=child or in_this_process)
        return Uploaded(self, viewer, import_id)

    def children(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.desk.rows("children")}


class Uploaded:
    def __init__(self, registry: Registry, viewer: Viewer, import_id: str) -> None:
        self._registry, self._viewer, self.id = registry, viewer, import_id

    @property
    def view(self) -> dict[str, Any]:
        found: dict[str, Any] = self._registry.call(self._viewer, "get_import", import_id=self.id)
        return found

    @property
    def counts(self) -> dict[str, int]:
        view = self.view
        return {name: view[name] for name in ("accepted", "merged", "rejected")}

    @property
    def rows(self) -> list[dict[str, Any]]:
        call: Callable[..., Any] = self._registry.call
        rows: list[dict[str, Any]] = []
        after = None
        while True:
            page = call(self._viewer, "list_import_rows", import_id=self.id, after=after, limit=200)
            rows += page["items"]
            after = page["next"]
            if after is None:
                return rows

    @property
    def correction(self) -> bytes:
        file = self._registry.call(self._viewer, "correction_workbook", import_id=self.id)
        return base64.b64decode(file["content"])


def opened(url: str, folder: Path) -> Iterator[Registry]:
    """For the fixture of a module, on the day that the sample rosters were judged."""
    travel_to(date(2025, 9, 10))
    with open_desk(RegistryService, url, folder) as desk:
        yield Registry(desk).with_areas()
