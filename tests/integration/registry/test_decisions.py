"""Grading, counting, birthdays, packs and what others' facts change."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.registry.handlers.counting import mend_counts
from services.registry.queries.counts import wrong_counts
from shared import clock
from shared.access.roles import Role
from shared.contracts.funding.events import PaymentMade, PaymentReversed
from shared.contracts.pairing.events import PairingActivated, PairingEnded
from shared.contracts.registry.errors import (
    FactsMissing,
    PackNotFound,
    PackStartsInThePast,
    ScoreOutOfRange,
)
from shared.errors import AccessDenied
from shared.messaging.timers import claim
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    TOWNSHIP,
    VILLAGE,
    Registry,
)

SCORES = {"psychology": 1, "health": 0, "schooling": 1, "guardianship": 3, "living": 1}
FACTS = {
    "psychology": "少言",
    "schooling": "成绩下降",
    "guardianship": "无人照看",
    "living": "危房",
}
GIRL = {"name": "单雨桐", "sex": "female", "id_number": None}


def assess(registry: Registry, child_id: str, viewer: Viewer = VILLAGE, **scores: int) -> dict:
    return registry.call(
        viewer, "assess_child", child_id=child_id, scores=SCORES | scores, facts=FACTS
    )


def fire(registry: Registry, kind: str) -> int:
    """Fire what is due by the clock, as the service's own timers do."""
    fired = 0
    while True:
        with registry.database.transaction() as uow:
            row = claim(uow, kind, clock.now())
            if row is None:
                return fired
            method = {"child_age": "child_age", "pack_in_force": "pack_in_force"}[kind]
            getattr(registry.service, method).__wrapped__(
                registry._self, row.subject, row.due_at, uow
            )
        fired += 1


def run_jobs(registry: Registry) -> None:
    for row in registry.rows("jobs"):
        if row["state"] == "open" and row["kind"] == "judge_area":
            registry.service.judge_area(registry._self, row["subject"])


def pairing(child_id: str, event: type = PairingActivated, **more: str) -> object:
    facts = {"pairing_id": "p1", "helper_id": str(uuid4()), "area_code": HONGGANG, "slot": "any"}
    version = 1 if event is PairingActivated else 2
    return event(child_id=child_id, version=version, **{**facts, **more})


# --- grading


def test_five_scores_make_a_level_that_is_told_once(registry: Registry) -> None:
    child = registry.register()
    graded = assess(registry, child["id"])
    assert (graded["level"], graded["total"]) == (4, 6)
    assert graded["reasons"][0]["code"] == "key_guardianship"
    name, data = registry.published()[-1]
    assert (name, data["level"], data["previous_level"], data["version"]) == (
        "child_graded",
        4,
        0,
        2,
    )
    assess(registry, child["id"], living=2)
    assert registry.told().count("child_graded") == 1
    assert registry.dossier(child["id"])["level"] == 4


def test_earlier_assessments_are_kept(registry: Registry) -> None:
    child = registry.register()
    assess(registry, child["id"])
    assess(registry, child["id"], guardianship=0)
    kept = registry.call(COUNTY, "get_assessments", child_id=child["id"])["items"]
    assert [a["level"] for a in kept] == [1, 4]
    assert kept[0]["pack"] == "national"
    assert "psychology" not in kept[0]["facts"]
    assert kept[0]["facts"]["living"] == "危房"


def test_scores_without_facts_or_out_of_range_are_refused(registry: Registry) -> None:
    child = registry.register()
    with pytest.raises(ScoreOutOfRange):
        assess(registry, child["id"], health=4)
    with pytest.raises(FactsMissing):
        assess(registry, child["id"], health=1)
    assert registry.rows("assessments") == []


def test_only_who_answers_for_the_child_may_grade_it(registry: Registry) -> None:
    child = registry.register(area_code=LONGXING)
    with pytest.raises(AccessDenied):
        assess(registry, child["id"], VILLAGE)


def test_observed_facts_lie_sealed(registry: Registry) -> None:
    child = registry.register()
    assess(registry, child["id"])
    assert "危房" not in str(registry.rows("assessments") + registry.rows("history"))


# --- counting


def test_counts_change_with_the_children(registry: Registry) -> None:
    first = registry.register()["id"]
    registry.register(**GIRL, area_code=LONGXING, mother_situation="unknown")
    assess(registry, first)
    counted = registry.call(COUNTY, "count_children")
    assert counted["area"]["children"] == 2
    assert counted["area"]["by_status"]["left_behind"] == 1
    assert counted["area"]["by_level"]["4"] == 1
    assert [(i["code"], i["children"]) for i in counted["items"]] == [
        ("520330103", 1),
        ("520330104", 1),
    ]
    registry.correct(first, area_code=LONGXING)
    registry.correct(first, mother_situation="at_home")
    counted = registry.call(AUDITOR, "count_children", area="520330104")
    assert counted["area"]["by_status"]["not_left_behind"] == 1
    assert counted["area"]["children"] == 2
    assert registry.call(TOWNSHIP, "count_children")["area"]["children"] == 0
    with pytest.raises(AccessDenied):
        registry.call(TOWNSHIP, "count_children", area="520330104")


def test_counts_can_be_compared_with_the_children_and_put_right(registry: Registry) -> None:
    registry.register()
    with registry.database.transaction() as uow:
        assert wrong_counts(uow.session) == {}
        uow.children.count(HONGGANG, "left_behind", 0, 5)
    with registry.database.transaction() as uow:
        wrong = wrong_counts(uow.session)
        assert wrong == {(HONGGANG, "left_behind", 0): (6, 1)}
        mend_counts(uow, wrong)
    with registry.database.transaction() as uow:
        assert wrong_counts(uow.session) == {}


