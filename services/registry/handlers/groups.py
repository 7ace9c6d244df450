"""Leading groups: who comes into post and who leaves it."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.groups import GroupPost, check_appointed, check_release
from services.registry.models import GroupMember
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.errors import AccessDenied


def group_place(
    uow: UnitOfWork, grant: Grant, area: str | None, school_id: str | None
) -> tuple[str, str | None]:
    """The area and school asked for, else the viewer's own. Raises SchoolNotFound, AreaNotFound,
    AccessDenied."""
    school = school_id or (None if area else next(iter(grant.school_ids()), None))
    if school:
        township = uow.places.school(school).township_code
        grant.require(area=township, school_id=school)
        return township, school
    code = area or next(iter(grant.area_prefixes()), "")
    if not code:
        raise AccessDenied()
    grant.require(area=code)
    return uow.places.area(code).code, None


def appoint_member(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    post: str,
    name: str,
    title: str,
    duties: str,
    from_on: date,
    today: date,
) -> GroupMember:
    """Raises what `group_place` does, FromOnInvalid, HeadInPost."""
    code, school = group_place(uow, grant, area, school_id)
    check_appointed(from_on, today)
    member_id = str(uuid4())
    holder = {"name": name.strip(), "title": title.strip()}
    member = GroupMember(
        id=member_id,
        place=school or code,
        area_code=code,
        school_id=school,
        post=GroupPost(post),
        holder=uow.vault.seal(member_id, holder),
        duties=duties.strip(),
        from_on=from_on,
        to_on=None,
        version=1,
    )
    uow.organising.add(member)
    after = {"post": post, **holder, "duties": member.duties, "from_on": from_on.isoformat()}
    changes = {name: [None, value] for name, value in after.items()}
    _record(uow, grant, member, "appoint_member", changes)
    return member


def release_member(
    uow: UnitOfWork, grant: Grant, *, member_id: str, to_on: date, why: str, today: date
) -> GroupMember:
    """`to_on` is the last day in post. Raises MemberNotFound, AccessDenied, MemberReleased,
    ToOnInvalid."""
    member = uow.organising.member(member_id)
    grant.require(area=member.area_code, school_id=member.school_id)
    check_release(member.from_on, member.to_on, to_on, today)
    member.to_on = to_on
    member.version += 1
    _record(uow, grant, member, "release_member", {"to_on": [None, to_on.isoformat()]}, why)
    return member


def _record(
    uow: UnitOfWork,
    grant: Grant,
    member: GroupMember,
    operation: str,
    changes: dict[str, Any],
    why: str | None = None,
) -> None:
    uow.record(
        subject=f"member/{member.id}",
        version=member.version,
        operation=operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
        key_of=member.id,
    )
    grant.seen(member.id, area=member.area_code)
