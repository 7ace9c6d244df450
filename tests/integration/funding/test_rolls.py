from datetime import date

import pytest

from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.funding.errors import (
    ApproverCannotPay,
    BudgetExceeded,
    ChildNotEligible,
    FundNotOfThisCounty,
    NobodyEligible,
    PayerCannotReverse,
    PeopleNotDifferent,
    ProposerCannotApprove,
    ProposerCannotPay,
    RollChanged,
    RollNotApproved,
    RollNotProposed,
    SchemeNotFound,
    TermTooFarAhead,
)
from shared.contracts.registry.events import PackAdopted
from shared.errors import AccessDenied
from tests.integration.funding.office import (
    APPROVER,
    AUDITOR,
    AUTUMN,
    CLERK,
    COUNTY,
    JACK,
    PAYER,
    SCHEME,
    SPRING,
    TOWNSHIP,
    Office,
    ids,
    official,
)


def test_a_roll_is_proposed_approved_and_paid_by_three_people(office: Office) -> None:
    children = office.register(2) + office.register(1, stage="junior")
    office.register(1, hardships=["low_income"])
    fund = office.fund(10_000)

    roll = office.paid_roll(fund)

    assert (roll["children"], roll["total_fen"]) == (3, 1800_00)
    people = (roll["proposed_by"], roll["decided_by"], roll["paid_by"])
    assert people == ("clerk", "approver", "payer")
    assert (roll["pack"], roll["pack_version"]) == ("xishui", "2025.1")
    assert sorted(p["child_id"] for p in office.payments()) == ids(children)
    assert {p["state"] for p in office.payments()} == {"paid"}
    assert office.the_fund(fund)["left_fen"] == 8200_00
    assert office.book()["sound"]


def test_each_step_is_told_once_without_naming_anybody(office: Office) -> None:
    [child] = office.register()
    roll = office.paid_roll(office.fund(1000))

    names = [kind.rpartition(".")[2] for kind, _ in office.desk.published()]
    assert names == ["funds_received", "roll_proposed", "roll_approved", "payment_made"]
    [made] = office.published("payment_made")
    assert made["child_id"] == child.child_id
    assert (made["roll_id"], made["amount_fen"], made["term"]) == (roll["id"], 500_00, AUTUMN)
    assert {r["version"] for r in office.published("roll_approved")} == {4}


