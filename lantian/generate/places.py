"""Where generated people live: the real villages of three counties, and made-up counties after."""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PACKS = Path(__file__).resolve().parents[2] / "packs" / "areas"
REAL = ("xishui", "ziyang", "yuechi")
MOST_COUNTIES = 20
FIRST_INVENTED = 520341  # it and the codes behind it are of 5203, and no county's
COUNTY, TOWNSHIP = 6, 9  # digits of a code
SCHOOLS = 233  # of a county (DOMAIN section 4)
ENDINGS = ("社区居民委员会", "居民委员会", "村民委员会")


@dataclass(frozen=True)
class School:
    name: str
    township: str
    kind: str  # kindergarten, primary, junior


@dataclass
class County:
    """A county's areas as the CSV that `lantian import areas` takes, and the schools it shall
    have."""

    code: str
    name: str
    areas: bytes
    villages: dict[str, str]  # code -> name
    townships: dict[str, str]
    schools: list[School] = field(default_factory=list)


def counties(wanted: int) -> Iterator[County]:
    """So many, the same each time: 习水 first. Raises ValueError above MOST_COUNTIES."""
    if not 1 <= wanted <= MOST_COUNTIES:
        raise ValueError(f"1 to {MOST_COUNTIES} counties")
    for name in REAL[:wanted]:
        yield county_of((PACKS / f"areas_{name}.csv").read_text("utf-8-sig"))
    for number in range(wanted - len(REAL)):
        yield county_of(_invented(number))


def _invented(number: int) -> str:
    """习水's shape under a code and a name that no county has."""
    text = (PACKS / f"areas_{REAL[0]}.csv").read_text("utf-8-sig")
    code = str(FIRST_INVENTED + number)
    lines = [line.replace("520330", code) for line in text.splitlines()]
    return "\n".join(line.replace("习水县", f"虚拟{number + 1}县") for line in lines) + "\n"


def county_of(text: str) -> County:
    """From the text of a CSV of its areas."""
    rows = list(csv.DictReader(io.StringIO(text)))
    whole = next(row for row in rows if row["level"] == "county")
    townships = {row["code"]: row["name"] for row in rows if row["level"] == "township"}
    villages = {row["code"]: row["name"] for row in rows if row["level"] == "village"}
    county = County(whole["code"], whole["name"], text.encode(), villages, townships)
    county.schools = schools_of(townships, villages)
    return county


def schools_of(
    townships: dict[str, str], villages: dict[str, str], wanted: int = SCHOOLS
) -> list[School]:
    """In each township a junior school, a central primary school and a kindergarten; the other
    schools stand in the villages, in turn. In the order of their townships."""
    found = [
        School(f"{name}{title}", code, kind)
        for code, name in townships.items()
        for title, kind in (
            ("中学", "junior"),
            ("中心小学", "primary"),
            ("中心幼儿园", "kindergarten"),
        )
    ]
    known = {(school.township, school.name) for school in found}
    for code, name in sorted(villages.items(), key=lambda village: _turn(village[0])):
        school = School(f"{short(name)}小学", code[:TOWNSHIP], "primary")
        if len(found) < wanted and (school.township, school.name) not in known:
            known.add((school.township, school.name))
            found.append(school)
    return sorted(found, key=lambda school: (school.township, school.kind, school.name))


def _turn(code: str) -> tuple[int, str]:
    """The first village of each township before the second of any."""
    return int(code[TOWNSHIP:]) % 100, code


def short(village: str) -> str:
    """永胜村民委员会 -> 永胜."""
    for ending in ENDINGS:
        village = village.removesuffix(ending)
    return village.removesuffix("村") or village


def near(schools: Sequence[School], village: str, kind: str, chosen: random.Random) -> School:
    """A school of the kind in the village's township: each has one at least."""
    here = [s for s in schools if s.township == village[:TOWNSHIP] and s.kind == kind]
    return chosen.choice(here)
