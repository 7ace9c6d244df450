"""Whether two rows speak of one child (DOMAIN section 3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.registry.domain.names import plain
from services.registry.domain.record import phones_in

PARENTS = ("father_name", "mother_name")


def same_name(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return plain(one.get("name") or "") == plain(other.get("name") or "")


def same_family(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """No parent has another name; one that only one side knows speaks against nothing."""
    return all(_agree(one.get(parent), other.get(parent)) for parent in PARENTS)


def family_known(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """At least one parent is the same by name."""
    return any(one.get(p) and plain(one[p]) == plain(other.get(p) or "") for p in PARENTS)


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or plain(one) == plain(other)


def likenesses(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Why and by what a dossier may be another one's twin: name and birth date, and the village or
    the guardian's phone."""
    who = f"{plain(facts['name'])}|{facts['birth_date']}"
    yield "village", f"{who}|{facts['area_code']}"
    for number in phones_in(facts.get("guardian_phone")):
        yield "phone", f"{who}|{number}"
