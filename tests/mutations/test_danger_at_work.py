"""What use cases, reads, the clock and pages do for DOMAIN section 5, broken once: a test is red.

Pure rules are in `test_danger`. Each line names the test that asks for it, on SQLite.
"""

import shutil
from pathlib import Path

import pytest

from tests.mutations.breaking import RED, ROOT, SURVIVED, outcome

REGISTRY, CASES = "services.registry.", "tests/integration/registry/cases/"
PAGES = "tests/unit/gateway/pages/test_frame.py::"


def on_file(name: str, *tests: str) -> list[str]:
    return [f"{CASES}test_{name}.py::test_{test}[sqlite]" for test in tests]


OWN_POST = on_file("duties", "a_duty_is_acknowledged_once_by_its_own_post")
MISSED = on_file(
    "duties", "a_missed_duty_goes_to_the_next_level_and_is_called_out_until_acknowledged"
)
STOPPED = on_file("duties", "after_a_standstill_everything_overdue_fires_at_once_in_order")
ONCE = on_file("duties", "the_same_call_fires_once_however_often_its_timer_comes")
RACED = on_file("duties", "an_acknowledgement_at_the_same_moment_leaves_one_winner")
PROOF = on_file("concern", "the_proof_finds_a_changed_entry_and_a_timeline_written_anew")
AUDITED = on_file("concern", "the_auditor_sees_that_who_and_when_alone")
LOOKED = on_file("concern", "every_look_at_a_case_is_logged")
THEIR_PLACE = on_file("concern", "offices_see_the_cases_of_their_place_and_no_others")
PASSED_ON = on_file("concern", "the_police_see_what_was_passed_to_them")
REPORTED = on_file("reporting", "a_report_opens_a_case_and_tells_the_police_at_once")
EVERYBODY = on_file("reporting", "everybody_with_an_account_may_report")
UNKNOWN = on_file("reporting", "a_child_registered_nowhere_can_be_reported")
HIDDEN = on_file("reporting", "the_reporter_stands_nowhere_in_clear")
PURPOSE = on_file("reporting", "the_reporter_is_shown_for_a_purpose_and_every_look_is_logged")
THREE = on_file("reporting", "only_three_roles_may_ask_who_reported")
ANSWERED = on_file("reporting", "whoever_reported_learns_that_it_was_handled")
AT_SCHOOL = on_file("reporting", "an_incident_at_school_starts_the_clock_when_it_happened")
IMPOSSIBLE = on_file("reporting", "impossible_reports_are_refused_and_leave_nothing")
THANKED = on_file("joining", "a_reporter_is_commended_without_anybody_seeing_who")
FOUND = on_file("work", "what_is_found_sets_its_duties_once")
ASSESSED = on_file("work", "a_case_is_closed_only_when_assessed_and_nothing_is_left")
NO_DANGER = on_file("work", "a_report_that_is_no_danger_is_closed_with_a_reason")
SERVED = on_file("work", "a_service_is_followed_to_its_end")
POST = on_file("work", "a_task_needs_a_post_of_the_case_and_a_day_to_come")
WARNED = on_file("work", "a_warning_letter_brings_the_villages_visits")
ORDER = on_file("work", "a_protection_order_is_supported")
GROUND = [f"{CASES}test_work.py::test_a_ground_prompts_for_a_petition"]
MONTHS = on_file("work", "six_months_of_refusal_prompt_on_their_day")
RESUMED = on_file("work", "a_duty_taken_up_again_stops_the_six_months")
DOSSIER = [f"{CASES}test_work.py::test_alone_or_unattended_in_the_dossier_opens_a_case_at_once"]
MOVED = on_file("work", "a_running_case_goes_with_a_child_that_moves")
SHOWN = [PAGES + "test_a_missed_duty_stands_in_red_on_every_page"]
CALLABLE = [PAGES + "test_every_page_carries_the_hotline_and_the_duty_to_report"]

