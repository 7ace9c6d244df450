"""Each rule of DOMAIN section 5, broken once: some test turns red."""

import shutil
from pathlib import Path

import pytest

from tests.mutations.breaking import RED, ROOT, SURVIVED, outcome

DOMAIN = "services.registry.domain.cases."
UNIT = "tests/unit/registry/cases"
HERE = 'Path(__file__).resolve().parents[1] / "packs"'

RULES = [
    ("a reminder comes before", "clock", "self.due_at - self.remind", "self.due_at + self.remind"),
    ("a missed duty goes one level up", "clock", "min(call, self.highest)", "min(0, self.highest)"),
    ("levels are called one after the other", "clock", "(call - 1) * self.every", "0 * self.every"),
    ("the last level has no peace", "clock", "(call - levels) * self.repeat", "0 * self.repeat"),
    ("a standstill repeats once", "clock", "following += 1", "break"),
    (
        "who was called stays called",
        "clock",
        "self.chain[: self.level(call) + 1]",
        "self.chain[self.level(call) : self.level(call) + 1]",
    ),
    ("a duty of the pack starts its clock", "clock", 'minutes=duty["minutes"]', "minutes=999"),
    ("a post is of the case's own place", "posts", "where.area_code[:digits]", "where.area_code"),
    ("the next above takes what nobody holds", "posts", "        if new:\n", "        if True:\n"),
    (
        "the police are told of every report",
        "findings",
        'rules["reported"] if origin == REPORTED',
        "[] if origin == REPORTED",
    ),
    (
        "a school incident is a finding",
        "findings",
        "[SCHOOL_INCIDENT] if at_school",
        "[] if at_school",
    ),
    (
        "its clock starts at the incident",
        "findings",
        "min(incident, now) if at_school else now",
        "now",
    ),
    ("what is found sets its duties", "findings", 'rules["findings"][finding]', "()"),
    (
        "under 8 unattended is a danger",
        "findings",
        'age < under["unattended"]',
        'age <= under["unattended"]',
    ),
    ("under 16 alone is a danger", "findings", 'age < under["alone"]', 'age <= under["alone"]'),
    (
        "months end with their last day",
        "guardianship",
        "+ timedelta(days=1)",
        "+ timedelta(days=0)",
    ),
    (
        "a month without the day ends with its last",
        "guardianship",
        "min(begun.day, monthrange(year, month + 1)[1])",
        "min(begun.day, 28)",
    ),
    (
        "education comes before persisting danger",
        "guardianship",
        'step == "danger_persists" and educated',
        'step == "danger_persists"',
    ),
    ("six months of refusal are a ground", "guardianship", "months) <= today", "months) < today"),
    ("serious harm is a ground", "guardianship", 'if "serious_harm" in', 'if "harm" in'),
    ("visits follow a warning", "guardianship", "apart * number", "apart"),
    ("nobody closes what nobody looked into", "course", "duty.kind == RECEIVE and", "False and"),
    ("assessment comes before the end", "course", 'state != "assessed"', 'state == "reported"'),
    ("every duty is done before the end", "course", "if still:", "if still > 99:"),
    (
        "a closed case is only read",
        "course",
        'if state == "closed":\n        raise',
        "if False:\n        raise",
    ),
    (
        "a reporter is told the end",
        "course",
        'state == "closed":\n        return',
        'state == "x":\n        return',
    ),
    (
        "improper care in a dossier is a danger",
        "findings",
        'age < under["improper"]',
        'age > under["improper"]',
    ),
    ("each situation is taken for something", "findings", 'rules["situations"][situation]', "()"),
    ("a duty falls to the family as well", "posts", 'f"family:{where.child_id}"', '""'),
    ("a school's duty falls to the school", "posts", 'f"school:{post}@{where.school_id}"', '""'),
    ("nobody is called twice on the way up", "posts", "if each not in seen", "if True"),
    ("refusal is counted from its first day", "guardianship", "since is not None and", "False and"),
    ("a received report is in hand", "course", '"open" if state == "reported"', '"x" if state'),
    ("joined cases double no duty", "joining", "other.due_at <= duty.due_at", "False"),
    ("of two clocks the earlier one runs", "joining", "other.due_at <= duty.due_at", "True"),
    ("an old answer is no answer", "joining", "duty.ended_at >= opened_at", "True"),
    ("two children are two cases", "joining", "source.child_id not in known", "False"),
    ("whoever joins has received", "joining", "duty.kind == RECEIVE and received", "False"),
    ("what took reports is not joined on", "joining", "if source.took_others:", "if False:"),
    ("what was taken over goes back", "joining", "each in own or each not in taken", "True"),
    (
        "what was changed since stays",
        "joining",
        "now.child_id == taken.child_id !=",
        "True or 1 !=",
    ),
    ("a joined report is only read", "joining", "if source.joined or target.joined:", "if False:"),
    ("the police see what was passed to them", "concern", "or role in posts", "or True"),
]
NUMBERS = [
    ("tell_guardian", 30),
    ("tell_parents", 60),
    ("tell_education", 120),
    ("tell_township", 120),
    ("tell_police", 60),
    ("file_upward", 1440),
]


@pytest.mark.long
@pytest.mark.parametrize(("rule", "module", "old", "new"), RULES, ids=[r[0] for r in RULES])
def test_a_broken_rule_turns_a_test_red(rule: str, module: str, old: str, new: str) -> None:
    assert outcome(DOMAIN + module, old, new, UNIT) == RED, rule


@pytest.mark.long
@pytest.mark.parametrize(("duty", "minutes"), NUMBERS)
def test_a_wrong_number_turns_a_test_red(duty: str, minutes: int, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "packs", tmp_path / "packs")
    pack = tmp_path / "packs" / "national.toml"
    head, section, rest = pack.read_text("utf-8").partition(f"[protection.duties.{duty}]")
    assert f"minutes = {minutes}\n" in rest
    pack.write_text(head + section + rest.replace(f"minutes = {minutes}", "minutes = 9999", 1))
    folder = f"Path({str(tmp_path / 'packs')!r})"
    assert outcome("shared.packs", HERE, folder, UNIT) == RED


@pytest.mark.long
def test_the_tests_are_green_where_nothing_is_broken() -> None:
    same = "min(call, self.highest)"
    assert outcome(DOMAIN + "clock", same, same, UNIT) == SURVIVED
