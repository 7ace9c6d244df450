"""A wish from the child's word to the child's hands; of a thousand who reach for it one has it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from shared.access.roles import Role
from shared.contracts.pairing.errors import (
    OwnWishClaim,
    TooManyClaims,
    WishClaimNotYours,
    WishNamesSomebody,
    WishNotFound,
    WishNotInState,
    WishOfOwnPair,
    WishTaken,
)
from shared.errors import AccessDenied, DomainError
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import as_helper, pair
from tests.integration.pairing.test_two_at_once import at_once
from tests.integration.pairing.township import Township

MANY = 1000


def donor(number: int = 1) -> Viewer:
    return Viewer(account_id=f"donor-{number}", roles=frozenset({Role.DONOR}))


def published(town: Township) -> str:
    child = town.child()
    wish = town.call("submit_wish", town.villager, child_id=child, text="想要一个书包")
    words = {"wish_id": wish["id"], "child_id": child, "public_text": "想要一个书包，蓝色的"}
    return str(town.call("publish_wish", town.officer, **words)["id"])


def test_a_wish_is_checked_published_claimed_fulfilled_and_confirmed(town: Township) -> None:
    wish = published(town)
    [shown] = town.call("list_open_wishes", donor())["items"]
    assert set(shown) == {"id", "county_code", "public_text", "status", "claim_state", "until"}
    assert shown["county_code"] == "520330"
    claimed = town.call("claim_wish", donor(), wish_id=wish)
    assert (claimed["status"], claimed["until"]) == ("claimed", "2025-10-10")
    assert town.call("list_open_wishes", donor(2))["items"] == []
    town.call("fulfil_wish", donor(), wish_id=wish, note="新书包")
    done = town.call("confirm_wish", town.villager, wish_id=wish)
    assert done["status"] == "confirmed"
    names = [name for name, _ in town.desk.published() if name.startswith("wish_")]
    steps = ("submitted", "published", "claimed", "fulfilled", "confirmed")
    assert names == [f"wish_{step}" for step in steps]


def test_no_wish_is_published_unchecked_or_with_a_number_in_it(town: Township) -> None:
    child = town.child()
    wish = town.call("submit_wish", town.villager, child_id=child, text="书包")["id"]
    with pytest.raises(WishNotInState):
        town.call("claim_wish", donor(), wish_id=wish)
    numbers = ("书包，联系 138 1234 5678", "书包 １３８１２３４５６７８")
    accounts = ("书包，加微信 abc_xyz", "书包 ＱＱ 找我", "书包 vx: abc")
    classes = ("三年级二班女生要书包", "三（2）班女生要书包")
    for text in (*numbers, *accounts, *classes):
        with pytest.raises(WishNamesSomebody):
            town.call("publish_wish", town.officer, wish_id=wish, child_id=child, public_text=text)
    other = town.child()
    with pytest.raises(WishNotFound):
        town.call("publish_wish", town.officer, wish_id=wish, child_id=other, public_text="书包")
    words = {"wish_id": wish, "child_id": child, "public_text": "书包"}
    with pytest.raises(AccessDenied):
        town.call("publish_wish", town.other_officer, **words)
    with pytest.raises(AccessDenied):
        town.call("publish_wish", donor(), **words)


def test_a_claim_that_is_not_kept_lapses_and_the_wish_is_open_again(town: Township) -> None:
    wish = published(town)
    town.call("claim_wish", donor(), wish_id=wish)
    town.on(date(2025, 10, 10))
    assert town.desk.rows("wishes")[0]["status"] == "claimed"
    town.on(date(2025, 10, 11))
    assert town.desk.rows("wishes")[0]["status"] == "published"
    assert [one["claimed_by"] for one in town.published("wish_lapsed")] == ["donor-1"]
    town.call("claim_wish", donor(2), wish_id=wish)
    with pytest.raises(WishClaimNotYours):
        town.call("fulfil_wish", donor(), wish_id=wish)


def test_a_fulfilled_claim_does_not_lapse(town: Township) -> None:
    wish = published(town)
    town.call("claim_wish", donor(), wish_id=wish)
    town.call("fulfil_wish", donor(), wish_id=wish)
    town.on(date(2025, 12, 1))
    assert town.desk.rows("wishes")[0]["status"] == "fulfilled"


def test_a_wish_that_somebody_has_claimed_is_not_published_again(town: Township) -> None:
    wish = published(town)
    [row] = town.desk.rows("wishes")
    words = {"wish_id": wish, "child_id": row["child_id"], "public_text": "想要一本书"}
    town.call("claim_wish", donor(), wish_id=wish)
    with pytest.raises(WishNotInState):
        town.call("publish_wish", town.officer, **words)
    town.call("fulfil_wish", donor(), wish_id=wish)
    with pytest.raises(WishNotInState):
        town.call("publish_wish", town.officer, **words)
    assert town.call("confirm_wish", town.villager, wish_id=wish)["status"] == "confirmed"


def test_what_never_came_is_sent_back_and_open_to_others(town: Township) -> None:
    wish = published(town)
    town.call("claim_wish", donor(), wish_id=wish)
    with pytest.raises(WishNotInState):
        town.call("return_wish", town.officer, wish_id=wish, why="too early")
    town.call("fulfil_wish", donor(), wish_id=wish)
    with pytest.raises(AccessDenied):
        town.call("return_wish", town.other_officer, wish_id=wish, why="not ours")
    back = town.call("return_wish", town.officer, wish_id=wish, why="it never came")
    assert back["status"] == "published"
    assert [one["claimed_by"] for one in town.published("wish_not_received")] == ["donor-1"]
    with pytest.raises(WishClaimNotYours):
        town.call("fulfil_wish", donor(), wish_id=wish)
    assert town.call("claim_wish", donor(2), wish_id=wish)["claim_state"] == "held"
    town.on(date(2025, 10, 1))
    assert town.published("wish_unconfirmed") == []


def test_who_should_confirm_is_reminded_until_the_child_has_it(town: Township) -> None:
    wish = published(town)
    town.call("claim_wish", donor(), wish_id=wish)
    town.call("fulfil_wish", donor(), wish_id=wish)
    for day, count in ((16, 0), (17, 1), (24, 2)):
        town.on(date(2025, 9, day))
        assert len(town.published("wish_unconfirmed")) == count, day
    town.call("confirm_wish", town.villager, wish_id=wish)
    town.on(date(2025, 12, 1))
    assert len(town.published("wish_unconfirmed")) == 2


def test_nobody_holds_more_claims_than_the_pack_allows(town: Township) -> None:
    wishes = [published(town) for _ in range(4)]
    for wish in wishes[:3]:
        town.call("claim_wish", donor(), wish_id=wish)
    with pytest.raises(TooManyClaims) as refusal:
        town.call("claim_wish", donor(), wish_id=wishes[3])
    assert refusal.value.args == ("3",)
    town.call("fulfil_wish", donor(), wish_id=wishes[0])
    assert town.call("claim_wish", donor(), wish_id=wishes[3])["claim_state"] == "held"


def test_an_office_takes_back_a_wish_that_somebody_has_claimed(town: Township) -> None:
    wish = published(town)
    town.call("claim_wish", donor(), wish_id=wish)
    gone = town.call("refuse_wish", town.officer, wish_id=wish, why="the child has one")
    assert gone["status"] == "refused"
    assert [one["claimed_by"] for one in town.published("wish_withdrawn")] == ["donor-1"]
    with pytest.raises(WishClaimNotYours):
        town.call("fulfil_wish", donor(), wish_id=wish)
    town.on(date(2025, 12, 1))
    assert town.desk.rows("wishes")[0]["status"] == "refused"


def test_nobody_confirms_their_own_gift(town: Township) -> None:
    child = town.child()
    wish = town.call("submit_wish", town.villager, child_id=child, text="书包")["id"]
    words = {"wish_id": wish, "child_id": child, "public_text": "书包"}
    town.call("publish_wish", town.officer, **words)
    giver = replace(donor(), roles=frozenset({Role.DONOR, Role.PARENT}), child_ids=(child,))
    town.call("claim_wish", giver, wish_id=wish)
    town.call("fulfil_wish", giver, wish_id=wish)
    with pytest.raises(OwnWishClaim):
        town.call("confirm_wish", giver, wish_id=wish)
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(child,))
    assert town.call("confirm_wish", mother, wish_id=wish)["status"] == "confirmed"


def test_a_helper_does_not_claim_the_wish_of_a_child_they_help(town: Township) -> None:
    child, _, viewer = pair(town)
    wish = town.call("submit_wish", viewer, child_id=child, text="书包")["id"]
    words = {"wish_id": wish, "child_id": child, "public_text": "书包"}
    town.call("publish_wish", town.officer, **words)
    with pytest.raises(WishOfOwnPair):
        town.call("claim_wish", viewer, wish_id=wish)
    other = as_helper(town.helper())
    assert town.call("claim_wish", other, wish_id=wish)["claim_state"] == "held"


def test_what_the_child_said_is_sealed(town: Township) -> None:
    town.call("submit_wish", town.villager, child_id=town.child(), text="不可见的心愿")
    for table in ("wishes", "outbox", "history"):
        assert "不可见的心愿" not in str(town.desk.rows(table))


def test_of_a_thousand_claims_at_once_one_wins_and_the_others_are_told(town: Township) -> None:
    wish = published(town)
    outcomes = at_once(
        *(partial(town.call, "claim_wish", donor(n), wish_id=wish) for n in range(MANY))
    )
    winners = [one for one in outcomes if not isinstance(one, DomainError)]
    told = [one for one in outcomes if isinstance(one, WishTaken)]
    assert (len(winners), len(told)) == (1, MANY - 1)
    [claim] = town.desk.rows("wish_claims")
    assert claim["state"] == "held"
    assert len(town.published("wish_claimed")) == 1
