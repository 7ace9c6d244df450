"""The pictures and their index, docs/pictures/README.md."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

HIGHEST = 2400
"""Pixels of a page's length that a picture shows."""
QUALITY = 45
HEIGHT = "document.documentElement.scrollHeight"
HEAD = """# Pictures

Every page of the demo, 390 and 1280 px wide, as the first role sees it that reaches it by links.
Made by `python -m tests.pictures`; a long page is cut off at the bottom.

| page | address | seen by | phone | desktop |
| --- | --- | --- | --- | --- |
"""


@dataclass
class Gallery:
    folder: Path | None
    rows: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def wants(self, name: str) -> bool:
        return self.folder is not None and name not in self.rows

    def add(self, name: str, page: Page, pattern: str, role: str) -> None:
        title = page.title().removesuffix(" · 蓝天守护")
        self.rows[name] = (title, pattern, role)

    def picture(self, name: str, page: Page, width: int) -> None:
        if self.folder is None:
            return
        high = min(page.evaluate(HEIGHT), HIGHEST)
        page.set_viewport_size({"width": width, "height": high})  # what is fixed stays at its edge
        page.screenshot(path=self.folder / f"{name}-{width}.jpg", type="jpeg", quality=QUALITY)

    def index(self) -> None:
        if self.folder is None:
            return
        lines = [
            f"| {title} | `{pattern}` | {role} | [390]({name}-390.jpg) | [1280]({name}-1280.jpg) |"
            for name, (title, pattern, role) in sorted(self.rows.items())
        ]
        (self.folder / "README.md").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def name_of(pattern: str) -> str:
    """A file's name: `children--assessments` for `/children/:/assessments`."""
    return pattern.strip("/").replace("/:", "-").replace("/", "-").replace(":", "-") or "home"
