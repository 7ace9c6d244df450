"""`python -m tests.pictures [--no-pictures] [--role USERNAME …] [--url URL]`"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from lantian.demo.posts import LOGINS, PASSWORD
from tests.chromium import DESKTOP, PATIENCE, PHONE, launch
from tests.e2e import fleet as fleets
from tests.pictures import eyes
from tests.pictures.gallery import Gallery, name_of
from tests.pictures.walk import Visited, walk
from tests.probes import probe

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
NOBODY, PUBLIC = "", ("/sign-in", "/report")
DEMO_READY = 600.0  # seconds
WORDS = frozenset({PASSWORD, *(login.username for login in LOGINS)})


@contextmanager
def product(url: str | None) -> Iterator[str]:
    """The address of a demo county, freshly built unless one is named."""
    if url:
        yield url
        return
    with TemporaryDirectory() as folder, fleets.embedded(Path(folder), LANTIAN_DEMO="1") as fleet:
        fleet.start()
        probe(lambda: f"ready: {fleet.url}" in fleet.logs, DEMO_READY, every=0.2)
        yield fleet.url


def signed_in(browser: Browser, url: str, who: str, size: ViewportSize) -> BrowserContext:
    context = browser.new_context(base_url=url, viewport=size, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    if who:
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda address: "/sign-in" not in address)
        page.close()
    return context


def look(visited: Visited, gallery: Gallery, role: str, phone: BrowserContext) -> list[str]:
    """What is wrong with one page, at both widths; its pictures where there are none yet."""
    found = list(visited.complaints)
    found += eyes.accessible(visited.page) + eyes.fitting(visited.page, DESKTOP["width"])
    found += eyes.plain(visited.page, WORDS)
    name = name_of(visited.pattern) if visited.pattern != "/" else f"home-{role or 'nobody'}"
    new = gallery.wants(name)
    small = phone.new_page()
    small.goto(visited.address)
    found += eyes.accessible(small) + eyes.fitting(small, PHONE["width"]) + eyes.touchable(small)
    if new:
        gallery.add(name, visited.page, visited.pattern, role or "anybody")
        gallery.picture(name, visited.page, DESKTOP["width"])
        visited.page.set_viewport_size(DESKTOP)
        gallery.picture(name, small, PHONE["width"])
    small.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--no-pictures", action="store_true", help="look, and keep nothing")
    parser.add_argument("--role", action="append", help="the user names to walk as; default: all")
    parser.add_argument("--url", help="a demo that runs already")
    asked = parser.parse_args()
    gallery = Gallery(None if asked.no_pictures else FOLDER)
    if gallery.folder:
        gallery.folder.mkdir(parents=True, exist_ok=True)
    roles = asked.role or [NOBODY, *(login.username for login in LOGINS)]
    pages = wrong = 0
    with product(asked.url) as url, sync_playwright() as playwright:
        browser = launch(playwright)
        for role in roles:
            desktop, phone = (signed_in(browser, url, role, size) for size in (DESKTOP, PHONE))
            for visited in walk(desktop, url, ("/",) if role else PUBLIC):
                pages += 1
                for complaint in dict.fromkeys(look(visited, gallery, role, phone)):
                    wrong += 1
                    print(f"{role or 'anybody'} {visited.address}: {complaint}", flush=True)
            desktop.close()
            phone.close()
        browser.close()
    gallery.index()
    print(f"{pages} pages as {len(roles)} roles, {wrong} complaints")
    return int(bool(wrong or not pages))


if __name__ == "__main__":
    sys.exit(main())
