"""Leading groups: head, deputies, members, and when they were in post (DOMAIN section 3)."""

from datetime import date
from enum import StrEnum

from shared.contracts.registry.organising.errors import (
    FromOnInvalid,
    MemberReleased,
    ToOnInvalid,
)


class GroupPost(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


RANK = {post: rank for rank, post in enumerate(GroupPost)}


def in_post(from_on: date, to_on: date | None, day: date) -> bool:
    """The first and the last day count."""
    return from_on <= day and (to_on is None or day <= to_on)


def check_appointed(from_on: date, today: date) -> None:
    """Raises FromOnInvalid."""
    if from_on > today:
        raise FromOnInvalid()


def check_release(from_on: date, released: date | None, to_on: date, today: date) -> None:
    """Raises MemberReleased, ToOnInvalid."""
    if released is not None:
        raise MemberReleased()
    if not from_on <= to_on <= today:
        raise ToOnInvalid()
