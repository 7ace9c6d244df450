"""What a child counts under in reports: sex, age band, stage, guardian, hardship, level, targets.

A figure is written "breakdown=value". Bands, targets and their ages are pack data (LAW "Official
fields and codes"; DOMAIN section 3).
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.registry.domain.ages import age_on
from services.registry.domain.judgement import Rules
from services.registry.domain.kin import guardian_kind, vaccinated
from services.registry.domain.situation import Status

# Counted where the child is now, not followed over the quarter.
TARGET = "target."
STOCK_ONLY = ("listed=", "verified=", TARGET)
ALL = "all=all"
LISTED = "listed=yes"
IN_SCHOOL = ("kindergarten", "primary", "junior", "senior", "college")


def figures(
    facts: Mapping[str, Any],
    status: Status,
    reasons: Sequence[str],
    level: int,
    *,
    verified: str | None,
    pack: Rules,
    today: date,
) -> frozenset[str]:
    """`verified` is the quarter that the child was last confirmed for."""
    day_after = pack["ages"]["reached_day_after_birthday"]
    age = age_on(date.fromisoformat(facts["birth_date"]), today, day_after=day_after)
    found = dict(_breakdowns(facts, age, pack))
    found |= {"all": "all", "level": str(level), "cause": reasons[0] if reasons else "unknown"}
    counted = {f"{name}={value}" for name, value in found.items()}
    counted |= {f"hardship={each}" for each in facts.get("hardships") or ("none",)}
    counted |= {f"relief={each}" for each in facts.get("relief") or ("none",)}
    if to_confirm(status, age, pack):
        counted.add(LISTED)
        counted |= {f"verified={verified}"} if verified else set()
        counted |= {f"target.{name}={end}" for name, end in _targets(facts, age, pack)}
    return frozenset(counted)


def to_confirm(status: Status, age: int, pack: Rules) -> bool:
    """Whether the village looks at the child each quarter: every open file, and those of minors
    that do not count now, since a parent may have left meanwhile."""
    if status in (Status.EXITED, Status.NOT_LEFT_BEHIND):
        return status is Status.NOT_LEFT_BEHIND and age < pack["ages"]["majority"]
    return True


def _breakdowns(facts: Mapping[str, Any], age: int, pack: Rules) -> Iterator[tuple[str, str]]:
    within = band(age, pack["statistics"]["bands_from"])
    yield "sex", facts["sex"]
    yield "band", within
    yield "band_sex", f"{within}.{facts['sex']}"
    yield "stage", facts["stage"]
    boarder = facts.get("boarder")
    yield "boarding", "unknown" if boarder is None else "boarder" if boarder else "day"
    yield "guardian", guardian_kind(facts)
    yield "care_quality", facts.get("care_quality") or "unknown"


def band(age: int, lowest: Sequence[int]) -> str:
    """`6_13` for an age of 6 to 13 years; the last is open: `18_up`."""
    for low, high in itertools.pairwise(lowest):
        if low <= age < high:
            return f"{low}_{high - 1}"
    return f"{lowest[-1]}_up"


def _targets(facts: Mapping[str, Any], age: int, pack: Rules) -> Iterator[tuple[str, str]]:
    """Of those whom a target concerns: whether it is met."""
    targets, entry = pack["targets"], pack["ages"]["school_entry"]
    asked = [("dossier", all(_known(facts, name) for name in targets["dossier_fields"]))]
    if entry <= age < targets["enrolment_until_age"]:
        asked.append(("enrolment", _enrolled(facts)))
    if targets["kindergarten_from_age"] <= age < entry:
        asked.append(("kindergarten", facts["stage"] in IN_SCHOOL))
    asked.append(("vaccination", _vaccinated(facts)))
    for name, met in asked:
        yield name, "met" if met else "missing"


def _known(facts: Mapping[str, Any], name: str) -> bool:
    return facts.get(name) not in (None, "", "unknown")


def _vaccinated(facts: Mapping[str, Any]) -> bool:
    said = facts.get("vaccinated")
    return vaccinated(facts.get("vaccination")) if said is None else bool(said)


def _enrolled(facts: Mapping[str, Any]) -> bool:
    said = facts.get("enrolment")
    return said in ("enrolled", "returned") if said else facts["stage"] in IN_SCHOOL[1:]
