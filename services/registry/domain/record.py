"""One child as the rules see it: facts, and what was decided about them."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.registry.domain.course import read
from services.registry.domain.judgement import Judgement, Life
from services.registry.domain.movements import Standing
from services.registry.domain.situation import Parent, Situation, Status
from shared.contracts.registry.fields import GROUP_OF, LISTS, PLAIN

FIELDS = (*PLAIN, *GROUP_OF)
Facts = dict[str, Any]  # field -> JSON-native value; a field without a value is None or absent
Changes = dict[str, tuple[Any, Any]]  # field -> (old, new)

NO_PERSON = ("school_name", "illness_name")
KIN_PHONES = ("father_phone", "mother_phone", "guardian_phone")
KIN_IDS = ("father_id_number", "mother_id_number", "guardian_id_number")


@dataclass
class ChildRecord:
    """`version` counts the changes of the dossier, decisions included."""

    id: str
    version: int
    facts: Facts
    registered_on: date
    status: Status = Status.TO_VERIFY
    reasons: tuple[str, ...] = ()
    pack: str = ""
    pack_version: str = ""
    pack_hash: str = ""
    judged_on: date = date.min
    level: int = 0
    kin_marks: tuple[str, ...] = ()
    merged_into: str | None = None  # the dossier that this one became part of
    leads_here: str | None = None  # of a merged one: an ID number that finds the survivor
    pairing: bool = False
    scheme: bool = False
    exit_reason: str | None = None  # one of codes.EXITS while the file is closed
    exit_on: date | None = None
    age_told: int | None = None  # the last of the ages that count which was told; None: not yet
    verified: str | None = None  # the quarter that the child was last confirmed for
    # What the child counts under; None while it is not in the books.
    figures: frozenset[str] | None = None
    # What the store must write besides the row itself.
    changed_groups: set[str] = field(default_factory=set)
    facts_moved: bool = False  # a clear column that a mark is made of

    @property
    def area_code(self) -> str:
        return str(self.facts["area_code"])

    @property
    def school_id(self) -> str | None:
        return self.facts.get("school_id")

    @property
    def birth_date(self) -> date:
        return date.fromisoformat(self.facts["birth_date"])

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    def life(self) -> Life:
        return Life(
            birth_date=self.birth_date,
            stage=self.facts["stage"],
            father=_parent(self.facts, "father"),
            mother=_parent(self.facts, "mother"),
            pairing=self.pairing,
            scheme=self.scheme,
            exit=self.exit_reason,
        )

    def standing(self) -> Standing | None:
        """None while the child is not in the books."""
        if self.figures is None:
            return None
        return Standing(self.area_code, self.status, self.reasons, self.figures)

    def take(self, changes: Changes) -> None:
        for name, (_, new) in changes.items():
            self.facts[name] = new
            self.facts_moved |= name in ("area_code", "birth_date", "school_id")
            if name in GROUP_OF:
                self.changed_groups.add(GROUP_OF[name])

    def decide(self, judgement: Judgement, pack: Any, today: date) -> None:
        self.status, self.reasons = judgement.status, judgement.reasons
        self.pack, self.pack_version, self.pack_hash = pack.id, pack.version, pack.hash
        self.judged_on = today


def _parent(facts: Mapping[str, Any], who: str) -> Parent:
    since, before = facts.get(f"{who}_since"), read(facts.get(f"{who}_earlier"))
    return Parent(
        situation=Situation(facts.get(f"{who}_situation") or "unknown"),
        since=date.fromisoformat(since) if since else None,
        months_away=facts.get(f"{who}_months_away"),
        earlier=tuple((day, situation) for day, situation in before if day is not None),
    )


def normal(name: str, value: Any) -> Any:
    """The value as it is kept: JSON-native, without stray blanks; None for nothing."""
    if isinstance(value, date):
        return value.isoformat()
    if name in LISTS:
        return sorted(set(value or ())) or ([] if name in PLAIN else None)
    if name == "school_id" and value is not None:
        return str(value)
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKC", value) if name.endswith(("_number", "phone")) else value
    text = " ".join(text.split())
    if name == "name" or (name.endswith("_name") and name not in NO_PERSON):
        text = _name(text)
    return (text.upper() if name.endswith("id_number") else text) or None


def _name(text: str) -> str:
    """Blanks inside a Chinese name are there to make two characters as wide as three."""
    return text if text.isascii() else "".join(text.split())


def normalised(facts: Mapping[str, Any]) -> Facts:
    return {name: normal(name, value) for name, value in facts.items()}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Both normalised; only fields that `new` names."""
    return {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}


def phones_in(value: str | None) -> list[str]:
    """A cell may hold several numbers, kept with blanks between."""
    return (value or "").split()


def kin(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and value of all by which parents and guardian are recognised elsewhere."""
    for name in KIN_PHONES:
        yield from (("phone", number) for number in phones_in(facts.get(name)))
    for name in KIN_IDS:
        if facts.get(name):
            yield "id_number", facts[name]
