"""Helpers and their names, as far as the viewer may see them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from services.pairing.domain.pairings import LIVE
from services.pairing.domain.persons import masked_name
from services.pairing.models import Helper, Pairing, Proposal
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.views import helper_view
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.area_range import behind, under
from shared.contracts.pairing.codes import Category, HelperStatus
from shared.contracts.pairing.errors import PurposeMissing
from shared.cursors import row_of


def get_helper(
    uow: UnitOfWork, grant: Grant, *, helper_id: str, purpose: str | None, reveal: Sequence[str]
) -> dict[str, Any]:
    """Phone and ID number are masked unless they are asked for, for a purpose that the access log
    keeps. Raises HelperNotFound or PurposeMissing."""
    helper = uow.helpers.get(helper_id)
    grant.require(area=helper.area_code, school_id=helper.school_id, person_id=helper.id)
    grant.seen(f"helper/{helper.id}")
    if reveal:
        if not (purpose or "").strip():
            raise PurposeMissing()
        grant.purpose = f"{purpose} [{', '.join(sorted(set(reveal)))}]"
    return _view(uow, grant, helper, reveal)


def list_helpers(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    category: str | None,
    status: str | None,
    school_id: str | None,
    q: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """By place, then id."""
    query = select(Helper)
    # Of several lower bounds SQLite walks from the first: the narrowest stands before the others.
    if (last := row_of(uow.session, Helper, after)) is not None:
        query = query.where(behind(last, Helper))
    if area:
        query = query.where(under(Helper.area_code, area))
    query = query.where(visible(grant, area=Helper.area_code, school=Helper.school_id))
    if category:
        query = query.where(Helper.category == Category(category))
    if status:
        query = query.where(Helper.status == HelperStatus(status))
    if school_id:
        query = query.where(Helper.school_id == school_id)
    if q and q.strip():
        query = _with_number(query, uow, q)
    order = (Helper.area_code, Helper.id)
    found = uow.session.scalars(query.order_by(*order).limit(limit + 1)).all()
    shown = found[:limit]
    uow.vault.preload(helper.id for helper in shown)
    items = [_view(uow, grant, helper) for helper in shown]
    grant.seen(*(f"helper/{helper.id}" for helper in shown))
    return {"items": items, "next": shown[-1].id if len(found) > limit else None}


def _with_number(query: Select[Any], uow: UnitOfWork, q: str) -> Select[Any]:
    """Found by a whole number only: what is sealed has no parts to search."""
    return query.where(
        or_(
            Helper.phone_index == uow.vault.blind_index("phone", q),
            Helper.id_index == uow.vault.blind_index("id_number", q),
        )
    )


def _view(
    uow: UnitOfWork, grant: Grant, helper: Helper, revealed: Collection[str] = ()
) -> dict[str, Any]:
    identity = uow.vault.open(helper.id, helper.sealed)
    why = uow.vault.open(helper.id, helper.sealed_why)["why"] if helper.sealed_why else None
    named = Group.IDENTITY in grant.groups_for(
        area=helper.area_code, school_id=helper.school_id, person_id=helper.id
    )
    said = uow.vault.open(helper.id, helper.sealed_about) if helper.sealed_about else {}
    return helper_view(helper, identity, named=named, why=why, said=said, revealed=revealed)


def name_helpers(uow: UnitOfWork, grant: Grant, *, ids: Sequence[str]) -> dict[str, Any]:
    """Names of those within reach: of one's place or school, oneself, or who helps one's child.
    Others are left out."""
    query = select(Helper).where(Helper.id.in_(list(ids)), _within_reach(grant))
    found = uow.session.scalars(query.order_by(Helper.id)).all()
    uow.vault.preload(helper.id for helper in found)
    in_full = query.where(_within_reach(grant.seeing(Group.IDENTITY)))
    named = {helper.id for helper in uow.session.scalars(in_full)}
    return {"items": [_named(uow, helper, helper.id in named) for helper in found]}


def _named(uow: UnitOfWork, helper: Helper, named: bool) -> dict[str, Any]:
    name = uow.vault.open(helper.id, helper.sealed)["name"]
    shown = name if named else masked_name(name)
    return {"id": helper.id, "name": shown, "category": helper.category}


def _within_reach(grant: Grant) -> ColumnElement[bool]:
    """An office also reads who helps, or is proposed for, a child of its place, wherever that
    helper lives; a school and a family read who helps their children."""
    own = visible(grant, area=Helper.area_code, school=Helper.school_id, person=Helper.id)
    theirs = visible(
        grant, area=Pairing.area_code, school=Pairing.school_id, child=Pairing.child_id
    )
    helping = exists().where(Pairing.helper_id == Helper.id, Pairing.status.in_(LIVE), theirs)
    proposed = exists().where(
        Proposal.helper_id == Helper.id, visible(grant, area=Proposal.area_code)
    )
    return or_(own, helping, proposed)
