"""Where somebody may put a child: village and school are asked for each by itself.

A scope that reaches the child says nothing about the place that the child is moved to.
"""

from collections.abc import Collection, Mapping
from typing import Any

from services.registry.domain.areas import TOWNSHIP
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.errors import SchoolOutOfReach, VillageOutOfReach
from shared.errors import AccessDenied

PLACES = ("area_code", "school_id")  # what says where a child belongs


def check_reach(
    uow: UnitOfWork, grant: Grant, facts: Mapping[str, Any], moved: Collection[str]
) -> None:
    """For those of `PLACES` that are set anew. Raises VillageOutOfReach, SchoolOutOfReach,
    SchoolNotFound."""
    if "area_code" in moved:
        check_area(uow, grant, facts["area_code"])
    if "school_id" in moved and facts.get("school_id"):
        check_school(uow, grant, facts["school_id"])


def check_area(uow: UnitOfWork, grant: Grant, area: str) -> None:
    """One's own place; for a school's staff a village of its township. Raises VillageOutOfReach."""
    if grant.covers(area=area):
        return
    townships = tuple(uow.places.school(own).township_code for own in grant.school_ids())
    if not area.startswith(townships):
        raise VillageOutOfReach()


def check_school(uow: UnitOfWork, grant: Grant, school_id: str) -> None:
    """One's own school, or one of one's place; a village answers for no school, and its children go
    to those of its township. Raises SchoolOutOfReach, SchoolNotFound."""
    if grant.covers(school_id=school_id):
        return
    around = tuple(prefix[:TOWNSHIP] for prefix in grant.area_prefixes())
    if not uow.places.school(school_id).township_code.startswith(around):
        raise SchoolOutOfReach()


def check_import(grant: Grant, roster: Import) -> None:
    """A sheet holds what the uploader knew of every row, also of rows that are sent back: it is for
    the uploader, for offices at or above the uploader's that answer for the whole place, and for
    the uploader's school. Raises AccessDenied."""
    above = grant.covers(area=roster.office_area, school_id=roster.office_school)
    if not above and roster.account_id != grant.viewer.account_id:
        raise AccessDenied()
