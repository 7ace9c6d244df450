"""A message's template with its ids, codes, dates and sums filled in, for the reader's page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from typing import Any

from shared.clock import SHANGHAI
from shared.texts import notifications as texts
from shared.texts.report_words import period_name
from shared.texts.words import WORDS

NAMED_BY = {"child": "child_id", "helper": "helper_id", "place": "area_code"}
CODES = {
    "category": "category",
    "slot": "slot",
    "scheme": "scheme",
    "kind": "fund_kind",
    "roles": "role",
    "level": "level",
    "previous_level": "level",
    "task": "case_duty",
    "ground": "ground",
    "result": "case_result",
    "age": "age_reached",
    "outcome": "dropout_end",
    "ending": "care_ending",
}
DATES = (
    "due_on",
    "on_date",
    "from_date",
    "valid_from",
    "expires_on",
    "deadline",
    "to_date",
    "answer_by",
)
MOMENTS = ("due_at",)
SUMS = ("amount_fen", "total_fen")


@dataclass(frozen=True)
class Wording:
    title: str
    text: str


Names = Mapping[str, Mapping[str, str]]  # "child", "helper" or "place" -> id -> name


def newest(template: str) -> int:
    """The version with which a message made now is worded; counted from 1."""
    return len(texts.TEMPLATES[template])


def placeholders(template: str, version: int) -> frozenset[str]:
    wording = "".join(texts.TEMPLATES[template][version - 1])
    return frozenset(name for _, name, _, _ in Formatter().parse(wording) if name)


def names_wanted(messages: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """The ids whose names a page of messages needs, by kind: one look-up per kind and page."""
    wanted: dict[str, set[str]] = {kind: set() for kind in NAMED_BY}
    for message in messages:
        for kind in (
            placeholders(message["template"], message["template_version"]) & NAMED_BY.keys()
        ):
            if subject := message["params"].get(NAMED_BY[kind]):
                wanted[kind].add(subject)
    return wanted


def worded(message: Mapping[str, Any], names: Names) -> Wording:
    """A message as `notifications.list_messages` answers it, in Chinese. A name that is not among
    `names` is left out politely, never replaced by its id."""
    title, text = texts.TEMPLATES[message["template"]][message["template_version"] - 1]
    params: Mapping[str, Any] = message["params"]
    wanted = placeholders(message["template"], message["template_version"])
    values = {name: _said(name, params, names) for name in wanted}
    return Wording(title.format(**values), text.format(**values))


def _said(placeholder: str, params: Mapping[str, Any], names: Names) -> str:
    if placeholder in NAMED_BY:
        subject = params.get(NAMED_BY[placeholder], "")
        return names.get(placeholder, {}).get(subject) or texts.WITHOUT_NAME[placeholder]
    value = params[placeholder]
    if placeholder == "quarter":
        return period_name(value)
    if placeholder in CODES:
        return _word(CODES[placeholder], value)
    if placeholder in DATES:
        day = date.fromisoformat(value)
        return texts.DAY.format(year=day.year, month=day.month, day=day.day)
    if placeholder in MOMENTS:
        at = datetime.fromisoformat(value).astimezone(SHANGHAI)
        return texts.MOMENT.format(at=at)
    if placeholder in SUMS:
        return texts.MONEY.format(yuan=f"{value // 100:,}.{value % 100:02d}")
    if placeholder == "term":
        year, _, season = str(value).partition("-")
        if season.isdigit():
            return texts.MONTH.format(year=year, month=int(season))
        return texts.TERM.format(year=year, season=_word("season", season))
    return str(value)


def _word(kind: str, code: Any) -> str:
    if isinstance(code, list):
        return texts.LIST.join(_word(kind, each) for each in code)
    return WORDS[kind].get(str(code)) or texts.WITHOUT_WORD.get(kind, "")
