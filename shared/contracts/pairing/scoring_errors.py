"""Refusals about results scoring and commendation."""

from shared.errors import Conflict, Invalid


class ScoringYearInvalid(Invalid):
    """A school year to come, or one too long ago."""


class NothingToScore(Conflict):
    """No result of the school year's last term is entered."""


class ScoresChanged(Conflict):
    """A result was entered or corrected after the sheet was read."""


class ScoresConfirmed(Conflict):
    """The county confirmed this school year; it is not confirmed again, and results of it are not
    corrected any more."""


class PeriodInvalid(Invalid):
    """Neither a term nor a school year of the place."""


class PairingStartInvalid(Invalid):
    """A pairing of before began after the consent was signed, and not in days to come. Args: the
    day."""
