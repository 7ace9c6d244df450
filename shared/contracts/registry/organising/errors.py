"""Refusals of the organising of the work; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound


class DepartmentNotFound(NotFound): ...


class DepartmentNameTaken(Conflict): ...


class DepartmentClosed(Conflict):
    """It adopts no school any more."""


class DepartmentAdopting(Conflict):
    """A department with a school this year is not closed."""


class DepartmentChangedMeanwhile(Conflict):
    """Somebody changed it since it was read."""


class ContactPhoneInvalid(Invalid): ...


class AdoptionNotFound(NotFound): ...


class AlreadyAdopting(Conflict):
    """One school for a department in a year."""


class AdoptionEnded(Conflict): ...


class AdoptionYearInvalid(Invalid):
    """The first and the last year that can be entered."""


class DoneOnInvalid(Invalid):
    """Not in the year of the link, or later than today."""


class DeedNotFound(NotFound): ...


class DeedStruck(Conflict): ...


class LetterNotFound(NotFound): ...


class LetterNotOpen(Conflict):
    """Signed or void already: its state."""


class LetterVoid(Conflict): ...


class LetterKindElsewhere(Invalid):
    """Letters of this kind are issued by another office: the kind."""


class SignedOnInvalid(Invalid):
    """Later than today, or not in the letter's year or the one before: the year."""


class NobodyToSign(Invalid):
    """Nobody is there for whom a letter could be made: the year."""


class MemberNotFound(NotFound): ...


class MemberReleased(Conflict):
    """No longer in post."""


class HeadInPost(Conflict):
    """A group has one head at a time."""


class FromOnInvalid(Invalid):
    """Later than today."""


class ToOnInvalid(Invalid):
    """Before the first day in post, or later than today."""


class PlanNotFound(NotFound): ...


class PlanThere(Conflict):
    """The place has a plan of that year: the year."""


class PlanChangedMeanwhile(Conflict):
    """Somebody changed the step since it was read."""


class PhaseDatesInvalid(Invalid):
    """A phase twice, out of order, or ending before it begins: the phase."""


class StepNotFound(NotFound): ...


class StepDatesInvalid(Invalid):
    """Not within the days of its phase."""


class PostNotThere(Invalid):
    """A place of that kind has no such post: the post."""


class PlaceOutsidePlan(Invalid):
    """Neither the plan's own place nor one below it."""


class StepDropped(Conflict): ...


class StepDoneOnInvalid(Invalid):
    """Later than today, or long before the step began."""


class InspectionNotFound(NotFound): ...


class InspectionVisitNotFound(NotFound): ...


class InspectionDatesInvalid(Invalid):
    """Ending before it begins, or in the past."""


class NothingToInspect(Invalid):
    """The area has none of what should be drawn."""


class VisitRecorded(Conflict): ...


class VisitNotRecorded(Conflict):
    """A finding is made at a place that was visited."""


class VisitedOnInvalid(Invalid):
    """Later than today, or before the sample was drawn: the day of the draw."""


class FindingNotFound(NotFound): ...


class FindingSettled(Conflict):
    """Answered or accepted already."""


class FindingNotAnswered(Conflict):
    """There is no answer yet to be judged."""


class OwnAnswer(Conflict):
    """Who answered does not judge the answer."""


class PutRightByInvalid(Invalid):
    """A day by which something is put right lies in the past."""


class EvaluationYearInvalid(Invalid):
    """A year to come, or long past."""


class EvaluationTooEarly(Conflict):
    """The year is not far enough to be signed for: from which day."""


class AlreadyEvaluated(Conflict):
    """Whoever was evaluated under this office is signed for already."""


class EvaluatedNotFound(NotFound): ...
