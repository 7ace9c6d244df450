"""The whole main job over HTTP only, unchanged in both modes."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from lantian.client import Refused
from tests.e2e import fleet as fleets
from tests.e2e.story import DATA, DIMENSIONS, HELPERS, PASSWORD, TODAY, Story, by_row
from tests.probes import probe
from tests.requires import requires

MODES = {"embedded": (), "distributed": ("rabbitmq", "postgres")}


@pytest.fixture(scope="module", params=sorted(MODES))
def story(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """Told once per mode; each test looks at one part of how it ended."""
    for needed in MODES[request.param]:
        requires(needed)
    start = getattr(fleets, request.param)
    with start(tmp_path_factory.mktemp(request.param), LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        told = Story(fleet.url, fleet.first_link_token)
        told.tell()
        yield told
        assert set(fleet.stop().values()) == {0}, fleet.logs[-4000:]


def key() -> dict[str, Any]:
    return json.loads((DATA / "roster_class.key.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_every_row_of_the_roster_ends_as_its_key_says(story: Story) -> None:
    rows = by_row(story.known["roster"]["rows"])
    assert sorted(rows) == [row["row"] for row in key()["rows"]]
    for expected in key()["rows"]:
        row = rows[expected["row"]]
        assert (row["outcome"], row["left_behind"]) == (
            expected["outcome"],
            expected["left_behind"],
        ), expected
        for part in ("problems", "warnings"):
            assert sorted((p["column"], p["heading"]) for p in row[part]) == sorted(
                (p["column"], p["heading"]) for p in expected[part]
            ), expected


def test_each_rejection_has_a_chinese_reason_by_its_cell(story: Story) -> None:
    rejected = [r for r in story.known["roster"]["rows"] if r["outcome"] == "rejected"]
    assert rejected
    for row in rejected:
        assert row["problems"]
        assert all(any("一" <= c <= "鿿" for c in p["message"]) for p in row["problems"])


def test_the_mended_rows_are_accepted(story: Story) -> None:
    before = Counter(row["outcome"] for row in story.known["roster"]["rows"])
    again = Counter(row["outcome"] for row in story.known["mended"]["rows"])
    ambiguous = [
        row
        for row in key()["rows"]
        if "several townships" in row.get("why", "") and row["outcome"] == "rejected"
    ]
    assert sum(again.values()) == before["rejected"]
    assert 0 < again["accepted"] <= len(ambiguous)


def test_an_officer_is_refused_the_rows_of_other_villages(story: Story) -> None:
    outcomes = Counter(row["outcome"] for row in story.known["officers"]["rows"])
    assert outcomes["accepted"] == 0
    assert outcomes["merged"] > 0
    said = [p["message"] for row in story.known["officers"]["rows"] for p in row["problems"]]
    assert any("不在您的管辖范围" in message for message in said)


def test_the_judgement_names_its_pack_and_its_reasons(story: Story) -> None:
    child = story.known["children"][0]
    dossier = story.people["minzheng"].get(f"/children/{child['id']}")
    assert dossier["pack"] == "xishui"
    assert dossier["reasons"]
    assert all(reason["text"] for reason in dossier["reasons"])


def test_an_assessment_gives_the_level_that_the_pack_says(story: Story) -> None:
    found = story.people["minzheng"].get(
        f"/children/{story.known['children'][0]['id']}/assessments"
    )
    assert found["items"][0]["level"] == 4
    assert set(found["items"][0]["scores"]) == set(DIMENSIONS)


def test_the_matching_covers_as_many_as_can_be(story: Story) -> None:
    """Two cadres of two, a teacher of five and a leader: all three of level 4 get both."""
    summary = story.known["matching"]["summary"]
    assert (summary["full4"], summary["half4"]) == (3, 0)
    assert (summary["covered3"], summary["covered2"], summary["covered1"]) == (1, 1, 2)
    assert story.known["unmatched"] == []


def test_each_pair_says_why(story: Story) -> None:
    assert len(story.known["proposals"]) == 10
    assert all(proposal["why"] for proposal in story.known["proposals"])


def test_level_4_has_one_cadre_and_one_teacher(story: Story) -> None:
    slots: dict[str, list[str]] = {}
    for pairing in story.known["pairings"]:
        slots.setdefault(pairing["child_id"], []).append(pairing["slot"])
    children = story.known["children"]
    for child in (children[0], children[1], children[6]):
        assert sorted(slots[child["id"]]) == ["cadre", "teacher"]
    assert len(story.known["pairings"]) == 10
    assert {p["helper_id"] for p in story.known["pairings"]} <= set(story.known["helpers"].values())
    assert len(story.known["helpers"]) == len(HELPERS)


def test_attendance_is_kept_per_child(story: Story) -> None:
    session = story.known["session"]
    assert session["state"] == "held"
    marks = Counter(entry["mark"] for entry in session["register"])
    assert marks["absent"] == 1
    assert marks["present"] == len(session["register"]) - 1 > 0


def test_the_subsidy_is_paid_by_three_people_once(story: Story) -> None:
    roll = story.known["roll"]
    assert roll["state"] == "paid"
    assert len({roll["proposed_by"], roll["decided_by"], roll["paid_by"]}) == 3
    assert roll["children"] == len(story.known["eligible"]) > 0
    payer = story.people["fukuan"]
    payments = payer.every("/payments", roll_id=roll["id"])
    assert len({p["child_id"] for p in payments}) == len(payments) == roll["children"]
    assert sum(p["amount_fen"] for p in payments) == roll["total_fen"]


def test_a_second_payment_pays_nobody(story: Story) -> None:
    payer, roll = story.people["fukuan"], story.known["roll"]
    with pytest.raises(Refused) as refusal:
        payer.post(f"/rolls/{roll['id']}/payment", {}, key="another")
    assert refusal.value.status == 409
    clerk = story.people["chuna"]
    terms = {"scheme": "xishui_living", "term": "2025-autumn", "area": "520330"}
    assert clerk.every("/eligible-children", **terms, eligible="true") == []
    assert len(payer.every("/payments", roll_id=roll["id"])) == roll["children"]


def test_the_book_balances_and_proves_itself(story: Story) -> None:
    payer = story.people["fukuan"]
    balance = payer.get("/trial-balance")
    assert balance["difference_fen"] == 0
    assert balance["debit_fen"] == balance["credit_fen"] > 0
    assert payer.get("/book-verification")["sound"] is True


def test_the_right_people_are_told_once(story: Story) -> None:
    """A message per fact and address: the officer of the importing, the station of each pairing."""
    wanted = {
        "minzheng": {"roster_imported"},
        "zhenguan": {"helper_applied", "matching_proposed", "pairing_activated"},
        "xiaozhang": {"session_planned"},
        "shenpi": {"roll_proposed"},
        "fukuan": {"roll_approved"},
    }
    for who, facts in wanted.items():

        def told(person: str = who) -> set[str]:
            inbox = story.people[person].every("/notifications")
            return {message["event_type"].rpartition(".")[2] for message in inbox}

        probe(lambda f=facts, t=told: f <= t(), 60, every=0.1)
        inbox = story.people[who].every("/notifications")
        assert len({(m["event_id"], m["address"]) for m in inbox}) == len(inbox)


def test_who_is_not_signed_in_sees_nothing(story: Story) -> None:
    for path in ("/children", "/helpers", "/payments", "/notifications", "/accounts"):
        with pytest.raises(Refused) as refusal:
            story.anybody.get(path)
        assert refusal.value.status == 401


def test_a_wrong_password_is_refused_in_chinese(story: Story) -> None:
    with pytest.raises(Refused, match=r"[一-鿿]") as refusal:
        story.anybody.sign_in("minzheng", PASSWORD + "x")
    assert refusal.value.status == 401
