"""What use cases of a helper's file share: its history, its view, its place in events."""

from collections.abc import Mapping
from typing import Any

from services.pairing.models import Helper
from services.pairing.ports import UnitOfWork
from services.pairing.views import helper_view
from shared.access.grant import Grant
from shared.access.groups import Group


def view(uow: UnitOfWork, grant: Grant, helper: Helper) -> dict[str, Any]:
    why = uow.vault.open(helper.id, helper.sealed_why)["why"] if helper.sealed_why else None
    identity = uow.vault.open(helper.id, helper.sealed)
    groups = grant.groups_for(area=helper.area_code, school_id=helper.school_id)
    said = declaration(uow, helper)
    return helper_view(helper, identity, named=Group.IDENTITY in groups, why=why, said=said)


def declaration(uow: UnitOfWork, helper: Helper) -> dict[str, Any]:
    """What the applicant said in public, and whether it was decided on."""
    return uow.vault.open(helper.id, helper.sealed_about) if helper.sealed_about else {}


def undecided(said: Mapping[str, Any]) -> bool:
    return bool(said.get("declared")) and not said.get("cleared")


def record(uow: UnitOfWork, grant: Grant, helper: Helper, changes: dict[str, Any]) -> None:
    note(uow, grant.operation, grant.viewer.account_id, helper, changes)


def note(uow: UnitOfWork, operation: str, by: str, helper: Helper, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"helper/{helper.id}",
        version=helper.version,
        operation=operation,
        by=by,
        changes=changes,
        key_of=helper.id,
    )


def whereabouts(helper: Helper) -> dict[str, Any]:
    return {
        "helper_id": helper.id,
        "area_code": helper.area_code,
        "category": helper.category.value,
        "version": helper.version,
    }
