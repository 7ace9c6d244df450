"""A child's facts between the dossier, the boxes of a form, and the request."""

from collections.abc import Collection, Mapping
from typing import Any

from gateway.pages.forms import Form
from shared.contracts.registry.fields import GROUPS, LISTS, PLAIN, SECRET
from shared.texts.pages import BOTH_NEEDED

FLAGS = frozenset({"boarder", "guardian_entrusted", "vaccinated", "insured"})
EARLIER = ("father_earlier", "mother_earlier")
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
    form: Form,
    *,
    keep_empty: bool,
    shown: Mapping[str, Any] | None = None,
    names: Collection[str] = NAMES,
) -> dict[str, Any]:
    """The request's facts: typed ones of `names`; with `shown`, only those that differ from it.

    `keep_empty` sends an emptied box as None (the fact is taken back), but never for a masked
    field, whose box is empty because it is masked.
    """
    facts = {name: fact_typed(form, name) for name in names if name in LISTS or name in form.values}
    if shown is not None:
        facts = {n: v for n, v in facts.items() if not same_value(v, shown.get(n))}
    empty_ok = {n for n in facts if keep_empty and n not in SECRET and n not in KEPT}
    return {n: v for n, v in facts.items() if v not in (None, []) or n in empty_ok}


def fact_typed(form: Form, name: str) -> Any:
    if name in LISTS:
        return [value for value in (*form.all(name), _added(form, name)) if value]
    if name in FLAGS:
        return form.flag(name)
    return form.whole(name) if name in WHOLE else form.text(name)


def same_value(typed: Any, stored: Any) -> bool:
    if isinstance(typed, list):
        return sorted(typed) == sorted(stored or [])
    return typed == stored or (typed is None and stored in ("", None))


def _added(form: Form, name: str) -> str | None:
    """One more situation of a parent, out of the boxes for its day and its kind."""
    if name not in EARLIER:
        return None
    day, situation = form.text(f"{name}_day"), form.text(f"{name}_situation")
    return f"{day} {situation}" if day and situation else None


def say_what_is_half(form: Form, names: Collection[str] = NAMES) -> bool:
    """Whether a situation was added without its day, or a day without what was then."""
    for name in (each for each in EARLIER if each in names):
        both = {part: form.text(f"{name}_{part}") for part in ("day", "situation")}
        for part, said in both.items():
            if said is None and any(both.values()):
                form.wrong(f"{name}_{part}", BOTH_NEEDED)
    return bool(form.errors)
