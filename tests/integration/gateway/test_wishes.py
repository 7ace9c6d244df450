"""A wish's public words are held against the child's name, whoever sends them."""

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


@pytest.fixture(autouse=True)
def named(site: Site) -> None:
    site.services["registry"].answers["name_children"] = {
        "items": [{"id": CHILD, "name": "罗小梅"}]
    }
    site.services["pairing"].answers["publish_wish"] = {"id": WISH}


@pytest.mark.parametrize("words", ["给罗小梅一双球鞋", "小梅想要一双球鞋"])
def test_words_that_name_the_child_are_refused_over_the_api(
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


@pytest.mark.parametrize(
    "items", [[], [{"id": CHILD, "name": "罗**"}], [{"id": CHILD, "name": "罗\uff0a"}]]
)
def test_words_are_not_published_where_the_name_is_not_shown(
    site: Site, caller: Caller, items: list[dict[str, str]]
) -> None:
    """Nothing could be held against it."""
    site.services["registry"].answers["name_children"] = {"items": items}
    sent = {"child_id": CHILD, "public_text": "一双 36 码的球鞋"}
    answer = caller.post(f"/wishes/{WISH}/publication", json=sent)
    assert answer.status_code == 403
    assert site.services["pairing"].asked == []
