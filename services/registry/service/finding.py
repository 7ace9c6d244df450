"""The part of the door for finding children."""

import time
from typing import Any

from services.registry.queries import changes, search
from services.registry.queries import children as child_queries
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import query
from shared.messaging.jobs import Transaction, job

INDEX_CHILDREN = "index_children"  # of an area, "" for all; after a change of how it is done
INDEXED_AT_ONCE = 100


class Finding:
    """Mixed into `RegistryService`."""

    @query(schemas.SearchChildren, answers=schemas.FoundList)
    def search_children(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        school_id = request.pop("school_id")
        school = str(school_id) if school_id else None
        return search.search_children(uow, grant, school_id=school, **request, today=today())

    @query(schemas.ChangesSince, answers=schemas.ChangedFields)
    def changes_since(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, version: int) -> Any:
        return changes.changes_since(uow, grant, child_id=str(child_id), version=version)

    @job(INDEX_CHILDREN)
    def index_children(self, subject: str, transaction: Transaction) -> None:
        """The children of an area, a batch in a transaction each; twice makes the same rows."""
        after, ids = "", [""]
        while ids:
            with transaction() as uow:
                ids = child_queries.ids_after(uow.session, subject, after, INDEXED_AT_ONCE)
                uow.children.index(ids)
            after = ids[-1] if ids else after
            time.sleep(0)  # eventlet's, where it patched the standard library
