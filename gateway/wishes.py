"""Publishing a wish, from the page and the API alike: not with the child's own name in it."""

from typing import Any

from gateway.rpc import ask, tell
from shared.contracts.pairing.errors import WishNamesSomebody
from shared.errors import AccessDenied

STARS = "*\uff0a"  # of a masked name


def publish_wish(wish_id: str, child_id: str, public_text: str) -> Any:
    """Raises WishNamesSomebody before pairing is asked, which knows no names; AccessDenied where
    the name is not shown to the viewer, since nothing could be held against it."""
    names = [one["name"] for one in ask("registry", "name_children", ids=[child_id])["items"]]
    if not all(known(name) for name in names) or not names:
        raise AccessDenied()
    if any(part in public_text for name in names for part in parts(name)):
        raise WishNamesSomebody()
    told = {"wish_id": wish_id, "child_id": child_id, "public_text": public_text}
    return tell("pairing", "publish_wish", **told)


def parts(name: str) -> set[str]:
    """The whole name and the given name."""
    whole = name.strip()
    return {part for part in (whole, whole[1:]) if len(part) > 1}


def known(name: str) -> bool:
    return bool(name.strip()) and not any(star in name for star in STARS)
