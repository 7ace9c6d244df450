"""Who a duty is given to: a post at the case's own place or school, or the child's family.

An address is written as notifications know it: `role:<role>@<area>`, `school:<role>@<school>`,
`family:<child>`, `person:<id>`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.contracts.registry.case_codes import AREA_POSTS, FAMILY_POST, SCHOOL_POSTS


@dataclass(frozen=True)
class Where:
    """Where a case belongs, as far as it is known: an area of 6, 9 or 12 digits."""

    area_code: str
    school_id: str | None = None
    child_id: str | None = None


def address(post: str, where: Where) -> str | None:
    """None where the case knows no such place, school or child."""
    if post == FAMILY_POST:
        return f"family:{where.child_id}" if where.child_id else None
    if post in SCHOOL_POSTS:
        return f"school:{post}@{where.school_id}" if where.school_id else None
    digits = AREA_POSTS[post]
    return f"role:{post}@{where.area_code[:digits]}" if len(where.area_code) >= digits else None


def addresses(posts: Iterable[str], where: Where) -> tuple[str, ...]:
    found = (address(post, where) for post in posts)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def chain(levels: Iterable[Sequence[str]], where: Where) -> tuple[tuple[str, ...], ...]:
    """The addresses of each level, those whom it is given to first; levels that are nowhere known
    are left out, so that the next one above takes their place. An address stands once."""
    seen: set[str] = set()
    found = []
    for posts in levels:
        new = tuple(each for each in addresses(posts, where) if each not in seen)
        seen.update(new)
        if new:
            found.append(new)
    return tuple(found)
