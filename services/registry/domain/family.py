"""What a sheet says about the parents: where they are, and whether they can act as guardians."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.registry.domain import dates
from services.registry.domain.cells import Cell, is_blank, joined, squeezed, tidy
from services.registry.domain.remarks import Finding
from services.registry.domain.words import Words

PARENTS = ("father", "mother")
# What a hardship says of a parent who is at home: ill or disabled, incapacity not confirmed.
WEAKENING = frozenset({"parent_disabled", "parent_ill"})
GONE = ("deceased", "missing", "imprisoned", "no_capacity")
ONE = "hardship_"  # begins the fields of columns that ask for one hardship
# In a column about the family, not about a person.
_SEPARATORS = str.maketrans(dict.fromkeys(",;/|\n\u3001\u3002+", " "))


@dataclass(frozen=True)
class Hardships:
    """Codes, and for each parent what was said of that one alone."""

    codes: tuple[str, ...] = ()
    of: Mapping[str, frozenset[str]] = field(default_factory=dict)


def hardships(cells: Mapping[str, Cell], words: Words) -> Hardships:
    """From the columns of hardships and remarks, and those that ask for one hardship."""
    codes: dict[str, None] = {}
    of: dict[str, set[str]] = {parent: set() for parent in PARENTS}
    for key, cell in cells.items():
        column = key.split(".")[0]
        if column.startswith(ONE) and _says_yes(column.removeprefix(ONE), cell, words):
            codes[column.removeprefix(ONE)] = None
        if column not in ("hardships", "remarks"):
            continue
        for text in squeezed_parts(cell):
            said = words.hardships.all_of(text)
            codes |= dict.fromkeys(said)
            gone = words.situations.only(*GONE).of(text)
            for parent in _spoken_of(text, words):
                of[parent] |= {*said, *filter(None, (gone,))}
    return Hardships(tuple(codes), {p: frozenset(said) for p, said in of.items()})


def _says_yes(code: str, cell: Cell, words: Words) -> bool:
    return words.yes_no.of(cell) == "yes" or code in words.hardships.all_of(squeezed(cell))


def squeezed_parts(cell: Cell) -> list[str]:
    """The statements of one cell; a space separates too."""
    if is_blank(cell):
        return []
    text = str(cell).translate(_SEPARATORS)
    return [part for part in map(squeezed, squeezed_commas(text).split()) if part]


def squeezed_commas(text: str) -> str:
    return text.replace("\uff0c", " ").replace("\uff1b", " ").replace("\uff0f", " ")


def _spoken_of(text: str, words: Words) -> tuple[str, ...]:
    both = words.people.get("parents", ())
    if text.startswith(tuple(both)):
        return PARENTS
    return tuple(p for p in PARENTS if text.startswith(tuple(words.people[p])))


def parent(
    who: str, cells: Mapping[str, Cell], said: Hardships, words: Words
) -> tuple[dict[str, Any], list[Finding]]:
    """The values of one parent (`father_name`, ...), and what is doubtful about them.

    Something said of the parent in a remark counts where the parent's own cells say nothing; where
    both speak and differ, the situation is unknown: a person must look.
    """

    def cell(name: str) -> Cell:
        return cells.get(f"{who}_{name}")

    name, named_state = _name_and_state(cell("name") or _of_two(who, cells), words)
    values: dict[str, Any] = {"name": name} if name else {}
    own = _own_situation(who, cells, words)
    if own is None:
        own = named_state or _both_parents(who, cells.get("parents_situation"), words)
    findings: list[Finding] = []
    gone = next((code for code in GONE if code in said.of.get(who, ())), None)
    if gone and own in (None, "unknown", gone):
        own = gone
    elif gone and own in ("at_home", "away"):
        findings.append(Finding("ParentContradicted", f"{who}_situation"))
        own = "unknown"
    elif own == "at_home" and said.of.get(who, frozenset()) & WEAKENING:
        own = "ill_or_disabled"
    if own:  # a sheet that says nothing of it takes nothing back
        values["situation"] = own
    values |= _where(who, cells, own, words)
    return {f"{who}_{key}": value for key, value in values.items()}, findings


def _of_two(who: str, cells: Mapping[str, Cell]) -> Cell:
    """The name out of a column that holds both parents': two names, the father's first."""
    names = squeezed_parts(cells.get("parents_name"))
    return names[PARENTS.index(who)] if len(names) == len(PARENTS) else None


def _name_and_state(cell: Cell, words: Words) -> tuple[str, str | None]:
    """A name, maybe with a word about the person in brackets; or only that word."""
    if is_blank(cell):
        return "", None
    text = joined(cell)
    for opening, closing in ("()", "\uff08\uff09"):
        head, bracket, rest = text.partition(opening)
        if bracket:
            state = words.situations.of(rest.rstrip(closing))
            return head.strip(), state
    state = words.situations.of(text)
    return ("", state) if state else (text, None)


def _own_situation(who: str, cells: Mapping[str, Cell], words: Words) -> str | None:
    """What the parent's own columns say; the plainer statement first."""
    alive = words.yes_no.of(cells.get(f"{who}_alive"))
    if alive == "no":
        return "deceased"
    at_home = words.yes_no.of(cells.get(f"{who}_at_home"))
    stated = words.situations.of(cells.get(f"{who}_situation"))
    if stated is None:
        stated = {"yes": "at_home", "no": "away"}.get(at_home or "")
    place = _place_says(cells.get(f"{who}_workplace"), words)
    if place is None and stated is None:
        place = _place_says(cells.get("parents_workplace"), words)
    ill = words.situations.of(cells.get(f"{who}_health")) == "ill_or_disabled"
    ill = ill or words.yes_no.of(cells.get(f"{who}_health")) == "yes"
    found = stated if stated not in (None, "unknown") else (place or stated)
    if found == "away" and place in GONE:
        found = place
    return "ill_or_disabled" if found == "at_home" and ill else found


def _place_says(cell: Cell, words: Words) -> str | None:
    """A place of work says that the parent is away, unless its words say something else."""
    if is_blank(cell):
        return None
    return words.situations.of(cell) or "away"


def _both_parents(who: str, cell: Cell, words: Words) -> str | None:
    found = words.both_parents.of(cell)
    if found in (None, "away"):
        return found
    return "away" if found == who else "at_home"


def _where(
    who: str, cells: Mapping[str, Cell], situation: str | None, words: Words
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    place = cells.get(f"{who}_workplace")
    if is_blank(place):
        place = cells.get("parents_workplace")
    if situation == "away" and not is_blank(place) and not words.situations.of(place):
        values["workplace"] = tidy(place)
    for name in ("employer", "wechat"):
        if not is_blank(cells.get(f"{who}_{name}")):
            values[name] = tidy(cells[f"{who}_{name}"])
    since = dates.iso(cells.get(f"{who}_since"))
    if since is not None and situation in (None, "away"):  # the heading asks when they left
        values["since"] = since
    died = dates.iso(cells.get(f"{who}_death_date"))
    if died is not None and situation in (None, "deceased", "unknown"):
        values = {**values, "death_date": died, "situation": "deceased"}
        values.pop("since", None)
    if (income := words.incomes.of(cells.get(f"{who}_income"))) is not None:
        values["income"] = income
    months = tidy(cells.get(f"{who}_months_away"))
    if months.isdigit() and int(months) <= 12:
        values["months_away"] = int(months)
    return values
