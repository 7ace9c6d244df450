"""Filters of the templates: codes to words, dates, money and counts as people here write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from gateway.pages.names import brief, school_name, short_place
from shared.clock import SHANGHAI, now
from shared.texts.case_words import DAYS, HOURS, LEFT, MINUTES, OVER
from shared.texts.dossier import SINCE, UNITS
from shared.texts.events import event_name
from shared.texts.figures import figure_name
from shared.texts.pages import TONES
from shared.texts.report_words import period_name
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


def left(due: str | datetime) -> str:
    """How long there is until then, or since when it is overdue, as people say it."""
    when = due if isinstance(due, datetime) else datetime.fromisoformat(due)
    minutes = int((when - now()).total_seconds() // 60)
    return (LEFT if minutes >= 0 else OVER).format(span=_span(abs(minutes)))


def _span(minutes: int) -> str:
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return DAYS.format(days=days, hours=hours)
    return HOURS.format(hours=hours, minutes=minutes % 60) if hours else MINUTES.format(minutes)


def late(due: str | datetime) -> bool:
    when = due if isinstance(due, datetime) else datetime.fromisoformat(due)
    return when < now()


def situations(codes: Iterable[str]) -> list[tuple[str, str]]:
    """What may be reported, in plain words, to choose from."""
    return [(code, word(code, "situation_reported")) for code in codes]


def post_options(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, post(code)) for code in codes]


def post(code: str | None) -> str:
    """A post: a role, the family, or a helper in person."""
    return WORDS["role"].get(code or "") or word(code, "case_post")


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
    if season.isdigit():
        return f"{year}\u5e74{int(season)}\u6708"
    return f"{year}\u5e74{word(season, 'season')}" if season else NONE


def period(name: str | None) -> str:
    """2025Q3 or 2025, as offices write it."""
    return period_name(name) if name else NONE


def figure(value: str, breakdown: str) -> str:
    """A value of a breakdown of the report, in words."""
    return figure_name(value, breakdown, NONE)


def left_sum(flows: dict[str, int]) -> int:
    """How many left for whatever reason; a move away is none of them. Negative."""
    return sum(number for flow, number in flows.items() if flow.startswith("left_"))


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
    **{
        f"{who}_{part}": kind
        for who in ("father", "mother")
        for part, kind in (("situation", "situation"), ("id_kind", "id_kind"), ("income", "income"))
    },
    "guardian_entrusted": "yes_no",
    **{
        name: name
        for name in (
            *("care", "care_quality", "improper_care", "guardianship", "single_parent_reason"),
            *("household_class", "relief", "health_state", "disability_degree", "illness"),
            *("vaccinated", "insured"),
        )
    },
    "status": "status",
    "level": "level",
    "exit_reason": "exit_reason",
}
DATES = frozenset(
    {
        *("exit_on", "birth_date", "father_since", "mother_since"),
        *("father_death_date", "mother_death_date"),
    }
)
COURSES = frozenset({"father_earlier", "mother_earlier"})


def shown(field: str, value: Any) -> str:
    """An old or new value in a history, in words."""
    if value in (None, "", []):
        return "\uff08\u7a7a\uff09"
    if field in FIELD_KINDS:
        return word(value, FIELD_KINDS[field])
    if field in DATES:
        return day(value)
    if field in COURSES:
        return "\uff1b".join(since(one) for one in sorted(value))
    if field in UNITS:
        return UNITS[field].format(value)
    if field == "area_code":
        return short_place(value)
    if field == "school_id":
        return school_name(value)
    return str(value)


def since(said: str) -> str:
    """An earlier situation of a parent, "2024-03-01 away", as people say it."""
    begun, _, situation = said.partition(" ")
    return SINCE.format(day=day(begun), situation=word(situation, "situation"))


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


def event(wire_name: str | None) -> str:
    """An event's name for people."""
    return event_name(wire_name)


FILTERS = (
    word,
    event,
    tone,
    day,
    moment,
    money,
    count,
    term,
    period,
    figure,
    left_sum,
    anchor,
    shown,
    since,
    place,
    school,
    brief,
    roles,
    chain,
    left,
    situations,
    late,
    post,
)
