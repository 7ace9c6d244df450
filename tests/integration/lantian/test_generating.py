"""A generated county is one that its people might have typed: counts, books, chains, copies and
search hold on it, and it comes into no installation that is in use."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from gateway.settings import WebSettings
from lantian.generate import county, places
from lantian.generate.families import Drawn, Families
from lantian.generate.numbers import Numbers
from services.activities.models import SchoolChild
from services.funding.models import Child as PaidChild
from services.funding.models import RollLine
from services.notifications.models import Message
from services.pairing.models import Child as PairedChild
from services.pairing.models import ChildCount, Helper, Pairing
from services.pairing.store.child_counts import wrong_counts as wrong_counts_of_pairing
from services.registry.domain import id_number
from services.registry.models import Child
from services.registry.queries.counts import wrong_counts
from services.registry.queries.recount import wrong_cells
from services.registry.queries.search import search_children
from shared import clock
from shared.access.table import admit
from shared.settings import Settings
from shared.viewer import Viewer

TODAY = date(2025, 9, 10)
CHILDREN, HELPERS = 60, 40
AREAS = """code,name,level,parent
52,贵州省,province,
5203,遵义市,prefecture,52
520330,习水县,county,5203
520330100,桃林镇,township,520330
520330100200,永胜村村民委员会,village,520330100
520330100201,红岗村村民委员会,village,520330100
520330101,温水镇,township,520330
520330101200,娄底村村民委员会,village,520330101
520330102,官店镇,township,520330
520330102200,官塘村村民委员会,village,520330102
"""
COPIES = {"pairing": PairedChild, "activities": SchoolChild, "funding": PaidChild}


def settings_of(folder: Path) -> Settings:
    return Settings.from_environment({"LANTIAN_DATA": str(folder), "LANTIAN_DEMO": "1"})


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    clock.travel_to(TODAY)
    wish = county.Wish(CHILDREN, HELPERS, seed=1, today=TODAY)
    settings = settings_of(tmp_path_factory.mktemp("generated"))
    settings.data.mkdir(exist_ok=True)
    with county.opened(settings) as opened:
        generator = county.Generator(opened, wish, lambda _words: None)
        ground = places.county_of(AREAS)
        ids = generator.county(ground)
        generator.posts(ground, ids, WebSettings.of(settings))
        yield opened


def count(databases: dict[str, Any], service: str, model: Any, *where: Any) -> int:
    with databases[service].transaction() as uow:
        return int(uow.session.scalar(select(func.count()).select_from(model).where(*where)))


def test_a_recount_finds_the_counts_and_books_that_were_kept(databases: dict[str, Any]) -> None:
    with databases["registry"].transaction() as uow:
        assert wrong_counts(uow.session) == {}
        assert wrong_cells(uow.session) == {}
    with databases["pairing"].transaction() as uow:
        assert wrong_counts_of_pairing(uow.session) == {}
        assert uow.session.scalar(select(func.sum(ChildCount.children))) == CHILDREN
    assert count(databases, "registry", Child) == CHILDREN


@pytest.mark.parametrize("service", ["registry", "pairing", "funding", "notifications", "gateway"])
def test_every_chain_verifies(databases: dict[str, Any], service: str) -> None:
    with databases[service].transaction() as uow:
        assert [uow.verify(chain) for chain in ("history", "access_log")] == [None, None]


@pytest.mark.parametrize("service", sorted(COPIES))
def test_the_other_services_hold_the_newest_state_of_each_child(
    databases: dict[str, Any], service: str
) -> None:
    model = COPIES[service]
    key = model.__table__.primary_key.columns[0]
    with databases["registry"].transaction() as uow:
        known = {i: version for i, version in uow.session.execute(select(Child.id, Child.version))}
    with databases[service].transaction() as uow:
        held = {i: version for i, version in uow.session.execute(select(key, model.version))}
    assert held == known


def test_each_event_was_handled_by_whoever_wants_it(databases: dict[str, Any]) -> None:
    for service in ("registry", "pairing", "funding"):
        outbox = databases[service].unit.base.metadata.tables["outbox"]
        assert count(databases, service, outbox, outbox.c.settled_at.is_(None)) == 0
    inbox = databases["pairing"].unit.base.metadata.tables["inbox"]
    registered = inbox.c.consumer == "on_child_registered"
    assert count(databases, "pairing", inbox, registered) == CHILDREN
    assert count(databases, "notifications", Message) > 0


def test_the_working_size_has_its_levels(databases: dict[str, Any]) -> None:
    """5,210 children at levels 1 to 3 and 4,570 at level 4 (DOMAIN section 4)."""
    assert count(databases, "registry", Child, Child.level == 4) == round(CHILDREN * 4570 / 9780)
    assert count(databases, "registry", Child, Child.level == 0) == 0


def test_a_child_is_found_by_its_initials_and_its_number(databases: dict[str, Any]) -> None:
    grant = admit(Viewer.system(), "registry.search_children")
    drawn = drawn_children()[0]
    for asked in (drawn.facts["id_number"], drawn.facts["name"]):
        with databases["registry"].transaction() as uow:
            found = search_children(
                uow, grant, q=asked, area=None, school_id=None, after=None, limit=20, today=TODAY
            )
        assert drawn.facts["name"] in [child["name"] for child in found["items"]]


def test_helpers_pairs_and_a_roll_are_there(databases: dict[str, Any]) -> None:
    assert count(databases, "pairing", Helper, Helper.status == "approved") == HELPERS
    assert count(databases, "pairing", Pairing) == count(
        databases, "pairing", Helper, Helper.load > 0
    )
    assert count(databases, "funding", RollLine) > 0


def test_an_installation_in_use_is_refused(databases: dict[str, Any]) -> None:
    settings = databases["registry"].settings
    with pytest.raises(county.NotFresh), county.opened(settings):
        pytest.fail("an installation in use was opened")


def drawn_children() -> list[Drawn]:
    ground = places.county_of(AREAS)
    ids = {school: school.name for school in ground.schools}
    numbers = Numbers(random.Random(1))
    return list(Families(ground, 1, TODAY, numbers, CHILDREN).children(ids))


def test_the_same_seed_and_day_give_the_same_children() -> None:
    assert drawn_children() == drawn_children()


def test_every_number_is_valid_and_given_once() -> None:
    numbers = [child.facts["id_number"] for child in drawn_children()]
    assert len(set(numbers)) == CHILDREN
    assert not [n for n in numbers if isinstance(id_number.parse(n, today=TODAY), id_number.Broken)]


def test_ten_counties_have_codes_of_their_own_and_as_many_schools() -> None:
    found = list(places.counties(10))
    villages = [code for one in found for code in one.villages]
    assert len(set(villages)) == len(villages)
    assert [len(one.schools) for one in found] == [places.SCHOOLS] * 10
    assert len(found[0].villages) == 257