def test_one_person_does_not_take_two_of_the_steps(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    own = office.propose(fund, JACK)

    with pytest.raises(ProposerCannotApprove):
        office.approve(own, JACK)
    office.approve(own)
    with pytest.raises(ProposerCannotPay):
        office.pay(own, JACK)


def test_the_approver_does_not_pay(office: Office) -> None:
    office.register()
    roll = office.approve(office.propose(office.fund(1000)), JACK)

    with pytest.raises(ApproverCannotPay):
        office.pay(roll, JACK)


@pytest.mark.parametrize(
    "changed", ["decided_by = proposed_by", "paid_by = decided_by", "paid_by = proposed_by"]
)
def test_the_database_itself_wants_three_people(office: Office, changed: str) -> None:
    office.register()
    office.paid_roll(office.fund(1000))

    with (
        pytest.raises(PeopleNotDifferent),
        office.desk.database.transaction() as uow,
    ):
        uow.session.connection().exec_driver_sql(f"UPDATE rolls SET {changed}")  # noqa: S608


def test_each_post_does_its_own_step_only(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    with pytest.raises(AccessDenied):
        office.propose(fund, APPROVER)
    roll = office.propose(fund)
    with pytest.raises(AccessDenied):
        office.approve(roll, CLERK)
    office.approve(roll)
    with pytest.raises(AccessDenied):
        office.pay(roll, APPROVER)


def test_a_clerk_of_another_county_reaches_nothing(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    roll = office.propose(fund)
    stranger = official("stranger", Role.FINANCE_PAYER, "520329")

    with pytest.raises(AccessDenied):
        office.pay(roll, stranger)
    for operation in ("list_rolls", "list_payments", "list_funds", "journal"):
        assert office.call(stranger, operation)["items"] == []


def test_at_the_approval_who_is_out_now_is_dropped_with_the_reason(office: Office) -> None:
    stays, recovered, promoted = office.register(3)
    fund = office.fund(10_000)
    roll = office.propose(fund)
    office.change(recovered, hardships=[])
    office.change(promoted, stage="junior")

    approved = office.approve(roll)

    assert (approved["children"], approved["dropped"]) == (1, 2)
    assert approved["total_fen"] == 500_00
    lines = office.call(APPROVER, "get_roll", roll_id=roll["id"])["lines"]
    assert {line["child_id"]: line["dropped"] for line in lines} == {
        stays.child_id: [],
        recovered.child_id: ["no_hardship"],
        promoted.child_id: ["amount_changed"],
    }
    assert office.the_fund(fund)["committed_fen"] == 500_00
    [again] = office.call(
        CLERK, "list_eligible", scheme=SCHEME, term=AUTUMN, area=COUNTY, eligible=True
    )["items"]
    assert (again["child_id"], again["amount_fen"]) == (promoted.child_id, 800_00)


def test_after_the_approval_nothing_moves_the_roll(office: Office) -> None:
    [child] = office.register()
    roll = office.approve(office.propose(office.fund(1000)))
    office.change(child, hardships=[], stage="junior")

    office.pay(roll)

    assert [p["amount_fen"] for p in office.payments()] == [500_00]


def test_the_approver_is_asked_again_where_the_total_is_another_one(office: Office) -> None:
    office.register()
    roll = office.propose(office.fund(1000))

    with pytest.raises(RollChanged):
        office.call(APPROVER, "approve_roll", roll_id=roll["id"], total_fen=1)


def test_a_refused_roll_can_be_proposed_again(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    roll = office.propose(fund)
    refused = office.call(APPROVER, "refuse_roll", roll_id=roll["id"], why="list incomplete")

    assert (refused["state"], refused["refusal"]) == ("refused", "list incomplete")
    with pytest.raises(RollNotProposed):
        office.approve(roll)
    assert office.propose(fund)["children"] == 1


def test_a_child_on_an_open_roll_is_not_proposed_a_second_time(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(1000)
    office.propose(fund)

    with pytest.raises(NobodyEligible):
        office.propose(fund)
    with pytest.raises(ChildNotEligible) as refused:
        office.propose(fund, child_ids=[child.child_id])
    assert refused.value.args == (child.child_id, "on_open_roll")


def test_a_child_of_another_place_is_not_put_on_the_roll(office: Office) -> None:
    [child] = office.register(area_code="520330104201")

    with pytest.raises(ChildNotEligible):
        office.propose(office.fund(1000), area=TOWNSHIP, child_ids=[child.child_id])


def test_a_fund_cannot_be_overspent(office: Office) -> None:
    office.register(3)
    roll = office.propose(office.fund(1499))

    with pytest.raises(BudgetExceeded) as refused:
        office.approve(roll)
    assert refused.value.args == ("150000", "149900")
    assert office.payments() == []
    assert office.call(CLERK, "list_rolls")["items"][0]["state"] == "proposed"


def test_the_database_itself_knows_the_budget(office: Office) -> None:
    office.register()
    office.paid_roll(office.fund(1000))

    with pytest.raises(BudgetExceeded), office.desk.database.transaction() as uow:
        uow.session.connection().exec_driver_sql("UPDATE funds SET committed_fen = 100001")


def test_a_fund_of_another_county_is_not_spent_here(office: Office) -> None:
    office.register()
    other = official("other", Role.FINANCE_CLERK, "520329")
    fund = office.call(
        other, "receive_funds", name="x", kind="donor", area="520329", amount_fen=100, document="1"
    )

    with pytest.raises(FundNotOfThisCounty):
        office.propose(fund["id"])


def test_an_unpaid_roll_is_paid_once(office: Office) -> None:
    office.register()
    roll = office.approve(office.propose(office.fund(1000)))
    office.pay(roll)

    with pytest.raises(RollNotApproved) as refused:
        office.pay(roll)
    assert refused.value.args == ("paid",)
    assert len(office.published("payment_made")) == 1


def test_a_retry_with_the_same_key_gets_the_same_answer(office: Office) -> None:
    office.register()
    roll = office.approve(office.propose(office.fund(1000)))

    answers = [
        office.call(PAYER, "pay_roll", roll_id=roll["id"], idempotency_key="k1") for _ in range(3)
    ]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["state"] == "paid"
    assert len(office.published("payment_made")) == 1


def test_a_wrong_payment_is_reversed_and_issued_again(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    office.paid_roll(fund)
    before = office.call(CLERK, "trial_balance")["items"]
    [payment] = office.payments()
    with pytest.raises(AccessDenied):
        office.call(PAYER, "reverse_payment", payment_id=payment["id"], why="own mistake")

    office.call(APPROVER, "reverse_payment", payment_id=payment["id"], why="wrong guardian")
    assert office.the_fund(fund)["left_fen"] == 1000_00
    office.paid_roll(fund)

    states = sorted(p["state"] for p in office.payments())
    assert states == ["paid", "reversed"]
    after = office.call(CLERK, "trial_balance")["items"]
    assert [b["balance_fen"] for b in after] == [b["balance_fen"] for b in before]
    assert len(office.published("payment_reversed")) == 1
    assert office.book()["sound"]


def test_the_payer_does_not_reverse_even_as_approver(office: Office) -> None:
    office.register()
    office.pay(office.approve(office.propose(office.fund(1000))), JACK)
    [payment] = office.payments()

    with pytest.raises(PayerCannotReverse):
        office.call(JACK, "reverse_payment", payment_id=payment["id"], why="slip")


def test_the_same_child_is_granted_the_next_term_again(office: Office) -> None:
    office.register()
    fund = office.fund(2000)
    office.paid_roll(fund)
    travel_to(date(2026, 2, 20))

    office.paid_roll(fund, term=SPRING)

    assert [p["term"] for p in sorted(office.payments(), key=lambda p: p["term"])] == [
        AUTUMN,
        SPRING,
    ]


def test_a_roll_is_not_drawn_up_for_a_term_far_ahead(office: Office) -> None:
    office.register()
    with pytest.raises(TermTooFarAhead):
        office.propose(office.fund(1000), term=SPRING)


def test_without_the_countys_own_rules_there_is_no_such_scheme(office: Office) -> None:
    fact = PackAdopted(area_code=COUNTY, pack="national", valid_from="2025-09-05", version=2)
    office.desk.fact(fact)

    with pytest.raises(SchemeNotFound):
        office.propose(office.fund(1000))
    listed = office.call(CLERK, "list_schemes", area=COUNTY)["items"]
    assert SCHEME not in {one["scheme"] for one in listed}


def test_history_names_who_did_each_step_and_why(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    roll = office.propose(fund)
    office.call(APPROVER, "refuse_roll", roll_id=roll["id"], why="list incomplete")

    rows = office.desk.history(f"roll/{roll['id']}")
    assert [(r["account_id"], r["operation"], r["reason"]) for r in rows] == [
        ("clerk", "funding.propose_roll", None),
        ("volunteers", "funding.check_roll", None),
        ("bureau", "funding.check_roll", None),
        ("approver", "funding.refuse_roll", "list incomplete"),
    ]


def test_an_auditor_sees_that_a_roll_was_refused_and_not_why(office: Office) -> None:
    office.register()
    roll = office.propose(office.fund(1000))
    office.call(APPROVER, "refuse_roll", roll_id=roll["id"], why="王小明已经领过")
    for viewer, why in ((AUDITOR, None), (APPROVER, "王小明已经领过")):
        (seen,) = office.call(viewer, "list_rolls")["items"]
        assert (seen["state"], seen["refusal"]) == ("refused", why)
