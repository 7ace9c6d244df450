"""What is reported, what is found, and the duties that follow (DOMAIN 5.1 and 5.2, LAW)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

SCHOOL_INCIDENT = "school_incident"
REPORTED, WRITTEN = "report", "letterbox"  # origins of a case


def suggested(
    situations: Iterable[str], rules: Mapping[str, Any], *, at_school: bool
) -> tuple[str, ...]:
    """What a report is taken for until somebody has looked: an incident at school besides."""
    found = [each for situation in situations for each in rules["situations"][situation]]
    return tuple(dict.fromkeys([*found, *([SCHOOL_INCIDENT] if at_school else [])]))


def duties_of(findings: Iterable[str], rules: Mapping[str, Any]) -> tuple[str, ...]:
    """Each once, also where two findings ask for it."""
    return tuple(dict.fromkeys(d for finding in findings for d in rules["findings"][finding]))


def opening_duties(
    findings: Iterable[str], rules: Mapping[str, Any], *, origin: str
) -> tuple[str, ...]:
    """Of a case that is being opened. The police are told at once of everything reported; what a
    letter says, its counsellor tells."""
    reported = rules["reported"] if origin == REPORTED else []
    written = rules["letterbox"] if origin == WRITTEN else []
    general = [*rules["always"], *reported, *written]
    return tuple(dict.fromkeys([*general, *duties_of(findings, rules)]))


def begins(kind: str, rules: Mapping[str, Any], *, incident: datetime, now: datetime) -> datetime:
    """The clock of an incident at school starts at the incident, every other one now."""
    at_school = kind in rules["findings"][SCHOOL_INCIDENT]
    return min(incident, now) if at_school else now


def in_dossier(facts: Mapping[str, Any], age: int, rules: Mapping[str, Any]) -> tuple[str, ...]:
    """The situations that facts of the dossier are by themselves: alone or unattended (Minors
    Protection Law, article 21), and care so improper that it is reported (State Council 2016
    No. 13, part 4 (1)); each once."""
    under, found = rules["under_ages"], []
    if facts.get("care") == "unattended" and age < under["unattended"]:
        found.append("abandoned")
    if facts.get("care") == "alone" and age < under["alone"]:
        found.append("living_alone")
    if age < under["improper"]:
        found += [rules["improper_care"][one] for one in facts.get("improper_care") or ()]
    return tuple(dict.fromkeys(found))
