"""Publishing a wish, from the page and the API alike: not with the child's own name in it."""

from typing import Any

from gateway.rpc import ask, tell
from shared.contracts.pairing.errors import WishNamesSomebody


def publish_wish(wish_id: str, child_id: str, public_text: str) -> Any:
    """Raises WishNamesSomebody before pairing is asked, which knows no names."""
    names = ask("registry", "name_children", ids=[child_id])["items"]
    if any(part in public_text for one in names for part in parts(one["name"])):
        raise WishNamesSomebody()
    told = {"wish_id": wish_id, "child_id": child_id, "public_text": public_text}
    return tell("pairing", "publish_wish", **told)


def parts(name: str) -> set[str]:
    """The whole name and the given name; a masked one has none."""
    known = name.strip()
    return {part for part in (known, known[1:]) if len(part) > 1 and "*" not in part}
