"""The rows by which children are found: keyed hashes of words, with the place of the child."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.registry.domain.record import KIN_PHONES, ChildRecord, phones_in
from services.registry.domain.search_words import words_of
from services.registry.models import SearchToken
from shared.vault import Vault

PHONE = "phone"


def rows_of(vault: Vault, record: ChildRecord) -> Iterator[dict[str, Any]]:
    phones = {
        (PHONE, number) for name in KIN_PHONES for number in phones_in(record.facts.get(name))
    }
    place = {"area_code": record.area_code, "school_id": record.school_id}
    for kind, text in words_of(record.name) | phones:
        yield {"token": token_of(vault, kind, text), "child_id": record.id, **place}


def token_of(vault: Vault, kind: str, text: str) -> str:
    """Other than the marks of the same value, so that the two tables cannot be joined by it."""
    return vault.blind_index(f"search-{kind}", text)


def forget(session: Session, child_ids: Iterable[str]) -> None:
    session.execute(delete(SearchToken).where(SearchToken.child_id.in_(list(child_ids))))
