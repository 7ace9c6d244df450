"""Codes that funding writes and others read; the Chinese for them is in `shared.texts.funding`."""

from enum import StrEnum


class FundKind(StrEnum):
    """Where money comes from (DOMAIN section 7); decides the income account."""

    TREASURY = "treasury"
    DONOR = "donor"
    JOINT = "joint"  # several units bear it together, in equal shares


class RollKind(StrEnum):
    """What a roll gives: a term's scheme to many, awards, or something to one child."""

    SCHEME = "scheme"
    RELIEF = "relief"  # temporary relief, once or in instalments
    ALLOWANCE = "allowance"  # subsistence allowance, each month
    SPONSORSHIP = "sponsorship"  # of a child's yearly costs, by a donor or units together
    AWARD = "award"  # for results, as pairing announced


# What goes to one child, in instalments; the others are lists.
ONE_CHILD = (RollKind.RELIEF, RollKind.ALLOWANCE, RollKind.SPONSORSHIP)
# Under which names those that are no scheme stand in lists, payments and messages.
SCHEME_OF = {
    RollKind.RELIEF: "temporary_relief",
    RollKind.ALLOWANCE: "subsistence_allowance",
    RollKind.SPONSORSHIP: "sponsorship",
    RollKind.AWARD: "pupil_award",
}
AWARD_SCHEME = SCHEME_OF[RollKind.AWARD]


class AwardState(StrEnum):
    DUE = "due"
    ON_ROLL = "on_roll"  # proposed, not decided yet
    GRANTED = "granted"  # approved or paid


class Purpose(StrEnum):
    """What relief is for (DOMAIN section 7: split over purposes)."""

    ARREARS = "arrears"
    PREPAYMENT = "prepayment"
    FEES = "fees"
    LIVING = "living"
    MEDICAL = "medical"
    OTHER = "other"


class PayeeKind(StrEnum):
    """Who gets the money; it need not be the child."""

    CHILD = "child"
    GUARDIAN = "guardian"
    THIRD_PARTY = "third_party"  # against a receipt: the boarding class, a hospital


class RollState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"
    ENDED = "ended"  # nobody was paid, or another allowance follows; the rest is taken back


class LineState(StrEnum):
    """A child's place on a roll."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DROPPED = "dropped"  # judged again at the approval, and out


class PaymentState(StrEnum):
    DUE = "due"
    SENT = "sent"  # in a batch that is with the bank
    FAILED = "failed"  # the bank could not pay it: to be issued again, or returned
    PAID = "paid"
    REVERSED = "reversed"


class CheckSide(StrEnum):
    """Who checks a roll together (DOMAIN section 7)."""

    VOLUNTEER_FEDERATION = "volunteer_federation"
    EDUCATION_BUREAU = "education_bureau"


class ObjectionState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class BatchState(StrEnum):
    SENT = "sent"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class LineOutcome(StrEnum):
    """What became of a line of a batch."""

    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class EntryKind(StrEnum):
    """What an entry of the journal stands for."""

    FUNDS_RECEIVED = "funds_received"
    GRANT_APPROVED = "grant_approved"
    GRANT_PAID = "grant_paid"
    GRANT_REVERSED = "grant_reversed"
    GRANT_REFUNDED = "grant_refunded"  # a part of a payment came back


class Account(StrEnum):
    """The chart of accounts, by the numbers that accountants of public bodies know."""

    BANK = "1002"
    GRANTS_PAYABLE = "2307"
    TREASURY_INCOME = "4001"
    DONATION_INCOME = "4002"
    JOINT_INCOME = "4003"
    GRANT_EXPENSE = "5001"


class Reason(StrEnum):
    """Why a child is in or out; hardship codes of the registry count as reasons too."""

    NO_HARDSHIP = "no_hardship"  # none of those that the scheme asks for
    BOARDER = "boarder"  # where the scheme is for day pupils
    NOT_BOARDER = "not_boarder"
    BOARDING_UNKNOWN = "boarding_unknown"  # the file does not say it: to be filled in first
    EVERY_PUPIL = "every_pupil"  # why in: the scheme asks for no hardship
    OTHER_BENEFIT = "other_benefit"  # has another scheme that this one excludes
    NO_RATE_FOR_STAGE = "no_rate_for_stage"
    NO_MONTH_IN_TERM = "no_month_in_term"
    ALREADY_GRANTED = "already_granted"  # approved or paid for this scheme and term
    ON_OPEN_ROLL = "on_open_roll"  # proposed for this scheme and term, not decided yet
    AMOUNT_CHANGED = "amount_changed"  # since the roll was proposed; to be proposed anew
    CHILD_NOT_KNOWN = "child_not_known"
    OBJECTION_UPHELD = "objection_upheld"  # after the public notice
    AWARDED = "awarded"  # for results, confirmed by the county
    BY_DECISION = "by_decision"  # relief and allowances: a person decided on this child


class Fault(StrEnum):
    """What the check of the book may find."""

    CHANGED = "changed"
    MISSING = "missing"
    HEAD = "head"  # behind this entry others are gone, or it was put there
    SIGNATURE = "signature"  # a signed head is not what was signed
    REWRITTEN = "rewritten"  # what was signed and published does not fit the chain as it is now
    UNPUBLISHED = "unpublished"  # a signed head is no longer in the published file
    CUT_OFF = "cut_off"  # the book went further once
    PAYMENT_DIFFERS = "payment_differs"  # a payment and its entry do not say the same
    ROLL_DIFFERS = "roll_differs"  # an approved roll's sums are not those of its payments and entry
    FUND_DIFFERS = "fund_differs"  # a fund's totals are not those of its entries
