"""Refusals a caller of activities must expect."""

from shared.errors import Conflict, Invalid, NotFound


class SchoolNotKnown(NotFound):
    """No school of this id has been announced to activities. Args: school id."""


class RoomNotFound(NotFound):
    """Args: room id."""


class RoomNameTaken(Conflict):
    """The school already has a room of this name."""


class StockBelowZero(Invalid):
    """More would be written off than is there. Args: equipment code, count held."""


class SessionNotFound(NotFound):
    """Args: session id."""


class WeekdayDoesNotFit(Invalid):
    """Args: date, its real weekday (1 to 7), the weekday given, the nearest date that fits."""


class EndsBeforeItStarts(Invalid):
    """Args: start, end, both HH:MM."""


class SessionTooLongAgo(Invalid):
    """Args: the date asked for, the earliest that may still be written up."""


class TeacherBooked(Conflict):
    """Args: person id, date, start, end of the session that has the teacher."""


class PlaceBooked(Conflict):
    """Args: place, date, start, end of the session that is there."""


class ClassBooked(Conflict):
    """Args: class, date, start, end of the session that the class has."""


class SessionNotPlanned(Conflict):
    """Only a planned session is held, moved or cancelled. Args: its state."""


class HeldBeforeItsDay(Invalid):
    """Args: the session's date."""


class SessionNotHeld(Conflict):
    """Attendance is marked for a session that took place. Args: its state."""


class ChildNotOnRoster(Invalid):
    """The child is not on the school's roster. Args: child id."""


class ChildMarkedTwice(Invalid):
    """One request names a child twice. Args: child id."""


class CorrectionNeedsReason(Invalid):
    """A mark that stands is changed only with a reason. Args: child id."""


class LetterNotFound(NotFound):
    """No letter of the letterbox has this id or code."""


class LetterAnswered(Conflict):
    """A letter is answered once."""


class LetterAlarmed(Conflict):
    """A case was opened for this letter."""
