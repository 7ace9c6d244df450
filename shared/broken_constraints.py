"""Which rule a broken constraint stands for, on PostgreSQL and on SQLite.

PostgreSQL names the constraint. SQLite names it for CHECK and for an index on an expression, and
only the columns for a unique one: these are looked up in the metadata.
"""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import CheckConstraint, Index, MetaData, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from shared.errors import DomainError

LONGEST_NAME = 63  # PostgreSQL cuts longer ones, which then match nothing
SQLITE_UNIQUE = re.compile(r"^UNIQUE constraint failed: (?!index )(.+)$")
SQLITE_NAMED = re.compile(r"^(?:CHECK constraint failed: |UNIQUE constraint failed: index )'?(\w+)")

Refusals = Mapping[str, type[DomainError]]


class WrongRefusals(Exception):
    """The table of refusals names what cannot break, or cannot be told apart."""


def refusal_of(
    broken: IntegrityError, metadata: MetaData, refusals: Refusals
) -> DomainError | None:
    """The rule's error, or None when the constraint stands for none."""
    for name in _names(broken, metadata):
        if name in refusals:
            return refusals[name]()
    return None


def _names(broken: IntegrityError, metadata: MetaData) -> Iterator[str]:
    diagnosis = getattr(broken.orig, "diag", None)
    if diagnosis is not None:
        yield diagnosis.constraint_name or ""
        return
    text = str(broken.orig)
    yield text  # a trigger's RAISE(ABORT, 'name')
    if named := SQLITE_NAMED.match(text):
        yield named[1]
    elif unique := SQLITE_UNIQUE.match(text):
        columns = frozenset(unique[1].split(", "))
        yield from (name for name, covered in _uniques(metadata) if covered == columns)


def _uniques(metadata: MetaData) -> Iterator[tuple[str, frozenset[str]]]:
    """Every name under which a set of columns is unique."""
    for table in metadata.tables.values():
        keys = [
            c for c in table.constraints if isinstance(c, PrimaryKeyConstraint | UniqueConstraint)
        ]
        indexes: list[Index] = [index for index in table.indexes if index.unique]
        for unique in (*keys, *indexes):
            if unique.name is not None:
                yield str(unique.name), frozenset(f"{table.name}.{c.name}" for c in unique.columns)


def check_names(metadata: MetaData, refusals: Refusals) -> None:
    """Raise WrongRefusals for a name that no database would ever report, or that SQLite cannot
    tell from another one."""
    by_columns: dict[frozenset[str], set[type[DomainError]]] = {}
    uniques = list(_uniques(metadata))
    known = {name for name, _ in uniques} | set(_others(metadata))
    for name, error in refusals.items():
        if name not in known or len(name) > LONGEST_NAME:
            raise WrongRefusals(f"{name}: no constraint or unique index of this name")
        for columns in [covered for unique, covered in uniques if unique == name and covered]:
            by_columns.setdefault(columns, set()).add(error)
    for columns, errors in by_columns.items():
        if len(errors) > 1:
            raise WrongRefusals(f"{sorted(columns)}: two rules on the same columns")


def _others(metadata: MetaData) -> Iterator[str]:
    for table in metadata.tables.values():
        yield f"append_only_{table.name}"
        yield from (str(c.name) for c in table.constraints if isinstance(c, CheckConstraint))
