"""Each rule of who may be with a child (DOMAIN section 6), broken once: some test turns red.

Integration tests are named one by one, on SQLite.
"""

import pytest

from tests.mutations.breaking import RED, SURVIVED, outcome

PAIRING = "services.pairing."
HELPERS, CONSENTS = PAIRING + "domain.helpers", PAIRING + "domain.consents"
PAIRS, OPENING = PAIRING + "domain.pairings", PAIRING + "handlers.pairings"
AT_WORK = PAIRING + "handlers.helpers"


def on(name: str, *tests: str) -> list[str]:
    return [f"tests/integration/pairing/test_{name}.py::test_{test}[sqlite]" for test in tests]


BLIND = "if check_good_until is None:\n        return; raise"
AGES = on("helpers", "helpers_are_adults_and_peers_are_pupils")
DECLARED = [
    "tests/integration/pairing/test_helpers.py::"
    "test_who_declares_any_record_is_refused_without_exception[sqlite-abuse]"
]
OWN = on("helpers", "nobody_checks_approves_or_refuses_themselves")
CONDITIONS = on("helpers", "every_condition_must_be_confirmed")
UNCHECKED = on("helpers", "nobody_is_approved_without_a_good_check")
RENEWED = on("helpers", "a_check_renewed_in_time_suspends_nobody")
LATE = on("pairings", "a_check_that_ran_out_stops_an_acceptance_even_before_the_timer")
NEED = on("pairings", "only_a_child_in_need_with_a_level_is_paired")
FUTURE = on("consents", "consent_is_not_signed_in_the_future_or_for_nobody")
OLD = on("consents", "a_paper_from_before_the_withdrawal_brings_nothing_back")
REFUSED = on("proposals", "a_refused_pair_is_not_proposed_again")
WRONG = on("proposals", "whoever_is_chosen_instead_must_fit_the_place")
FULL = on("proposals", "a_proposal_made_before_the_helper_was_full_is_refused")
SELF = on("proposals", "nobody_makes_themselves_a_childs_helper")
AGAIN = on("matching_again", "when_a_pairing_ends_another_is_proposed_within_a_minute")
DISMISSED = on("helpers", "a_record_found_later_ends_every_pairing_at_once")
EXPIRED = on("helpers", "an_expired_check_suspends_and_a_new_one_brings_back")
CHECKED = on("helpers", "a_check_is_of_the_past_and_never_older_than_the_one_on_file")
BY_HAND = on("pairings", "no_rule_about_the_helper_can_be_passed_by_hand")
OPENED = on("consents", "no_pairing_without_consent")
HEARD = on("consents", "a_child_is_heard_from_the_day_after_the_eighth_birthday")
AGREES = on("consents", "from_fourteen_on_the_child_consents_too")

RULES: list[tuple[str, str, str, str, list[str]]] = [
    ("a helper is an adult", HELPERS, "is not Category.PEER and not adult", "is None", AGES),
    ("a peer is a pupil", HELPERS, "is Category.PEER and adult", "is None", AGES),
    ("a declared record refuses", HELPERS, "REFUSED if declared", "APPLIED if declared", DECLARED),
    ("nobody decides on themselves", HELPERS, "person_id == helper_id", "False", OWN),
    ("no check of tomorrow", HELPERS, "if checked_on > today", "if False", CHECKED),
    ("an older check is none", HELPERS, "checked_on < last", "False", CHECKED),
    ("a check that ran out is none", HELPERS, "if expires < today", "if False", CHECKED),
    ("a record dismisses", HELPERS, "    if records:\n", "    if False:\n", DISMISSED),
    ("approval asks for every condition", HELPERS, "if missing:", "if False:", CONDITIONS),
    ("a check is there", HELPERS, "if check_good_until is None:\n        raise", BLIND, UNCHECKED),
    ("the day after nothing goes on", HELPERS, "if check_good_until < today:", "if False:", LATE),
    (
        "who is with a child is approved",
        HELPERS,
        "if status is not HelperStatus.APPROVED:",
        "if False:",
        BY_HAND,
    ),
    ("the child is heard", CONSENTS, "and own_view is None", "and False", HEARD),
    ("from fourteen it consents itself", CONSENTS, "and not own_consent", "and False", AGREES),
    ("no paper of tomorrow", CONSENTS, "signed_on > today", "False", FUTURE),
    ("no paper of before a withdrawal", CONSENTS, "signed_on < withdrawn_on", "False", OLD),
    ("no pairing without a paper", CONSENTS, "raise ConsentMissing(child_id)", "return", OPENED),
    (
        "nobody helps their own child",
        PAIRS,
        "if own_child(child.kin_marks, helper.marks):",
        "if False:",
        BY_HAND,
    ),
    ("a refused pair stays refused", PAIRS, "    if refused:", "    if False:", REFUSED),
    ("level 4 has its sides", PAIRS, "slot not in (Side.ANY, helper.side)", "False", WRONG),
    ("no more children than allowed", PAIRS, "helper.children >= helper.capacity", "False", FULL),
    ("only who needs it is paired", PAIRS, "not in statuses or not child.level", "is None", NEED),
    ("opening asks for the helper", OPENING, "    _check_available(helper, today)\n", "", BY_HAND),
    (
        "opening asks for the consent",
        OPENING,
        "    _check_consent(child, consent, policy, today)\n",
        "",
        OPENED,
    ),
    ("nobody pairs themselves", OPENING, "grant.viewer.person_id == helper.id", "False", SELF),
    ("who wanted out stays out", OPENING, "if reason in rules.NOT_AGAIN:", "if False:", AGAIN),
    ("a dismissal lasts", AT_WORK, "    helper.disqualified = True\n", "", DISMISSED),
    (
        "a dismissal ends every pairing",
        AT_WORK,
        "close_pairing(uow, grant, pairing, EndReason.HELPER_DISMISSED, today=today)",
        "pass",
        DISMISSED,
    ),
    ("a check that ran out suspends", AT_WORK, "good_until >= today", "True", EXPIRED),
    ("a renewed check suspends nobody", AT_WORK, "good_until >= today", "False", RENEWED),
]


@pytest.mark.long
@pytest.mark.parametrize(
    ("rule", "module", "old", "new", "tests"), RULES, ids=[rule[0] for rule in RULES]
)
def test_a_broken_rule_turns_a_test_red(
    rule: str, module: str, old: str, new: str, tests: list[str]
) -> None:
    assert outcome(module, old, new, *tests) == RED, rule


@pytest.mark.long
def test_nothing_is_red_while_nothing_is_broken() -> None:
    named = sorted({test for *_, tests in RULES for test in tests})
    assert outcome(HELPERS, "Application, check", "Application, check", *named) == SURVIVED
