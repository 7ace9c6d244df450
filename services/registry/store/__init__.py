"""The ports of the registry, on SQLAlchemy."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from services.registry.models import Base
from services.registry.ports.newcomers import Newcomer
from services.registry.store import bulk
from services.registry.store.attachments import SqlAttachments
from services.registry.store.books import SqlBooks
from services.registry.store.care import SqlCare
from services.registry.store.cases import SqlCases
from services.registry.store.changes import SqlChanges
from services.registry.store.children import SqlChildren
from services.registry.store.contacts import SqlContacts
from services.registry.store.imports import SqlImports
from services.registry.store.inspections import SqlInspections
from services.registry.store.merges import SqlMerges
from services.registry.store.moves import SqlMoves
from services.registry.store.organising import SqlOrganising
from services.registry.store.places import SqlPlaces
from services.registry.store.plans import SqlPlans
from services.registry.store.return_visits import SqlReturnVisits
from services.registry.store.rules import SqlRules
from services.registry.store.school import (
    SqlDropouts,
    SqlHealthChecks,
    SqlSchoolYears,
    SqlVaccinations,
)
from services.registry.store.verification import SqlVerification
from shared.contracts.registry.errors import (
    CareAgreementWaiting,
    ChildMerged,
    IdNumberTaken,
    MoveUnderWay,
    SchoolNameTaken,
)
from shared.contracts.registry.organising.errors import (
    AlreadyAdopting,
    AlreadyEvaluated,
    DepartmentNameTaken,
    HeadInPost,
    LetterNotOpen,
    PlanThere,
)
from shared.contracts.registry.schooling.errors import DropoutUnderWay, PromotionMade
from shared.db import insert_all_or_ignore
from shared.settings import Settings
from shared.unit_of_work import SqlUnitOfWork


class RegistryUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {
        "uq_children_id_mark": IdNumberTaken,
        "uq_schools_name": SchoolNameTaken,
        "uq_moves_child_id_kind_open": MoveUnderWay,
        "uq_departments_name": DepartmentNameTaken,
        "uq_group_members_place_head": HeadInPost,
        "uq_letters_kind_year_party": LetterNotOpen,
        "uq_evaluations_subject_year": AlreadyEvaluated,
        "uq_work_plans_place_year": PlanThere,
        "uq_adoptions_department_id_year": AlreadyAdopting,
        "uq_care_agreements_child_id_state_standing": CareAgreementWaiting,
        "uq_merges_absorbed_id_standing": ChildMerged,
        "uq_promotions_school_id_standing": PromotionMade,
        "uq_dropouts_child_id_open": DropoutUnderWay,
    }

    def __init__(self, session: Session, settings: Settings | None = None) -> None:
        super().__init__(session, settings)
        self._timers: dict[tuple[str, str], datetime] = {}

    @cached_property
    def children(self) -> SqlChildren:
        return SqlChildren(self.session, self.vault)

    @cached_property
    def changes(self) -> SqlChanges:
        return SqlChanges(self.session, self.vault)

    @cached_property
    def merges(self) -> SqlMerges:
        return SqlMerges(self.session)

    @cached_property
    def return_visits(self) -> SqlReturnVisits:
        return SqlReturnVisits(self.session)

    @cached_property
    def contacts(self) -> SqlContacts:
        return SqlContacts(self.session)

    @cached_property
    def moves(self) -> SqlMoves:
        return SqlMoves(self.session)

    @cached_property
    def organising(self) -> SqlOrganising:
        return SqlOrganising(self.session)

    @cached_property
    def plans(self) -> SqlPlans:
        return SqlPlans(self.session)

    @cached_property
    def inspections(self) -> SqlInspections:
        return SqlInspections(self.session)

    @cached_property
    def places(self) -> SqlPlaces:
        return SqlPlaces(self.session)

    @cached_property
    def books(self) -> SqlBooks:
        return SqlBooks(self.session)

    @cached_property
    def verification(self) -> SqlVerification:
        return SqlVerification(self.session)

    @cached_property
    def rules(self) -> SqlRules:
        return SqlRules(self.session)

    @cached_property
    def cases(self) -> SqlCases:
        return SqlCases(self.session)

    @cached_property
    def care(self) -> SqlCare:
        return SqlCare(self.session)

    @cached_property
    def attachments(self) -> SqlAttachments:
        return SqlAttachments(self.session)

    @cached_property
    def school_years(self) -> SqlSchoolYears:
        return SqlSchoolYears(self.session)

    @cached_property
    def health_checks(self) -> SqlHealthChecks:
        return SqlHealthChecks(self.session)

    @cached_property
    def vaccinations(self) -> SqlVaccinations:
        return SqlVaccinations(self.session)

    @cached_property
    def dropouts(self) -> SqlDropouts:
        return SqlDropouts(self.session)

    @cached_property
    def imports(self) -> SqlImports:
        return SqlImports(self.session)

    def take_newcomers(
        self, newcomers: Sequence[Newcomer], *, by: str, operation: str, today: date
    ) -> None:
        bulk.take_newcomers(self, newcomers, by=by, operation=operation, today=today)

    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None:
        """Written at the end, all at once: an import sets one for each child."""
        self._timers[kind, subject] = due_at
        self.next_timer = min(self.next_timer or due_at, due_at)
        self.notices.add("timers")

    def finish(self) -> None:
        """Children's rows before their events are numbered, as everything else."""
        self.session.flush()
        self.vault.flush()
        self.children.flush()
        self.books.flush()
        self.contacts.flush()
        timers, self._timers = self._timers, {}
        rows = [{"kind": k, "subject": s, "due_at": due} for (k, s), due in sorted(timers.items())]
        insert_all_or_ignore(self.session, self.table("timers"), rows)
        super().finish()
