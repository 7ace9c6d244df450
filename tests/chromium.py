"""The Chromium that looks at pages: how it is started, and the two sizes it looks with."""

from playwright.sync_api import Browser, Playwright, ViewportSize

from tests.requires import browser as browser_path

OPTIONS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --lang=zh-CN"
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 60_000  # ms; a page is probed, never slept for


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=browser_path(), args=OPTIONS.split(), timeout=PATIENCE
    )
