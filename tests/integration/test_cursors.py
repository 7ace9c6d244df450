"""Each list refuses a cursor that it did not give out: none fails on it, none begins again."""

import base64
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from marshmallow import ValidationError

from lantian.launcher import service_class
from shared.access.roles import Role
from shared.clock import today
from shared.contracts.bus.schemas import ListDeadLetters, ListSettled
from shared.errors import InvalidRequest
from shared.viewer import Viewer
from tests.integration.activities.school import School
from tests.integration.funding import office as money
from tests.integration.pairing import township
from tests.integration.registry.conftest import AREAS, CHILD, SYSTEM
from tests.integration.registry.conftest import COUNTY as REGISTRAR
from tests.integration.registry.quarters import fire
from tests.service_desk import ServiceDesk, open_desk

Lists = dict[str, Callable[..., Any]]

ROOT = Path(__file__).resolve().parents[2]
BAD = ["²", "x", "9" * 30, "", "-1", "' OR 1=1", "1 2", "520330103201 x", "\0"]
DONOR = Viewer(account_id="donor", roles=frozenset({Role.DONOR}))
OPERATOR = Viewer(account_id="operator", roles=frozenset({Role.OPERATOR}))
AUDITOR = Viewer(account_id="auditor", roles=frozenset({Role.AUDITOR}), area="520330")


def in_registry(desk: ServiceDesk) -> Lists:
    desk.call(SYSTEM, "import_areas", content=base64.b64encode(AREAS.encode()).decode())
    fire(desk, "quarter")
    child = desk.call(REGISTRAR, "register_child", **CHILD)["id"]
    content = base64.b64encode(b"not read here").decode()
    started = desk.call(REGISTRAR, "start_import", filename="a.xlsx", content=content)
    about = {"name": "红岗小学", "township_code": "520330103"}
    school = desk.call(REGISTRAR, "register_school", **about)["id"]
    health = {"filename": "a.xlsx", "content": content, "school_id": school}
    measured = desk.call(REGISTRAR, "start_health_sheet", **health, checked_on=str(today()))
    ask = partial(partial, desk.call, REGISTRAR)
    return {
        "list_schools": ask("list_schools"),
        "list_imports": ask("list_imports"),
        "list_import_rows": ask("list_import_rows", import_id=started["id"]),
        "list_children": ask("list_children"),
        "child_history": ask("child_history", child_id=child),
        "search_children": ask("search_children", q=CHILD["name"]),
        "list_duplicates": ask("list_duplicates"),
        "list_merges": ask("list_merges"),
        "list_moves": ask("list_moves"),
        "list_departments": ask("list_departments"),
        "list_adoptions": ask("list_adoptions"),
        "list_letters": ask("list_letters"),
        "list_unadopted": ask("list_unadopted"),
        "list_return_visits": ask("list_return_visits"),
        "list_parent_contacts": ask("list_parent_contacts", child_id=child),
        "list_without_contact": ask("list_without_contact"),
        "list_dropouts": ask("list_dropouts"),
        "list_promotions": ask("list_promotions"),
        "list_health_follow_ups": ask("list_health_follow_ups"),
        "list_health_sheets": ask("list_health_sheets"),
        "list_health_sheet_rows": ask("list_health_sheet_rows", import_id=measured["id"]),
        "list_to_confirm": ask("list_to_confirm", area=CHILD["area_code"]),
        "list_behind": ask("list_behind", area="520330000000"),
        "list_cases": ask("list_cases"),
        "list_my_duties": ask("list_my_duties"),
        "list_plans": ask("list_plans"),
        "list_my_steps": ask("list_my_steps"),
        "list_inspections": ask("list_inspections"),
        "list_findings": ask("list_findings"),
    }


def in_pairing(desk: ServiceDesk) -> Lists:
    town = township.Township(desk)
    child, matching = town.child(), town.match()["id"]
    ask = partial(partial, town.call)
    return {
        "list_helpers": ask("list_helpers"),
        "list_matchings": ask("list_matchings"),
        "list_proposals": ask("list_proposals", matching_id=matching),
        "list_unmatched": ask("list_unmatched", matching_id=matching),
        "list_pairings": ask("list_pairings"),
        "list_contacts": ask("list_contacts"),
        "list_promises": ask("list_promises"),
        "list_tallies": ask("list_tallies"),
        "list_wishes": ask("list_wishes"),
        "list_open_wishes": partial(town.call, "list_open_wishes", DONOR),
        "list_diary": ask("list_diary", child_id=child),
        "list_results": ask("list_results"),
        "list_watched": ask("list_watched"),
        "list_scorings": ask("list_scorings"),
    }


