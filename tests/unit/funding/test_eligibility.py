import pytest

from services.funding.domain.eligibility import judge
from services.funding.domain.schemes import scheme_of
from shared.contracts.funding.codes import Reason
from shared.contracts.funding.errors import SchemeNotFound
from tests.unit.funding.examples import AUTUMN, LIVING, SPRING, a_child


@pytest.mark.parametrize(
    ("stage", "yuan"), [("primary", 500), ("junior", 800), ("senior", 1300), ("college", 2000)]
)
def test_the_stage_of_school_decides_the_amount_of_a_term(stage: str, yuan: int) -> None:
    assert judge(a_child(stage=stage), LIVING, AUTUMN).amount_fen == yuan * 100


def test_college_is_paid_for_the_named_months_of_the_term() -> None:
    student = a_child(stage="college")

    autumn, spring = judge(student, LIVING, AUTUMN), judge(student, LIVING, SPRING)

    assert autumn.months == ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01")
    assert spring.months == ("2026-02", "2026-03", "2026-04", "2026-05", "2026-06")
    assert spring.amount_fen == 5 * 400_00


def test_who_is_in_is_told_by_which_hardship() -> None:
    child = a_child(hardships=frozenset({"parent_ill", "single_parent", "low_income"}))
    verdict = judge(child, LIVING, AUTUMN)

    assert verdict.eligible
    assert verdict.reasons == ("parent_ill", "single_parent")


def test_a_hardship_that_the_scheme_does_not_name_is_not_enough() -> None:
    verdict = judge(a_child(hardships=frozenset({"low_income"})), LIVING, AUTUMN)

    assert not verdict.eligible
    assert verdict.reasons == (Reason.NO_HARDSHIP,)
    assert verdict.amount_fen == 0


def test_every_reason_against_is_told_at_once() -> None:
    child = a_child(hardships=frozenset(), stage="kindergarten")
    verdict = judge(child, LIVING, AUTUMN, taken=Reason.ALREADY_GRANTED)

    assert verdict.reasons == (
        Reason.NO_HARDSHIP,
        Reason.NO_RATE_FOR_STAGE,
        Reason.ALREADY_GRANTED,
    )


@pytest.mark.parametrize("taken", [Reason.ALREADY_GRANTED, Reason.ON_OPEN_ROLL])
def test_who_has_it_already_is_out(taken: Reason) -> None:
    assert judge(a_child(), LIVING, AUTUMN, taken=taken).reasons == (taken,)


def test_a_scheme_that_the_rules_do_not_have_is_not_found() -> None:
    with pytest.raises(SchemeNotFound):
        scheme_of("meals", {}, pack="national", version="2025.1", pack_hash="")
