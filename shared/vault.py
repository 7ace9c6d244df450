"""Sealed personal data of one service: a data key per subject, kept wrapped beside the rows."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from shared import crypto
from shared.clock import now
from shared.crypto import Key
from shared.errors import Conflict
from shared.pacing import slices


class Anonymised(Conflict):
    """The subject's key was destroyed after the retention time; only statistics remain."""


class Sealer:
    """Seals under keys that are at hand, without a database: for work in a process of its own."""

    def __init__(self) -> None:
        self._keys: dict[str, Key] = {}

    def begin(self, subject: str) -> str:
        """A key for a subject that has none yet; wrapped, as it is kept."""
        self._keys[subject], wrapped = new_key(subject)
        return wrapped

    def take(self, subject: str, wrapped: str) -> None:
        self._keys[subject] = unwrapped(subject, wrapped)

    def drop(self, subject: str) -> None:
        del self._keys[subject]

    def seal(self, subject: str, values: Mapping[str, Any]) -> str:
        """JSON-native `values` as sealed text. Raises KeyError for a subject without a key here."""
        return self._keys[subject].seal(crypto.as_json(values), subject)

    def blind_index(self, kind: str, value: str) -> str:
        return crypto.key_ring().blind_index(kind, value)


def new_key(subject: str) -> tuple[Key, str]:
    """A data key, and it wrapped by the ring's current key."""
    ring = crypto.key_ring()
    key = Key.new("d", ring.current.cipher)
    return key, ring.seal(key.secret, f"key:{subject}")


def unwrapped(subject: str, wrapped: str) -> Key:
    """Raises crypto.CannotOpen."""
    secret = crypto.key_ring().open(wrapped, f"key:{subject}")
    return Key("d", wrapped.split(":", 3)[1], secret)


class Vault:
    def __init__(self, session: Session, data_keys: Table) -> None:
        self._session, self._table = session, data_keys
        self._keys: dict[str, Key] = {}
        self._begun: list[dict[str, Any]] = []

    def seal(self, subject: str, values: Mapping[str, Any]) -> str:
        """JSON-native `values` as sealed text; makes the subject's key at first use."""
        return self._key(subject, create=True).seal(crypto.as_json(values), subject)

    def open(self, subject: str, sealed: str) -> dict[str, Any]:
        """Raises Anonymised or crypto.CannotOpen."""
        plain = self._key(subject, create=False).open(sealed, subject)
        return json.loads(plain)  # type: ignore[no-any-return]

    def seal_bytes(self, subject: str, content: bytes, bound_to: str) -> str:
        """A file of the subject's; it opens only as what it is bound to."""
        return self._key(subject, create=True).seal(content, f"{subject} {bound_to}")

    def open_bytes(self, subject: str, sealed: str, bound_to: str) -> bytes:
        """Raises Anonymised or crypto.CannotOpen."""
        return self._key(subject, create=False).open(sealed, f"{subject} {bound_to}")

    def blind_index(self, kind: str, value: str) -> str:
        return crypto.key_ring().blind_index(kind, value)

    def preload(self, subjects: Iterable[str]) -> None:
        """One query for the keys of a whole page of a list."""
        missing = [s for s in dict.fromkeys(subjects) if s not in self._keys]
        for some in slices(missing, 500):
            chosen = self._table.c.subject.in_(some)
            for row in self._session.execute(select(self._table).where(chosen)):
                if row.wrapped is not None:
                    self._keys[row.subject] = unwrapped(row.subject, row.wrapped)

    def begin(self, subject: str) -> None:
        """A key for a subject that is new here for certain, kept by the next `flush`: for imports,
        where two statements for each subject's key would be most of the work."""
        self._keys[subject], wrapped = new_key(subject)
        self._begun.append({"subject": subject, "wrapped": wrapped, "created_at": now()})

    def keep(self, subject: str, wrapped: str) -> None:
        """A key that a `Sealer` has begun, kept by the next `flush`."""
        self._begun.append({"subject": subject, "wrapped": wrapped, "created_at": now()})

    def wrapped(self, subject: str) -> str:
        """The subject's key, for a `Sealer`. Raises Anonymised."""
        query = select(self._table.c.wrapped).where(self._table.c.subject == subject)
        found = self._session.scalar(query)
        if found is None:
            raise Anonymised(subject)
        return str(found)

    def flush(self) -> None:
        """Write the keys of subjects that have begun."""
        begun, self._begun = self._begun, []
        if begun:
            self._session.execute(self._table.insert(), begun)

    def destroy(self, subject: str) -> None:
        """Anonymise: nothing sealed for the subject opens again, and chains still verify."""
        row = update(self._table).where(self._table.c.subject == subject)
        self._session.execute(row.values(wrapped=None, destroyed_at=now()))
        self._keys.pop(subject, None)

    def _key(self, subject: str, *, create: bool) -> Key:
        if subject not in self._keys:
            query = select(self._table).where(self._table.c.subject == subject)
            row = self._session.execute(query).first()
            if row is not None and row.wrapped is not None:
                self._keys[subject] = unwrapped(subject, row.wrapped)
            elif row is None and create:
                self._keys[subject] = self._create(subject)
            else:
                raise Anonymised(subject)
        return self._keys[subject]

    def _create(self, subject: str) -> Key:
        key, wrapped = new_key(subject)
        row = {"subject": subject, "wrapped": wrapped, "created_at": now()}
        self._session.execute(self._table.insert().values(**row))
        return key
