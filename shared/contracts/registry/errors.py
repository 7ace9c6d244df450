"""Refusals a caller of the registry must expect; the class name is the API's code."""

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


class NothingChanged(Conflict): ...


class ChildChangedMeanwhile(Conflict):
    """Somebody else changed the dossier since it was shown."""


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


class ImportNotFinished(Conflict): ...


class NothingToCorrect(NotFound):
    """No row of the import was rejected, so there is no correction workbook."""
