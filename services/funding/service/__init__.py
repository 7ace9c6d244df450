"""The door into funding: parse, call one use case or query, dump."""

from typing import Any

from services.funding.handlers import budgets, copies, funds, payments, rolls
from services.funding.queries import book, entitlement, money
from services.funding.service.awarding import Awarding
from services.funding.service.banking import Banking
from services.funding.service.exporting import Exporting
from services.funding.service.relieving import Relieving
from services.funding.store import FundingUnitOfWork as UnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.clock import day_of, today
from shared.contracts import records
from shared.contracts.funding import schemas
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    PackAdopted,
)
from shared.doors import command, query
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.operations.doors import BusDoors
from shared.messaging.subscription import on

COPIES = ("children", "child_stages")


class FundingService(Banking, Relieving, Exporting, Awarding, KeepsHouse, BusDoors):
    name = "funding"
    database = Database(UnitOfWork)

    # -- who is entitled ------------------------------------------------------------------------

    @query(schemas.ListSchemes, answers=schemas.SchemeList)
    def list_schemes(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return entitlement.list_schemes(uow, grant, **request, today=today())

    @query(schemas.ListEligible, answers=schemas.EligibleList)
    def list_eligible(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return entitlement.list_eligible(uow, grant, **request, today=today())

    # -- funds ----------------------------------------------------------------------------------

    @command(schemas.ReceiveFunds, answers=schemas.FundView)
    def receive_funds(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return funds.receive_funds(uow, grant, **request)

    @command(schemas.SetBudget, answers=schemas.FundView)
    def set_budget(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return budgets.set_budget(uow, grant, **request)

    @query(schemas.ListFunds, answers=schemas.FundList)
    def list_funds(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return money.list_funds(uow.session, grant, **request)

    # -- rolls and payments ---------------------------------------------------------------------

    @command(schemas.ProposeRoll, answers=schemas.RollView)
    def propose_roll(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return rolls.propose_roll(uow, grant, **request, today=today())

    @command(schemas.ApproveRoll, answers=schemas.RollView)
    def approve_roll(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return rolls.approve_roll(uow, grant, **request, today=today())

    @command(schemas.ApproveRoll, answers=schemas.RollView)
    def approve_delegated(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        """By somebody of the finance staff who stands in for an approver who is away."""
        return rolls.approve_roll(uow, grant, **request, today=today())

    @command(schemas.RefuseRoll, answers=schemas.RollView)
    def refuse_roll(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return rolls.refuse_roll(uow, grant, **request)

    @command(schemas.PayRoll, answers=schemas.RollView)
    def pay_roll(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return payments.pay_roll(uow, grant, **request)

    @command(schemas.ReversePayment, answers=schemas.PaymentView)
    def reverse_payment(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return payments.reverse_payment(uow, grant, **request)

    @query(schemas.ListRolls, answers=schemas.RollList)
    def list_rolls(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return money.list_rolls(uow.session, grant, **request)

    @query(schemas.GetRoll, answers=schemas.RollWithLines)
    def get_roll(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return money.get_roll(uow.session, grant, **request)

    @query(schemas.PublicList, answers=schemas.PublicLineList)
    def public_list(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return money.public_list(uow.session, grant, **request)

    @query(schemas.ListPayments, answers=schemas.PaymentList)
    def list_payments(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return money.list_payments(uow.session, grant, **request)

    # -- the book -------------------------------------------------------------------------------

    @query(schemas.TrialBalance, answers=schemas.TrialBalanceView)
    def trial_balance(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return book.trial_balance(uow.session, grant, **request)

    @query(schemas.Journal, answers=schemas.JournalView)
    def journal(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return book.journal(uow.session, grant, **request)

    @query(schemas.VerifyBook, answers=schemas.BookCheck)
    def verify_book(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return book.verify_book(uow.session, uow.settings)

    # -- records --------------------------------------------------------------------------------

    @query(records.ListAccessLog, answers=records.AccessList)
    def list_access_log(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return record_queries.list_access_log(uow, grant, **request)

    @query(records.VerifyRecords, answers=records.RecordsCheck)
    def verify_records(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return record_queries.verify_records(uow)

    # -- facts of the registry ------------------------------------------------------------------

    @on(ChildRegistered, copies=COPIES, history=True, batch=50)
    def on_child_registered(self, event: ChildRegistered, uow: UnitOfWork) -> None:
        copies.keep_child(uow, event, version=event.version, since=day_of(uow.happened_at))

    @on(ChildChanged, copies=COPIES, history=True, batch=50)
    def on_child_changed(self, event: ChildChanged, uow: UnitOfWork) -> None:
        copies.keep_child(uow, event, version=event.version, since=day_of(uow.happened_at))

    @on(ChildJudged, copies=COPIES, history=True, batch=50)
    def on_child_judged(self, event: ChildJudged, uow: UnitOfWork) -> None:
        copies.keep_child(uow, event, version=event.version, since=day_of(uow.happened_at))

    @on(ChildGraded, copies=COPIES, history=True, batch=50)
    def on_child_graded(self, event: ChildGraded, uow: UnitOfWork) -> None:
        copies.keep_child(uow, event, version=event.version, since=day_of(uow.happened_at))

    @on(PackAdopted, copies=("county_rules",), history=True)
    def on_pack_adopted(self, event: PackAdopted, uow: UnitOfWork) -> None:
        copies.keep_rules(uow, event)
