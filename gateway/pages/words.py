"""Filters of the templates: codes to words, dates, money and counts as people here write them."""

import re
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from gateway.pages.names import brief, school_name, short_place
from shared.clock import SHANGHAI
from shared.texts.pages import TONES
from shared.texts.words import WORDS

THIN_SPACE = "\u2009"
NONE = "\u2014"


def word(code: Any, kind: str) -> str:
    """The Chinese for a code; an unknown one shows as a dash, never as itself."""
    if isinstance(code, (list, tuple)):
        return "\u3001".join(word(each, kind) for each in code) or NONE
    return WORDS[kind].get(str(code), NONE)


def tone(code: Any, kind: str) -> str:
    return TONES.get(kind, {}).get(str(code), "")


def options(kind: str, *without: str) -> list[tuple[str, str]]:
    """The codes of a kind with their words, for a list to choose from."""
    return [(code, text) for code, text in WORDS[kind].items() if code not in without]


def day(value: str | date | None) -> str:
    """2026-11-21 -> the date in Chinese, without leading zeros."""
    if not value:
        return NONE
    when = value if isinstance(value, date) else _moment_of(value)
    return f"{when.year}\u5e74{when.month}\u6708{when.day}\u65e5"


def moment(value: str | datetime | None) -> Markup | str:
    """An instant as the clock on the wall here says it."""
    if not value:
        return NONE
    when = (value if isinstance(value, datetime) else datetime.fromisoformat(value)).astimezone(
        SHANGHAI
    )
    text = f"{day(when.date())} {when:%H:%M}"
    return Markup('<time datetime="{}" class="nowrap">{}</time>').format(when.isoformat(), text)


def money(fen: int | None) -> str:
    """130000 fen -> \u00a51,300.00."""
    if fen is None:
        return NONE
    sign = "-" if fen < 0 else ""
    return f"{sign}\u00a5{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def count(number: int | None) -> str:
    """Thousands apart by a thin space."""
    return NONE if number is None else f"{number:,}".replace(",", THIN_SPACE)


def term(code: str | None) -> str:
    """2025-autumn -> the year and season as schools say it."""
    year, _, season = (code or "").partition("-")
    return f"{year}\u5e74{word(season, 'season')}" if season else NONE


def anchor(name: str) -> str:
    """A field's name as an id that a link can point at."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name)


# Which words the value of a dossier's field is told in.
FIELD_KINDS = {
    "sex": "sex",
    "stage": "stage",
    "boarder": "boarder",
    "hardships": "hardship",
    "enrolment": "enrolment",
    "father_situation": "situation",
    "mother_situation": "situation",
    "guardian_entrusted": "yes_no",
    "status": "status",
    "level": "level",
}
DATES = frozenset({"birth_date", "father_since", "mother_since"})


def shown(field: str, value: Any) -> str:
    """An old or new value in a history, in words."""
    if value in (None, "", []):
        return "\uff08\u7a7a\uff09"
    if field in FIELD_KINDS:
        return word(value, FIELD_KINDS[field])
    if field in DATES:
        return day(value)
    if field == "area_code":
        return short_place(value)
    if field == "school_id":
        return school_name(value)
    return str(value)


def place(code: str | None) -> str:
    """A place by its code, the township in front of the village."""
    return short_place(code) if code else NONE


def school(school_id: str | None) -> str:
    return school_name(school_id)


def roles(listed: str) -> str:
    """The roles of an access log, which stand there in one text."""
    return word(listed.replace(",", " ").split(), "role")


def chain(name: str) -> str:
    return word(name, "chain")


def _moment_of(value: str) -> date:
    if len(value) == len("2026-11-21"):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value).astimezone(SHANGHAI).date()


FILTERS = (
    word,
    tone,
    day,
    moment,
    money,
    count,
    term,
    anchor,
    shown,
    place,
    school,
    brief,
    roles,
    chain,
)
