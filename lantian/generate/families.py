"""Invented children with their families, as the facts of a dossier."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lantian.demo.county import DIMENSIONS, SEEN
from lantian.demo.people import SURNAMES, WORKPLACES
from lantian.generate.numbers import Numbers
from lantian.generate.places import COUNTY, TOWNSHIP, County, School, near, short

CLASSES_OF = 4890  # children of a county to one class of a year in each school
ORDINARY, KEY = 5210, 4570  # children at heart levels 1 to 3 and at 4 (DOMAIN section 4)
FIRST = "浩子宇俊天梓嘉文思明志小建海永云家承星安欣诗雨佳静婷春玉秀晓雪丽美若晨睿书景沐语"
SECOND = "然轩航杰佑豪博远强军国涛飞乐志邦怡涵桐燕梅兰英敏莲娟玲霞盼辰瑶妍宁琪萱彤悦瑞泽"
GRADES = "一二三四五六"
# Father's and mother's situation, the hardships with it, and how many in a hundred.
HOMES: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("away", "away", (), 46),
    ("away", "away", ("low_income",), 8),
    ("away", "away", ("poverty_alleviated",), 8),
    ("away", "away", ("single_parent",), 4),
    ("away", "at_home", (), 8),
    ("away", "deceased", ("single_parent",), 4),
    ("imprisoned", "away", ("low_income",), 3),
    ("away", "missing", ("single_parent",), 3),
    ("away", "ill_or_disabled", ("parent_ill",), 3),
    ("ill_or_disabled", "away", ("parent_disabled",), 3),
    ("away", "unknown", (), 2),
    ("imprisoned", "missing", ("low_income",), 2),
    ("deceased", "deceased", ("orphan",), 1),
    ("at_home", "at_home", (), 4),
    ("away", "away", ("child_disabled",), 1),
)
RELATIONS = (("爷爷", "male"), ("奶奶", "female"), ("外公", "male"), ("外婆", "female"))
STAGES = ((3, "none"), (6, "kindergarten"), (12, "primary"), (15, "junior"), (18, "senior"))
AT_SCHOOL = ("kindergarten", "primary", "junior")


@dataclass(frozen=True)
class Drawn:
    """A child to come on file, and the scores of the assessment that gives its heart level."""

    facts: dict[str, Any]
    scores: dict[str, int]
    seen: dict[str, str]


class Families:
    """Draws the children of one county; the same seed gives the same children."""

    def __init__(
        self, county: County, seed: int, today: date, numbers: Numbers, wanted: int
    ) -> None:
        self.random = random.Random(f"{seed} {county.code}")  # noqa: S311 - invented people
        self.county, self.today, self.numbers, self.wanted = county, today, numbers, wanted
        # A class is as large in a large school as in a small one: there are more of them.
        self._classes = max(2, wanted // CLASSES_OF)
        self._homes = [share for *_, share in HOMES]

    def children(self, school_ids: dict[School, str]) -> Iterator[Drawn]:
        """Spread over all villages; `school_ids` are those that the registry gave."""
        villages = sorted(self.county.villages)
        levels = [KEY, ORDINARY]
        for number in range(self.wanted):
            village = villages[number % len(villages)]
            # The two kinds in turn, in their proportion to each other.
            key = (number * levels[0]) % sum(levels) < levels[0]
            yield self._child(village, school_ids, key=key)

    def _child(self, village: str, school_ids: dict[School, str], *, key: bool) -> Drawn:
        sex = self.random.choice(("male", "female"))
        born = self.today - timedelta(days=self.random.randint(200, 17 * 365))
        age = (self.today - born).days / 365.25
        stage = next(name for until, name in STAGES if age < until)
        father, mother, hardships, _ = self.random.choices(HOMES, self._homes)[0]
        surname = self.random.choice(SURNAMES)
        facts = {
            "name": surname + self._given(),
            "sex": sex,
            "birth_date": born.isoformat(),
            "id_number": self.numbers.id_number(village[:COUNTY], born, sex),
            "ethnicity": "汉族",
            "area_code": village,
            "household_address": self._address(village),
            "household_class": "rural",
            "stage": stage,
            "boarder": stage == "junior" or (stage == "primary" and self.random.random() < 0.25),
            "hardships": list(hardships),
            "enrolment": "enrolled" if stage in AT_SCHOOL else "not_of_age",
            "insured": self.random.random() < 0.95,
            "vaccinated": self.random.random() < 0.93,
            "care_quality": self.random.choice(("good", "good", "fair", "poor")),
            **self._school(village, stage, age, school_ids),
            **self._parent("father", father, surname),
            **self._parent("mother", mother, self.random.choice(SURNAMES)),
            **self._guardian(surname),
        }
        return Drawn({n: v for n, v in facts.items() if v is not None}, *self._scores(key=key))

    def _given(self) -> str:
        second = self.random.choice(SECOND) if self.random.random() < 0.85 else ""
        return self.random.choice(FIRST) + second

    def _address(self, village: str) -> str:
        township = self.county.townships[village[:TOWNSHIP]]
        group = self.random.randint(1, 12)
        return f"{township}{short(self.county.villages[village])}村{group}组"

    def _school(
        self, village: str, stage: str, age: float, school_ids: dict[School, str]
    ) -> dict[str, Any]:
        if stage not in AT_SCHOOL:
            return {}
        school = near(self.county.schools, village, stage, self.random)
        year = min(int(age) - {"kindergarten": 3, "primary": 6, "junior": 12}[stage], 5)
        name = f"{GRADES[year]}（{self.random.randint(1, self._classes)}）班"
        return {"school_id": school_ids[school], "school_name": school.name, "class_name": name}

    def _parent(self, who: str, situation: str, surname: str) -> dict[str, Any]:
        said: dict[str, Any] = {"name": surname + self._given(), "situation": situation}
        if situation == "away":
            said["since"] = self._day(200, 3000)
            said["workplace"] = self.random.choice(WORKPLACES)
            said["income"] = "wages"
        if situation in ("away", "at_home"):
            said["phone"] = self.numbers.phone()
        if situation == "deceased":
            said["since"] = said["death_date"] = self._day(1, 150)
        return {f"{who}_{name}": value for name, value in said.items()}

    def _guardian(self, surname: str) -> dict[str, Any]:
        relation, sex = self.random.choice(RELATIONS)
        family = surname if sex == "male" else self.random.choice(SURNAMES)
        return {
            "guardian_name": family + self._given(),
            "guardian_relation": relation,
            "guardian_phone": self.numbers.phone(),
            "guardian_age": self.random.randint(50, 78),
            "guardian_health": self.random.choice(("健康", "健康", "一般", "患病")),
            "guardianship": "relative",
        }

    def _day(self, least: int, most: int) -> str:
        return (self.today - timedelta(days=self.random.randint(least, most))).isoformat()

    def _scores(self, *, key: bool) -> tuple[dict[str, int], dict[str, str]]:
        """At level 4 a 3 in guardianship (DOMAIN section 4), else a total of 9 at most."""
        scores = {name: self.random.choice((0, 1, 1, 2)) for name in DIMENSIONS}
        scores["psychology"] = min(scores["psychology"], 1)
        scores["guardianship"] = 3 if key else scores["guardianship"]
        return scores, {name: SEEN[name] for name, score in scores.items() if score}
