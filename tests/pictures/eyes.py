"""What a machine can see is wrong with a page: axe, its width, words that are not Chinese."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTH = "document.documentElement.scrollWidth"
WORDS = "document.body.innerText"
NARROW = """() => [...document.querySelectorAll(".btn, input, select, textarea, .bottombar a")]
  .filter((e) => e.checkVisibility() && e.type !== "hidden" && !e.closest(".choice, .check-line"))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 100))"""
FOREIGN = re.compile(r"[A-Za-z][A-Za-z_.-]{2,}")
KNOWN = {
    *("Excel", "Word", "PDF", "OFD", "PPT", "CSV", "WPS", "API", "GB18030", "UTF-8"),
    *("xlsx", "xls", "csv", "pdf", "jpg", "png", "docx", "ABCD-", "EFGH"),
}
"""Names of kinds of file and of things that have no Chinese name in an office."""


def accessible(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"axe {one['id']}: {[n['html'][:120] for n in one['nodes'][:2]]}" for one in found]


def fitting(page: Page, width: int) -> list[str]:
    wide = page.evaluate(WIDTH)
    return [f"{wide} px wide on {width}"] if wide > width else []


def touchable(page: Page) -> list[str]:
    """Targets under 44 px, which thumbs miss (UI.md, Look)."""
    return [f"too low: {found}" for found in page.evaluate(NARROW)[:3]]


def plain(page: Page, allowed: frozenset[str]) -> list[str]:
    """Words in Latin letters that no user should meet: a code or a text without its Chinese."""
    words = set(FOREIGN.findall(page.evaluate(WORDS))) - KNOWN - allowed
    return [f"not Chinese: {' '.join(sorted(words)[:8])}"] if words else []
