"""Refusals about batches, their files and what the bank answers."""

from shared.errors import Conflict, Invalid, NotFound


class BatchNotFound(NotFound):
    """Args: batch id."""


class BankNotFound(NotFound):
    """The rules have no template of this bank. Args: bank."""


class NobodyPayable(Conflict):
    """Nothing due has an account. Args: how many are due."""


class PaidAgainstReceipt(Conflict):
    """All that is due goes to third parties: one instalment at a time, against a receipt. Args: how
    many are due."""


class BatchSettled(Conflict):
    """The batch is no longer with the bank. Args: its state."""


class ResultTakenInAlready(Conflict):
    """The same file came before. Args: the batch's number."""


class PaymentNotFailed(Conflict):
    """Args: its state."""


class BankFileUnreadable(Invalid):
    """No file of this bank."""


class BankResultOfOtherBatch(Invalid):
    """Args: number in the file, number of the batch."""


class BankResultIncomplete(Invalid):
    """Args: lines found, lines of the batch."""


class BankLineUnknown(Invalid):
    """Args: the line as written."""


class BankLineTwice(Invalid):
    """Args: line."""


class BankAmountNotValid(Invalid):
    """Args: line, what stands there."""


class BankResultAmountDiffers(Invalid):
    """Args: line (0: the total), amount in the file, amount of the batch, in yuan."""


class BankResultAccountDiffers(Invalid):
    """Args: line."""


class BankOutcomeUnknown(Invalid):
    """Args: line, what stands there."""


class AlreadyInBatch(Conflict):
    """A payment went to the bank in another batch at the same moment."""
