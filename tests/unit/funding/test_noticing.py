"""What comes before an approval, and how far the book was signed: the rules alone."""

from datetime import date

import pytest

from services.funding.domain.heads import Head, Misfit, misfits
from services.funding.domain.noticing import (
    check_agreed,
    check_checker,
    check_notice,
    check_objections,
    side_of,
)
from shared.access.roles import Role
from shared.contracts.funding.codes import CheckSide, Fault, RollState
from shared.contracts.funding.errors import (
    CheckerIsProposer,
    ChecksMissing,
    NoticeNotEnded,
    NoticeNotPosted,
    ObjectionsOpen,
    OneSideEach,
    RollNotProposed,
    WaiverNotAllowed,
)

BOTH = ("volunteer_federation", "education_bureau")
LAST = date(2025, 9, 17)


def test_both_sides_agree() -> None:
    check_agreed(BOTH, set(BOTH))
    for one in BOTH:
        with pytest.raises(ChecksMissing):
            check_agreed(BOTH, {one})


def test_a_checker_is_neither_the_proposer_nor_the_other_side() -> None:
    check_checker(RollState.PROPOSED, proposed_by="a", by="b", others={"c"})
    with pytest.raises(CheckerIsProposer):
        check_checker(RollState.PROPOSED, proposed_by="a", by="a", others=())
    with pytest.raises(OneSideEach):
        check_checker(RollState.PROPOSED, proposed_by="a", by="b", others={"b"})
    with pytest.raises(RollNotProposed):
        check_checker(RollState.APPROVED, proposed_by="a", by="b", others=())


def test_the_side_follows_from_the_post() -> None:
    assert side_of([Role.EDUCATION_BUREAU]) is CheckSide.EDUCATION_BUREAU
    assert side_of([Role.FINANCE_CLERK]) is None


def test_a_notice_hangs_out_to_the_end_of_its_last_day() -> None:
    after = date(2025, 9, 18)
    check_notice(LAST, after, waiver=None, may_waive=False)
    assert check_notice(LAST, after, waiver="灾后急需", may_waive=True) is None  # not needed
    with pytest.raises(NoticeNotEnded):
        check_notice(LAST, LAST, waiver=None, may_waive=True)
    with pytest.raises(NoticeNotPosted):
        check_notice(None, LAST, waiver=None, may_waive=True)


def test_it_is_cut_short_only_where_the_rules_allow_it_and_with_a_reason() -> None:
    assert check_notice(LAST, LAST, waiver="灾后急需", may_waive=True) == "灾后急需"
    with pytest.raises(WaiverNotAllowed):
        check_notice(LAST, LAST, waiver="灾后急需", may_waive=False)


def test_an_open_objection_holds_up_the_approval() -> None:
    check_objections(0)
    with pytest.raises(ObjectionsOpen):
        check_objections(1)


def test_the_first_head_that_does_not_fit_names_the_stretch() -> None:
    heads = [Head(4, "d"), Head(2, "b"), Head(6, "f")]
    assert misfits(heads, {2: "b", 4: "d", 6: "f"}, 6) == []
    assert misfits(heads, {2: "b", 4: "X", 6: "Y"}, 6) == [Misfit(Fault.REWRITTEN, 3, 4)]
    assert misfits(heads, {2: "b", 4: "d"}, 5) == [Misfit(Fault.CUT_OFF, 6, 6)]
