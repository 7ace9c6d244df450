"""The frame offers what the viewer may do, keeps the page up when a part is away, and says so."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from gateway.pages import hotlines
from gateway.pages.entrance import onward
from gateway.pages.frame import BAR_ENTRIES
from gateway.settings import WebSettings
from shared.access.roles import OF_NO_ACCOUNT, Role
from shared.contracts.gateway.errors import ServiceAway
from shared.errors import AccessDenied
from shared.settings import Settings, WrongSetting
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

BAR = re.compile(r'<nav class="bottombar".*?</nav>', re.S)


@pytest.mark.parametrize("role", sorted(set(Role) - OF_NO_ACCOUNT))
def test_the_bar_of_a_phone_has_at_most_five_entries(browse: Browser, role: Role) -> None:
    answer = browse(role, area=county.COUNTY, school_id=county.SCHOOL).get("/more")
    (bar,) = BAR.findall(answer.text)
    assert 3 <= bar.count("<a ") <= BAR_ENTRIES


def test_the_menu_offers_only_what_the_viewer_may_use(browse: Browser) -> None:
    clerk = browse(Role.FINANCE_CLERK).get("/more").text
    assert "发放批次" in clerk
    assert "花名册导入" not in clerk
    assert "账号管理" not in clerk


def test_a_page_that_is_not_for_the_viewer_says_whom_to_ask(
    browse: Browser, worker: Worker
) -> None:
    worker.registry.answers["list_children"] = ("ChildList", lambda _request: AccessDenied())
    answer = browse(Role.COUNTY_OFFICER).get("/children")
    assert answer.status_code == 403
    assert "系统管理员" in answer.text


def test_home_stands_when_a_service_is_away_and_names_it(browse: Browser, worker: Worker) -> None:
    for operation in ("list_matchings", "list_helpers", "coverage"):
        view = worker.pairing.answers[operation][0]
        worker.pairing.answers[operation] = (view, lambda _request: ServiceAway("pairing"))
    answer = browse(Role.COUNTY_OFFICER).get("/")
    assert answer.status_code == 200
    assert "结对帮扶暂时联系不上" in answer.text
    assert "在册儿童" in answer.text


def test_a_list_whose_service_is_away_says_what_to_do(browse: Browser, worker: Worker) -> None:
    view = worker.registry.answers["list_children"][0]
    worker.registry.answers["list_children"] = (view, lambda _request: ServiceAway("registry"))
    answer = browse(Role.COUNTY_OFFICER).get("/children")
    assert answer.status_code == 503
    assert "刷新" in answer.text


def test_every_page_carries_the_hotline_and_the_duty_to_report(
    browse: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(app.config["LANTIAN"], hotline="0851-12345")
    monkeypatch.setitem(app.config, "LANTIAN", own)
    shown = browse().get("/sign-in").text
    assert 'href="tel:110"' in shown
    assert 'href="tel:0851-12345"' in shown
    assert "强制报告" in shown


def test_a_missed_duty_stands_in_red_on_every_page(browse: Browser) -> None:
    for page in ("/", "/children", "/notifications"):
        shown = browse(Role.TOWNSHIP_OFFICER).get(page).text
        red = shown.partition('class="note note-red"')[2].partition("</div>")[0]
        assert "1 项儿童保护任务已逾期" in red, page
    case = browse(Role.TOWNSHIP_OFFICER).get(f"/cases/{county.CASE}").text
    assert 'class="note note-red"' in case
    assert "没有人确认" in case


@pytest.fixture
def asked(app: Flask, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The counties whose numbers were asked for, and of which none is known."""
    monkeypatch.setitem(app.extensions, "hotlines", {})
    counties: list[str] = []

    def none(request: dict[str, str]) -> dict[str, object]:
        counties.append(request["area"])
        return {"items": [], "next": None}

    worker.registry.answers["get_hotlines"] = ("HotlineList", none)
    return counties


