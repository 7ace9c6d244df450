"""The ports of funding, on SQLAlchemy."""

from datetime import timedelta
from functools import cached_property

from services.funding.models import Base
from services.funding.store.awards import SqlAwards
from services.funding.store.batches import (
    SqlAccounts,
    SqlBatches,
    SqlDelegations,
    SqlNoticing,
    SqlPeriods,
)
from services.funding.store.book import SqlBook
from services.funding.store.copies import SqlChildren, SqlRules
from services.funding.store.money import SqlFunds, SqlPayments, SqlRolls
from services.funding.store.reliefs import SqlPapers, SqlReliefs
from shared.clock import midnight, today
from shared.contracts.funding.errors import (
    AlreadyGranted,
    AlreadyInBatch,
    BookIsAppendOnly,
    BudgetExceeded,
    FundNameTaken,
    OneSideEach,
    OtherBenefit,
    PeopleNotDifferent,
    SchemeBudgetExceeded,
)
from shared.unit_of_work import SqlUnitOfWork


class FundingUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {
        "uq_payments_child_id_scheme_term_slot": AlreadyGranted,
        "uq_payments_child_id_benefit_term_slot": OtherBenefit,
        "uq_entries_payment_id_kind": AlreadyGranted,
        "uq_entries_roll_id_kind": AlreadyGranted,
        "uq_funds_area_code_name": FundNameTaken,
        "uq_batch_lines_payment_id": AlreadyInBatch,
        "uq_roll_checks_roll_id_by": OneSideEach,
        "ck_funds_budget": BudgetExceeded,
        "ck_fund_budgets_scheme_budget": SchemeBudgetExceeded,
        "ck_rolls_three_people": PeopleNotDifferent,
        "append_only_entries": BookIsAppendOnly,
        "append_only_entry_moves": BookIsAppendOnly,
    }

    def finish(self) -> None:
        """What was booked today is signed at the day's end."""
        self.children.flush()
        if "book" in vars(self) and self.book.posted:
            self.set_timer("sign_book", str(today()), midnight(today() + timedelta(days=1)))
        super().finish()

    @cached_property
    def children(self) -> SqlChildren:
        return SqlChildren(self.session)

    @cached_property
    def rules(self) -> SqlRules:
        return SqlRules(self.session)

    @cached_property
    def funds(self) -> SqlFunds:
        return SqlFunds(self.session)

    @cached_property
    def rolls(self) -> SqlRolls:
        return SqlRolls(self.session)

    @cached_property
    def payments(self) -> SqlPayments:
        return SqlPayments(self.session)

    @cached_property
    def reliefs(self) -> SqlReliefs:
        return SqlReliefs(self.session)

    @cached_property
    def awards(self) -> SqlAwards:
        return SqlAwards(self.session)

    @cached_property
    def papers(self) -> SqlPapers:
        return SqlPapers(self.session)

    @cached_property
    def noticing(self) -> SqlNoticing:
        return SqlNoticing(self.session)

    @cached_property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self.session)

    @cached_property
    def batches(self) -> SqlBatches:
        return SqlBatches(self.session)

    @cached_property
    def delegations(self) -> SqlDelegations:
        return SqlDelegations(self.session)

    @cached_property
    def periods(self) -> SqlPeriods:
        return SqlPeriods(self.session)

    @cached_property
    def book(self) -> SqlBook:
        return SqlBook(self.session)
