"""The letterbox (DOMAIN section 8): by when a letter is answered, and what in it is a danger."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shared.working_days import Calendar

BETWEEN = re.compile(r"[\W_]+")


def answer_by(written_on: date, rules: Mapping[str, Any]) -> date:
    """The last school day of those that the pack gives; `rules` are the pack's values."""
    days = rules["deadlines"]["letterbox_school_days"]
    return Calendar.of(rules["calendar"]).after(written_on, days)


def dangers(words: str, signs: Mapping[str, Sequence[str]]) -> list[str]:
    """The reportable situations whose signs stand in the letter, whatever signs and spaces are
    put between its letters. A list of words finds what it knows; the counsellor reads the rest."""
    plain = BETWEEN.sub("", words)
    return [situation for situation, known in signs.items() if any(sign in plain for sign in known)]
