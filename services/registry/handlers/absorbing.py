"""How a file leaves the register as part of another one, and comes back."""

from datetime import date

from services.registry.domain.record import ChildRecord
from services.registry.handlers.handovers import overtake_moves
from services.registry.handlers.states import State, write_history
from services.registry.handlers.verdicts import age_of, judge_now
from services.registry.ports import UnitOfWork

MERGED = "merged"  # an exit that no person chooses


def set_merged(
    uow: UnitOfWork,
    record: ChildRecord,
    into: str | None,
    *,
    by: str,
    reason: str,
    today: date,
) -> None:
    """Close the file as part of another; None: open it again, judged as of today. One that was
    closed for another reason stays so."""
    old, was = State(record), record.merged_into
    record.merged_into, record.leads_here = into, None
    record.facts_moved = True  # nobody finds it, or everybody again
    if into is not None and record.exit_reason is None:
        record.exit_reason, record.exit_on = MERGED, today
    elif into is None and record.exit_reason == MERGED:
        record.exit_reason, record.exit_on = None, None
    record.version += 1
    judge_now(uow, record, today, before=record.status)
    record.age_told = age_of(uow, record, today)
    uow.children.save(record)
    old.announce(uow, record, today)
    if into is not None:
        overtake_moves(uow, record.id, ("area_code", "school_id"))
    changes = {"merged_into": [was, into]} | old.decision(record)
    operation = "merge_children" if into else "undo_merge"
    write_history(uow, record, changes, by, operation, reason)


def note_merged(
    uow: UnitOfWork, survivor: ChildRecord, absorbed: str, *, by: str, reason: str, undone: bool
) -> None:
    """In the survivor's history."""
    both = [absorbed, None] if undone else [None, absorbed]
    operation = "undo_merge" if undone else "merge_children"
    survivor.version += 1
    uow.children.save(survivor)
    write_history(uow, survivor, {"absorbed": both}, by, operation, reason)
