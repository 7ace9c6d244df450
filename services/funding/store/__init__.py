"""The ports of funding, on SQLAlchemy."""

from functools import cached_property

from services.funding.models import Base
from services.funding.store.book import SqlBook
from services.funding.store.copies import SqlChildren, SqlRules
from services.funding.store.money import SqlFunds, SqlPayments, SqlRolls
from services.funding.store.reliefs import SqlPapers, SqlReliefs
from shared.contracts.funding.errors import (
    AlreadyGranted,
    BookIsAppendOnly,
    BudgetExceeded,
    FundNameTaken,
    PeopleNotDifferent,
)
from shared.unit_of_work import SqlUnitOfWork


class FundingUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {
        "uq_payments_child_id_scheme_term_slot": AlreadyGranted,
        "uq_entries_payment_id_kind": AlreadyGranted,
        "uq_entries_roll_id_kind": AlreadyGranted,
        "uq_funds_area_code_name": FundNameTaken,
        "ck_funds_budget": BudgetExceeded,
        "ck_rolls_three_people": PeopleNotDifferent,
        "append_only_entries": BookIsAppendOnly,
        "append_only_entry_moves": BookIsAppendOnly,
    }

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
    def papers(self) -> SqlPapers:
        return SqlPapers(self.session)

    @cached_property
    def book(self) -> SqlBook:
        return SqlBook(self.session)
