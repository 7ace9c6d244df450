"""A value of a report's breakdown, in words."""

from shared.texts.report_words import NOTHING, band_name
from shared.texts.words import WORDS


def figure_name(value: str, breakdown: str, unknown: str = "") -> str:
    """`unknown` stands for a code that has no word."""
    if breakdown == "band":
        return band_name(value)
    if breakdown == "band_sex":
        ages, _, sex = value.partition(".")
        return f"{band_name(ages)} {WORDS['sex'].get(sex, unknown)}"
    if breakdown in ("hardship", "relief") and value == "none":
        return NOTHING
    return WORDS[breakdown].get(value, unknown) if breakdown in WORDS else unknown
