"""Every page shows, to those who may see it, in Chinese and without a code or an id."""

import re

import pytest

from shared.access.roles import Role
from shared.contracts.registry.fields import SECTIONS
from tests.unit.gateway.pages import (
    county,
    helping_samples,
    letterbox_samples,
    money_samples,
    organising_samples,
    school_samples,
)
from tests.unit.gateway.pages.conftest import Browser

OFFICER, FEDERATION = Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER
PAGES = [
    (OFFICER, "/"),
    (OFFICER, "/more"),
    (OFFICER, "/areas"),
    (OFFICER, f"/areas/{county.TOWNSHIP}"),
    (OFFICER, "/imports"),
    (OFFICER, f"/imports/{county.IMPORT}"),
    (OFFICER, f"/imports/{county.IMPORT}?outcome=all"),
    (OFFICER, f"/imports/{county.RUNNING}"),
    (OFFICER, f"/imports/{county.STOPPED}"),
    (OFFICER, "/children"),
    (OFFICER, f"/children?area={county.TOWNSHIP}&status=left_behind&level=4&q=wxm"),
    (OFFICER, "/verification"),
    (OFFICER, f"/verification/{county.TOWNSHIP}"),
    (OFFICER, f"/verification/{county.VILLAGE}"),
    (OFFICER, "/statistics"),
    (OFFICER, f"/statistics/{county.TOWNSHIP}?period=2026Q4&status=in_difficulty"),
    (OFFICER, f"/statistics/{county.COUNTY}/children?status=left_behind&part=joined"),
    (OFFICER, f"/statistics/{county.COUNTY}/children?figure=target.vaccination=missing"),
    (OFFICER, f"/statistics/{county.COUNTY}/children?figure=band=6_13&part=closing"),
    (OFFICER, "/targets"),
    (OFFICER, f"/children/{county.CHILD}/exit"),
    (OFFICER, f"/children/{county.CHILD}/comparison/{county.OTHER}?duplicate={county.MOVE}"),
    (OFFICER, "/merges"),
    (OFFICER, f"/children/{county.CHILD}?as_of=2026-01-01"),
    (OFFICER, f"/children/{county.CHILD}/card"),
    *((OFFICER, address) for address in school_samples.PAGES),
    *((OFFICER, address) for address in organising_samples.PAGES),
    (Role.PRINCIPAL, "/school-year"),
    (OFFICER, "/moves"),
    (OFFICER, "/moves?direction=out&state=requested"),
    (OFFICER, f"/moves/{county.MOVE}"),
    (OFFICER, f"/children/{county.CHILD}/move"),
    (OFFICER, f"/children/{county.CHILD}/move?township={county.TOWNSHIP}"),
    (OFFICER, f"/children/{county.CHILD}/move?kind=school&township={county.TOWNSHIP}"),
    (OFFICER, "/search"),
    (OFFICER, "/search?q=wxm"),
    (OFFICER, "/children/new"),
    (OFFICER, f"/children/new?township={county.TOWNSHIP}"),
    (OFFICER, "/children/duplicates"),
    *(
        (OFFICER, f"/children/{county.CHILD}?tab={tab}")
        for tab in [
            "family",
            "school",
            "assessments",
            "pairings",
            "activities",
            "funding",
            "history",
        ]
    ),
    (OFFICER, f"/children/{county.CHILD}/correction"),
    *((OFFICER, f"/children/{county.CHILD}/sections/{name}") for name in SECTIONS),
    (OFFICER, f"/children/{county.CHILD}/print"),
    (OFFICER, f"/children/{county.CHILD}/visits"),
    (OFFICER, f"/children/{county.CHILD}/family-contacts"),
    (OFFICER, "/family-contacts"),
    (OFFICER, f"/family-contacts?area={county.VILLAGE}"),
    (Role.PRINCIPAL, "/family-contacts"),
    (OFFICER, "/visits"),
    (OFFICER, "/visits?outcome=fine&since=2026-01-01"),
    (Role.PRINCIPAL, "/visits"),
    (OFFICER, f"/children/{county.CHILD}/assessment"),
    (OFFICER, f"/children/{county.CHILD}/assessment/result"),
    (FEDERATION, f"/children/{county.CHILD}/consent"),
    (OFFICER, f"/children/{county.CHILD}/attachments"),
    (OFFICER, f"/cases/{county.CASE}/attachments"),
    (OFFICER, f"/children/{county.CHILD}/care"),
    (OFFICER, f"/children/{county.CHILD}/care/new"),
    (OFFICER, f"/care-agreements/{county.PAIRING}"),
    *((Role.FINANCE_CLERK, address) for address in money_samples.MONEY_PAGES),
    (Role.FINANCE_PAYER, f"/reliefs/{county.ROLL}"),
    (Role.FINANCE_PAYER, f"/batches/{county.PAIRING}"),
    (Role.FINANCE_APPROVER, f"/payments/{county.PAYMENT}/correction"),
    (Role.EDUCATION_BUREAU, f"/rolls/{county.ROLL}"),
    (Role.FINANCE_CLERK, f"/children/{county.CHILD}/relief"),
    (OFFICER, "/cases"),
    (OFFICER, f"/cases/{county.CASE}"),
    (OFFICER, f"/cases/{county.CASE}/proof"),
    (FEDERATION, f"/cases/{county.CASE}/match?q=wxm"),
    (FEDERATION, f"/cases/of/{county.CHILD}"),
    (FEDERATION, "/duties"),
    (FEDERATION, f"/duties/{county.CASE}/1"),
    (FEDERATION, f"/duties/{county.CASE}/99"),
    (Role.PARENT, "/duties"),
    (OFFICER, "/report"),
    (OFFICER, "/report/ABCD-2345-EFGH"),
    (OFFICER, "/report/status"),
    (OFFICER, "/my-reports"),
    (Role.PRINCIPAL, "/report"),
    (FEDERATION, "/helpers"),
    (FEDERATION, "/helpers?status=applied"),
    (FEDERATION, "/helpers/new"),
    (FEDERATION, f"/helpers/{county.HELPER}"),
    (FEDERATION, f"/helpers/{county.APPLICANT}"),
    (FEDERATION, "/matchings"),
    (FEDERATION, f"/matchings/{county.MATCHING}"),
    (FEDERATION, f"/matchings/{county.MATCHING}/unmatched"),
    (FEDERATION, "/pairings"),
    *((Role(role), address) for role, address in helping_samples.PAGES),
    (Role.PRINCIPAL, "/"),
    (Role.PRINCIPAL, "/rooms"),
    (Role.PRINCIPAL, "/rooms/new"),
    (Role.PRINCIPAL, f"/rooms/{county.ROOM}"),
    (Role.PRINCIPAL, "/sessions"),
    (Role.PRINCIPAL, f"/rooms/{county.ROOM}/sessions/new"),
    (Role.PRINCIPAL, f"/sessions/{county.SESSION}"),
    (Role.PRINCIPAL, f"/sessions/{county.HELD}"),
    (Role.PRINCIPAL, f"/sessions/{county.SESSION}/attendance"),
    (Role.PRINCIPAL, f"/sessions/{county.HELD}/attendance"),
    *((Role(role), address) for role, address in letterbox_samples.PAGES),
    (Role.FINANCE_CLERK, "/"),
    (Role.FINANCE_CLERK, "/funds"),
    (Role.FINANCE_CLERK, "/eligible"),
    (Role.FINANCE_CLERK, "/eligible?eligible=all"),
    (Role.FINANCE_APPROVER, "/rolls"),
    (Role.FINANCE_APPROVER, f"/rolls/{county.ROLL}"),
    (Role.FINANCE_PAYER, "/payments"),
    (Role.FINANCE_CLERK, "/ledger"),
    (Role.HELPER, "/"),
    (Role.PARENT, "/"),
    (Role.VILLAGE_OFFICER, "/notifications"),
    (Role.AUDITOR, "/"),
    (Role.AUDITOR, "/audit"),
    (Role.AUDIT_ADMIN, "/audit/integrity"),
    (Role.SYSTEM_ADMIN, "/accounts"),
    (Role.SYSTEM_ADMIN, "/accounts/new"),
    (Role.SYSTEM_ADMIN, f"/accounts/{county.ACCOUNT}"),
    (Role.SYSTEM_ADMIN, "/accounts/password"),
    (OFFICER, "/packs"),
    (Role.OPERATOR, "/"),
    (Role.OPERATOR, "/bus"),
    (Role.OPERATOR, "/bus/conservation"),
    (Role.AUDITOR, "/bus"),
    (Role.SYSTEM_ADMIN, "/bus/conservation"),
]
# A code of ours, an id, or a placeholder between tags is a word that no reader knows.
CODE = re.compile(
    r"\b[a-z]+_[a-z_]+\b|[0-9a-f]{8}-[0-9a-f]{4}|\bNone\b|\bTrue\b|\bFalse\b|\{\{|\{[a-z]"
)
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_shows_words_and_no_codes(browse: Browser, role: Role, address: str) -> None:
    place = {"school_id": county.SCHOOL, "area": ""} if role is Role.PRINCIPAL else {}
    if role in (Role.HELPER, Role.PARENT):
        place = {"area": "", "child_ids": (county.CHILD,), "person_id": county.HELPER}
    answer = browse(role, **place).get(address)
    shown = TAGS.sub(" ", answer.text)
    assert answer.status_code == 200, shown[-2000:]
    assert not CODE.findall(shown)


def test_the_home_shows_the_steps_and_findings_that_are_due(browse: Browser) -> None:
    page = browse(Role.COUNTY_OFFICER).get("/").get_data(as_text=True)
    for said in ("召开家长会", "入户核实留守儿童的监护情况", "督查问题：", "审核整改："):
        assert said in page


def test_a_page_says_what_the_viewer_may_not_see(
    browse: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty list would read as: there is no hardship, and no assessment."""
    empty = {"hidden": ["family", "level"], "level": None, "hardships": []}
    whole, row = county.dossier(), county.child()
    monkeypatch.setattr(county, "dossier", lambda: {**whole, **empty, "reasons": []})
    monkeypatch.setattr(county, "child", lambda *_of, **_facts: {**row, **empty})
    browser = browse(Role.HELPER, helped_ids=(county.CHILD,))
    page = browser.get(f"/children/{county.CHILD}?tab=school").get_data(as_text=True)
    assert page.count("您的角色不能查看") == 3
    assert "没有登记</span>" not in page
    listed = browser.get("/children").get_data(as_text=True)
    assert "不能查看" in listed
    assert "未评估" not in listed.partition("<tbody>")[2]
