"""The part of the door for checks, notice, bank batches, delegations and periods."""

from typing import Any

from services.funding.handlers import accounts, delegating, noticing, payments, periods, signing
from services.funding.handlers import batches as handlers
from services.funding.queries import batches, statements
from services.funding.store import FundingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.funding import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class Banking:
    """Mixed into `FundingService`."""

    @command(schemas.CheckRoll, answers=schemas.RollView)
    def check_roll(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return noticing.check_roll(uow, grant, **request)

    @command(schemas.PostNotice, answers=schemas.RollView)
    def post_notice(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return noticing.post_notice(uow, grant, **request, today=today())

    @command(schemas.ReceiveObjection, answers=schemas.ObjectionView)
    def receive_objection(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return noticing.receive_objection(uow, grant, **request)

    @command(schemas.AnswerObjection, answers=schemas.ObjectionView)
    def answer_objection(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return noticing.answer_objection(uow, grant, **request)

    @query(schemas.GetProgress, answers=schemas.ProgressView)
    def get_progress(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return batches.get_progress(uow, grant, **request)

    @command(schemas.SetAccount, answers=schemas.AccountView)
    def set_account(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return accounts.set_account(uow, grant, **request)

    @query(schemas.ListAccounts, answers=schemas.AccountList)
    def list_accounts(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return batches.list_accounts(uow, grant, **request)

    @command(schemas.MakeBatch, answers=schemas.MadeBatch)
    def make_batch(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.make_batch(uow, grant, **request)

    @query(schemas.GetBatchFile, answers=schemas.BankFile)
    def get_batch_file(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return batches.get_batch_file(uow, grant, **request)

    @command(schemas.TakeInResult, answers=schemas.BatchView)
    def take_in_result(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.take_in_result(uow, grant, **request)

    @command(schemas.WithdrawBatch, answers=schemas.BatchView)
    def withdraw_batch(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.withdraw_batch(uow, grant, **request)

    @query(schemas.ListBatchLines, answers=schemas.BatchLineList)
    def list_batch_lines(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return batches.list_batch_lines(uow, grant, **request)

    @command(schemas.ReissuePayment, answers=schemas.PaymentView)
    def reissue_payment(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.reissue_payment(uow, grant, **request)

    @command(schemas.ReturnPayment, answers=schemas.PaymentView)
    def return_payment(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.return_payment(uow, grant, **request)

    @command(schemas.RefundPayment, answers=schemas.PaymentView)
    def refund_payment(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return payments.refund_payment(uow, grant, **request)

    @command(schemas.Delegate, answers=schemas.DelegationView)
    def delegate(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return delegating.delegate(uow, grant, **request)

    @query(schemas.ListDelegations, answers=schemas.DelegationList)
    def list_delegations(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return batches.list_delegations(uow, grant, **request)

    @command(schemas.ClosePeriod, answers=schemas.PeriodView)
    def close_period(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return periods.close_period(uow, grant, **request)

    @query(schemas.ListPeriods, answers=schemas.PeriodList)
    def list_periods(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return batches.list_periods(uow, grant, **request)

    @when_due(signing.TIMER)
    def sign_book(self, _subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        signing.sign_book(uow)

    @query(schemas.Statement, answers=schemas.StatementView)
    def statement(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return statements.statement(uow.session, grant, **request)
