"""Standing in for an approver or payer who is away: recorded beforehand, for some days."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.funding.models import Delegation
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import now, today
from shared.contracts.funding.errors import DelegationDaysNotValid, NotDelegated, OnlyOwnPost
from shared.db import data_of


def delegate(
    uow: UnitOfWork,
    grant: Grant,
    *,
    role: str,
    to_account: str,
    area: str,
    first_day: date,
    last_day: date,
    why: str,
) -> dict[str, Any]:
    """Who holds the post hands it to a colleague of the finance staff. The three people stay three:
    who stands in took none of the other steps.

    Raises OnlyOwnPost or DelegationDaysNotValid.
    """
    grant.require(area=area)
    me = grant.viewer.account_id
    if Role(role) not in grant.viewer.roles or to_account == me:
        raise OnlyOwnPost()
    if last_day < first_day or last_day < today():
        raise DelegationDaysNotValid()
    made = Delegation(id=str(uuid4()), area_code=area, role=role, made_by=me, made_at=now())
    made.for_account, made.to_account, made.why = me, to_account, why
    made.first_day, made.last_day = first_day, last_day
    uow.delegations.add(made)
    uow.record(
        subject=f"delegation/{made.id}",
        version=1,
        operation=grant.operation,
        by=me,
        changes={"role": [None, role], "to": [None, to_account]},
        reason=why,
    )
    return data_of(made)


def acting(uow: UnitOfWork, grant: Grant, role: Role, area: str) -> str | None:
    """For whom the viewer stands in; None where the post is their own. Raises NotDelegated."""
    if role in grant.viewer.roles:
        return None
    found = uow.delegations.active(grant.viewer.account_id, role.value, area, today())
    if found is None:
        raise NotDelegated(role.value)
    return found.for_account
