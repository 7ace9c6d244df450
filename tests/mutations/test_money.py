"""The rules of DOMAIN section 7 that are pure functions, each broken once: a unit test turns red.

What the database keeps (one payment per child, scheme and term; no fund overspent; a book that is
only added to; one bank at a time) is no line here: `tests/integration/funding` tries it on SQLite
and PostgreSQL. Masked names on the public list are the gateway's.
"""

import pytest

from tests.mutations.breaking import RED, SURVIVED, outcome

DOMAIN, UNIT = "services.funding.domain.", "tests/unit/funding"
RULES = [
    ("shares add up to the fen", "money", "[share + 1] * left_over", "[share] * left_over"),
    ("the first ones bear what is left over", "money", "[share + 1]", "[share + 2]"),
    ("an amount is whole fen", "ledger", "type(self.amount_fen) is not int or", "False or"),
    ("a move has two accounts", "ledger", "self.debit is self.credit", "False"),
    (
        "a reversal is the contrary",
        "ledger",
        "Account.BANK, Account.GRANTS_PAYABLE",
        "Account.GRANTS_PAYABLE, Account.BANK",
    ),
    (
        "what was never paid leaves the bank alone",
        "ledger",
        "(Move(Account.GRANTS_PAYABLE, Account.GRANT_EXPENSE",
        "(Move(Account.BANK, Account.GRANT_EXPENSE",
    ),
    (
        "who proposed does not approve",
        "rolls",
        "    if proposed_by in by:\n        raise ProposerCannotApprove",
        "    if False:\n        raise ProposerCannotApprove",
    ),
    (
        "who proposed does not pay",
        "rolls",
        "    if proposed_by in by:\n        raise ProposerCannotPay",
        "    if False:\n        raise ProposerCannotPay",
    ),
    ("who approved does not pay", "rolls", "if _overlap(approved_by, by)", "if False"),
    ("who paid does not reverse", "rolls", "if by in paid_by", "if False"),
    ("only what is paid is reversed", "rolls", "state is not PaymentState.PAID", "False"),
    ("only what is approved is paid", "rolls", "if state is not RollState.APPROVED", "if False"),
    ("an approval is judged again", "rolls", "if not verdict.eligible", "if False"),
    (
        "an amount that changed is dropped",
        "rolls",
        "verdict.amount_fen != line.amount_fen",
        "False",
    ),
    ("a hardship is needed", "eligibility", "[] if met else", "[] if True else"),
    ("nobody is granted twice", "eligibility", "if taken is not None", "if False"),
    (
        "every pupil where no hardship is asked",
        "eligibility",
        "if not scheme.hardships",
        "if False",
    ),
    (
        "day pupils are no boarders",
        "eligibility",
        'if child.boarder and scheme.boarding == "day"',
        "if False",
    ),
    ("unknown is neither", "eligibility", "if child.boarder is None", "if False"),
    ("a year is shared by its terms", "schemes", "if stage in self.yearly", "if False"),
    ("meals are by the day", "schemes", "if stage in self.daily", "if False"),
    ("rates are dated", "schemes", '["valid_from"]) <= on', '["valid_from"]) > on'),
    ("a partial term is its months' share", "schemes", "if month in only)", "if True)"),
    ("one child, one benefit", "schemes", "== benefit)\n", "!= benefit)\n"),
    ("a month is the term's", "terms", "if month not in term.month_names", "if False"),
    ("back-pay says why", "terms", "and not why", "and False"),
    ("part of a term is for who is named", "terms", "if months and not named", "if False"),
    ("a sponsorship is no treasury's", "reliefs", "fund is FundKind.TREASURY", "False"),
    ("what has no budget gets nothing", "budgets", "if scheme not in budgets", "if False"),
    ("no budget is overspent", "budgets", "if amount_fen > left", "if False"),
    ("a budget holds what is granted", "budgets", "if amount_fen < committed", "if False"),
    ("budgets are what came in", "budgets", "if amount_fen + others > received", "if False"),
    ("the college subsidy names its months", "schemes", "if m in self.paid_months", "if True"),
    ("a term is not paid long before it", "terms", "if today < opens", "if False"),
    ("purposes add up", "reliefs", "if total != amount_fen", "if False"),
    ("a third party has a receipt", "reliefs", "not (receipt and attached)", "False"),
    ("a third party has a name", "reliefs", "and not part.payee", "and False"),
    ("the fee goes each mid-month", "reliefs", "min(pay_day, ", "max(pay_day, "),
    ("relief is bounded", "reliefs", "> rules.most_fen", "> rules.most_fen * 99"),
    ("an allowance ends", "reliefs", "if months > rules.longest_months", "if False"),
    ("both sides check", "noticing", "if side not in agreed", "if False"),
    ("the checker is not the proposer", "noticing", "if by == proposed_by", "if False"),
    ("one person, one side", "noticing", "if by in others", "if False"),
    ("the last day of the notice counts", "noticing", "today > until", "today >= until"),
    ("a waiver is allowed first", "noticing", "if waiver and not may_waive", "if False"),
    ("objections are answered first", "noticing", "if open_ones:", "if False:"),
    ("weekends are no working days", "working_days", "day.weekday() < 5", "day.weekday() < 7"),
    ("holidays are no working days", "working_days", "and day not in self.holidays", "and True"),
    ("days are made up", "working_days", "if day in self.made_up", "if False"),
    ("a result is of its batch", "bank_files", 'if first["batch"] != batch', "if False"),
    ("amounts come back as they went", "bank_files", "if amount != line.amount_fen", "if False"),
    ("accounts come back alike", "bank_files", 'if row["number"] != line.number', "if False"),
    ("a line comes back once", "bank_files", "if number in found", "if False"),
    ("only lines that went come back", "bank_files", "if number not in known", "if False"),
    ("no line is missing", "bank_files", "len(found) != len(known) or", "False or"),
    ("an outcome is a known word", "bank_files", "if said not in", "if False and said not in"),
    ("the stage of the term counts", "eligibility", "if since <= day", "if True"),
    ("a stage without a rate", "eligibility", "child.stage not in scheme.rates_fen", "False"),
    ("a roll is decided once", "rolls", "if state is not RollState.PROPOSED", "if False"),
    ("the approver saw the total", "rolls", "seen_fen is not None and", "False and"),
    (
        "of a child's two files one is paid",
        "merging",
        "            if one.file == files[0]:\n                continue",
        "            continue",
    ),
    (
        "what is with a bank stays",
        "merging",
        "            if one.state in OPEN",
        "            if True",
    ),
    ("what is on its way stays", "merging", "(f not in begun, f != child, f)", "(f != child, f)"),
    ("relief is no twin", "merging", "if one.scheme not in SINGLE", "if True"),
    (
        "an allowance goes each month",
        "reliefs",
        "if part.months and kind is",
        "if False and kind is",
    ),
    (
        "a waiver is kept only where it was needed",
        "noticing",
        "        return None\n    if waiver and not",
        "        return waiver\n    if waiver and not",
    ),
    ("the total is checked", "bank_files", 'if fen_of(first["total"], 0) != total', "if False"),
]


@pytest.mark.long
@pytest.mark.parametrize(("rule", "module", "old", "new"), RULES, ids=[r[0] for r in RULES])
def test_a_broken_rule_turns_a_test_red(rule: str, module: str, old: str, new: str) -> None:
    assert outcome(DOMAIN + module, old, new, UNIT) == RED, rule


@pytest.mark.long
def test_the_tests_are_green_where_nothing_is_broken() -> None:
    same = "if _overlap(approved_by, by)"
    assert outcome(DOMAIN + "rolls", same, same, UNIT) == SURVIVED
