"""The numbers to call, on every page: of the pack of the county that the page is about.

Asked for once in a while and kept: they stand on pages of strangers too, who must see them while
the registry is away.
"""

from time import monotonic

from flask import current_app, g, request

from gateway import auth
from gateway.pages.choices import COUNTY
from gateway.pages.names import look
from shared.clock import today
from shared.packs import load_packs

DEFAULT = "national"
KEPT_SECONDS, AGAIN_SECONDS = 300, 10  # if there are any; if the registry knew none or was away
MOST = 200  # counties; a stranger may name any in the address
Lines = list[dict[str, str]]


def hotlines() -> Lines:
    """Of the viewer's county, else of the place chosen on the page, else of the one that the
    installation names; of the whole country where none is known. A number set for the installation
    takes the last one's place on pages of no county."""
    area = _area()
    if area and (lines := _of(area)):
        return lines
    known: Lines = load_packs().get(DEFAULT, today())["protection"]["hotlines"]
    own = auth.web_settings().hotline
    return [*known[:-1], {**known[-1], "number": own}] if own else list(known)


def _area() -> str:
    who = auth.signed_in()
    # An error page reads no body: a body too large would be refused once more while it is drawn.
    sent = request.args if g.get("quiet") else request.values
    chosen = sent.get("area_code", "")
    for code in (who.viewer.area if who else "", chosen, auth.web_settings().county):
        if len(code) >= COUNTY and code.isascii() and code.isdigit():
            return code[:COUNTY]
    return ""


def _of(county: str) -> Lines:
    kept: dict[str, tuple[float, Lines]] = current_app.extensions.setdefault("hotlines", {})
    until, lines = kept.get(county, (0.0, []))
    if monotonic() < until or g.get("quiet"):  # an error page asks nothing
        return lines
    fresh = look("registry", "get_hotlines", area=county).items or lines
    while len(kept) >= MOST:
        kept.pop(next(iter(kept)))
    kept[county] = (monotonic() + (KEPT_SECONDS if fresh else AGAIN_SECONDS), fresh)
    return fresh
