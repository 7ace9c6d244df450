"""A report of danger over HTTP: open to all, limited against floods, and nobody's in the log."""

import json
import logging

import pytest

from shared.access.roles import Role
from tests.integration.gateway.conftest import Open
from tests.integration.gateway.site import Site

REPORT = {"situations": ["living_alone"], "area_code": "520330103201"}
ANSWER = {"code": "ABCD-2345-EFGH", "reported_at": "2026-01-01T00:00:00+00:00"}


def prepared(site: Site) -> Site:
    site.services["registry"].answers["report_danger"] = ANSWER
    return site


def test_anybody_may_report_without_signing_in(site: Site) -> None:
    answer = prepared(site).client().post("/api/v1/reports", json=REPORT)
    assert (answer.status_code, answer.get_json()) == (201, ANSWER)
    [(operation, sent)] = site.services["registry"].asked
    assert operation == "report_danger"
    assert sent["viewer"]["roles"] == ["public"]


def test_whoever_is_signed_in_reports_as_themselves(site: Site) -> None:
    caller = prepared(site).caller("teacher", Role.COUNTY_OFFICER)
    assert caller.post("/reports", json=REPORT).status_code == 201
    [(_, sent)] = site.services["registry"].asked
    assert sent["viewer"]["account_id"] == caller.account_id


def test_the_log_of_requests_names_no_reporter(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caller = prepared(site).caller("teacher", Role.COUNTY_OFFICER)
    with caplog.at_level(logging.INFO, "lantian.access"):
        caller.post("/reports", json=REPORT)
        caller.get("/session")
    lines = [json.loads(r.getMessage()) for r in caplog.records if r.name == "lantian.access"]
    by_route = {line["route"]: line["account"] for line in lines}
    assert by_route == {"/api/v1/reports": None, "/api/v1/session": caller.account_id}


def test_a_flood_of_reports_is_held_up_and_told_the_hotline(open_site: Open) -> None:
    site = prepared(open_site(reports_per_address=3))
    answers = [site.client().post("/api/v1/reports", json=REPORT) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201] * 3 + [429] * 2
    assert "110" in answers[-1].get_json()["detail"]
    assert answers[-1].headers["Retry-After"] == "900"
    assert len(site.services["registry"].asked) == 3
    keys = [row["key"] for row in site.rows("sign_in_attempts")]
    assert all("127.0.0.1" not in key for key in keys)


def test_a_report_that_cannot_be_is_refused_field_by_field(site: Site) -> None:
    wrong = {"situations": [], "area_code": "x", "reporter": "me"}
    answer = prepared(site).client().post("/api/v1/reports", json=wrong)
    assert answer.status_code == 422
    assert {e["field"] for e in answer.get_json()["errors"]} == set(wrong)
    assert site.services["registry"].asked == []


def test_what_is_not_public_stays_closed_to_whoever_is_not_signed_in(site: Site) -> None:
    for address in ("/cases", "/case-duties", "/reports", "/cases/counts"):
        assert site.client().get(f"/api/v1{address}").status_code == 401
