"""Refusals about results, plans, the diary and handovers."""

from shared.errors import Conflict, Invalid, NotFound


class ChildListedTwice(Invalid):
    """One child has two rows in a list of results."""


class RankImpossible(Invalid):
    """A rank behind the last pupil of the class."""


class TermNotEnded(Conflict):
    """Results are entered from the term's last month on."""


class PlanNotFound(NotFound):
    """Args: plan id."""


class PlanStepNotFound(NotFound):
    """Args: its number."""


class PlanDaysInvalid(Invalid):
    """A plan ends after it begins, and its steps lie between the two."""


class PlanOver(Conflict):
    """The plan has ended; another one may be made."""


class DiaryEntryNotFound(NotFound):
    """Args: entry id."""


class HandoverNotFound(NotFound):
    """Args: id of the pairing that ended."""


class HandoverTaken(Conflict):
    """A helper of the child has taken it already."""
