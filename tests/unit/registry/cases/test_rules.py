"""What follows from a report, from a fact in the dossier, and from a guardian's conduct."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.registry.domain.cases.concern import seen_in
from services.registry.domain.cases.course import DutyState, after_receipt, check_end, handling
from services.registry.domain.cases.findings import (
    begins,
    duties_of,
    in_dossier,
    opening_duties,
    suggested,
)
from services.registry.domain.cases.guardianship import (
    Conduct,
    end_of,
    full_months,
    grounds,
    visit_days,
)
from shared.access.roles import Role
from shared.contracts.registry.case_codes import FINDINGS, REPORTABLE
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseNotAssessed,
    DutiesOpen,
    NotReceivedYet,
)
from shared.packs import load_packs
from shared.texts.case_words import CASE_WORDS

RULES = load_packs().get("national", date(2026, 1, 1))["protection"]
OPEN, DONE = DutyState("search", "open"), DutyState("receive", "done")


def test_each_situation_of_the_law_may_be_reported_and_has_its_words() -> None:
    assert len(REPORTABLE) == 15
    assert set(CASE_WORDS["situation_reported"]) == set(REPORTABLE) == set(RULES["situations"])
    assert set(CASE_WORDS["finding"]) == set(FINDINGS) == set(RULES["findings"])


def test_a_duty_is_called_the_same_in_messages_as_in_the_pack() -> None:
    for kind, duty in RULES["duties"].items():
        assert CASE_WORDS["case_duty"][kind] == duty["title"]


def test_an_incident_at_school_is_a_finding_besides() -> None:
    assert suggested(["accidental_injury"], RULES, at_school=True) == ("school_incident",)
    assert suggested(["domestic_violence", "unlawful_harm"], RULES, at_school=False) == (
        "violence",
    )


@pytest.mark.parametrize(
    ("finding", "duties"),
    [
        ("living_alone", {"order_back", "admonish"}),
        ("carer_unfit", {"other_carer"}),
        ("parents_not_reached", {"escort_child", "temporary_carer"}),
        ("missing", {"search"}),
        ("violence", {"stop_violence", "medical_proof", "legal_aid"}),
        ("school_incident", {"tell_guardian", "tell_parents", "tell_education", "tell_township"}),
    ],
)
def test_what_is_found_says_what_has_to_be_done(finding: str, duties: set[str]) -> None:
    assert duties <= set(duties_of([finding], RULES))


def test_the_police_are_told_of_everything_reported() -> None:
    assert opening_duties([], RULES, origin="report") == ("receive", "tell_police", "file_upward")
    assert opening_duties([], RULES, origin="office") == ("receive",)


def test_the_counsellor_tells_what_a_letter_says() -> None:
    assert opening_duties([], RULES, origin="letterbox") == ("receive", "ask_counsellor")


def test_only_the_clock_of_a_school_incident_starts_at_the_incident() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    before = now - timedelta(minutes=20)
    assert begins("tell_guardian", RULES, incident=before, now=now) == before
    assert begins("receive", RULES, incident=before, now=now) == now
    assert begins("tell_guardian", RULES, incident=now + timedelta(minutes=3), now=now) == now


@pytest.mark.parametrize(
    ("care", "age", "situation"),
    [
        ("unattended", 7, "abandoned"),
        ("unattended", 8, None),
        ("alone", 15, "living_alone"),
        ("alone", 16, None),
        ("with_carer", 3, None),
        (None, 3, None),
    ],
)
def test_the_ages_of_the_law_make_a_fact_a_danger(
    care: str | None, age: int, situation: str | None
) -> None:
    found = in_dossier({"care": care}, age, RULES)
    assert found == ((situation,) if situation else ())


@pytest.mark.parametrize(
    ("begun", "full"),
    [
        ("2025-01-15", "2025-07-16"),  # the 15th of July is the last day and counts to its end
        ("2025-08-31", "2026-03-01"),  # February has no 31st: its last day
        ("2025-08-28", "2026-03-01"),
        ("2025-08-27", "2026-02-28"),
        ("2027-08-31", "2028-03-01"),  # a leap year: 29 February is the last
        ("2027-08-29", "2028-03-01"),
        ("2027-08-28", "2028-02-29"),
        ("2025-12-31", "2026-07-01"),
        ("2025-03-31", "2025-10-01"),
    ],
)
def test_six_months_are_full_on_the_day_after_their_last(begun: str, full: str) -> None:
    assert full_months(date.fromisoformat(begun), 6).isoformat() == full


TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("conduct", "found"),
    [
        (Conduct(), ()),
        (Conduct(("criticism",)), ()),
        (Conduct(("danger_persists", "criticism")), ()),
        (Conduct(("criticism", "danger_persists")), ("danger_after_education",)),
        (Conduct(("warning_letter", "danger_persists")), ("danger_after_education",)),
        (Conduct(("serious_harm",)), ("serious_harm",)),
        (Conduct(("duty_refused",), date(2025, 8, 31)), ("refused_six_months",)),
        (Conduct(("duty_refused",), date(2025, 9, 1)), ()),
        (
            Conduct(("criticism", "danger_persists", "serious_harm"), date(2025, 1, 1)),
            ("danger_after_education", "refused_six_months", "serious_harm"),
        ),
    ],
)
def test_a_petition_has_three_grounds(conduct: Conduct, found: tuple[str, ...]) -> None:
    assert grounds(conduct, TODAY, 6) == found


def test_visits_after_a_warning_are_so_many_days_apart() -> None:
    assert visit_days(date(2026, 1, 31), 3, 30) == [
        date(2026, 3, 2),
        date(2026, 4, 1),
        date(2026, 5, 1),
    ]


def test_work_of_a_day_is_due_by_its_end_in_china() -> None:
    assert end_of(date(2026, 3, 1)).astimezone(UTC) == datetime(2026, 3, 1, 15, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "result", "duties", "refusal"),
    [
        ("closed", "safe", [], CaseClosed),
        ("open", "no_danger", [DutyState("receive", "open")], NotReceivedYet),
        ("open", "safe", [DONE], CaseNotAssessed),
        ("assessed", "safe", [DONE, OPEN], DutiesOpen),
        ("assessed", "safe", [DONE], None),
        ("open", "no_danger", [DONE, OPEN], None),
    ],
)
def test_when_a_case_may_end(
    state: str, result: str, duties: list[DutyState], refusal: type[Exception] | None
) -> None:
    if refusal is None:
        check_end(state, result, duties)
        assert state != "closed"
        return
    with pytest.raises(refusal):
        check_end(state, result, duties)


def test_a_reporter_is_told_that_and_never_how() -> None:
    assert [
        handling(s, c)
        for s, c in (
            ("reported", None),
            ("open", None),
            ("assessed", None),
            ("closed", "safe"),
            ("closed", "guardianship_changed"),
            ("closed", "no_danger"),
        )
    ] == ["received", "handling", "handling", "handled", "handled", "no_danger"]
    assert (after_receipt("reported"), after_receipt("assessed")) == ("open", "assessed")


def test_a_case_is_seen_by_place_or_after_a_call() -> None:
    here = frozenset({Role.POLICE, Role.VILLAGE_OFFICER})
    police = "role:police@520330"
    assert seen_in(here, [police], []) == {Role.VILLAGE_OFFICER}
    assert seen_in(here, [police], [police]) == here
    assert seen_in(frozenset(), [police], [police]) == frozenset()
    assert seen_in(frozenset({Role.POLICE}), ["role:police@520331"], [police]) == frozenset()


@pytest.mark.parametrize(
    ("improper", "age", "situations"),
    [
        (["violence", "abuse"], 9, ("domestic_violence",)),
        (["neglect"], 17, ("guardian_unfit",)),
        (["abandonment"], 18, ()),
        (None, 9, ()),
    ],
)
def test_care_so_improper_that_it_is_reported_is_a_danger(
    improper: list[str] | None, age: int, situations: tuple[str, ...]
) -> None:
    assert in_dossier({"improper_care": improper}, age, RULES) == situations
