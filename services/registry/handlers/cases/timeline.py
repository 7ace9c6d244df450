"""The timeline of a case: only added to, chained, and its end noted in the registry's own history.

Whoever would change an entry breaks the case's chain; whoever rewrites the whole chain no longer
agrees with the history, which is chained for itself.
"""

from collections.abc import Mapping
from typing import Any

from services.registry.models import Case, CaseEntry
from services.registry.ports import UnitOfWork
from shared.chain import link
from shared.clock import now

SYSTEM, REPORTER = "system", "reporter"


def write(
    uow: UnitOfWork,
    case: Case,
    what: str,
    /,
    *,
    by: str,
    post: str | None = None,
    text: Mapping[str, str | None] | None = None,
    **codes: Any,
) -> None:
    """`codes` are codes, ids and numbers; `text` is what was typed, by the name of its box."""
    typed = {name: value for name, value in (text or {}).items() if value}
    row = {
        "case_id": case.id,
        "position": case.entries + 1,
        "at": now(),
        "kind": what,
        "by": by,
        "post": post,
        "codes": codes,
        "text": uow.vault.seal(key_of(case), typed) if typed else None,
    }
    entry = CaseEntry(**row, previous_hash=case.head, hash=link(case.head, canonical(row)))
    uow.cases.add_entry(entry)
    case.entries, case.head = entry.position, entry.hash
    case.version = entry.position
    uow.record(
        subject=key_of(case),
        version=case.version,
        operation=f"case_{what}",
        by=by,
        changes={"head": [entry.previous_hash, entry.hash]},
        key_of=key_of(case),
    )


def canonical(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the hash covers."""
    return {**row, "at": row["at"].isoformat()}


def key_of(case: Case) -> str:
    """The subject of the case's own data key, and of its history."""
    return f"case/{case.id}"