def test_the_county_of_the_installation_is_that_of_pages_of_no_place(
    browse: Browser, app: Flask, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(app.config["LANTIAN"], county=county.COUNTY)
    monkeypatch.setitem(app.config, "LANTIAN", own)
    browse().get("/sign-in")
    assert asked == [county.COUNTY]


def test_a_county_without_numbers_is_not_asked_for_at_each_page(
    browse: Browser, asked: list[str]
) -> None:
    for _ in range(3):
        browse().get("/sign-in?area_code=520330")
    assert asked == ["520330"]


def test_strangers_who_name_all_counties_do_not_fill_the_memory(
    browse: Browser, app: Flask, asked: list[str]
) -> None:
    for code in range(110000, 110000 + hotlines.MOST + 5):
        browse().get(f"/sign-in?area_code={code}")
    assert len(app.extensions["hotlines"]) == hotlines.MOST


def test_a_county_that_is_none_is_refused_at_the_start(tmp_path: Path) -> None:
    settings = Settings.from_environment({"LANTIAN_DATA": str(tmp_path / "data")})
    given = {"LANTIAN_COUNTY": "5203", "LANTIAN_HOTLINE": " 0851-1 "}
    with pytest.raises(WrongSetting, match="LANTIAN_COUNTY"):
        WebSettings.of(settings, given)
    assert WebSettings.of(settings, {**given, "LANTIAN_COUNTY": ""}).hotline == "0851-1"


def test_a_stranger_is_asked_to_sign_in_and_comes_back(browse: Browser) -> None:
    answer = browse().get(f"/children?area={county.TOWNSHIP}")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""]
)
def test_nobody_is_led_to_another_site(browse: Browser, elsewhere: str) -> None:
    with browse().application.test_request_context():
        assert onward(elsewhere) == "/"


def test_a_message_in_the_address_is_one_of_ours(browse: Browser) -> None:
    shown = browse(Role.COUNTY_OFFICER).get("/children?done=<b>paid</b>").text
    assert "<b>paid" not in shown


def test_long_work_refreshes_itself_without_script(browse: Browser) -> None:
    shown = browse(Role.COUNTY_OFFICER).get(f"/imports/{county.RUNNING}").text
    assert '<noscript><meta http-equiv="refresh" content="2;' in shown
    assert 'max="42" value="17"' in shown


def test_paging_keeps_the_filters(browse: Browser) -> None:
    shown = browse(Role.COUNTY_OFFICER).get("/children?status=left_behind&done=x").text
    assert 'href="/children?status=left_behind&amp;after=abc"' in shown


def test_no_page_styles_or_scripts_inline(browse: Browser) -> None:
    """The content security policy would block them."""
    for address in ("/", "/children", f"/children/{county.CHILD}", f"/matchings/{county.MATCHING}"):
        shown = browse(Role.COUNTY_OFFICER).get(address).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script>", shown)


def test_an_overdue_duty_is_red_on_every_page(browse: Browser) -> None:
    for address in ("/", "/children", "/notifications"):
        page = browse(Role.TOWNSHIP_OFFICER).get(address).text
        assert "1 项儿童保护任务已逾期" in page, address
    assert "保护任务已逾期" not in browse(Role.FINANCE_CLERK).get("/").text


@pytest.mark.parametrize(
    ("role", "address"),
    [(Role.TOWNSHIP_OFFICER, f"/cases/{county.CASE}/attachments"), (None, "/apply")],
)
def test_what_is_too_large_to_read_gets_a_page_that_says_so(
    browse: Browser, role: Role | None, address: str
) -> None:
    browser = browse(*([role] if role else []))
    largest = browser.application.config["MAX_CONTENT_LENGTH"]
    answer = browser.post(address, data=b"x" * (largest + 1), content_type="multipart/form-data")
    assert answer.status_code == 413
    assert 'href="tel:110"' in answer.text
