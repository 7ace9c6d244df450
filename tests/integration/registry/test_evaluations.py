"""The yearly evaluation: computed from what is on file, seen by post and superiors, frozen."""

from datetime import date
from typing import Any

import pytest

from services.registry.queries import fulfilled
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.organising.errors import (
    AlreadyEvaluated,
    EvaluatedNotFound,
    EvaluationTooEarly,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.cases.conftest import Cases, cases, school_of
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
)
from tests.integration.registry.quarters import come_to, confirm_all, sign
from tests.integration.registry.test_adoptions import principal, school
from tests.integration.registry.test_inspections import found
from tests.integration.registry.test_merges import merge

__all__ = ["cases"]

NEIGHBOUR = Viewer(account_id="next", roles=frozenset({Role.VILLAGE_OFFICER}), area=XIANGYANG)


def part(view: Any, measure: str) -> tuple[int, int] | None:
    return next(((p["done"], p["of"]) for p in view["parts"] if p["measure"] == measure), None)


def of_village(registry: Registry, viewer: Viewer = COUNTY, kind: str = "village") -> Any:
    return registry.call(viewer, "get_evaluation", evaluated=kind, subject=HONGGANG)


def test_points_come_from_what_the_village_did(registry: Registry) -> None:
    come_to(registry, TODAY)
    child = registry.register(VILLAGE)["id"]
    registry.register(VILLAGE, id_number=None, name="李小红")
    visit = {"visited_on": "2025-09-09", "method": "home", "outcome": "fine"}
    told = {"visitor": "陈主任", "met": "奶奶", "result": "一切正常"}
    registry.call(VILLAGE, "record_return_visit", child_id=child, **visit, **told)
    finding = found(registry, COUNTY)
    assert part(of_village(registry), "visits") == (1, 2)
    assert part(of_village(registry), "findings") is None  # its day is to come
    confirm_all(registry, HONGGANG)
    sign(registry, HONGGANG)
    come_to(registry, date(2025, 9, 21))
    assert part(of_village(registry), "findings") == (0, 1)
    assert part(of_village(registry), "quarters") == (1, 1)
    registry.call(VILLAGE, "answer_finding", finding_id=finding["id"], answer="已补访")
    assert part(of_village(registry), "findings") == (0, 1)  # after its day


def test_a_post_is_seen_by_its_holder_and_those_above_alone(registry: Registry) -> None:
    registry.register(VILLAGE)
    for viewer in (VILLAGE, TOWNSHIP, COUNTY):
        assert of_village(registry, viewer, "village_officer")["name"].endswith("红岗村村民委员会")
    for viewer in (NEIGHBOUR, AUDITOR, principal(school(registry))):
        with pytest.raises(AccessDenied):
            of_village(registry, viewer, "village_officer")
    same_place = Viewer(account_id="f", roles=frozenset({Role.TOWNSHIP_FEDERATION}), area=HONGGANG)
    with pytest.raises(AccessDenied):
        of_village(registry, same_place, "village_officer")
    listed = registry.call(VILLAGE, "list_evaluations", evaluated="village_officer")["items"]
    assert [one["subject"] for one in listed] == [HONGGANG]
    town = registry.call(TOWNSHIP, "list_evaluations", evaluated="village_officer")["items"]
    assert {one["subject"] for one in town} == {HONGGANG, XIANGYANG}


def test_a_key_of_other_digits_than_ours_is_of_nobody(registry: Registry) -> None:
    for key in ("²" * 12, "５２０３３０１０３２０１"):
        with pytest.raises(EvaluatedNotFound):
            registry.call(COUNTY, "get_evaluation", evaluated="village", subject=key)


def test_a_principal_sees_the_own_school_alone(registry: Registry) -> None:
    own, other = school(registry), school(registry, "醒民中学")
    head = principal(own)
    asked = {"evaluated": "principal", "subject": own}
    assert registry.call(head, "get_evaluation", **asked)["name"] == "醒民小学"
    with pytest.raises(AccessDenied):
        registry.call(head, "get_evaluation", **asked | {"subject": other})
    with pytest.raises(AccessDenied):
        registry.call(VILLAGE, "get_evaluation", **asked)


