"""A running installation with its places and accounts, and a Chromium to visit it with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from eventlet.patcher import is_monkey_patched
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.chromium import DESKTOP, PATIENCE, PHONE, launch
from tests.e2e import fleet as fleets
from tests.e2e.story import PASSWORD, TODAY, Story
from tests.requires import requires

Visit = Callable[..., Page]
__all__ = ["DESKTOP", "PATIENCE", "PHONE", "Visit", "county", "follow"]
# In a patched process they are run by tests/e2e/test_in_a_browser.py instead.
collect_ignore_glob = ["test_*.py"] if is_monkey_patched("socket") else []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    requires("browser")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@contextmanager
def county(folder: Path) -> Iterator[Story]:
    """Places, schools and a county registrar stand; the browser does the rest."""
    requires("browser")
    with fleets.embedded(folder, LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        told = Story(fleet.url, fleet.first_link_token)
        told.url = fleet.url  # type: ignore[attr-defined]
        told.folder = fleet.folder / "var"  # type: ignore[attr-defined]
        told.first_administrator()
        told.places()
        yield told


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The county that the modules share, each with people of its own."""
    with county(tmp_path_factory.mktemp("browser")) as told:
        yield told


@pytest.fixture
def visit(story: Story, chromium: Browser) -> Iterator[Visit]:
    """`visit("minzheng", PHONE)`: a page of somebody who has signed in there by hand."""
    contexts = []

    def open_page(who: str | None = None, size: dict[str, int] = PHONE, **options: object) -> Page:
        context = chromium.new_context(
            base_url=story.url,  # type: ignore[attr-defined]
            viewport=size,  # type: ignore[arg-type]
            locale="zh-CN",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        if who:
            page.get_by_label("用户名").fill(who)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def follow(page: Page, link: Locator) -> None:
    """Click it and wait until its page has taken the place of this one, which a look at it at once
    would still find, or meet half-way."""
    with page.expect_navigation():
        link.click()
