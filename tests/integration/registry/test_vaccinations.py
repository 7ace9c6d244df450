"""A child's card counts in the vaccination target."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from services.registry.queries.recount import wrong_cells
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.schooling.errors import VaccineUnknown
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, VILLAGE, Registry, opened
from tests.integration.registry.quarters import come_to


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(database_url, tmp_path)


def met(registry: Registry) -> int:
    found = registry.call(COUNTY, "get_targets", area="520330")["area"]["targets"]
    return int(next(t["met"] for t in found if t["target"] == "vaccination"))


def test_a_complete_card_meets_the_target_and_a_gap_does_not(registry: Registry) -> None:
    child = registry.register()["id"]
    view = registry.call(VILLAGE, "get_vaccinations", child_id=child)
    assert (view["recorded"], view["complete"], met(registry)) == (False, False, 0)
    doses = [{"vaccine": d["vaccine"], "dose": d["dose"], "on": d["due_on"]} for d in view["doses"]]
    about = {"child_id": child, "doses": doses}
    assert registry.call(VILLAGE, "record_vaccinations", **about)["complete"]
    assert met(registry) == 1
    gap = [{**doses[0], "on": None}]
    assert not registry.call(VILLAGE, "record_vaccinations", child_id=child, doses=gap)["complete"]
    assert met(registry) == 0
    with registry.database.transaction() as uow:
        assert wrong_cells(uow.session) == {}
        rows = str(uow.session.execute(text("SELECT * FROM vaccination_cards")).all())
    assert doses[0]["vaccine"] not in rows
    kept = registry.history(f"vaccinations/{child}")
    assert [row["version"] for row in kept] == [1, 2]


def test_what_cannot_be_is_refused_and_others_do_not_see_it(registry: Registry) -> None:
    child = registry.register()["id"]
    early = {"vaccine": "hepb", "dose": 1, "on": "2015-03-15"}
    with pytest.raises(InvalidRequest) as refused:
        registry.call(VILLAGE, "record_vaccinations", child_id=child, doses=[early])
    assert list(json.loads(refused.value.args[0])) == ["doses.0.on"]
    more = {**early, "dose": 9}
    with pytest.raises(VaccineUnknown):
        registry.call(VILLAGE, "record_vaccinations", child_id=child, doses=[more])
    bureau = Viewer(account_id="b", roles=frozenset({Role.EDUCATION_BUREAU}), area="520330")
    with pytest.raises(AccessDenied):
        registry.call(bureau, "get_vaccinations", child_id=child)


def test_a_dose_that_becomes_overdue_counts_from_the_quarters_end(registry: Registry) -> None:
    come_to(registry, date(2025, 9, 11))
    baby = {"birth_date": "2025-07-01", "id_number": None, "stage": "none"}
    child = registry.register(**baby)["id"]
    view = registry.call(VILLAGE, "get_vaccinations", child_id=child)
    given = [
        {"vaccine": d["vaccine"], "dose": d["dose"], "on": d["due_on"]}
        for d in view["doses"]
        if d["state"] != "later"
    ]
    assert registry.call(VILLAGE, "record_vaccinations", child_id=child, doses=given)["complete"]
    assert met(registry) == 1
    clock.travel_to(date(2025, 12, 31))
    assert met(registry) == 1
    come_to(registry, date(2026, 1, 1))
    assert met(registry) == 0
    with registry.database.transaction() as uow:
        assert wrong_cells(uow.session) == {}
