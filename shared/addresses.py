"""To whom something is addressed: a post, a family, a person or an account, never a name.

A post is a role at one place or school: whoever holds it answers for what is addressed to it, and a
new holder finds what the last one left.
"""

from shared.access.roles import FAMILY
from shared.viewer import Viewer


def of_viewer(viewer: Viewer) -> tuple[str, ...]:
    """Every address that this viewer answers for."""
    posts = [f"role:{role}@{viewer.area}" for role in viewer.roles if viewer.area]
    at_school = [f"school:{role}@{viewer.school_id}" for role in viewer.roles if viewer.school_id]
    # Who has no file of their own as a person is known by their account, as a teacher may be.
    persons = dict.fromkeys((viewer.person_id or viewer.account_id, viewer.account_id))
    in_person = [f"person:{each}" for each in persons]
    # Not `helped_ids`: what the family is told is not for a helper.
    is_family = not viewer.roles.isdisjoint(FAMILY)
    children = [f"family:{child_id}" for child_id in viewer.child_ids if is_family]
    return (*sorted(posts + at_school), *in_person, *children, f"account:{viewer.account_id}")


def post_of(address: str) -> str:
    """`role:police@520330` is `police`, `family:<child>` is `family`."""
    kind, _, rest = address.partition(":")
    return rest.partition("@")[0] if kind in ("role", "school") else kind
