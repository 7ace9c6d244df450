"""Judging one row of a roster on its own (DOMAIN section 3, the table of outcomes).

Whether the child is on file already, and who the uploader answers for, is asked when it is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.registry.domain import dates, family, id_number, official, phones
from services.registry.domain.cells import Cell, is_blank, joined, squeezed, tidy
from services.registry.domain.id_number import IdNumber
from services.registry.domain.places import Clues, Gazetteer, Unresolved
from services.registry.domain.remarks import Finding
from services.registry.domain.validity import DAYS, Limits, problems
from services.registry.domain.words import Words

ADULT = 18
PHONES = ("father_phone", "mother_phone", "guardian_phone")
# Free text and the most signs that a dossier keeps of it.
TEXTS = {
    "ethnicity": 30,
    "present_address": 200,
    "household_address": 200,
    "hobbies": 200,
    "class_name": 40,
    "siblings": 300,
    "health_note": 500,
    "vaccination": 100,
    "insurance": 100,
    "guardian_relation": 30,
    "guardian_occupation": 60,
    "guardian_address": 200,
    "guardian_health": 100,
    "paternal_grandparents": 300,
    "maternal_grandparents": 300,
    "special_situation": 300,
}
PARENT_TEXTS = {"name": 60, "workplace": 200, "employer": 100, "wechat": 60}


@dataclass(frozen=True)
class Setting:
    """What holds for all rows of one file."""

    places: Gazetteer
    words: Words
    today: date
    limits: Limits
    file: frozenset[str] = (
        frozenset()
    )  # what title, sheet, file name or uploader say: code prefixes
    school_id: str | None = None  # of rows that name none
    has_village_column: bool = True


@dataclass
class Judged:
    """`values` hold the fields of `shared.contracts.registry.child` that the row states."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def judge(cells: Mapping[str, Cell], setting: Setting) -> Judged:
    """`cells` maps a field to its cell; a second column of hardships is `hardships.1`."""
    row = Judged()
    _name(cells, row)
    number = _identity(cells, setting, row)
    _place(cells, setting, row)
    _family(cells, setting, row)
    _phones(cells, row)
    _plain(cells, setting, row)
    row.values |= official.fields(cells, setting.words)
    _leave_out_impossible_days(setting, row)
    if number is not None and not number.area_known:
        row.warnings.append(Finding("IdNumberAreaUnknown", "id_number", (number.text[:6],)))
    return row


def _name(cells: Mapping[str, Cell], row: Judged) -> None:
    cell = cells.get("name")
    if is_blank(cell):
        row.problems.append(Finding("NameMissing", "name"))
    elif len(name := person_name(cell)) > 60 or any(sign.isdigit() for sign in name):
        row.problems.append(Finding("NameUnreadable", "name"))
    else:
        row.values["name"] = name


def person_name(cell: Cell) -> str:
    """Without padding; one kind of dot between the parts of a name."""
    text = joined(cell)
    for dot in "\u2022\u2027\u30fb\uff0e\u25cf\u2219\u22c5":
        text = text.replace(dot, "\u00b7")
    return text


def _identity(cells: Mapping[str, Cell], setting: Setting, row: Judged) -> IdNumber | None:
    """ID number, sex and birth date against each other. The number decides what the others lack."""
    cell = cells.get("id_number")
    number = id_number.read(None if is_blank(cell) else cell, today=setting.today)
    if not isinstance(number, IdNumber):
        row.problems.append(Finding(number.code, "id_number", number.args))
        return None
    row.values["id_number"] = number.text
    row.values["sex"] = number.sex
    row.values["birth_date"] = number.birth_date.isoformat()
    _sex_against(number, cells.get("sex"), setting.words, row)
    _birth_against(number, cells.get("birth_date"), setting.today, row)
    if age_on(setting.today, number.birth_date) >= ADULT:
        row.warnings.append(Finding("NotAChild", "id_number"))
    return number


def _sex_against(number: IdNumber, cell: Cell, words: Words, row: Judged) -> None:
    if is_blank(cell):
        return
    sex = words.sexes.of(cell)
    if sex is None:
        row.warnings.append(Finding("SexUnreadable", "sex"))
    elif sex != number.sex:
        row.problems.append(Finding("SexDiffersFromId", "sex"))
        row.problems.append(Finding("IdDiffersFromSex", "id_number"))


def _birth_against(number: IdNumber, cell: Cell, today: date, row: Judged) -> None:
    written = dates.read(cell)
    if written is None:
        return
    born = number.birth_date.isoformat()
    if isinstance(written, dates.NoSuchDay) or written.first > today:
        row.warnings.append(Finding("BirthDateImpossible", "birth_date", (born,)))
    elif not written.agrees(number.birth_date):
        row.problems.append(Finding("BirthDateDiffersFromId", "birth_date", (born,)))
        row.problems.append(Finding("IdDiffersFromBirthDate", "id_number", (born,)))


