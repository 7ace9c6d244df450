"""Checking wishes on one page: what is refused stays with its wish, and the page where it was."""

from typing import Any

import pytest

from shared.access.roles import Role
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.helping_samples import HELD, OPEN_WISH, WISH, items
from tests.unit.gateway.pages.services import Worker

SECOND = {**WISH, "id": "3d6b7a34-3a52-4a6e-9d58-000000000002", "text": "想要一盏台灯。"}
WHERE = "?area=520330103&status=submitted&after=abc"


@pytest.fixture
def two_of_one_child(worker: Worker) -> None:
    worker.pairing.answers["list_wishes"] = ("WishList", lambda _r: items(WISH, SECOND))


def panels(page: str) -> list[str]:
    return page.split('<section class="panel" id="w-')[1:]


@pytest.mark.usefixtures("two_of_one_child")
def test_words_that_are_refused_stay_with_their_wish_alone(browse: Browser) -> None:
    sent = {"wish_id": SECOND["id"], "child_id": WISH["child_id"], "public_text": "王小明想要台灯"}
    address = f"/wishes/{SECOND['id']}/publication{WHERE}"
    answer = browse(Role.TOWNSHIP_OFFICER).post(address, data=sent)

    assert answer.status_code == 422
    first, second = panels(answer.text)
    assert "王小明想要台灯" in second
    assert "王小明想要台灯" not in first


@pytest.mark.usefixtures("two_of_one_child")
def test_a_reason_that_is_refused_stays_and_its_box_open(browse: Browser) -> None:
    sent = {"wish_id": SECOND["id"], "why": "长" * 501}
    answer = browse(Role.TOWNSHIP_OFFICER).post(f"/wishes/{SECOND['id']}/refusal", data=sent)

    assert answer.status_code == 422
    first, second = panels(answer.text)
    assert sent["why"] in second
    assert '<details class="more" open>' in second
    assert '<details class="more">' in first
    assert "想要一盏台灯。</textarea>" in second


def test_a_refusal_leaves_the_filters_and_the_page(browse: Browser, worker: Worker) -> None:
    sent = {"wish_id": WISH["id"], "child_id": WISH["child_id"], "public_text": "王小明想要球鞋"}
    browser = browse(Role.TOWNSHIP_OFFICER)
    kept = WHERE.replace("&", "&amp;")
    assert f"/wishes/{WISH['id']}/publication{kept}#w-" in browser.get(f"/wishes{WHERE}").text

    answer = browser.post(f"/wishes/{WISH['id']}/publication{WHERE}", data=sent)

    asked = [fields for name, fields in worker.pairing.told if name == "list_wishes"][-1]
    assert (asked["area"], asked["status"], asked["after"]) == ("520330103", "submitted", "abc")
    assert f"/wishes/{WISH['id']}/refusal{kept}" in answer.text


def test_after_one_was_published_the_next_of_the_same_place_wait(browse: Browser) -> None:
    sent = {"wish_id": WISH["id"], "child_id": WISH["child_id"], "public_text": "一双球鞋"}
    answer = browse(Role.TOWNSHIP_OFFICER).post(
        f"/wishes/{WISH['id']}/publication{WHERE}", data=sent
    )
    assert answer.status_code == 303
    assert "area=520330103" in answer.location
    assert "status=submitted" in answer.location


def test_one_s_own_claims_stand_on_every_page_of_the_others(
    browse: Browser, worker: Worker
) -> None:
    def listed(request: dict[str, Any]) -> dict[str, Any]:
        if request["mine"]:
            return items(HELD) if request["after"] is None else items()
        return items(OPEN_WISH)

    worker.pairing.answers["list_open_wishes"] = ("OpenWishList", listed)
    page = browse(Role.HELPER, area="").get("/open-wishes?after=abc").text
    assert "我认领的" in page
