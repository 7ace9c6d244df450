"""The ports of the registry, on SQLAlchemy."""

from functools import cached_property

from services.registry.models import Base
from services.registry.store.children import SqlChildren
from services.registry.store.imports import SqlImports
from services.registry.store.places import SqlPlaces
from services.registry.store.rules import SqlRules
from shared.contracts.registry.errors import IdNumberTaken, SchoolNameTaken
from shared.unit_of_work import SqlUnitOfWork


class RegistryUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {"uq_children_id_mark": IdNumberTaken, "uq_schools_name": SchoolNameTaken}

    @cached_property
    def children(self) -> SqlChildren:
        return SqlChildren(self.session, self.vault)

    @cached_property
    def places(self) -> SqlPlaces:
        return SqlPlaces(self.session)

    @cached_property
    def rules(self) -> SqlRules:
        return SqlRules(self.session)

    @cached_property
    def imports(self) -> SqlImports:
        return SqlImports(self.session)

    def finish(self) -> None:
        """Children's rows before their events are numbered, as everything else."""
        self.session.flush()
        self.children.flush()
        super().finish()
