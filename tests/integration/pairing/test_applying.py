"""From the public page to a certificate that a stranger can check."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from shared.access.roles import Role
from shared.contracts.pairing.errors import (
    ApplicationNotFound,
    CapacityBelowLoad,
    CertificateNotFound,
    CertificatePeriodInvalid,
    DeclarationUndecided,
    HelperNotApplied,
    HelperNotApproved,
    NothingDeclared,
    NothingToCertify,
    TrainingInTheFuture,
    WrongIdNumber,
    WrongPhone,
)
from shared.errors import AccessDenied, DomainError, InvalidRequest
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import SCHOOL, as_helper, log, pair
from tests.integration.pairing.township import TODAY, VILLAGE, Township, id_number

PUBLIC = Viewer.anybody()


def apply(town: Township, **more: Any) -> Any:
    fields = {
        "category": "volunteer",
        "name": "陈桂香",
        "id_number": id_number(male=False),
        "phone": "13800001111",
        "area_code": VILLAGE,
        "declared_records": [],
        "dialects": ["miao"],
        "available": ["saturday"],
        "about": "邻居",
    }
    return town.call("apply_as_helper", PUBLIC, **fields | more)


def standing(town: Township, code: str) -> str:
    return str(town.call("get_application", PUBLIC, code=code)["status"])


def test_anybody_applies_and_sees_how_it_stands_by_a_code(town: Township) -> None:
    sent = apply(town)
    assert (sent["status"], standing(town, sent["code"].lower())) == ("received", "received")
    [helper] = town.call("list_helpers", status="applied")["items"]
    assert (helper["self_applied"], helper["dialects"], helper["about"]) == (True, ["miao"], "邻居")
    assert [one["area_code"] for one in town.published("helper_applied")] == [VILLAGE]
    town.check(helper["id"])
    town.approve(helper["id"])
    assert standing(town, sent["code"]) == "approved"
    for code in ("ABCD-EFGH-JKLM", "x"):
        with pytest.raises(ApplicationNotFound):
            town.call("get_application", PUBLIC, code=code)


def test_the_public_page_does_not_tell_who_is_a_helper_already(town: Township) -> None:
    number = id_number()
    town.apply(id_number=number)
    again = apply(town, id_number=number)
    assert standing(town, again["code"]) == "received"
    assert len(town.desk.rows("helpers")) == 1


def test_the_code_tells_nothing_of_what_came_after_the_decision(town: Township) -> None:
    sent = apply(town)
    [helper] = town.call("list_helpers")["items"]
    town.check(helper["id"])
    town.approve(helper["id"])
    town.check(helper["id"], records=["sexual_assault"])
    assert standing(town, sent["code"]) == "approved"


def test_codes_end_alike_whoever_was_on_file(town: Township) -> None:
    number = id_number()
    town.apply(id_number=number)
    codes = [apply(town, id_number=one)["code"] for one in (number, id_number())]
    town.on(TODAY + timedelta(days=180))
    assert [standing(town, code) for code in codes] == ["received"] * 2
    town.on(TODAY + timedelta(days=181))
    for code in codes:
        with pytest.raises(ApplicationNotFound):
            standing(town, code)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"category": "peer"}, InvalidRequest),
        ({"phone": "12"}, WrongPhone),
        ({"id_number": "520330198503120000"}, WrongIdNumber),
    ],
)
def test_a_wrong_application_is_refused_alike_whoever_is_on_file(
    town: Township, wrong: dict[str, str], refusal: type[DomainError]
) -> None:
    number = id_number()
    town.apply(id_number=number)
    for one in (number, id_number()):
        with pytest.raises(refusal):
            apply(town, **{"id_number": one, **wrong})


def test_a_record_declared_in_public_bars_nobody_until_the_office_has_decided(
    town: Township,
) -> None:
    number = id_number()
    sent = apply(town, id_number=number, declared_records=["abuse"])
    assert standing(town, sent["code"]) == "received"
    [helper] = town.call("list_helpers")["items"]
    assert (helper["status"], helper["disqualified"]) == ("applied", False)
    assert helper["declared_records"] == ["abuse"]
    assert town.published("helper_refused") == []
    assert "abuse" not in str(town.desk.rows("helpers") + town.desk.rows("outbox"))
    town.call("refuse_helper", helper_id=helper["id"], why="as declared")
    assert standing(town, sent["code"]) == "refused"


def test_nothing_of_an_applicant_stands_in_clear(town: Township) -> None:
    apply(town, name="不可见", about="不可见的邻居")
    for table in ("helpers", "outbox", "history", "applications"):
        assert "不可见" not in str(town.desk.rows(table)), table


def test_the_public_may_do_nothing_else(town: Township) -> None:
    helper = town.helper()
    for operation, fields in (
        ("list_helpers", {}),
        ("get_helper", {"helper_id": helper}),
        ("list_certificates", {"helper_id": helper}),
    ):
        with pytest.raises(AccessDenied):
            town.call(operation, PUBLIC, **fields)


def test_the_helper_is_reminded_60_30_and_7_days_before_the_check_runs_out(town: Township) -> None:
    helper = town.helper()
    for day, count in (
        (date(2026, 7, 11), 0),
        (date(2026, 7, 12), 1),
        (date(2026, 8, 11), 2),
        (date(2026, 9, 3), 3),
    ):
        town.on(day)
        told = town.published("record_check_expiring")
        assert [one["helper_id"] for one in told] == [helper] * count, day


def test_a_renewed_check_ends_the_reminders_of_the_old_one(town: Township) -> None:
    helper = town.helper()
    town.on(date(2026, 7, 12))
    town.check(helper, date(2026, 7, 12))
    town.on(date(2026, 9, 3))
    assert len(town.published("record_check_expiring")) == 1


def test_a_helper_changes_wishes_and_hours_and_an_office_the_place(town: Township) -> None:
    _, helper, viewer = pair(town)
    changed = town.call("update_helper", viewer, helper_id=helper, available=["evenings"])
    assert changed["available"] == ["evenings"]
    town.arrange(town.agreed_child(2), helper)
    with pytest.raises(CapacityBelowLoad):
        town.call("update_helper", viewer, helper_id=helper, capacity=1)
    own = town.call("update_helper", viewer, helper_id=helper, area_code="520330104201")
    assert own["area_code"] == VILLAGE
    with pytest.raises(AccessDenied):
        town.call("update_helper", as_helper(town.helper()), helper_id=helper, capacity=2)


def test_a_helper_who_left_the_school_stands_at_none(town: Township) -> None:
    _, helper, viewer = pair(town)
    stay = town.call("update_helper", helper_id=helper, school_id=SCHOOL)
    assert stay["school_id"] == SCHOOL
    assert town.call("update_helper", helper_id=helper)["school_id"] == SCHOOL
    own = town.call("update_helper", viewer, helper_id=helper, without_school=True)
    assert own["school_id"] == SCHOOL  # the office's to change
    assert town.call("update_helper", helper_id=helper, without_school=True)["school_id"] is None


def test_nobody_moves_a_helper_to_where_they_do_not_answer_for(town: Township) -> None:
    school, other = "3b6b7a34-3a52-4a6e-9d58-000000000009", "3b6b7a34-3a52-4a6e-9d58-000000000010"
    helper = town.helper("teacher", school_id=school)
    principal = Viewer(
        account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school, area=VILLAGE
    )
    for viewer, place in (
        (principal, {"area_code": "520330104201"}),
        (principal, {"school_id": other}),
        (town.officer, {"area_code": "520330104201"}),
        (replace(town.officer, school_id=school), {"area_code": "520330104201"}),
    ):
        with pytest.raises(AccessDenied):
            town.call("update_helper", viewer, helper_id=helper, **place)
    for viewer, place in (
        (town.officer, {"area_code": "520330103202", "school_id": other}),
        (town.county, {"area_code": "520330104201", "school_id": school}),
    ):
        changed = town.call("update_helper", viewer, helper_id=helper, **place)
        assert {name: changed[name] for name in place} == place


def test_training_is_on_record(town: Township) -> None:
    helper = town.helper()
    about = {"helper_id": helper, "topics": ["law", "safety"], "hours": 4}
    shown = town.call("record_training", on_date="2025-09-01", **about)
    assert shown["trainings"] == [
        {"on_date": "2025-09-01", "topics": ["law", "safety"], "hours": 4}
    ]
    with pytest.raises(TrainingInTheFuture):
        town.call("record_training", on_date="2025-09-11", **about)


def certificate(town: Township, helper: str, first: str, last: str) -> Any:
    return town.call("issue_certificate", helper_id=helper, from_day=first, to_day=last)


def test_a_certificate_counts_what_is_on_file_and_a_stranger_checks_it(town: Township) -> None:
    child, helper, viewer = pair(town)
    with pytest.raises(NothingToCertify):
        certificate(town, helper, "2025-01-01", TODAY.isoformat())
    log(town, viewer, child)
    log(town, viewer, child, "home_visit", outcome="not_reached")
    struck = log(town, viewer, child, "letter")
    town.call("strike_contact", viewer, contact_id=struck["id"], why="mistake")
    paper = certificate(town, helper, "2025-01-01", TODAY.isoformat())
    assert (paper["children"], paper["contacts"], paper["kept"]) == (1, 1, 1)
    seen = town.call("verify_certificate", PUBLIC, code=paper["code"])
    assert (seen["valid"], seen["serving"]) == (True, True)
    assert seen["name"] == "王**"
    assert set(seen) == {
        *("valid", "serving", "category", "name", "county_code", "from_day", "to_day"),
        *("children", "contacts", "kept", "issued_on"),
    }
    town.call("revoke_certificate", certificate_id=paper["id"], why="wrong person")
    assert not town.call("verify_certificate", PUBLIC, code=paper["code"])["valid"]
    town.check(helper, records=["abuse"])
    later = town.call("verify_certificate", PUBLIC, code=paper["code"])
    assert (later["serving"], set(later)) == (False, set(seen))
    with pytest.raises(CertificateNotFound):
        town.call("verify_certificate", PUBLIC, code="ABCD-EFGH-JKLM")
    assert paper["code"] not in str(town.desk.rows("certificates"))


def test_no_certificate_for_days_to_come_or_for_who_was_never_approved(town: Township) -> None:
    _, helper, _ = pair(town)
    with pytest.raises(CertificatePeriodInvalid):
        certificate(town, helper, "2025-09-01", "2025-09-11")
    with pytest.raises(HelperNotApproved):
        certificate(town, town.apply()["id"], "2025-09-01", "2025-09-10")
    other = Viewer(account_id="x", roles=frozenset({Role.HELPER}), person_id=helper)
    fields = {"helper_id": helper, "from_day": "2025-09-01", "to_day": "2025-09-10"}
    with pytest.raises(AccessDenied):
        town.call("issue_certificate", other, **fields)


def test_what_somebody_declared_bars_approval_until_it_is_found_to_be_none(town: Township) -> None:
    apply(town, declared_records=["alcohol_abuse"])
    [helper] = town.call("list_helpers")["items"]
    town.check(helper["id"])
    with pytest.raises(DeclarationUndecided):
        town.approve(helper["id"])
    why = "派出所核实：同名，不是本人"
    cleared = town.call("clear_declaration", helper_id=helper["id"], why=why)
    assert cleared["declaration_cleared"] == why
    noted = town.desk.history(f"helper/{helper['id']}")[-1]
    assert (noted["operation"], noted["changes"]["why"]) == ("pairing.clear_declaration", why)
    assert town.approve(helper["id"])["status"] == "approved"
    with pytest.raises(HelperNotApplied):
        town.call("clear_declaration", helper_id=helper["id"], why=why)


def test_where_nothing_was_declared_there_is_nothing_to_clear(town: Township) -> None:
    apply(town)
    [helper] = town.call("list_helpers")["items"]
    with pytest.raises(NothingDeclared):
        town.call("clear_declaration", helper_id=helper["id"], why="没有")
