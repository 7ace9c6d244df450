"""Refusals a caller of funding must expect; the class name is the API's code."""

from shared.contracts.funding.bank_errors import *  # noqa: F403
from shared.errors import Conflict, Forbidden, Invalid, NotFound


class FundNotFound(NotFound):
    """Args: fund id."""


class RollNotFound(NotFound):
    """Args: roll id."""


class PaymentNotFound(NotFound):
    """Args: payment id."""


class SchemeNotFound(NotFound):
    """The rules in force in the county have no such scheme. Args: scheme, term."""


class TermNotValid(Invalid):
    """Args: the text given; a year and a season of the rules, such as 2025-autumn."""


class TermTooFarAhead(Invalid):
    """Args: term, the first day on which rolls for it can be proposed."""


class FundNameTaken(Conflict):
    """The county already has a fund of this name."""


class FundNotOfThisCounty(Invalid):
    """Args: fund id, area of the roll."""


class NobodyEligible(Conflict):
    """Args: scheme, term, area."""


class ChildNotEligible(Conflict):
    """A child that was named cannot be on the roll. Args: child id, reason codes with commas."""


class OtherBenefit(Conflict):
    """A child has another scheme of the same benefit in that term, by another roll."""


class MonthsNotOfTerm(Invalid):
    """Args: months that the term does not have, with commas."""


class NobodyNamed(Invalid):
    """Months of a partial term are paid to children that are named."""


class WhyMissing(Invalid):
    """Back-pay for a term that is over, and a partial term, say why."""


class RollNotProposed(Conflict):
    """Only a proposed roll is approved or refused. Args: its state."""


class RollNotApproved(Conflict):
    """Only an approved roll is paid. Args: its state."""


class RollChanged(Conflict):
    """The approver saw another total than the roll has. Args: total in fen."""


class ProposerCannotApprove(Forbidden):
    """Proposer and approver are two people."""


class ProposerCannotPay(Forbidden):
    """Proposer and payer are two people."""


class ApproverCannotPay(Forbidden):
    """Approver and payer are two people."""


class PayerCannotReverse(Forbidden):
    """Who paid does not take the payment back."""


class PeopleNotDifferent(Forbidden):
    """The database's own word for it: one person took two of the three steps."""


class BudgetExceeded(Conflict):
    """The fund has less left than the roll needs. Args: amounts in fen: needed, left."""


class FundRestricted(Conflict):
    """The fund has budgets, and none for this scheme. Args: scheme."""


class SchemeBudgetExceeded(Conflict):
    """Args: amounts in fen: needed, left of the scheme's budget."""


class BudgetBelowCommitted(Conflict):
    """Args: what is granted of it already, in fen."""


class BudgetAboveFund(Conflict):
    """Budgets together are at most what came in. Args: the most in fen."""


class AlreadyGranted(Conflict):
    """A child has the same scheme and term by another roll, or on a file that was merged."""


class PaymentNotPaid(Conflict):
    """Only a paid payment is reversed. Args: its state."""


class BookIsAppendOnly(Conflict):
    """An entry of the journal is never changed or deleted; a wrong one is reversed."""


class ReliefNotFound(NotFound):
    """Args: roll id."""


class PaperNotFound(NotFound):
    """Args: paper id."""


class ReliefChildNotKnown(NotFound):
    """No such child here, or its file was merged into another. Args: child id."""


class PartsDoNotAddUp(Invalid):
    """Args: sum of the parts and the amount, in fen."""


class MonthsNotValid(Invalid):
    """An allowance needs a first and a last month, in order. Args: months given."""


class TooManyMonths(Invalid):
    """Args: the most months of one decision (pack)."""


class ReliefTooHigh(Invalid):
    """Args: the most fen that one decision may give (pack)."""


class PayeeMissing(Invalid):
    """A third party has a name."""


class SponsorNeeded(Invalid):
    """A sponsorship is paid from the fund of a donor or of joint units."""


class AllowanceMonthPaid(Conflict):
    """A month was paid at the former amount already. Args: the month."""


class PaidByInstalments(Conflict):
    """Relief and allowances are paid one instalment at a time."""


class PaymentNotDue(Conflict):
    """Only an open payment is paid. Args: its state."""


class NotDueYet(Conflict):
    """Args: the day."""


class ReceiptMissing(Invalid):
    """A third party is paid against a receipt that is attached."""


class FundDetailsMissing(Invalid):
    """A new fund needs name, kind and county."""


class NotOfASide(Forbidden):
    """Only the volunteer federation and the education bureau check."""


class CheckerIsProposer(Forbidden):
    """Who proposed a roll does not check it."""


class OneSideEach(Forbidden):
    """One person checks for one side alone."""


class ChecksMissing(Conflict):
    """Both sides agree before the notice and the approval. Args: sides missing, with commas."""


class NoticeNotNeeded(Invalid):
    """What is given to one child is never posted."""


class NoticeNotPosted(Conflict):
    """The list hangs out before it is approved."""


class NoticeNotEnded(Conflict):
    """Args: the last day of the notice."""


class WaiverNotAllowed(Forbidden):
    """The rules in force allow no shorter notice."""


class ObjectionsOpen(Conflict):
    """Args: how many."""


class ObjectionNotFound(NotFound):
    """Args: objection id."""


class ObjectionClosed(Conflict):
    """It was answered already."""


class ObjectionLineUnknown(Invalid):
    """Args: a child that is not on the roll."""


class RefundTooHigh(Invalid):
    """Args: the most fen that can come back as a part."""


class AlreadyRefunded(Conflict):
    """A payment is refunded once; one that was is not reversed."""


class OnlyOwnPost(Forbidden):
    """One hands over a post of one's own, to somebody else."""


class DelegationDaysNotValid(Invalid):
    """The last day is before the first, or gone."""


class NotDelegated(Forbidden):
    """Neither the post nor a delegation. Args: role."""


class PeriodClosed(Conflict):
    """Args: month."""


class PeriodInFuture(Invalid):
    """Args: month."""


class PaymentsWithBank(Conflict):
    """All that is open is with the bank, or came back from it."""
