"""A wish's public words are held against what leads to the child, whoever sends them."""

from typing import Any
from uuid import uuid4

import pytest

from shared.access.roles import Role
from tests.integration.gateway.site import TOWNSHIP, Caller, Site

CHILD, WISH = str(uuid4()), str(uuid4())


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What stands here is the same on every database."""
    return sqlite_url


@pytest.fixture
def caller(site: Site) -> Caller:
    return site.caller("township", Role.TOWNSHIP_OFFICER, area=TOWNSHIP)


def dossier(name: str = "罗小梅") -> dict[str, Any]:
    path = [("习水县", "county"), ("杉王街道", "township"), ("向阳社区居民委员会", "village")]
    return {
        "id": CHILD,
        "name": name,
        "breadcrumb": [{"name": place, "level": level} for place, level in path],
        "school": {"name": "习水县杉王街道第三小学"},
        "class_name": "五年级（2）班",
        "groups": {"family": {"father_name": "罗大山", "mother_name": "李**", "remarks": "球鞋"}},
    }


@pytest.fixture(autouse=True)
def named(site: Site) -> None:
    site.services["registry"].answers["get_dossier"] = dossier()
    site.services["pairing"].answers["publish_wish"] = {"id": WISH}


@pytest.mark.parametrize(
    "words",
    [
        *("给罗小梅一双球鞋", "小梅想要一双球鞋", "小 梅想要一双球鞋", "罗大山的女儿要球鞋"),
        *("向阳社区的女孩要球鞋", "向阳的女孩要球鞋", "杉王街道的球鞋", "球鞋送到第三小学"),
        "五年级(2)班要球鞋",
    ],
)
def test_words_that_lead_to_the_child_are_refused_over_the_api(
    site: Site, caller: Caller, words: str
) -> None:
    sent = {"child_id": CHILD, "public_text": words}
    answer = caller.post(f"/wishes/{WISH}/publication", json=sent)
    assert answer.get_json()["code"] == "WishNamesSomebody"
    assert site.services["pairing"].asked == []


def test_words_that_name_nobody_are_published_for_that_child(site: Site, caller: Caller) -> None:
    sent = {"child_id": CHILD, "public_text": "一双 36 码的球鞋"}
    answer = caller.post(f"/wishes/{WISH}/publication", json=sent)
    assert answer.status_code == 200
    [(operation, told)] = site.services["pairing"].asked
    assert operation == "publish_wish"
    assert (told["wish_id"], told["child_id"]) == (WISH, CHILD)


@pytest.mark.parametrize("name", ["", "罗**", "罗\uff0a"])
def test_words_are_not_published_where_the_name_is_not_shown(
    site: Site, caller: Caller, name: str
) -> None:
    """Nothing could be held against it."""
    site.services["registry"].answers["get_dossier"] = dossier(name)
    sent = {"child_id": CHILD, "public_text": "一双 36 码的球鞋"}
    answer = caller.post(f"/wishes/{WISH}/publication", json=sent)
    assert answer.status_code == 403
    assert site.services["pairing"].asked == []
