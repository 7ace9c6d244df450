"""A child's facts between the dossier, the boxes of a form, and the request."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.forms import Form
from shared.contracts.registry.fields import GROUPS, PLAIN, SECRET

LISTS = frozenset({"hardships"})
FLAGS = frozenset({"boarder", "guardian_entrusted"})
WHOLE = frozenset({"guardian_age", "father_months_away", "mother_months_away"})
NAMES = (*PLAIN, *(name for names in GROUPS.values() for name in names))
# Facts that cannot be taken back, only replaced.
KEPT = frozenset({"name", "sex", "birth_date", "area_code", "stage"})


def values_of(dossier: Mapping[str, Any]) -> dict[str, Any]:
    """What the boxes show at first; masked values stay out, so that no mask is ever stored."""
    stored = {name: value for facts in dossier["groups"].values() for name, value in facts.items()}
    plain = {name: dossier.get(name) for name in PLAIN}
    school = dossier.get("school")
    plain |= {
        "area_code": dossier["area"]["code"],
        "school_id": school["id"] if school else None,
        "name": dossier["name"],
        "version": dossier["version"],
    }
    return {name: value for name, value in (stored | plain).items() if name not in SECRET}


def facts_of(
    form: Form, *, keep_empty: bool, shown: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The request's facts: typed ones; with `shown`, only those that differ from it.

    `keep_empty` sends an emptied box as None (the fact is taken back), but never for a masked
    field, whose box is empty because it is masked.
    """
    facts = {name: fact_typed(form, name) for name in NAMES if name in LISTS or name in form.values}
    if shown is not None:
        facts = {n: v for n, v in facts.items() if not same_value(v, shown.get(n))}
    empty_ok = {n for n in facts if keep_empty and n not in SECRET and n not in KEPT}
    return {n: v for n, v in facts.items() if v not in (None, []) or n in empty_ok}


def fact_typed(form: Form, name: str) -> Any:
    if name in LISTS:
        return form.all(name)
    if name in FLAGS:
        return form.flag(name)
    return form.whole(name) if name in WHOLE else form.text(name)


def same_value(typed: Any, stored: Any) -> bool:
    if isinstance(typed, list):
        return sorted(typed) == sorted(stored or [])
    return typed == stored or (typed is None and stored in ("", None))
