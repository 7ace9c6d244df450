"""The running service: deadlines and long work come by themselves."""

import base64
from datetime import date

import pytest

from services.registry.service import RegistryService
from shared import clock
from shared.messaging.database import Database
from tests.conftest import Run
from tests.integration.registry.conftest import AREAS, COUNTY, SYSTEM, TODAY, Registry
from tests.probes import probe

GIRL = {"name": "单雨桐", "sex": "female", "id_number": None}


@pytest.fixture
def running(run: Run) -> Registry:
    clock.travel_to(TODAY)
    (container,) = run(RegistryService)
    (database,) = [d for d in container.dependencies if isinstance(d, Database)]
    registry = Registry(RegistryService, database)
    registry.call(SYSTEM, "import_areas", content=base64.b64encode(AREAS.encode()).decode())
    return registry


def test_a_birthday_changes_the_status_without_anybody_asking(running: Registry) -> None:
    child = running.register(**GIRL, birth_date="2010-02-28")
    clock.travel_to(date(2026, 3, 1))
    probe(lambda: running.dossier(child["id"])["status"] == "not_left_behind")
    assert running.told() == ["child_registered", "child_aged", "child_judged"]


def test_an_adopted_pack_judges_every_child_of_the_county(running: Registry) -> None:
    children = [
        running.register(**{**GIRL, "name": f"单{n}"}, birth_date="2009-01-01") for n in range(3)
    ]
    running.call(COUNTY, "adopt_pack", area="520330", pack="heishi", valid_from="2025-09-10")
    for child in children:
        probe(lambda c=child: running.dossier(c["id"])["status"] == "left_behind")
    assert running.call(COUNTY, "count_children")["area"]["by_status"]["left_behind"] == 3