def age_on(day: date, born: date) -> int:
    """Full years by the calendar; only for a doubt, never for a judgement."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _place(cells: Mapping[str, Cell], setting: Setting, row: Judged) -> None:
    clues = Clues(
        township=cells.get("township"),
        addresses=(cells.get("present_address"), cells.get("household_address")),
        school=cells.get("school_name"),
        file=setting.file,
    )
    village: str | Unresolved
    if not setting.has_village_column:
        village = setting.places.village_in_address(clues)
    elif is_blank(cells.get("village")):
        village = Unresolved("VillageMissing")
    else:
        village = setting.places.village(cells["village"], clues)
    if isinstance(village, Unresolved):
        row.problems.append(Finding(village.code, "village", village.args))
    else:
        row.values["area_code"] = village
    _school(cells.get("school_name"), row.values.get("area_code"), setting, row)


def _school(cell: Cell, village: str | None, setting: Setting, row: Judged) -> None:
    if is_blank(cell):
        if setting.school_id:
            row.values["school_id"] = setting.school_id
        return
    row.values["school_name"] = _cut(cell, 80, "school_name", row)
    if school := setting.places.school(cell, village):
        row.values["school_id"] = school.id


def _family(cells: Mapping[str, Cell], setting: Setting, row: Judged) -> None:
    words = setting.words
    said = family.hardships(cells, words)
    if said.codes:
        row.values["hardships"] = list(said.codes)
    remarks = [tidy(c) for k, c in cells.items() if k.startswith("remarks") and not is_blank(c)]
    if remarks:
        row.values["remarks"] = "\uff1b".join(remarks)[:500]
    for who in family.PARENTS:
        values, doubts = family.parent(who, cells, said, words)
        for name, most in PARENT_TEXTS.items():
            if isinstance(text := values.get(f"{who}_{name}"), str):
                values[f"{who}_{name}"] = text[:most]
        row.values |= values
        row.warnings += doubts
    if not is_blank(cells.get("guardian_name")):
        row.values["guardian_name"] = person_name(cells["guardian_name"])[:60]
    for who in (*family.PARENTS, "guardian"):
        _adult_id(f"{who}_id_number", cells, setting.today, row)


def _adult_id(name: str, cells: Mapping[str, Cell], today: date, row: Judged) -> None:
    if is_blank(cells.get(name)):
        return
    number = id_number.read(cells[name], today=today)
    if isinstance(number, IdNumber):
        row.values[name] = number.text
    else:
        row.warnings.append(Finding("AdultIdNumberWrong", name))


def _phones(cells: Mapping[str, Cell], row: Judged) -> None:
    """A child is not left out for an adult's phone that cannot be right."""
    for name in PHONES:
        if (found := phones.read(cells.get(name))) is not None:
            if found.says_a_number:
                row.values[name] = found.text[:40]
            if not found.good:
                row.warnings.append(Finding("PhoneWrong", name))
            elif found.bad:
                row.warnings.append(Finding("OnePhoneWrong", name))


def _leave_out_impossible_days(setting: Setting, row: Judged) -> None:
    """A child is not left out for a parent's day that cannot be; nothing is said then."""
    if "birth_date" not in row.values:
        return
    for name, _ in problems(row.values, setting.today, DAYS, setting.limits):
        if name in DAYS and row.values.pop(name, None) is not None:
            row.warnings.append(Finding("DayImpossible", name))


def _plain(cells: Mapping[str, Cell], setting: Setting, row: Judged) -> None:
    for name, most in TEXTS.items():
        if not is_blank(cells.get(name)):
            row.values[name] = _cut(cells[name], most, name, row)
    words = setting.words
    if (boarder := words.yes_no.of(cells.get("boarder"))) is not None:
        row.values["boarder"] = boarder == "yes"
    if (enrolment := words.enrolments.of(cells.get("enrolment"))) is not None:
        row.values["enrolment"] = enrolment
    if (age := _years(cells.get("guardian_age"), setting.today)) is not None:
        row.values["guardian_age"] = age
    stage = stage_of(cells, words)
    if stage is not None:
        row.values["stage"] = stage


def stage_of(cells: Mapping[str, Cell], words: Words) -> str | None:
    """By the column of the stage, the class, or the school's kind, in this order."""
    for name in ("grade", "class_name", "school_name"):
        if (found := words.stages.of(cells.get(name))) is not None:
            return found
    return None


def _years(cell: Cell, today: date) -> int | None:
    """An age, also from a year of birth; what is neither is left away."""
    digits = "".join(sign for sign in squeezed(cell) if sign.isascii() and sign.isdigit())
    if not digits or len(digits) > 4:
        return None
    years = int(digits)
    if len(digits) == 4:
        years = today.year - years
    return years if 0 <= years <= 130 else None


def _cut(cell: Cell, most: int, name: str, row: Judged) -> str:
    text = tidy(cell)
    if len(text) > most:
        row.warnings.append(Finding("TextCut", name, (str(most),)))
    return text[:most]