# --- birthdays


def test_sixteen_ends_the_status_by_itself_on_the_day_after_the_birthday(
    registry: Registry,
) -> None:
    child = registry.register(**GIRL, birth_date="2010-02-28")
    clock.travel_to(date(2026, 2, 28))
    assert fire(registry, "child_age") == 0
    clock.travel_to(date(2026, 3, 1))
    assert fire(registry, "child_age") == 1
    dossier = registry.dossier(child["id"])
    assert dossier["status"] == "not_left_behind"
    assert dossier["reasons"][-1]["code"] == "aged_out"
    assert registry.told() == ["child_registered", "child_aged", "child_judged"]
    assert fire(registry, "child_age") == 0
    clock.travel_to(date(2028, 3, 1))
    assert fire(registry, "child_age") == 1
    assert registry.told()[3:] == ["child_aged", "child_changed"]


# --- what others do


def test_a_child_whose_parent_returned_is_followed_while_the_pairing_goes_on(
    registry: Registry,
) -> None:
    child = registry.register()
    registry.fact(pairing(child["id"]))
    assert registry.dossier(child["id"])["status"] == "left_behind"
    assert registry.correct(child["id"], mother_situation="at_home")["status"] == "followed"
    registry.fact(pairing(child["id"], PairingEnded, reason="parent_returned"))
    assert registry.dossier(child["id"])["status"] == "not_left_behind"


def test_an_end_that_comes_before_its_beginning_stays_the_end(registry: Registry) -> None:
    child = registry.register(mother_situation="at_home")
    registry.fact(pairing(child["id"], PairingEnded, reason="mistake"))
    registry.fact(pairing(child["id"]))
    assert registry.dossier(child["id"])["status"] == "not_left_behind"


def payment(child_id: str, kind: Any = PaymentMade, *, number: str = "1", version: int = 1) -> Any:
    return kind(
        payment_id=number,
        roll_id="1",
        child_id=child_id,
        area_code=HONGGANG,
        scheme="xishui_living",
        term="2025-autumn",
        amount_fen=50000,
        version=version,
    )


def test_a_scheme_that_pays_follows_the_child(registry: Registry) -> None:
    child = registry.register()
    registry.fact(payment(child["id"]))
    assert registry.correct(child["id"], mother_situation="at_home")["status"] == "followed"


def test_a_payment_that_was_taken_back_follows_nobody(registry: Registry) -> None:
    child = registry.register()["id"]
    status = lambda: registry.dossier(child)["status"]  # noqa: E731
    registry.fact(payment(child))
    registry.fact(payment(child, number="2"))
    registry.correct(child, mother_situation="at_home")
    assert status() == "followed"
    registry.fact(payment(child, PaymentReversed, version=2))
    assert status() == "followed"
    registry.fact(payment(child, PaymentReversed, number="2", version=2))
    assert status() == "not_left_behind"
    registry.fact(payment(child, number="2"))  # an older fact that comes late
    assert status() == "not_left_behind"


def test_a_pairing_of_an_unknown_child_is_no_failure(registry: Registry) -> None:
    registry.fact(pairing(str(uuid4())))
    assert registry.told() == []


# --- packs


def test_another_pack_judges_the_county_again(registry: Registry) -> None:
    child = registry.register(**GIRL, birth_date="2009-01-01")
    assert child["status"] == "not_left_behind"
    adopted = registry.call(
        COUNTY, "adopt_pack", area="520330", pack="heishi", valid_from="2025-09-10"
    )
    assert len(adopted["hash"]) == 64
    run_jobs(registry)
    dossier = registry.dossier(child["id"])
    assert (dossier["status"], dossier["pack"]) == ("left_behind", "heishi")
    run_jobs(registry)
    assert registry.told() == ["child_registered", "pack_adopted", "child_judged"]
    listed = registry.call(COUNTY, "list_packs")["items"]
    assert [p["id"] for p in listed if p["in_force"]] == ["heishi"]


def test_a_pack_may_come_into_force_later(registry: Registry) -> None:
    child = registry.register(**GIRL, birth_date="2009-01-01")
    registry.call(COUNTY, "adopt_pack", area="520330", pack="heishi", valid_from="2025-10-01")
    clock.travel_to(date(2025, 9, 30))
    assert fire(registry, "pack_in_force") == 0
    clock.travel_to(date(2025, 10, 1))
    assert fire(registry, "pack_in_force") == 1
    run_jobs(registry)
    assert registry.dossier(child["id"])["status"] == "left_behind"


def test_packs_are_adopted_forward_and_by_name(registry: Registry) -> None:
    with pytest.raises(PackStartsInThePast):
        registry.call(COUNTY, "adopt_pack", area="520330", pack="heishi", valid_from="2025-09-09")
    with pytest.raises(PackNotFound):
        registry.call(COUNTY, "adopt_pack", area="520330", pack="nix", valid_from="2025-09-10")
    elsewhere = Viewer(account_id="x", roles=frozenset({Role.COUNTY_OFFICER}), area="511621")
    with pytest.raises(AccessDenied):
        registry.call(
            elsewhere, "adopt_pack", area="520330", pack="heishi", valid_from="2025-09-10"
        )
