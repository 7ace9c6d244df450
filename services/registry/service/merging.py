"""The part of the door for two dossiers of one child."""

from typing import Any

from services.registry.handlers import merging
from services.registry.queries import merges
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query


class Merging:
    """Mixed into `RegistryService`."""

    @query(schemas.CompareChildren, answers=schemas.Comparison)
    def compare_children(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, other_id: Any
    ) -> Any:
        return merges.compare_children(uow, grant, child_id=str(child_id), other_id=str(other_id))

    @command(schemas.MergeChildren, answers=schemas.MergeView)
    def merge_children(
        self,
        uow: UnitOfWork,
        grant: Grant,
        *,
        survivor_id: Any,
        absorbed_id: Any,
        survivor_version: int | None,
        absorbed_version: int | None,
        **request: Any,
    ) -> Any:
        ids = str(survivor_id), str(absorbed_id)
        versions = zip(ids, (survivor_version, absorbed_version), strict=True)
        merge = merging.merge_children(
            uow,
            grant,
            survivor_id=ids[0],
            absorbed_id=ids[1],
            versions={child: version for child, version in versions if version is not None},
            **request,
            today=today(),
        )
        uow.children.flush()  # the view shows them as they are now
        return merges.view(uow, grant, merge)

    @command(schemas.UndoMerge, answers=schemas.MergeView)
    def undo_merge(self, uow: UnitOfWork, grant: Grant, *, merge_id: Any, why: str) -> Any:
        merge = merging.undo_merge(uow, grant, merge_id=str(merge_id), why=why, today=today())
        uow.children.flush()
        return merges.view(uow, grant, merge)

    @query(schemas.ListMerges, answers=schemas.MergeList)
    def list_merges(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return merges.list_merges(uow, grant, **request)

    @command(schemas.DismissDuplicate, answers=schemas.DuplicateSettled)
    def dismiss_duplicate(self, uow: UnitOfWork, grant: Grant, *, duplicate_id: Any) -> Any:
        found = merging.dismiss_duplicate(uow, grant, duplicate_id=str(duplicate_id))
        return {"id": found}
