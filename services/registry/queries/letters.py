"""Responsibility letters: who has signed for what, and who has not."""

from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select, tuple_

from services.registry.domain.areas import TOWNSHIP
from services.registry.domain.letters import LetterKind, LetterState, kinds_of
from services.registry.models import Letter
from services.registry.queries.children import names_of
from services.registry.queries.places import area_names, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.registry.organising.errors import LetterNotFound
from shared.cursors import row_of
from shared.vault import Anonymised

COLUMNS = ("id", "kind", "year", "state", "template", "signed_on", "void_why", "version")


def list_letters(
    uow: UnitOfWork,
    grant: Grant,
    *,
    year: int | None,
    kind: str | None,
    state: str | None,
    area: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Of a year, by place; void ones only where asked for. `totals` are of the whole year."""
    year = year or today.year
    mine = visible(grant, area=Letter.area_code, school=Letter.school_id)
    query = select(Letter).where(mine, Letter.year == year)
    if area:
        query = query.where(under(Letter.area_code, area))
    totals = _totals(uow, query)
    query = query.where(Letter.state == state if state else Letter.state != LetterState.VOID)
    if kind:
        query = query.where(Letter.kind == kind)
    if (last := row_of(uow.session, Letter, after)) is not None:
        query = query.where(tuple_(Letter.area_code, Letter.id) > (last.area_code, last.id))
    query = query.order_by(Letter.area_code, Letter.id).limit(limit + 1)
    found = list(uow.session.scalars(query))
    office = kinds_of(next(iter(grant.area_prefixes()), ""), next(iter(grant.school_ids()), None))
    return {
        "items": views(uow, grant, found[:limit]),
        "next": found[limit - 1].id if len(found) > limit else None,
        "year": year,
        "totals": totals,
        "own_kinds": office,
    }


def get_letter(uow: UnitOfWork, grant: Grant, *, letter_id: str) -> dict[str, Any]:
    """Raises LetterNotFound, AccessDenied."""
    letter = uow.session.get(Letter, letter_id)
    if letter is None:
        raise LetterNotFound(letter_id)
    grant.require(area=letter.area_code, school_id=letter.school_id)
    return views(uow, grant, [letter])[0]


def views(uow: UnitOfWork, grant: Grant, letters: list[Letter]) -> list[dict[str, Any]]:
    children = [letter.party for letter in letters if letter.kind is LetterKind.GUARDIAN]
    codes = {code for one in letters for code in _codes(one)}
    places = area_names(uow.session, codes)
    schools = school_names(uow.session, [one.school_id for one in letters])
    names = names_of(uow, grant, children)
    uow.vault.preload(letter.sealed_for for letter in letters)
    return [_view(uow, grant, letter, places, schools, names) for letter in letters]


def _view(
    uow: UnitOfWork,
    grant: Grant,
    letter: Letter,
    places: dict[str, str],
    schools: dict[str, str],
    names: dict[str, str],
) -> dict[str, Any]:
    grant.seen(letter.sealed_for, area=letter.area_code)
    issues = grant.covers(area=letter.issuer_area, school_id=letter.issuer_school)
    signer = _signer(uow, letter)
    school = schools.get(letter.school_id or "")
    personal = letter.kind in (LetterKind.TEACHER, LetterKind.GUARDIAN)
    child = letter.party if letter.kind is LetterKind.GUARDIAN else None
    place = "".join(places.get(code, "") for code in dict.fromkeys(_place(letter)))
    return {
        **{column: getattr(letter, column) for column in COLUMNS},
        "issuer": places.get(letter.issuer_area or "") or school or "",
        "party": (signer if personal else school or places.get(letter.area_code)) or "",
        "child_id": child,
        "child_name": names.get(child or ""),
        "place": school if letter.kind is LetterKind.TEACHER else place,
        "signer": signer,
        "may_sign": issues and letter.state is LetterState.OPEN,
        "may_void": issues and letter.state is not LetterState.VOID,
    }


def _codes(letter: Letter) -> tuple[str, ...]:
    return (*_place(letter), letter.issuer_area or "")


def _place(letter: Letter) -> tuple[str, str]:
    """Its township and itself, which may be the same."""
    return (letter.area_code[:TOWNSHIP], letter.area_code)


def _signer(uow: UnitOfWork, letter: Letter) -> str | None:
    if letter.signer is None:
        return None
    try:
        return str(uow.vault.open(letter.sealed_for, letter.signer)["name"])
    except Anonymised:
        return None


def _totals(uow: UnitOfWork, query: Select[Any]) -> list[dict[str, Any]]:
    standing = query.where(Letter.state != LetterState.VOID)
    signed = func.sum(case((Letter.state == LetterState.SIGNED, 1), else_=0))
    counted = standing.with_only_columns(Letter.kind, func.count(), signed).group_by(Letter.kind)
    found = {kind: (count, int(done)) for kind, count, done in uow.session.execute(counted)}
    return [
        {"kind": kind, "letters": found[kind][0], "signed": found[kind][1]}
        for kind in LetterKind
        if kind in found
    ]
