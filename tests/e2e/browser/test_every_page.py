"""What holds of every page: accessible, narrow enough, quick, usable by keyboard."""

import pytest

from tests.e2e.browser.conftest import DESKTOP, PHONE, Visit
from tests.e2e.story import COUNTY, Story
from tests.pictures import eyes

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


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits_its_screen(
    visit: Visit, story: Story, size: dict[str, int]
) -> None:
    page = visit("minzheng", size)
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert eyes.accessible(page) == [], address
        assert eyes.fitting(page, size["width"]) == [], address
        if size is PHONE:
            assert eyes.touchable(page) == [], address


def test_the_sign_in_page_weighs_little(visit: Visit, story: Story) -> None:
    page = visit()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/sign-in", wait_until="networkidle")
    assert eyes.accessible(page) == []
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
