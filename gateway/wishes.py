"""Publishing a wish, from the page and the API alike: not with what leads to the child in it."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from gateway.rpc import ask, tell
from shared.contracts.pairing.errors import WishNamesSomebody
from shared.errors import AccessDenied
from shared.texts.pairing_words import PLACE_ENDINGS

STARS = "*\uff0a"  # of a masked name
LEADING = ("township", "village")  # the county stands beside the wish anyway


def publish_wish(wish_id: str, child_id: str, public_text: str) -> Any:
    """Raises WishNamesSomebody before pairing is asked, which knows no names; AccessDenied where
    the name is not shown to the viewer, since nothing could be held against it."""
    child = ask("registry", "get_dossier", child_id=child_id)
    if not known(child["name"]):
        raise AccessDenied()
    said = plain(public_text)
    if any(len(word) > 1 and word in said for word in leading_to(child)):
        raise WishNamesSomebody()
    told = {"wish_id": wish_id, "child_id": child_id, "public_text": public_text}
    return tell("pairing", "publish_wish", **told)


def leading_to(child: dict[str, Any]) -> Iterator[str]:
    """The child's name, its family's as far as the viewer may read them, its village, township,
    school and class, each as people say it."""
    yield from parts(child["name"])
    family = child["groups"].get("family", {})
    for field, value in sorted(family.items()):
        if field.endswith("_name") and value and known(value):
            yield from parts(value)
    for place in child["breadcrumb"]:
        if place["level"] in LEADING:
            yield from shorter(plain(place["name"]))
    if child["school"]:
        school = plain(child["school"]["name"])
        yield school
        for place in child["breadcrumb"]:
            school = school.removeprefix(plain(place["name"]))
        yield school
    if child["class_name"]:
        yield plain(child["class_name"])


def plain(text: str) -> str:
    """However wide its characters are and whatever spaces stand between them."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shorter(place: str) -> Iterator[str]:
    """The name, and what is left of it without what names of places end in."""
    yield place
    for ending in PLACE_ENDINGS:
        if place.endswith(ending) and place != ending:
            yield from shorter(place.removesuffix(ending))
            return


def parts(name: str) -> set[str]:
    """The whole name and the given name."""
    whole = plain(name)
    return {part for part in (whole, whole[1:]) if len(part) > 1}


def known(name: str) -> bool:
    return bool(name.strip()) and not any(star in name for star in STARS)
