"""What holds of every page: accessible, narrow enough, quick, usable by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.browser.conftest import DESKTOP, PHONE, Visit
from tests.e2e.story import COUNTY, Story

PAGES = (
    "/",
    "/more",
    "/areas",
    f"/areas/{COUNTY}",
    "/children",
    "/children/new",
    "/search?q=zxm",
    "/moves",
    "/school-year",
    "/visits",
    "/dropouts",
    "/health-checks",
    "/merges",
    "/children/duplicates",
    "/verification",
    "/statistics",
    "/targets",
    "/organising",
    "/departments",
    "/departments/new",
    "/adoptions",
    "/letters",
    "/leading-group",
    "/adoptions/schools-without",
    "/imports",
    "/helpers",
    "/matchings",
    "/pairings",
    "/rooms",
    "/sessions",
    "/notifications",
    "/rolls",
    "/packs",
    "/accounts/password",
)
FIRST_LOAD = 100_000  # bytes over the line, styles and script included
TOO_SMALL = """() => [...document.querySelectorAll(".btn, input, select, textarea, .bottombar a")]
  .filter((e) => e.checkVisibility() && e.type !== "hidden" && !e.closest(".choice, .check-line"))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))"""


def wrong_with(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits_its_screen(
    visit: Visit, story: Story, size: dict[str, int]
) -> None:
    page = visit("minzheng", size)
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert wrong_with(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        if size is PHONE:
            assert page.evaluate(TOO_SMALL) == [], address


def test_the_sign_in_page_weighs_little(visit: Visit, story: Story) -> None:
    page = visit()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/sign-in", wait_until="networkidle")
    assert wrong_with(page) == []
    assert 0 < sum(received) < FIRST_LOAD


def test_signing_in_needs_no_mouse(visit: Visit, story: Story) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.type"))
    assert {"username", "password", "submit"} <= seen


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(visit: Visit, story: Story) -> None:
    page = visit()
    page.get_by_label("用户名").fill("minzheng")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    assert "不对" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("用户名").input_value() == "minzheng"
    assert page.get_by_label("密码").input_value() == ""


def test_no_page_asks_another_site_for_anything(visit: Visit, story: Story) -> None:
    asked: list[str] = []
    page = visit("minzheng", DESKTOP)
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/children", "/imports"):
        page.goto(address, wait_until="networkidle")
    assert asked
    assert {url for url in asked if not url.startswith(story.url)} == set()  # type: ignore[attr-defined]
