"""Which rows of a sheet are its header, and what each column holds."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from services.registry.domain.cells import joined, squeezed
from services.registry.domain.words import Words
from services.registry.roster.sheet import Sheet, letter

SEARCHED_ROWS = 40
MOST_HEADER_ROWS = 3
LEAST_FIELDS = 3  # of which the name must be one
SAME_PERSON = ("father", "mother", "guardian")
# Fields of the child that a column right of the guardian's is still taken for.
CHILD_FIRST = frozenset(
    {
        "name",
        "sex",
        "id_number",
        "birth_date",
        "ethnicity",
        "township",
        "village",
        "present_address",
        "household_address",
        "school_name",
        "class_name",
        "boarder",
        "hardships",
        "remarks",
    }
)
# Father and mother in one column. Their phone is the guardian's unless the guardian has a column.
PARENTS_TOGETHER = {
    "name": "parents_name",
    "situation": "parents_situation",
    "workplace": "parents_workplace",
    "phone": "guardian_phone",
}
SURE = 0.9  # a word of the child's columns; one that names the person is surer
SEVERAL = ("hardships", "remarks")  # may stand in several columns
_BRACKETS = str.maketrans("\u3010\u3011[]", "()()")


@dataclass(frozen=True)
class Column:
    number: int  # from 1
    heading: str  # as in the sheet, the group's heading first
    field: str | None

    @property
    def letter(self) -> str:
        return letter(self.number)


@dataclass(frozen=True)
class Header:
    """Rows `first` to `last` of the sheet; `columns` in the order of the sheet."""

    first: int
    last: int
    columns: tuple[Column, ...]
    score: float

    def column_of(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field)


class Reader:
    """Knows the words; finds headers."""

    def __init__(self, words: Words) -> None:
        self._people = sorted(
            ((word, who) for who, names in words.people.items() for word in names),
            key=lambda pair: -len(pair[0]),
        )
        self._endings = sorted(words.group_endings, key=len, reverse=True)
        self._fields = {
            whose: {_without_of(word): field for field, names in fields.items() for word in names}
            for whose, fields in words.headings.items()
        }
        self._found: dict[tuple[str, str], tuple[str | None, float]] = {}
        self._starts = {
            whose: sorted((w for w in known if len(w) >= 3), key=len, reverse=True)
            for whose, known in self._fields.items()
        }

    def header_of(self, sheet: Sheet) -> Header | None:
        """The rows that name the most fields; of equals the fewest rows, then the first."""
        numbers = sorted(sheet.rows)[:SEARCHED_ROWS]
        candidates = (
            self._header(sheet, first, first + height - 1)
            for first in numbers
            for height in range(1, MOST_HEADER_ROWS + 1)
        )
        best = max(candidates, key=lambda h: (h.score, h.first - h.last), default=None)
        return best if best is not None and len(best.fields) >= LEAST_FIELDS else None

    def _header(self, sheet: Sheet, first: int, last: int) -> Header:
        paths = list(_paths(sheet, first, last))
        often = Counter(_bare(path[-1]) for path in paths if path)
        columns: list[Column] = []
        surest: dict[str, float] = {}
        person = None  # whose columns stand just left
        for number, path in enumerate(paths, start=1):
            if not path:
                person = None
                continue
            repeated = often[_bare(path[-1])] > 1
            field, worth, person = self._field_of(path, person, surest, repeated=repeated)
            if field and worth <= surest.get(field, 0) and field not in SEVERAL:
                field = None
            elif field:  # surer than an earlier column that was taken for the same
                columns = [_given_up(c) if _same(c, field) else c for c in columns]
                surest[field] = worth
            columns.append(Column(number, " ".join(path), field))
        return Header(first, last, tuple(columns), sum(surest.values()))

    def _field_of(
        self, path: Sequence[str], left: str | None, taken: Container[str], *, repeated: bool
    ) -> tuple[str | None, float, str | None]:
        """Field, how sure (a whole word 1, its beginning less), and whose column it is."""
        leaf = _bare(path[-1])
        group = next(filter(None, map(self._person_of_group, reversed(path[:-1]))), None)
        if group is None and leaf in self._fields["child"]:
            known = self._fields["child"][leaf]
            elsewhere = repeated or (left == "guardian" and known not in CHILD_FIRST)
            if elsewhere and (inherited := self._inherited(leaf, left, taken)):
                return inherited, 1, left
            whose = known.split("_")[0] if known.startswith(SAME_PERSON) else None
            return known, SURE, whose
        person, rest = self._person_in(leaf)
        person = person or group
        if person is None and left in SAME_PERSON:
            attribute, worth = self._attribute(_kind(left), leaf)
            if attribute:
                return f"{left}_{attribute}", worth, left
        field, worth = self._of_person(person, rest)
        return field, worth, "guardian" if person == "contact" else person

    def _of_person(self, person: str | None, rest: str) -> tuple[str | None, float]:
        if person in (None, "child"):
            field, worth = self._attribute("child", rest) if rest else ("name", 1)
            return field, worth * SURE
        if person == "other":
            return None, 0
        if person == "parents":
            attribute, worth = self._attribute("parent", rest)
            field = PARENTS_TOGETHER.get(attribute or "")
            return field, worth if field != "guardian_phone" else worth / 2
        if person == "contact":  # a parent or who else is at home: the guardian, if none is named
            attribute, worth = self._attribute("guardian", rest)
            return (f"guardian_{attribute}" if attribute else None), worth / 2
        attribute, worth = self._attribute(_kind(str(person)), rest)
        return (f"{person}_{attribute}" if attribute else None), worth

    def _attribute(self, whose: str, text: str) -> tuple[str | None, float]:
        if (whose, text) not in self._found:
            self._found[whose, text] = self._look_up(whose, text)
        return self._found[whose, text]

    def _look_up(self, whose: str, text: str) -> tuple[str | None, float]:
        known = self._fields[whose]
        if text in known:
            return known[text], 1.0
        start = next((word for word in self._starts[whose] if text.startswith(word)), None)
        return (known[start], 0.5) if start else (None, 0)

    def _inherited(self, leaf: str, left: str | None, taken: Container[str]) -> str | None:
        """A plain heading right of a parent's column, of which the sheet has another one, speaks of
        that parent: father, phone, mother, phone."""
        if left not in SAME_PERSON:
            return None
        attribute = self._fields[_kind(left)].get(leaf)
        wanted = f"{left}_{attribute}"
        return wanted if attribute and wanted not in taken else None

    def _person_of_group(self, heading: str) -> str | None:
        """Whose columns stand under a group heading; the person named last in it."""
        text = _bare(heading)
        for ending in self._endings:
            if text != ending and text.endswith(ending):
                text = text.removesuffix(ending)
                break
        exact = next((who for word, who in self._people if word == text), None)
        if exact:
            return exact
        long = [(text.rfind(w), len(w), who) for w, who in self._people if len(w) > 1 and w in text]
        return max(long)[2] if long else None

    def _person_in(self, leaf: str) -> tuple[str | None, str]:
        """The person that a heading begins with, and the rest of it."""
        for word, who in self._people:
            if leaf.startswith(word):
                rest = leaf.removeprefix(word)
                if len(word) > 1 or rest in self._fields["parent"]:
                    return who, rest
        return None, leaf


def _kind(person: str) -> str:
    return "guardian" if person == "guardian" else "parent"


def _bare(heading: str) -> str:
    """Without brackets that explain, marks for "required", and colons."""
    text = squeezed(heading).translate(_BRACKETS)
    plain = text
    while "(" in plain and ")" in plain[plain.index("(") :]:
        start = plain.index("(")
        plain = plain[:start] + plain[plain.index(")", start) + 1 :]
    kept = plain if len(plain) > 1 else text
    return _without_of(kept.strip("*:\u2605\u203b\u25cf") or text)


def _without_of(text: str) -> str:
    return text.replace("\u7684", "")


def _same(column: Column, field: str) -> bool:
    return column.field == field and field not in SEVERAL


def _given_up(column: Column) -> Column:
    return replace(column, field=None)


def _paths(sheet: Sheet, first: int, last: int) -> Iterator[tuple[str, ...]]:
    """For each column the headings above each other, outermost first, each once."""
    width = max((len(sheet.rows.get(row, ())) for row in range(first, last + 1)), default=0)
    grid = [
        [joined(sheet.cell(row, column)) for column in range(1, width + 1)]
        for row in range(first, last + 1)
    ]
    for span in sheet.spans:
        for row in range(max(span.top, first), min(span.bottom, last) + 1):
            for column in range(span.left, min(span.right, width) + 1):
                grid[row - first][column - 1] = joined(sheet.cell(span.top, span.left))
    for level in range(len(grid) - 1):
        _carry_groups(grid, level, sheet, first + level)
    for column in range(width):
        headings = [line[column] for line in grid if line[column]]
        yield tuple(dict.fromkeys(headings))


def _carry_groups(grid: list[list[str]], level: int, sheet: Sheet, row: int) -> None:
    """A group heading that was not merged over its columns covers the blank cells to its right."""
    for column in range(1, len(grid[level])):
        below = any(line[column] for line in grid[level + 1 :])
        left_has_sub = any(line[column - 1] for line in grid[level + 1 :])
        if not grid[level][column] and below and left_has_sub and not _covered(sheet, row, column):
            grid[level][column] = grid[level][column - 1]


def _covered(sheet: Sheet, row: int, column: int) -> bool:
    """A merged range ends just left: its heading goes no further."""
    return any(
        s.top <= row <= s.bottom and s.right == column and s.left < s.right for s in sheet.spans
    )
