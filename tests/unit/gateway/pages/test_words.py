"""Codes, dates, money and counts as people here write them; every code has its word."""

import pytest

from gateway.pages import words
from shared.access.roles import Role
from shared.contracts.activities import schemas as activities
from shared.contracts.funding import codes as funding
from shared.contracts.pairing import codes as pairing
from shared.contracts.registry import codes as registry
from shared.contracts.registry.child import ChildFacts
from shared.texts.dossier import FIELDS
from shared.texts.pages import DONE, MENU
from shared.texts.words import WORDS

KINDS = {
    "role": Role,
    "status": registry.STATUSES,
    "stage": registry.STAGES,
    "sex": registry.SEXES,
    "hardship": registry.HARDSHIPS,
    "situation": registry.SITUATIONS,
    "enrolment": registry.ENROLMENTS,
    "dimension": registry.DIMENSIONS,
    "import_state": registry.IMPORT_STATES,
    "outcome": registry.OUTCOMES,
    "left_behind": registry.LEFT_BEHIND,
    "area_level": registry.LEVELS,
    "category": pairing.Category,
    "helper_status": pairing.HelperStatus,
    "record": pairing.Record,
    "condition": pairing.Condition,
    "own_view": pairing.OwnView,
    "signer": pairing.Signer,
    "matching_status": pairing.MatchingStatus,
    "proposal_status": pairing.ProposalStatus,
    "pairing_status": pairing.PairingStatus,
    "end_reason": pairing.EndReason,
    "coverage": pairing.Coverage,
    "mark": activities.MARKS,
    "session_state": activities.SESSION_STATES,
    "fund_kind": funding.FundKind,
    "roll_state": funding.RollState,
    "purpose": funding.Purpose,
    "payee_kind": funding.PayeeKind,
    "roll_kind": funding.RollKind,
    "check_side": funding.CheckSide,
    "objection_state": funding.ObjectionState,
    "batch_state": funding.BatchState,
    "line_outcome": funding.LineOutcome,
    "line_state": funding.LineState,
    "payment_state": funding.PaymentState,
    "entry_kind": funding.EntryKind,
    "account": funding.Account,
    "fault": funding.Fault,
    "eligible": (*funding.Reason, *registry.HARDSHIPS),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_has_a_word(kind: str) -> None:
    assert {str(code) for code in KINDS[kind]} <= set(WORDS[kind])


def test_every_field_of_a_dossier_has_a_name() -> None:
    assert set(ChildFacts().fields) <= set(FIELDS)


def test_a_code_nobody_knows_shows_as_a_dash_never_as_itself() -> None:
    assert words.word("brand_new", "status") == "—"
    assert words.word(["away", "brand_new"], "situation") == "外出务工、—"


@pytest.mark.parametrize(
    ("fen", "said"),
    [(130000, "¥1,300.00"), (31250, "¥312.50"), (0, "¥0.00"), (-50001, "-¥500.01"), (None, "—")],
)
def test_money_has_two_places_and_commas(fen: int | None, said: str) -> None:
    assert words.money(fen) == said


def test_dates_stand_in_chinese_without_leading_zeros() -> None:
    assert words.day("2026-03-05") == "2026年3月5日"
    assert words.day("2026-11-20T17:30:00+00:00") == "2026年11月21日"  # it is the next day here
    assert words.day(None) == "—"
    assert "2026年11月21日 10:30" in words.moment("2026-11-21T02:30:00+00:00")


def test_terms_are_said_as_schools_say_them() -> None:
    assert words.term("2026-autumn") == "2026年秋季学期"


def test_thousands_stand_apart_by_a_thin_space() -> None:
    assert words.count(4570) == "4\u2009570"


def test_no_sentence_and_no_menu_entry_is_empty() -> None:
    assert all(DONE.values())
    assert all(MENU.values())
