"""Refusals a caller of the registry must expect; the class name is the API's code."""

from shared.contracts.registry.care_errors import *  # noqa: F403
from shared.contracts.registry.case_errors import *  # noqa: F403
from shared.contracts.registry.contact_errors import (
    ParentContactDateInvalid as ParentContactDateInvalid,
)
from shared.contracts.registry.contact_errors import ParentContactNotFound as ParentContactNotFound
from shared.contracts.registry.contact_errors import ParentContactStruck as ParentContactStruck
from shared.contracts.registry.file_errors import *  # noqa: F403
from shared.contracts.registry.visit_errors import VisitDateInvalid as VisitDateInvalid
from shared.contracts.registry.visit_errors import VisitNotFound as VisitNotFound
from shared.contracts.registry.visit_errors import VisitPeriodInvalid as VisitPeriodInvalid
from shared.contracts.registry.visit_errors import VisitStruck as VisitStruck
from shared.errors import AccessDenied, Conflict, Invalid, NotFound


class AreaNotFound(NotFound): ...


class SchoolNotFound(NotFound): ...


class ChildNotFound(NotFound): ...


class ImportNotFound(NotFound): ...


class PackNotFound(NotFound): ...


class NothingOnThatDay(NotFound):
    """The dossier did not exist yet on the day asked for."""


class AreaFileInvalid(Invalid):
    """The CSV of areas cannot be taken over: line, then what is wrong with it."""


class AreaNotAVillage(Invalid): ...


class AreaNotATownship(Invalid): ...


class AreaClosed(Invalid):
    """The village is none any more since the day given."""


class VillageOutOfReach(AccessDenied):
    """Nobody moves a child to a village that they do not answer for."""


class SchoolOutOfReach(AccessDenied):
    """Nobody gives a child a school that is neither theirs nor of their place."""


class SchoolNameTaken(Conflict): ...


class IdNumberTaken(Conflict):
    """Another child is on file under this resident ID number."""


class IdNumberInvalid(Invalid):
    """The resident ID number breaks GB 11643, or sex or birth date speak against it."""


class BirthDateInvalid(Invalid): ...


class UnknownField(Invalid): ...


class FieldOfAnotherSection(Invalid):
    """A section is saved with its own fields alone."""


class NothingChanged(Conflict): ...


class ChildChangedMeanwhile(Conflict):
    """Somebody else changed the dossier since it was shown."""


class DuplicateNotFound(NotFound): ...


class MergeNotFound(NotFound): ...


class ChildMerged(Conflict):
    """The file is part of another one now: names that child."""


class MergedWithItself(Invalid): ...


class AbsorbedOthers(Conflict):
    """A file that others were merged into is the one to be kept."""


class MergeUndoneAlready(Conflict): ...


class MoveNotFound(NotFound): ...


class MoveNotOpen(Conflict):
    """It was accepted, refused, withdrawn or ran out: names which."""


class MoveUnderWay(Conflict):
    """The child has been offered to another place already."""


class MoveToSamePlace(Invalid): ...


class MoveNeedsOnePlace(Invalid):
    """A move is to a village or to a school, one at a time."""


class SearchTooShort(Invalid):
    """A surname alone is no search: half a township is called so."""


class PurposeMissing(Invalid):
    """Masked values are shown only for a stated purpose."""


class ScoreOutOfRange(Invalid): ...


class FactsMissing(Invalid):
    """A score above 0 needs the observed facts: names the dimension."""


class PackStartsInThePast(Invalid): ...


class FileTooLarge(Invalid):
    """Names the largest size in MB."""


class FileNotReadable(Invalid):
    """No workbook and no table: a picture, a damaged file, an unknown format."""


class FileTooDemanding(Invalid):
    """Reading the file takes more time or memory than a roster can need."""


class FileLocked(Invalid):
    """The workbook is protected by a password."""


class HeaderNotFound(Invalid):
    """No row of the file looks like the header of a roster."""


class NameColumnMissing(Invalid):
    """A header was found, but no column of children's names in it."""


class IdNumberColumnMissing(Invalid):
    """A header was found, but no column of resident ID numbers in it."""


class TooManyRows(Invalid):
    """Names the most rows that a file may have."""


class FileEmpty(Invalid):
    """A header without any row under it."""


class ImportKindUnknown(Invalid): ...


class ImportGivenUp(Conflict):
    """Our own failures stopped the import several times; the file is not to blame."""


class ImportDropped(Conflict):
    """It was given up, and a person let it go: the file is gone."""


class ImportExpired(Conflict):
    """It was given up, and nobody asked for another try in time: the file is gone."""


class ImportNotGivenUp(Conflict):
    """There is nothing to try again or to drop."""


class ImportNotFinished(Conflict): ...


class NothingToCorrect(NotFound):
    """No row of the import was rejected, so there is no correction workbook."""


class CaseNotFound(NotFound): ...


class ReportNotFound(NotFound): ...


class DutyNotFound(NotFound): ...


class CaseClosed(Conflict):
    """A closed case is only read."""


class CaseChangedMeanwhile(Conflict): ...


class DutyEnded(Conflict):
    """It is acknowledged already, or void."""


class NotYourDuty(AccessDenied):
    """Neither given to the viewer's post nor called out to it yet."""


class DutiesOpen(Conflict):
    """How many are left."""


class NotReceivedYet(Conflict):
    """Nobody closes what nobody has looked into."""


class CaseNotAssessed(Conflict): ...


class CaseHasAChild(Conflict): ...


class IncidentInTheFuture(Invalid): ...


class IncidentTooLongAgo(Invalid):
    """How many days back an incident may lie."""


class DueInThePast(Invalid): ...


class DueTooFar(Invalid):
    """How many days ahead a duty may be due."""


class PostNotOfCase(Invalid):
    """The case knows no such place, school, child or helper."""


class StepInTheFuture(Invalid): ...


class ChildExited(Conflict):
    """The file is closed: it must be opened again first."""


class ChildNotExited(Conflict):
    """Only a closed file can be opened again."""


class ExitDateInvalid(Invalid):
    """Later than today, or before the child was born."""


class TargetDayInvalid(Invalid): ...  # the first day that targets are known for, and today


class QuarterUnknown(Invalid):
    """No quarter of that name, or one that is not open for verification."""


class QuarterSigned(Conflict):
    """The place signed off this quarter: its numbers are frozen."""


class ChildrenNotConfirmed(Conflict):
    """How many children of the village are still to be confirmed."""


class PlacesNotSigned(Conflict):
    """How many places under this one have not signed off yet."""


class SignedElsewhere(AccessDenied):
    """A place is signed off by its own office."""


class NotInThisVillage(Invalid):
    """Children that belong to another village cannot be confirmed here."""
