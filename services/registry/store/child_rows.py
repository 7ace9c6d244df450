"""What the rows of one child hold; the same whether one comes on file or ten thousand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from services.registry.domain.record import KIN_PHONES, ChildRecord, kin, phones_in
from services.registry.domain.sameness import likenesses
from services.registry.domain.search_words import words_of
from services.registry.store.books import spaced
from shared.contracts.registry.fields import GROUPS, PLAIN

SAME = "same-"  # kinds of marks that say: name, birth date and something more are the same
PHONE = "phone"


class Sealing(Protocol):
    """A vault, or what stands for one where there is no database."""

    def seal(self, subject: str, values: Mapping[str, Any]) -> str: ...
    def blind_index(self, kind: str, value: str) -> str: ...


def child_row(vault: Sealing, record: ChildRecord) -> dict[str, Any]:
    """Of `children`."""
    return {
        **{name: record.facts.get(name) for name in PLAIN},
        "birth_date": record.birth_date,
        "hardships": record.facts.get("hardships") or [],
        "id": record.id,
        "version": record.version,
        "id_mark": id_mark(vault, record),
        "kin_marks": list(record.kin_marks),
        "merged_into": record.merged_into,
        "registered_on": record.registered_on,
        "status": record.status.value,
        "reasons": list(record.reasons),
        "pack": record.pack,
        "pack_version": record.pack_version,
        "pack_hash": record.pack_hash,
        "judged_on": record.judged_on,
        "level": record.level,
        "exit_reason": record.exit_reason,
        "exit_on": record.exit_on,
        "age_told": record.age_told,
        "verified": record.verified,
        "figures": None if record.figures is None else spaced(record.figures),
    }


def id_mark(vault: Sealing, record: ChildRecord) -> str | None:
    number = record.leads_here if record.merged_into else record.facts.get("id_number")
    return vault.blind_index("id_number", number) if number else None


def dossier_row(vault: Sealing, record: ChildRecord, groups: Iterable[str]) -> dict[str, Any]:
    """Of `dossiers`; only these field groups."""
    row: dict[str, Any] = {"child_id": record.id}
    for group in groups:
        values = {name: record.facts.get(name) for name in GROUPS[group]}
        known = {name: value for name, value in values.items() if value is not None}
        row[group] = vault.seal(record.id, known)
    return row


def kin_marks(vault: Sealing, record: ChildRecord) -> tuple[str, ...]:
    return tuple(sorted({vault.blind_index(kind, value) for kind, value in kin(record.facts)}))


def same_marks(vault: Sealing, facts: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Kind and value, of `marks`."""
    found = {(SAME + kind, value) for kind, value in likenesses(facts)}
    return {(kind, vault.blind_index(kind, value)) for kind, value in found}


def search_tokens(vault: Sealing, record: ChildRecord) -> set[str]:
    """Keyed hashes of the words that the child is found by."""
    phones = {
        (PHONE, number) for name in KIN_PHONES for number in phones_in(record.facts.get(name))
    }
    return {token_of(vault, kind, text) for kind, text in words_of(record.name) | phones}


def token_of(vault: Sealing, kind: str, text: str) -> str:
    """Other than the marks of the same value, so that the two tables cannot be joined by it."""
    return vault.blind_index(f"search-{kind}", text)


def token_rows(vault: Sealing, record: ChildRecord) -> Iterator[dict[str, Any]]:
    """Of `search_tokens`."""
    place = {"area_code": record.area_code, "school_id": record.school_id}
    for token in search_tokens(vault, record):
        yield {"token": token, "child_id": record.id, **place}