DUTIES, WORK = REGISTRY + "handlers.cases.duties", REGISTRY + "handlers.cases.work"
OPENING, REPORTING = REGISTRY + "handlers.cases.opening", REGISTRY + "handlers.cases.reporting"
INTERVENING, RECORDS = (
    REGISTRY + "handlers.cases.intervening",
    REGISTRY + "queries.case_records",
)
SEEN = REGISTRY + "queries.cases"
TIMERS = "shared.messaging.timers"

Line = tuple[str, str, str, str, list[str]]
THE_REPORT: list[Line] = [
    (
        "anybody may report",
        "shared.access.registry",
        "_anybody = allow(*EVERYBODY, Role.PUBLIC, scope=Scope.ANY)",
        "_anybody = allow(Role.PUBLIC, scope=Scope.ANY)",
        EVERYBODY,
    ),
    (
        "also without an account",
        "shared.access.registry",
        "_anybody = allow(*EVERYBODY, Role.PUBLIC, scope=Scope.ANY)",
        "_anybody = allow(*EVERYBODY, scope=Scope.ANY)",
        UNKNOWN,
    ),
    ("the place exists", REPORTING, "uow.places.area(area_code)", "pass", IMPOSSIBLE),
    (
        "nothing is reported that comes",
        REPORTING,
        "> at + CLOCKS",
        "> at + 99 * CLOCKS",
        IMPOSSIBLE,
    ),
    ("a report is of a year", REPORTING, "DAYS_BACK = 366", "DAYS_BACK = 36600", IMPOSSIBLE),
    (
        "a report is told as one",
        OPENING,
        "origin=origin)\n    give_kinds",
        "origin=str())\n    give_kinds",
        REPORTED,
    ),
    (
        "a report opens a case",
        OPENING,
        "uow.emit(CaseOpened(**about(case), **codes))",
        "",
        REPORTED,
    ),
    ("an incident has its time", OPENING, "incident_at or at", "at", AT_SCHOOL),
    (
        "its school is known",
        REPORTING,
        "grant.viewer.school_id if at_school",
        "None if at_school",
        AT_SCHOOL,
    ),
    ("no account in the records", REPORTING, "by=REPORTER", "by=grant.viewer.account_id", HIDDEN),
    (
        "no account beside the report",
        REPORTING,
        'account and uow.vault.blind_index("reporter", account)',
        "account",
        HIDDEN,
    ),
    (
        "who reported is sealed",
        REPORTING,
        "uow.vault.seal(key_of(report_id), known) if known",
        "str(known) if known",
        HIDDEN,
    ),
    ("no key that leads back", "shared.access.registry", ", confidential=True", "", HIDDEN),
    ("a look has its purpose", RECORDS, "if not purpose.strip():", "if False:", PURPOSE),
    (
        "a look at the reporter is logged",
        "shared.access.registry",
        "Role.POLICE, scope=Scope.AREA),\n        audited=True,",
        "Role.POLICE, scope=Scope.AREA),",
        PURPOSE,
    ),
    (
        "a look names its case",
        REGISTRY + "handlers.cases.reach",
        "grant.seen(*subjects, area=case.area_code)",
        "pass",
        PURPOSE,
    ),
    (
        "the group opens it",
        "shared.access.groups",
        "Role.TOWNSHIP_OFFICER: CASEWORK | {Group.FINANCE, Group.REPORTER}",
        "Role.TOWNSHIP_OFFICER: CASEWORK | {Group.FINANCE}",
        THREE,
    ),
    ("the result is told", RECORDS, "handling(one.state, one.closed_as)", '"received"', ANSWERED),
    ("thanks reach who reported", REPORTING, "one.commended_at = now()", "pass", THANKED),
    (
        "the hotline is on every page",
        "gateway.pages.frame",
        "return hotlines()",
        "return []",
        CALLABLE,
    ),
]
THE_RESPONSE: list[Line] = [
    ("only a post that was called ends a duty", DUTIES, "if not held:", "if False:", OWN_POST),
    (
        "a duty ends once",
        DUTIES,
        'if duty.state != "open":\n        raise DutyEnded()',
        "if False:\n        raise DutyEnded()",
        OWN_POST,
    ),
    (
        "a person answers for it",
        DUTIES,
        "duty.ended_by, duty.ended_at = state, by,",
        "duty.ended_by, duty.ended_at = state, None,",
        OWN_POST,
    ),
    (
        "its own post is called first",
        DUTIES,
        "    uow.cases.call(duty, clock.owners)\n",
        "",
        OWN_POST,
    ),
    ("the clock is wound", DUTIES, "    _wind(uow, duty, clock)\n    write", "    write", MISSED),
    (
        "and wound again",
        DUTIES,
        "    duty.next_call = clock.after(int(call), at)\n    _wind(uow, duty, clock)",
        "    duty.next_call = clock.after(int(call), at)",
        MISSED,
    ),
    ("those above are called", DUTIES, "uow.cases.call(duty, called)", "pass", MISSED),
    ("they are told", DUTIES, "uow.emit(CaseDutyMissed(", "id(CaseDutyMissed(", MISSED),
    ("late is late", DUTIES, "late, post = at > duty.due_at", "late, post = False", RACED),
    (
        "an ended duty is not called",
        DUTIES,
        'duty.state != "open" or duty.next_call',
        "duty.next_call",
        RACED,
    ),
    ("each call is made once", DUTIES, " or duty.next_call != int(call)", "", ONCE),
    (
        "what stood still fires at the start",
        TIMERS,
        "timers.c.due_at <= at",
        "timers.c.due_at == at",
        STOPPED,
    ),
    (
        "in its order",
        TIMERS,
        "due.order_by(timers.c.due_at)",
        "due.order_by(timers.c.due_at.desc())",
        STOPPED,
    ),
    (
        "what is found sets duties",
        WORK,
        "if k not in running], rules, at)",
        "if False], rules, at)",
        FOUND,
    ),
    ("what is under way is not set twice", WORK, "if k not in running]", "if True]", FOUND),
    (
        "a missed duty is red everywhere",
        "gateway.pages.frame",
        'counted["overdue"] if counted',
        "0 if counted",
        SHOWN,
    ),
    (
        "the dossier is a report",
        REGISTRY + "domain.cases.findings",
        'found.append("living_alone")',
        "pass",
        DOSSIER,
    ),
    ("a danger is one case", OPENING, "if situation not in known]", "]", DOSSIER),
    (
        "a case goes where the child goes",
        OPENING,
        "        case.area_code = record.area_code\n        write",
        "        write",
        MOVED,
    ),
]
THE_CASE: list[Line] = [
    (
        "an auditor sees only that it was",
        SEEN,
        "full = bool(roles - ONLY_THAT)",
        "full = True",
        AUDITED,
    ),
    (
        "every look at a case is logged",
        REGISTRY + "handlers.cases.reach",
        "grant.seen(*subjects, area=case.area_code)",
        "pass",
        LOOKED,
    ),
    (
        "a case is of its place",
        REGISTRY + "handlers.cases.reach",
        "    if not roles:\n        raise AccessDenied()\n",
        "",
        THEIR_PLACE,
    ),
    ("the police are called first", SEEN, "Case.id.in_(called), within", "within", PASSED_ON),
    (
        "a changed entry is found",
        RECORDS,
        "broken = first_break(rows, (one.entries, one.head))",
        "broken = None",
        PROOF,
    ),
    ("a timeline written anew is found", RECORDS, "_noted(uow, one) != one.head", "False", PROOF),
    ("receipt is noted", DUTIES, "case.state = after_receipt(case.state)", "pass", ASSESSED),
    ("assessed after it was received", WORK, 'if case.state == "reported":', "if False:", ASSESSED),
    (
        "closed by the rule",
        WORK,
        "check_end(case.state, result,",
        "repr((case.state, result)), list(",
        ASSESSED,
    ),
    ("the assessment is told", WORK, "uow.emit(CaseAssessed(", "id(CaseAssessed(", ASSESSED),
    (
        "no clock runs on after the end",
        WORK,
        '        end(duty, "void", by, at)',
        "        pass",
        NO_DANGER,
    ),
    ("those called are told the end", WORK, "posts=sorted(called)", "posts=[]", NO_DANGER),
    (
        "a service has its post",
        WORK,
        "by_hand(rules_of(uow, case, at), where(case), [owner], due_at)",
        "by_hand(rules_of(uow, case, at), where(case), [], due_at)",
        SERVED,
    ),
    ("a service has a day to come", WORK, "if due_at <= at:", "if False:", POST),
    ("of this case's place", WORK, "if not owner:", "if False:", POST),
    (
        "visits follow a warning",
        INTERVENING,
        "        _visits(uow, case, day)",
        "        pass",
        WARNED,
    ),
    ("no step is to come", INTERVENING, "if day > today:", "if False:", WARNED),
    (
        "an order is supported",
        INTERVENING,
        "give_kinds(uow, case, [ORDER], ",
        "give_kinds(uow, case, [], ",
        ORDER,
    ),
    (
        "a ground is a duty of the county",
        INTERVENING,
        "[PETITION], rules, at)",
        "[], rules, at)",
        GROUND,
    ),
    (
        "a ground is told",
        INTERVENING,
        "uow.emit(CasePetitionPrompted(",
        "id(CasePetitionPrompted(",
        GROUND,
    ),
    ("a ground is told once", INTERVENING, "if ground not in case.grounds]", "]", MONTHS),
    (
        "the six months come by themselves",
        INTERVENING,
        "    uow.set_timer(PETITION_TIMER, ",
        "    repr((PETITION_TIMER, ",
        MONTHS,
    ),
    (
        "the first day counts",
        INTERVENING,
        "min(case.refused_since or since, since)",
        "day_of(now())",
        MONTHS,
    ),
    ("a duty resumed ends them", INTERVENING, "        case.refused_since = None\n", "", RESUMED),
]
LINES = [*THE_REPORT, *THE_RESPONSE, *THE_CASE]
FINDINGS = [
    "living_alone",
    "carer_unfit",
    "parents_not_reached",
    "missing",
    "violence",
    "school_incident",
]


