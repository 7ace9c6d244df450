"""What the answer says about itself, on many random places."""

from collections import Counter

from services.pairing.domain.matching import wire
from services.pairing.domain.matching.problem import Answer, Problem
from services.pairing.domain.matching.worker import match, propose
from shared.contracts.pairing.codes import Side
from shared.texts.pairing import REASONS, reasons_text
from tests.unit.pairing import counties, reference

SEEDS = range(1000, 1150)


def answers() -> list[tuple[Problem, Answer]]:
    return [(counties.small(seed), match(counties.small(seed))) for seed in SEEDS]


def test_no_child_is_left_while_an_allowed_helper_has_room() -> None:
    for problem, answer in answers():
        children = {child.id: child for child in problem.children}
        given = Counter(pair.helper_id for pair in answer.proposed)
        for left in answer.uncovered:
            child = children[left.child_id]
            for helper in problem.helpers:
                has_room = helper.load + given[helper.id] < helper.capacity
                fits = any(slot in (Side.ANY, helper.side) for slot in left.missing)
                assert not (has_room and fits and reference.allowed(problem, child, helper))


def test_who_is_said_to_lack_one_thing_lacks_just_that() -> None:
    seen: Counter[str] = Counter()
    for problem, answer in answers():
        children = {child.id: child for child in problem.children}
        helpers = {helper.id: helper for helper in problem.helpers}
        given = Counter(pair.helper_id for pair in answer.proposed)
        for left in answer.uncovered:
            for reason in left.reasons:
                if not reason.code.startswith("lacks_"):
                    continue
                seen[reason.code] += 1
                child = children[left.child_id]
                helper = helpers[reason.params["helper_id"]]
                sexes = helper.child_sex in ("any", child.sex) and (
                    child.helper_sex in ("any", helper.sex)
                )
                full = helper.load + given[helper.id] >= helper.capacity
                assert reason.params["slot"] in (Side.ANY, helper.side)
                assert not child.kin_marks & helper.marks
                assert (child.id, helper.id) not in problem.refused | problem.standing
                assert sexes is (reason.code != "lacks_sex")
                assert (helper.barred is None) is (reason.code in ("lacks_sex", "lacks_capacity"))
                if reason.code != "lacks_check_expired":
                    assert full is (reason.code == "lacks_capacity")
    assert set(seen) == {"lacks_sex", "lacks_capacity", "lacks_check_expired"}


def test_only_is_said_where_it_is_true() -> None:
    said = 0
    for problem, answer in answers():
        for pair in answer.proposed:
            codes = {reason.code for reason in pair.reasons}
            if "only_candidate" not in codes:
                continue
            said += 1
            child = next(c for c in problem.children if c.id == pair.child_id)
            others = [
                helper
                for helper in problem.helpers
                if pair.slot in (Side.ANY, helper.side)
                and reference.allowed(problem, child, helper)
            ]
            assert [helper.id for helper in others] == [pair.helper_id]
    assert said > 20


def test_every_reason_is_a_sentence() -> None:
    codes = set()
    for _, answer in answers():
        for entry in (*answer.proposed, *answer.uncovered):
            plain = [{"code": reason.code, "params": reason.params} for reason in entry.reasons]
            codes |= {reason.code for reason in entry.reasons}
            assert reasons_text(plain).endswith("。")
            assert "{" not in reasons_text(plain)
    assert codes <= set(REASONS)


def test_a_problem_survives_the_way_into_the_child_process() -> None:
    for seed in SEEDS:
        problem = counties.small(seed)
        assert wire.problem_from(wire.problem_to(problem)) == problem


def test_the_child_process_answers_as_the_library_does() -> None:
    for problem, answer in answers()[:20]:
        solved = wire.answer_from(propose(wire.problem_to(problem)))
        assert [pair["helper_id"] for pair in solved.proposed] == [
            pair.helper_id for pair in answer.proposed
        ]
        assert solved.cost == answer.objective.cost
        assert [left["child_id"] for left in solved.uncovered] == [
            left.child_id for left in answer.uncovered
        ]