def test_what_was_signed_stays_and_is_signed_once_by_the_office_above(registry: Registry) -> None:
    registry.register(VILLAGE, id_number=None, guardian_phone=None)
    asked = {"evaluated": "village", "year": 2025}
    with pytest.raises(EvaluationTooEarly):
        registry.call(TOWNSHIP, "sign_evaluations", **asked, area="520330103")
    clock.travel_to(date(2025, 12, 1))
    with pytest.raises(AccessDenied):
        registry.call(TOWNSHIP, "sign_evaluations", **asked, area="520330104")
    own = {"evaluated": "township", "year": 2025, "area": "520330103"}
    with pytest.raises(AccessDenied):
        registry.call(TOWNSHIP, "sign_evaluations", **own)
    before = of_village(registry)
    done = registry.call(TOWNSHIP, "sign_evaluations", **asked, area="520330103")
    assert done["signed"] == 2
    with pytest.raises(AlreadyEvaluated):
        registry.call(TOWNSHIP, "sign_evaluations", **asked, area="520330103")
    registry.register(VILLAGE, id_number=None, name="赵小强")
    after = of_village(registry)
    assert (after["points"], after["parts"]) == (before["points"], before["parts"])
    assert after["signed_on"] == "2025-12-01"
    told = [data for name, data in registry.published() if name == "evaluation_signed"]
    assert {data["posts"][0] for data in told} == {
        f"role:village_officer@{HONGGANG}",
        f"role:village_officer@{XIANGYANG}",
    }


def test_only_who_was_asked_for_enough_is_proposed_for_commendation(registry: Registry) -> None:
    registry.call(TOWNSHIP, "prepare_letters", year=2025)
    [own] = registry.call(VILLAGE, "list_letters")["items"]
    signing = {"letter_id": own["id"], "signer": "村主任", "signed_on": "2025-02-01"}
    registry.call(TOWNSHIP, "sign_letter", **signing)
    asked = {"evaluated": "village", "year": 2025}
    [first, _] = registry.call(TOWNSHIP, "list_evaluations", **asked)["items"]
    assert (first["subject"], first["points"], first["commended"]) == (HONGGANG, 1000, False)
    come_to(registry, TODAY)
    child = registry.register(
        VILLAGE, present_address="红岗村一组", guardian_relation="grandfather"
    )
    visit = {"visited_on": "2025-09-09", "method": "home", "outcome": "fine"}
    told = {"visitor": "陈主任", "met": "奶奶", "result": "一切正常"}
    registry.call(VILLAGE, "record_return_visit", child_id=child["id"], **visit, **told)
    confirm_all(registry, HONGGANG)
    sign(registry, HONGGANG)
    come_to(registry, date(2025, 9, 21))
    [first, _] = registry.call(TOWNSHIP, "list_evaluations", **asked)["items"]
    assert sum(one["weight"] for one in first["parts"]) >= 50
    assert (first["subject"], first["commended"]) == (HONGGANG, first["points"] >= 850)


def visit(registry: Registry, child: str) -> None:
    about = {"visited_on": "2025-09-09", "method": "home", "outcome": "fine"}
    told = {"visitor": "陈主任", "met": "奶奶", "result": "一切正常"}
    registry.call(VILLAGE, "record_return_visit", child_id=child, **about, **told)


def test_a_visit_counts_for_a_child_who_is_cared_for_once_whatever_the_files(
    registry: Registry,
) -> None:
    first = registry.register(VILLAGE)["id"]
    second = registry.register(VILLAGE, id_number=None, hobbies="画画")["id"]
    registry.register(VILLAGE, id_number=None, name="李小红")
    at_home = registry.register(VILLAGE, id_number=None, name="王小刚", mother_situation="at_home")
    assert at_home["status"] == "not_left_behind"
    for child in (first, second, at_home["id"]):
        visit(registry, child)
    assert part(of_village(registry), "visits") == (2, 3)  # the one at home is not asked for
    merge(registry, first, second)
    assert part(of_village(registry), "visits") == (1, 2)


def test_a_post_is_held_to_its_duties_in_cases_of_another_township(cases: Cases) -> None:
    own = school_of(cases)
    incident = {"situations": ["accidental_injury"], "area_code": LONGXING, "at_school": True}
    cases.report(**incident, school_id=own)
    cases.pass_time(hours=5)
    head = f"school:principal@{own}"
    for area in ("520330103", "520330"):  # as the school is listed, and as the county lists it
        with cases.database.transaction() as uow:
            assert fulfilled.case_duties(uow.session, area, 2025)[head][1] > 0


def test_who_is_not_signed_for_is_not_said_to_be_refused_commendation(registry: Registry) -> None:
    registry.register(VILLAGE)
    assert of_village(registry)["commended"] is None
    clock.travel_to(date(2025, 12, 1))
    asked = {"evaluated": "village", "year": 2025, "area": "520330103"}
    registry.call(TOWNSHIP, "sign_evaluations", **asked)
    assert of_village(registry)["commended"] is False
