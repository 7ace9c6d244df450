import pytest

from services.funding.queries import entitlement
from shared.access.roles import Role
from shared.contracts.registry.events import ChildGraded
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.funding.office import (
    APPROVER,
    AUDITOR,
    AUTUMN,
    CLERK,
    COUNTY,
    SCHEME,
    TOWNSHIP,
    VILLAGE,
    Office,
    a_child,
    ids,
    official,
)


def eligible(office: Office, **more: object) -> dict:  # type: ignore[type-arg]
    fields = {"scheme": SCHEME, "term": AUTUMN, "area": COUNTY} | more
    found: dict = office.call(CLERK, "list_eligible", **fields)  # type: ignore[type-arg]
    return found


def test_every_child_is_in_or_out_with_reasons(office: Office) -> None:
    [pupil] = office.register(hardships=["parent_disabled", "single_parent"])
    [toddler] = office.register(stage="kindergarten")
    [other] = office.register(hardships=[])

    found = {item["child_id"]: item for item in eligible(office)["items"]}

    assert found[pupil.child_id]["reasons"] == ["parent_disabled", "single_parent"]
    assert found[pupil.child_id]["amount_fen"] == 500_00
    assert found[toddler.child_id]["reasons"] == ["no_rate_for_stage"]
    assert found[other.child_id]["reasons"] == ["no_hardship"]
    assert [item["child_id"] for item in eligible(office, eligible=True)["items"]] == [
        pupil.child_id
    ]
    assert len(eligible(office, eligible=False)["items"]) == 2


