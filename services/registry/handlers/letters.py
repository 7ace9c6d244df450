"""Responsibility letters: a year's are made in one act, signed on paper, and entered one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from services.registry.domain.areas import TOWNSHIP, VILLAGE
from services.registry.domain.letters import (
    TEMPLATE,
    LetterKind,
    LetterState,
    check_signing,
    kinds_of,
)
from services.registry.domain.organising import check_year
from services.registry.handlers.letter_reminders import remind
from services.registry.models import Letter
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.organising.errors import (
    LetterKindElsewhere,
    LetterVoid,
    NobodyToSign,
)
from shared.vault import Anonymised


@dataclass(frozen=True)
class Party:
    """Who shall sign; `name` where it is known beforehand."""

    key: str
    area: str
    school_id: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Issuer:
    area: str | None
    school_id: str | None


def prepare_letters(
    uow: UnitOfWork,
    grant: Grant,
    *,
    year: int,
    kind: str | None,
    area: str | None,
    names: list[str],
    today: date,
) -> dict[str, int]:
    """For everybody who has none of that year yet. Teachers are those of the year before and
    `names`; guardians those of the village's children who are left behind or in difficulty.
    Raises AccessDenied, AdoptionYearInvalid, LetterKindElsewhere, NobodyToSign."""
    issuer = _issuer(grant, area)
    check_year(year, today)
    own = kinds_of(issuer.area or "", issuer.school_id)
    if kind is not None and kind not in own:
        raise LetterKindElsewhere(kind)
    made = there = 0
    for each in [LetterKind(kind)] if kind else own:
        parties = list(_parties(uow, each, issuer, year, names, today))
        standing = uow.organising.letters_of(
            each, year, area=issuer.area, school_id=issuer.school_id
        )
        known = {letter.party for letter in standing}
        new = [party for party in parties if party.key not in known]
        _make(uow, grant, each, issuer, year, new)
        if new:
            remind(uow, each, year, issuer.area, issuer.school_id, today)
        made, there = made + len(new), there + len(standing)
    if not made and not there:
        raise NobodyToSign(str(year))
    uow.record(
        subject=f"letters/{issuer.school_id or issuer.area}",
        version=1,
        operation="prepare_letters",
        by=grant.viewer.account_id,
        changes={"year": [None, year], "made": [None, made]},
    )
    return {"made": made, "there": there}


def _issuer(grant: Grant, area: str | None) -> Issuer:
    schools = grant.school_ids()
    if schools and not area:
        return Issuer(None, schools[0])
    place = area or next(iter(grant.area_prefixes()), "")
    grant.require(area=place)
    return Issuer(place, None)


def _parties(
    uow: UnitOfWork,
    kind: LetterKind,
    issuer: Issuer,
    year: int,
    names: Iterable[str],
    today: date,
) -> Iterator[Party]:
    place = issuer.area or ""
    if kind is LetterKind.TEACHER:
        yield from _teachers(uow, str(issuer.school_id), year, names)
    elif kind is LetterKind.SCHOOL:
        for school in uow.places.schools_under(place):
            yield Party(school.id, school.township_code, school.id)
    elif kind is LetterKind.GUARDIAN:
        families = uow.organising.families_in(place)
        uow.vault.preload(families)
        for child, family in families.items():
            yield Party(child, place, name=_guardian(uow, child, family))
    else:
        digits = TOWNSHIP if kind is LetterKind.TOWNSHIP else VILLAGE
        for area in uow.places.all_under(place, today):
            if len(area.code) == digits:
                yield Party(area.code, area.code)


def _guardian(uow: UnitOfWork, child: str, family: str) -> str | None:
    try:
        return uow.vault.open(child, family).get("guardian_name")
    except Anonymised:
        return None


def _teachers(uow: UnitOfWork, school_id: str, year: int, names: Iterable[str]) -> Iterator[Party]:
    """A name that stands already is the same teacher."""
    township = uow.places.school(school_id).township_code
    known = set()
    for before in (year, year - 1):
        for letter in uow.organising.letters_of(
            LetterKind.TEACHER, before, area=None, school_id=school_id
        ):
            name = uow.vault.open(letter.sealed_for, str(letter.signer))["name"]
            if name not in known:
                known.add(name)
                yield Party(letter.party, township, school_id, name)
    for name in dict.fromkeys(name.strip() for name in names):
        if name not in known:
            yield Party(str(uuid4()), township, school_id, name)


def _make(
    uow: UnitOfWork,
    grant: Grant,
    kind: LetterKind,
    issuer: Issuer,
    year: int,
    parties: Iterable[Party],
) -> None:
    personal = kind in (LetterKind.TEACHER, LetterKind.GUARDIAN)
    for party in parties:
        letter_id = str(uuid4())
        keeper = party.key if personal else letter_id
        uow.organising.add(
            Letter(
                id=letter_id,
                kind=kind,
                year=year,
                state=LetterState.OPEN,
                template=TEMPLATE,
                issuer_area=issuer.area,
                issuer_school=issuer.school_id,
                area_code=party.area,
                school_id=party.school_id,
                party=party.key,
                sealed_for=keeper,
                signer=uow.vault.seal(keeper, {"name": party.name}) if party.name else None,
                signed_on=None,
                void_why=None,
                made_by=grant.viewer.account_id,
                made_at=now(),
                version=1,
            )
        )


def sign_letter(
    uow: UnitOfWork, grant: Grant, *, letter_id: str, signer: str, signed_on: date, today: date
) -> Letter:
    """Entered by whoever issued it. Raises LetterNotFound, AccessDenied, LetterNotOpen,
    SignedOnInvalid."""
    letter = _issued(uow, grant, letter_id)
    check_signing(letter.state, letter.year, signed_on, today)
    letter.signer = uow.vault.seal(letter.sealed_for, {"name": signer.strip()})
    letter.signed_on, letter.state = signed_on, LetterState.SIGNED
    changes = {"signer": [None, signer.strip()], "signed_on": [None, signed_on.isoformat()]}
    _record(uow, grant, letter, "sign_letter", changes)
    return letter


def void_letter(uow: UnitOfWork, grant: Grant, *, letter_id: str, why: str) -> Letter:
    """Another can then be made for the same year. Raises LetterNotFound, AccessDenied,
    LetterVoid."""
    letter = _issued(uow, grant, letter_id)
    if letter.state is LetterState.VOID:
        raise LetterVoid()
    before, letter.state, letter.void_why = letter.state, LetterState.VOID, why
    changes: dict[str, list[str | None]] = {"state": [before.value, LetterState.VOID.value]}
    _record(uow, grant, letter, "void_letter", changes, why)
    return letter


def _issued(uow: UnitOfWork, grant: Grant, letter_id: str) -> Letter:
    letter = uow.organising.letter(letter_id)
    grant.require(area=letter.issuer_area, school_id=letter.issuer_school)
    return letter


def _record(
    uow: UnitOfWork,
    grant: Grant,
    letter: Letter,
    operation: str,
    changes: dict[str, list[str | None]],
    why: str | None = None,
) -> None:
    letter.version += 1
    uow.record(
        subject=f"letter/{letter.id}",
        version=letter.version,
        operation=operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
        key_of=letter.sealed_for if letter.signer else None,
    )
