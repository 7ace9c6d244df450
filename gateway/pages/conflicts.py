"""Two people correct one dossier: the second is told what the first changed, and loses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.pages.child_forms import KEPT, NAMES, fact_typed, same_value
from gateway.pages.forms import Form
from shared.contracts.registry.fields import SECRET

THEIRS = "theirs"


@dataclass(frozen=True)
class Changed:
    """A field that somebody else changed; `mine` is None where the form had left it alone, and
    then the box has taken the new value over."""

    field: str
    before: Any
    theirs: Any
    mine: Any
    at: str
    touched: bool


def meet(
    form: Form, since: Sequence[Mapping[str, Any]], current: Mapping[str, Any]
) -> list[Changed]:
    """What was changed since the form was opened, and the form brought up to date with it."""
    return [_met(form, one, current) for one in since if one["field"] in NAMES]


def _met(form: Form, one: Mapping[str, Any], current: Mapping[str, Any]) -> Changed:
    name = one["field"]
    mine = fact_typed(form, name)
    # A secret value is never in its box: an empty one was left alone.
    untouched = mine is None if name in SECRET else same_value(mine, one["old"])
    agreed = name not in SECRET and same_value(mine, one["new"])
    if untouched and name not in SECRET:
        put(form, name, current.get(name))
    return Changed(name, one["old"], one["new"], mine, one["at"], not (untouched or agreed))


def settle(form: Form, current: Mapping[str, Any]) -> None:
    """Where the second chose the first one's value, the box takes it over."""
    for name in form.all("conflict"):
        if name in NAMES and form.value(f"choose-{name}") == THEIRS:
            put(form, name, "" if name in SECRET else current.get(name))


def put(form: Form, name: str, value: Any) -> None:
    several = value if isinstance(value, list) else [value]
    texts = [_typed(each) for each in several if each is not None]
    if not texts and name in KEPT:
        return
    form.values = form.values.copy()
    form.values.setlist(name, texts or [""])


def _typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