def test_pages_hold_every_child_once(office: Office) -> None:
    children = office.register(7) + office.register(5, hardships=[])
    after, seen = None, []
    while True:
        page = eligible(office, eligible=True, after=after, limit=3)
        seen += [item["child_id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break

    assert seen == ids(children[:7])


def test_a_page_looks_at_so_many_children_and_the_next_one_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A county whose children are all on a roll already is not read through for an empty page."""
    monkeypatch.setattr(entitlement, "LOOKED_AT", 2)
    office.register(5)
    wanted = ids(office.register(2, hardships=[]))
    pages = [eligible(office, eligible=False)]
    while pages[-1]["next"]:
        pages.append(eligible(office, eligible=False, after=pages[-1]["next"]))
    assert len(pages) == 4
    found = [item["child_id"] for page in pages for item in page["items"]]
    assert sorted(found) == sorted(wanted)


def test_a_list_holds_only_the_area_asked_for(office: Office) -> None:
    [here] = office.register()
    office.register(area_code="520330104201")

    for area in (TOWNSHIP, VILLAGE):
        assert [i["child_id"] for i in eligible(office, area=area)["items"]] == [here.child_id]


def test_an_older_fact_does_not_undo_a_newer_one(office: Office) -> None:
    new = a_child(version=3, hardships=["single_parent"])
    old = a_child(child_id=new.child_id, version=2, hardships=[], stage="senior")
    office.desk.fact(new)
    office.desk.fact(old)

    [item] = eligible(office, eligible=True)["items"]
    assert item["stage"] == "primary"


def test_any_of_the_childs_facts_brings_the_copy_up_to_date(office: Office) -> None:
    graded = ChildGraded(
        **{**vars(a_child(version=4)), "previous_level": 0},
    )
    office.desk.fact(graded)

    assert [i["child_id"] for i in eligible(office)["items"]] == [graded.child_id]


def test_an_event_that_comes_twice_changes_nothing(office: Office) -> None:
    child = a_child()
    first = office.desk.fact(child)
    office.desk.fact(child, event_id=first)

    assert len(office.desk.rows("children")) == len(office.desk.rows("child_stages")) == 1


def test_the_schemes_of_the_county_are_told_with_their_rates_and_terms(office: Office) -> None:
    told = office.call(CLERK, "list_schemes", area=COUNTY)["items"]
    [scheme] = [each for each in told if each["scheme"] == SCHEME]

    assert {each["scheme"] for each in told} >= {SCHEME, "boarding_living", "day_living", "meals"}
    assert scheme["terms"] == [AUTUMN, "2025-spring"]
    rates = {rate["stage"]: (rate["per"], rate["amount_fen"]) for rate in scheme["rates"]}
    assert rates == {
        "primary": ("term", 50000),
        "junior": ("term", 80000),
        "senior": ("term", 130000),
        "college": ("month", 40000),
    }


def test_the_public_list_holds_nothing_that_finds_a_child(office: Office) -> None:
    office.register()
    roll = office.approve(office.propose(office.fund(1000)))

    shown = office.call(CLERK, "public_list", roll_id=roll["id"])

    [line] = shown["items"]
    assert set(line) == {"child_id", "township_code", "stage", "amount_fen"}
    assert line["township_code"] == TOWNSHIP
    assert (shown["children"], shown["total_fen"]) == (1, 500_00)


def test_a_dropped_child_is_not_posted(office: Office) -> None:
    _stays, out = office.register(2)
    roll = office.propose(office.fund(1000))
    office.change(out, hardships=[])
    office.approve(roll)

    shown = office.call(CLERK, "public_list", roll_id=roll["id"])["items"]
    assert out.child_id not in {line["child_id"] for line in shown}


def test_a_family_sees_the_payments_of_its_own_child_only(office: Office) -> None:
    own, _other = office.register(2)
    office.paid_roll(office.fund(1000))
    mother = Viewer(account_id="mother", roles=frozenset({Role.PARENT}), child_ids=(own.child_id,))

    payments = office.call(mother, "list_payments")["items"]

    assert [p["child_id"] for p in payments] == [own.child_id]
    for operation in ("list_rolls", "journal", "trial_balance"):
        with pytest.raises(AccessDenied):
            office.call(mother, operation)


def test_a_township_sees_the_payments_of_its_children(office: Office) -> None:
    [here] = office.register()
    office.register(area_code="520330104201")
    office.paid_roll(office.fund(1000))
    township = official("officer", Role.TOWNSHIP_OFFICER, TOWNSHIP)

    payments = office.call(township, "list_payments")["items"]
    assert [p["child_id"] for p in payments] == [here.child_id]


def test_every_child_that_was_shown_stands_in_the_access_log(office: Office) -> None:
    children = office.register(2)
    eligible(office)
    roll = office.propose(office.fund(1000))
    office.call(APPROVER, "get_roll", roll_id=roll["id"])

    log = office.call(AUDITOR, "list_access_log")["items"]

    seen = {(row["operation"], row["subject"]) for row in log}
    for child in children:
        assert ("funding.list_eligible", child.child_id) in seen
        assert ("funding.get_roll", child.child_id) in seen
    assert office.call(AUDITOR, "verify_records")["sound"]


def test_an_auditor_sees_the_book_and_no_child(office: Office) -> None:
    office.register()
    roll = office.paid_roll(office.fund(1000))

    assert len(office.call(AUDITOR, "journal")["items"]) == 3
    assert office.call(AUDITOR, "list_rolls")["items"][0]["id"] == roll["id"]
    for operation, fields in (
        ("get_roll", {"roll_id": roll["id"]}),
        ("list_payments", {}),
        ("public_list", {"roll_id": roll["id"]}),
    ):
        with pytest.raises(AccessDenied):
            office.call(AUDITOR, operation, **fields)


def test_rolls_and_payments_are_found_by_what_they_are(office: Office) -> None:
    office.register()
    fund = office.fund(10_000)
    paid = office.paid_roll(fund)
    office.register()
    waiting = office.propose(fund)

    def rolls(**filters: str) -> list[str]:
        return [roll["id"] for roll in office.call(CLERK, "list_rolls", **filters)["items"]]

    assert rolls(state="paid") == [paid["id"]]
    assert rolls(state="proposed", term=AUTUMN, scheme=SCHEME) == [waiting["id"]]
    assert rolls(area="520329") == rolls(term="2025-spring") == []
    assert len(office.payments(state="paid", roll_id=paid["id"])) == 1
    assert office.payments(state="reversed") == office.payments(roll_id=waiting["id"]) == []


def test_rolls_are_listed_newest_first_in_pages(office: Office) -> None:
    fund = office.fund(10_000)
    made = []
    for _ in range(5):
        office.register()
        made.append(office.propose(fund)["id"])

    first = office.call(CLERK, "list_rolls", limit=3)
    second = office.call(CLERK, "list_rolls", limit=3, after=first["next"])

    listed = [roll["id"] for roll in (*first["items"], *second["items"])]
    assert listed == made[::-1]
    assert second["next"] is None
