"""What a page offers to whoever reads it: its links, and the lists that its search forms give."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

SOUGHT = "王"
"""What is typed into a search field: a name of which every county has many."""
TYPED = {"q": SOUGHT}
ONE_OF_MANY = re.compile(r"[^/]*\d[^/]*")
"""A part of an address that names one of many: an id, an area's code, a quarter."""
FILE = re.compile(r"\.\w+$")
LONG = 5  # characters; a shorter value with a digit is a choice (level=4), not an id


def pattern_of(address: str) -> str:
    """Where alike pages are one: `/children/:?status=exited` for each child's."""
    parts = urlsplit(address)
    path = ONE_OF_MANY.sub(":", parts.path) or "/"
    fields = sorted({(name, _folded(name, value)) for name, value in parse_qsl(parts.query)})
    return f"{path}?{urlencode(fields, safe=':=')}" if fields else path


def _folded(name: str, value: str) -> str:
    many = len(value) >= LONG and any(sign.isdigit() for sign in value)
    return ":" if many or name == "after" else value


class Offers(HTMLParser):
    """`addresses` within the product, in the order in which they stand there."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self._at, self._action, self._name = urlsplit(at), "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in has:
            self._offer(has["href"])
        elif tag == "form":
            reads = has.get("method", "get").lower() == "get"
            self._action = has.get("action") or self._at.path if reads else ""
        elif tag == "select":
            self._name = has.get("name", "")
        elif tag == "option" and self._action and self._name and has.get("value"):
            self._offer(f"{self._action}?{urlencode({self._name: has['value']})}")
        elif tag == "input" and self._action and has.get("name") in TYPED:
            self._offer(f"{self._action}?{urlencode({has['name']: TYPED[has['name']]})}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._action = ""
        elif tag == "select":
            self._name = ""

    def _offer(self, link: str) -> None:
        if link.startswith("?"):
            link = self._at.path + link
        address = urlsplit(link)
        if address.scheme or address.netloc or not address.path.startswith("/"):
            return
        if not address.path.startswith(("/static", "/api")) and not FILE.search(address.path):
            self.addresses.append(f"{address.path}?{address.query}".removesuffix("?"))


def offers(html: str, at: str) -> list[str]:
    reader = Offers(at)
    reader.feed(html)
    return reader.addresses
