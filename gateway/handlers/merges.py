"""What the gateway keeps of merged files: a family's account reaches the file that goes on."""

from gateway.ports import UnitOfWork
from shared.contracts.registry.events import ChildrenMerged, MergeUndone


def note_merge(uow: UnitOfWork, event: ChildrenMerged | MergeUndone) -> None:
    """Also when the undoing comes first: the merge is older and changes nothing then."""
    uow.merged_children.keep(
        merge_id=event.merge_id,
        child_id=event.child_id,
        absorbed_id=event.absorbed_id,
        version=event.version,
        standing=isinstance(event, ChildrenMerged),
    )
