"""Whom a case concerns: those of its place and school, and whoever was called to a duty of it."""

from collections.abc import Iterable

from shared.access.roles import OFFICES, Role
from shared.addresses import post_of

# In these roles a case is seen by its place alone; in any other only after a call to a duty of it:
# the police see what was passed to them, a teacher or counsellor what they were named for.
BY_PLACE = frozenset({*OFFICES, Role.PRINCIPAL, Role.AUDITOR, Role.SYSTEM})
# See that, who and when; not what (DOMAIN section 1).
ONLY_THAT = frozenset({Role.AUDITOR})


def seen_in(
    roles_here: frozenset[Role], held: Iterable[str], called: Iterable[str]
) -> frozenset[Role]:
    """The roles in which a viewer may see a case: `roles_here` reach its place or school, `held`
    are the viewer's addresses, `called` those called to any of its duties."""
    posts = {post_of(address) for address in set(held) & set(called)}
    return frozenset(role for role in roles_here if role in BY_PLACE or role in posts)