def in_activities(desk: ServiceDesk) -> Lists:
    school = School(desk)
    ask = partial(partial, school.call)
    return {
        "list_rooms": ask("list_rooms"),
        "list_sessions": ask("list_sessions"),
        "list_letterbox": ask("list_letterbox"),
        "list_children_of_school": ask("list_children_of_school", school_id=school.id),
    }


def in_funding(desk: ServiceDesk) -> Lists:
    office = money.Office(desk)
    [child] = office.register()
    office.account(child)
    approved = office.approve(office.propose(office.fund(1000)))
    roll, batch = approved["id"], office.batch(approved)["id"]
    terms = {"scheme": money.SCHEME, "term": money.AUTUMN, "area": money.COUNTY}
    ask = partial(partial, office.call, money.CLERK)
    return {
        "list_funds": ask("list_funds"),
        "list_eligible": ask("list_eligible", **terms),
        "list_rolls": ask("list_rolls"),
        "get_roll": ask("get_roll", roll_id=roll),
        "public_list": ask("public_list", roll_id=roll),
        "list_payments": ask("list_payments"),
        "journal": ask("journal"),
        "list_accounts": ask("list_accounts", roll_id=roll),
        "list_batch_lines": ask("list_batch_lines", batch_id=batch),
        "list_delegations": ask("list_delegations"),
        "list_reliefs": ask("list_reliefs"),
        "list_awards": ask("list_awards"),
        "list_instalments": ask("list_instalments"),
        "list_periods": ask("list_periods"),
    }


def in_notifications(desk: ServiceDesk) -> Lists:
    return {
        "list_messages": partial(desk.call, AUDITOR, "list_messages"),
        "list_deliveries": partial(desk.call, OPERATOR, "list_deliveries"),
    }


LISTS = {
    "registry": in_registry,
    "pairing": in_pairing,
    "activities": in_activities,
    "funding": in_funding,
    "notifications": in_notifications,
}


@pytest.fixture
def lists(service: str, database_url: str, tmp_path: Path) -> Iterator[Lists]:
    with open_desk(service_class(service), database_url, tmp_path) as desk:
        log = {"list_access_log": partial(desk.call, AUDITOR, "list_access_log")}
        yield LISTS[service](desk) | log


@pytest.mark.parametrize("service", sorted(LISTS))
def test_a_cursor_that_was_not_given_out_is_refused(service: str, lists: Lists) -> None:
    assert set(lists) == offered(service)
    for operation, ask in lists.items():
        assert "next" in ask(), operation
        for cursor in BAD:
            with pytest.raises(InvalidRequest) as refused:
                ask(after=cursor)
            assert "after" in json.loads(refused.value.args[0]), (operation, cursor)


@pytest.mark.parametrize("service", ["funding"])
def test_the_eligible_do_not_begin_again_after_a_child_that_nobody_knows(
    service: str, lists: Lists
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        lists["list_eligible"](after=str(uuid4()))
    assert "after" in json.loads(refused.value.args[0]), service


@pytest.mark.parametrize("cursor", BAD)
def test_a_page_of_the_bus_begins_at_a_number(cursor: str) -> None:
    for schema, asked in (
        (ListDeadLetters, {}),
        (ListSettled, {"type": "child_changed", "since": "2026-01-01T00:00:00+08:00"}),
    ):
        assert schema().load(asked)["after"] in (0, "0")
        with pytest.raises(ValidationError) as refused:
            schema().load(asked | {"after": cursor})
        assert set(refused.value.normalized_messages()) == {"after"}


def offered(service: str) -> set[str]:
    """Operations that the API describes as read page by page; those of the bus are read from the
    broker, by number."""
    described = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    routes = [
        methods["get"]
        for path, methods in described["paths"].items()
        if "get" in methods and "/bus/" not in path
    ]
    paged = [r for r in routes if any(p.get("name") == "after" for p in r.get("parameters", []))]
    suffix = f"_{service}"
    return {
        r["operationId"].removesuffix(suffix) for r in paged if r["operationId"].endswith(suffix)
    }
