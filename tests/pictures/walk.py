"""A walk through the pages that one role can reach by links."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page

LINKS = "() => [...document.querySelectorAll('a[href]')].map((a) => a.href)"
PART = re.compile(r"[^/]*\d[^/]*")
"""A part of an address that names one of many: an id, an area's code, a quarter."""
MOST = 150
"""Pages of one role; more would mean that the patterns do not fold alike pages together."""


@dataclass(frozen=True)
class Visited:
    pattern: str
    address: str
    page: Page
    complaints: tuple[str, ...]


def pattern_of(address: str) -> str:
    """Where alike pages are one: `/children/:/assessments` for each child's."""
    return PART.sub(":", urlsplit(address).path) or "/"


def walk(context: BrowserContext, url: str, begin: tuple[str, ...] = ("/",)) -> Iterator[Visited]:
    """One page of each pattern, in the order of their distance from the beginning."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("requestfailed", lambda one: said.append(f"failed: {one.url.removeprefix(url)}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    waiting, seen = deque(begin), {pattern_of(address) for address in begin}
    while waiting and len(seen) <= MOST:
        address = waiting.popleft()
        said.clear()
        status = _opened(page, url + address)
        if status is None:  # a file to save
            continue
        wrong = [] if status == 200 else [f"answers {status}"]
        yield Visited(pattern_of(address), address, page, (*wrong, *said))
        for link in _links(page, url):
            if (pattern := pattern_of(link)) not in seen:
                seen.add(pattern)
                waiting.append(link)
    page.close()


def _opened(page: Page, address: str) -> int | None:
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in str(error):
            return None
        raise
    assert answer is not None
    return answer.status


def _links(page: Page, url: str) -> list[str]:
    """Addresses within the product, as they stand on the page."""
    own = [link.removeprefix(url) for link in page.evaluate(LINKS) if link.startswith(f"{url}/")]
    return [link for link in own if not link.startswith(("/static", "/api", "/#"))]