@pytest.mark.long
@pytest.mark.parametrize(
    ("rule", "module", "old", "new", "tests"), LINES, ids=[each[0] for each in LINES]
)
def test_work_without_its_rule_turns_a_test_red(
    rule: str, module: str, old: str, new: str, tests: list[str]
) -> None:
    assert outcome(module, old, new, *tests) == RED, rule


@pytest.mark.long
@pytest.mark.parametrize("finding", FINDINGS)
def test_what_is_found_without_its_duties_turns_a_test_red(finding: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "packs", tmp_path / "packs")
    pack = tmp_path / "packs" / "national.toml"
    head, section, rest = pack.read_text("utf-8").partition("[protection.findings]\n")
    first, begun, after = rest.partition(f"{finding} = [")
    assert begun
    pack.write_text(head + section + first + begun + '"medical_proof"' + after[after.index("]") :])
    folder = f"Path({str(tmp_path / 'packs')!r})"
    here = 'Path(__file__).resolve().parents[1] / "packs"'
    assert outcome("shared.packs", here, folder, "tests/unit/registry/cases") == RED


@pytest.mark.long
def test_the_tests_are_green_where_nothing_is_broken() -> None:
    same = "if not held:"
    units = sorted({test for *_, tests in LINES for test in tests})
    assert outcome(DUTIES, same, same, *units) == SURVIVED
