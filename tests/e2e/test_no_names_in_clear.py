"""Who somebody is stands nowhere in clear: marked names, ID numbers, phones and addresses are
planted through the API, then every database, queue, file and log is searched for them."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Producer
from sqlalchemy import create_engine, text

from lantian.client import Api, Refused
from lantian.launcher import subscriptions
from tests.e2e import fleet as fleets
from tests.e2e import planted
from tests.e2e.fleet import SERVICES, Fleet
from tests.e2e.planted import PLANTED, SEEN, TOWNSHIP, found
from tests.e2e.story import COUNTY, TODAY, VILLAGE, Story, unless
from tests.probes import probe
from tests.requires import requires

MODES = {"embedded": (), "distributed": ("rabbitmq", "postgres")}
STOPPED = ("run activities", "run funding", "run notifications")
CORRUPTED = "evt-registry-child_registered--activities."


@dataclass
class Traces:
    """All that a run leaves behind, by the place where it lies."""

    dossier: dict[str, Any]
    tables: dict[str, bytes]
    files: dict[str, bytes]
    queues: dict[str, bytes]
    log: bytes


def plant(story: Story, *, everywhere: bool) -> dict[str, Any]:
    """Every way in that names a person, or could; the answer is the dossier as its reader sees it.
    `everywhere`: also in the services that are stopped where their queues are to be searched."""
    story.first_administrator()
    story.places()
    county, village = story.people["minzheng"], story.known["villages"][VILLAGE]
    import_roster(county)
    child = by_hand(county, village)
    helper(story, village)
    if everywhere:
        school(story)
        money(story)
    closed = story.people["admin"].get("/accounts", q="zhenguan")["items"][0]["id"]
    why = {"why": PLANTED["why an account was closed"]}
    story.people["admin"].post(f"/accounts/{closed}/closure", why, key="close")
    for number in ("child's ID number", "father's phone", "child"):
        county.get("/children", area=village, q=PLANTED[number])
    reveal = ["id_number"]
    return dict(
        county.get(
            f"/children/{child}", reveal=reveal, purpose=PLANTED["why a number was asked for"]
        )
    )


def import_roster(county: Api) -> None:
    filename = f"{PLANTED['child']}.xlsx"
    started = county.upload("/imports", filename, planted.roster(), key="planted", kind="children")
    path = f"/imports/{started['id']}"
    done = probe(lambda: ended(county.get(path)), 120, every=0.05)
    assert (done["accepted"], done["rejected"]) == (1, 1), county.every(f"{path}/rows")
    county.download(f"{path}/correction")


def ended(roster: dict[str, Any]) -> dict[str, Any] | None:
    return roster if roster["status"] in ("done", "failed") else None


def by_hand(county: Api, village: str) -> str:
    about = {
        "name": PLANTED["child by hand"],
        "id_number": PLANTED["child by hand's ID number"],
        "household_address": PLANTED["child by hand's address"],
        "father_wechat": PLANTED["child by hand's WeChat"],
        "sex": "female",
        "birth_date": "2014-05-22",
        "area_code": village,
        "father_situation": "away",
        "mother_situation": "away",
        "stage": "primary",
        "hardships": ["single_parent"],
    }
    child = str(county.post("/children", about, key="by-hand")["id"])
    changes = {"household_address": PLANTED["corrected address"]}
    county.patch(f"/children/{child}", {"changes": changes, "why": PLANTED["why it was corrected"]})
    with pytest.raises(Refused):
        county.post("/children", about | {"birth_date": PLANTED["child by hand"]})
    scores = dict.fromkeys(("psychology", "health", "schooling", "guardianship", "living"), 1)
    facts = dict.fromkeys(scores, PLANTED["what was seen at home"])
    county.post(f"/children/{child}/assessments", {"scores": scores, "facts": facts}, key="assess")
    return child


def helper(story: Story, village: str) -> None:
    township = story.known["townships"][TOWNSHIP]
    station = story.account("zhenguan", "township_officer", area=township)
    application = {
        "category": "cadre",
        "name": PLANTED["helper"],
        "id_number": PLANTED["helper's ID number"],
        "phone": PLANTED["helper's phone"],
        "area_code": village,
        "declared_records": [],
    }
    applied = station.post("/helpers", application, key="helper")
    with pytest.raises(Refused):  # there is one already
        station.post("/helpers", application, key="another")
    station.get("/helpers", q=PLANTED["helper's ID number"])
    why = {"why": PLANTED["why a helper was refused"]}
    station.post(f"/helpers/{applied['id']}/refusal", why, key="refuse-helper")


def school(story: Story) -> None:
    """A room and its stock, a session that is held and one that is cancelled."""
    place = story.known["schools"]["桃林小学"]
    principal = story.account("xiaozhang", "principal", school_id=place)
    home = {"school_id": place, "name": "留守儿童之家", "place": "教学楼一楼"}
    known = probe(lambda: opened_room(principal, home), 60, every=0.2)
    room = f"/rooms/{known['id']}"
    stock = {"item": "networked_computer", "count": 2}
    standards = {"standards": ["uniform_sign"], "why": PLANTED["why a room meets a standard"]}
    principal.post(f"{room}/standards", standards, key="standards")
    principal.post(
        f"{room}/stock-movements", {**stock, "kind": "addition", "why": "新购"}, key="in"
    )
    gone = {**stock, "kind": "write_off", "why": PLANTED["why stock was written off"]}
    principal.post(f"{room}/stock-movements", gone, key="out")
    held = session(principal, known["id"], "16:00", "17:00")
    note = {"note": PLANTED["what was noted of a session"], "marks": []}
    principal.post(f"/sessions/{held}/holding", note, key="hold")
    off = session(principal, known["id"], "17:00", "18:00")
    why = {"why": PLANTED["why a session was cancelled"]}
    principal.post(f"/sessions/{off}/cancellation", why, key="cancel")


def opened_room(principal: Api, home: dict[str, str]) -> dict[str, Any] | None:
    """None until activities has heard of the school."""
    with unless("SchoolNotKnown"):
        return dict(principal.post("/rooms", home, key="room"))
    return None


def session(principal: Api, room: str, starts_at: str, ends_at: str) -> str:
    plan = {
        "room_id": room,
        "on_date": TODAY,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "teachers": [principal.get("/session")["account_id"]],
        "content": PLANTED["what a session is about"],
        "purpose": PLANTED["what a session is for"],
    }
    return str(principal.post("/sessions", plan, key=f"plan-{starts_at}")["id"])


def money(story: Story) -> None:
    """A roll that is refused, and another whose payment is reversed."""
    clerk = story.account("chuna", "finance_clerk", area=COUNTY)
    approver = story.account("shenpi", "finance_approver", area=COUNTY)
    payer = story.account("fukuan", "finance_payer", area=COUNTY)
    receipt = {"name": "县级财政专户", "kind": "treasury", "area": COUNTY, "document": "回单1"}
    fund = clerk.post("/receipts", {**receipt, "amount_fen": 50_000_00}, key="receipt")["id"]
    terms = {"scheme": "xishui_living", "term": "2025-autumn", "area": COUNTY}
    probe(lambda: clerk.every("/eligible-children", **terms, eligible="true"), 60, every=0.2)
    roll = clerk.post("/rolls", {**terms, "fund_id": fund}, key="roll-1")["id"]
    why = {"why": PLANTED["why a roll was refused"]}
    approver.post(f"/rolls/{roll}/refusal", why, key="refuse-roll")
    roll = clerk.post("/rolls", {**terms, "fund_id": fund}, key="roll-2")["id"]
    for who, role in (("yigong", "volunteer_federation"), ("jiaoyuju", "education_bureau")):
        checker = story.account(who, role, area=COUNTY)
        checker.post(f"/rolls/{roll}/checks", {"agreed": True}, key=f"check-{who}")
    approver.post(f"/rolls/{roll}/approval", {"waiver": "开学在即"}, key="approve-roll")
    payer.post(f"/rolls/{roll}/payment", {}, key="pay-roll")
    paid = probe(lambda: payer.every("/payments", roll_id=roll, state="paid"), 60, every=0.2)
    why = {"why": PLANTED["why a payment was reversed"]}
    approver.post(f"/payments/{paid[0]['id']}/reversal", why, key="reverse")


# -- looking ----------------------------------------------------------------------------------


def queue_names() -> list[str]:
    """Every queue that an event, a retry or a dead letter can lie in."""
    topologies = [s.topology_of(name, method) for name in SERVICES for method, s in heard(name)]
    return sorted({queue.name for topology in topologies for queue in topology.all})


def heard(name: str) -> list[tuple[str, Any]]:
    return list(subscriptions(name))


def bury_one(amqp: str) -> None:
    """A copy of an event that waits, cut short: no consumer can do anything with it."""
    (queue,) = [n for n in queue_names() if n.startswith(CORRUPTED) and n.count(".") == 1]
    with Connection(amqp) as connection:
        channel = connection.channel()
        message = channel.basic_get(queue)
        assert message is not None
        body = message.body if isinstance(message.body, bytes) else message.body.encode()
        Producer(channel).publish(body[:-2], routing_key=queue, serializer=None)


def traces(fleet: Fleet, dossier: dict[str, Any]) -> Traces:
    """What lies there once every process is dead, as a thief would find it."""
    held: dict[str, bytes] = {}
    if not fleet.embedded:
        held = waiting_and_buried(fleet)
    for command in fleet.processes:
        fleet.kill(command)
    log = fleet.logs.encode()
    left = planted.files(fleet.folder)
    left.pop("log")
    if fleet.embedded:
        tables = planted.sqlite_tables(fleet.folder)
    else:
        tables = planted.postgres_tables(fleet.env["LANTIAN_POSTGRES"], SERVICES)
    return Traces(dossier, tables, left, held, log)


def waiting_and_buried(fleet: Fleet) -> dict[str, bytes]:
    """What waits for consumers that are away, then what one of them could not take."""
    amqp, names = fleet.env["LANTIAN_AMQP"], queue_names()
    waiting = probe(lambda: events_waiting(amqp, names), 30, every=0.2)
    bury_one(amqp)
    fleet.start("run activities")
    dead = [name for name in names if name.endswith(".dlq")]
    buried = probe(lambda: any(planted.queues(amqp, dead).values()), 60, every=0.2)
    assert buried
    return waiting | planted.queues(amqp, dead)


def events_waiting(amqp: str, names: list[str]) -> dict[str, bytes] | None:
    """Once the events of both the child by hand and the helper have come through."""
    held = planted.queues(amqp, names)
    kinds = {name.split("--")[0] for name, content in held.items() if content}
    wanted = {"evt-registry-child_graded", "evt-registry-roster_imported", HELPER_APPLIED}
    return held if wanted <= kinds else None


HELPER_APPLIED = "evt-pairing-helper_applied"


@pytest.fixture(scope="module", params=sorted(MODES))
def left(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Traces]:
    for needed in MODES[request.param]:
        requires(needed)
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "tmp").mkdir()
    start = getattr(fleets, request.param)
    loud = {"LANTIAN_LOG": "INFO", "TMPDIR": str(folder / "tmp")}
    with start(folder, LANTIAN_TODAY=TODAY, **loud) as fleet:
        fleet.start()
        fleet.wait_ready()
        for command in STOPPED:
            if command in fleet.processes:
                fleet.kill(command)
        yield traces(
            fleet, plant(Story(fleet.url, fleet.first_link_token), everywhere=fleet.embedded)
        )


def test_what_was_planted_is_there_for_who_may_read_it(left: Traces) -> None:
    assert PLANTED["child by hand"] in str(left.dossier)
    assert PLANTED["corrected address"] in str(left.dossier)


def test_no_table_holds_it_in_clear(left: Traces) -> None:
    assert {"registry.children", "pairing.helpers", "registry.import_rows"} <= set(left.tables)
    assert found(left.tables) == []


def test_no_event_holds_it_in_clear(left: Traces) -> None:
    outboxes = {place: held for place, held in left.tables.items() if place.endswith(".outbox")}

    assert b"child_registered" in outboxes["registry.outbox"]
    assert b"helper_applied" in outboxes["pairing.outbox"]
    assert found(outboxes) == []


def test_no_file_holds_it_in_clear(left: Traces) -> None:
    assert left.files
    assert found(left.files) == []


def test_no_queue_and_no_dead_letter_holds_it_in_clear(left: Traces) -> None:
    assert found(left.queues) == []


def test_no_log_says_it(left: Traces) -> None:
    assert b"/api/v1/children" in left.log
    assert found({"log": left.log}) == []


# -- the search, tried once on strings that do stand there ------------------------------------


@pytest.mark.parametrize("what", sorted(SEEN))
def test_a_planted_string_is_found_in_every_form(what: str) -> None:
    for form in planted.forms(SEEN[what]):
        assert found({"here": b"before " + form + b" after"}) == [f"{what} in here"], form


@pytest.mark.parametrize("before", range(4))
def test_a_planted_string_is_found_inside_base64(before: int) -> None:
    whole = planted.base64.b64encode(b"x" * before + PLANTED["child"].encode() + b"tail")

    assert found({"here": whole}) == ["child in here"]


def test_a_planted_string_is_found_in_a_sqlite_file(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "registry.db")
    database.execute("CREATE TABLE notes (said TEXT)")
    database.execute("INSERT INTO notes VALUES (?)", ["。" * 3000 + PLANTED["child"]])
    database.commit()

    assert found(planted.sqlite_tables(tmp_path)) == ["child in registry.notes"]
    assert found(planted.files(tmp_path)) == ["child in registry.db"]


def test_a_planted_string_is_found_in_a_postgresql_table(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (said JSONB, sent BYTEA)"))
        told = {"said": json.dumps([PLANTED["helper"]]), "sent": PLANTED["father"].encode()}
        connection.execute(text("INSERT INTO notes VALUES (CAST(:said AS JSONB), :sent)"), told)
    engine.dispose()

    held = planted.postgres_tables(postgres_url, ("pairing",))
    assert found(held) == ["father in pairing.notes", "helper in pairing.notes"]


def test_a_planted_string_is_found_in_a_queue(rabbitmq: str) -> None:
    with Connection(rabbitmq) as connection:
        queue = connection.SimpleQueue("planted")
        queue.put({"to": PLANTED["guardian's phone"]})
        queue.close()
        channel = connection.channel()
        assert found(planted.queues(rabbitmq, ["planted", "absent"])) == [
            "guardian's phone in planted"
        ]
        channel.queue_delete("planted")
