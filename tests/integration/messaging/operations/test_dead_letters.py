"""What an operator sees of dead letters and does about them: the same on both buses."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from amqp.exceptions import MessageNacked
from kombu import Producer
from kombu.exceptions import ChannelError
from sqlalchemy import select, text

from shared.clock import now
from shared.contracts.bus.errors import BrokerRefuses, NothingChosen
from shared.messaging import cloudevents
from shared.messaging.failures import Permanent
from shared.messaging.operations import dead_letters
from shared.messaging.operations.dead_letters import Choice
from shared.messaging.operations.letters import Reader
from tests.integration.messaging.operations.conftest import order, place_of
from tests.integration.messaging.queues import count, take
from tests.integration.messaging.services import (
    DiscardedLetter,
    History,
    LampLit,
    database_of,
    encoded,
    inbox,
    listener,
    queue_of,
)
from tests.probes import holds_for, probe

FAST = {"per_second": 100, "even_if_forgotten": False}


class Mood:
    """A handler whose cause of failure an operator can mend."""

    def __init__(self, error: Exception | None) -> None:
        self.error, self.heard = error, []

    def __call__(self, event: LampLit) -> None:
        if self.error is not None:
            raise self.error
        self.heard.append(event.lamp_id)


def shown(place: Any, **choice: Any) -> list[dict[str, Any]]:
    return dead_letters.show(place, Choice(**choice), after=0, limit=50)["items"]


def rows(container: Any, table: Any) -> list[Any]:
    with database_of(container).sessions() as session:
        return list(session.scalars(select(table)))


def test_a_dead_letter_tells_what_it_is_and_why(run, publish, dead):
    service = listener(Mood(Permanent("no oil")))
    (container,) = run(service)
    publish(encoded(lamp_id="l7")[1])
    dead(service, 1)
    (letter,) = shown(place_of(container))
    assert (letter["consumer"], letter["type"]) == ("hear", "lamp_lit")
    assert (letter["reason"], letter["attempts"]) == ("Permanent", 1)
    assert letter["error"].startswith("Permanent: no oil at tests/")
    assert letter["explained"] == "处理程序判定重试无用"
    assert now() - letter["died_at"] < timedelta(minutes=1)
    assert letter["happened_at"] <= letter["died_at"]
    assert {"field": "colour", "value": "white"} in letter["payload"]


def test_what_cannot_be_read_shows_its_form_and_no_word_of_it(run, publish, dead):
    service = listener(Mood(None))
    (container,) = run(service)
    publish('{"id":"1","name":"欧阳灯塔","phone":"13977310461"', message_id="13977310461")
    dead(service, 1)
    (letter,) = shown(place_of(container))
    assert not letter["readable"]
    assert letter["id"].startswith("#")
    assert letter["preview"] == '{"id":"0","xxxx":"●●●●","xxxxx":"00000000000"'
    said = json.dumps({k: v for k, v in letter.items() if k != "digest"}, default=str)
    assert "1397731" not in said
    assert "欧阳" not in said


def test_of_an_event_only_codes_dates_and_short_ids_are_shown(run, publish, dead):
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    publish(encoded(lamp_id="b3a1c8d2-0f6e-4d8b-9a7c-1e2f3a4b5c6d", colour="欧阳灯塔")[1])
    dead(service, 1)
    (letter,) = shown(place_of(container))
    told = {each["field"]: each["value"] for each in letter["payload"]}
    assert told == {"lamp_id": "b3a1c8…6d", "colour": "●●● (4)", "version": "0"}


def test_reading_loses_nothing_however_often(run, publish, channel, dead):
    """Also past the twentieth delivery, at which a newer broker drops a message by itself."""
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    for lamp in "abc":
        publish(encoded(lamp_id=lamp)[1])
    dead(service, 3)
    place = place_of(container)
    before = shown(place)
    for _ in range(25):
        probe(lambda: count(channel, queue_of(service, ".dlq")) == 3)
        again = shown(place)
    assert [each["id"] for each in again] == [each["id"] for each in before]
    assert again[0]["error"] == before[0]["error"]
    assert again[0]["died_at"] == before[0]["died_at"]
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 3)
    message = take(channel, queue_of(service, ".dlq"))
    assert message.headers.get("x-delivery-count", 0) < 15
    message.requeue()


def test_a_page_ends_and_the_next_goes_on(run, publish, dead):
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    for lamp in "abcde":
        publish(encoded(lamp_id=lamp)[1])
    dead(service, 5)
    place = place_of(container)
    first = dead_letters.show(place, Choice(), after=0, limit=3)
    probe(lambda: len(shown(place)) == 5)
    second = dead_letters.show(place, Choice(), after=int(first["next"]), limit=3)
    ids = [each["id"] for each in first["items"] + second["items"]]
    assert (first["total"], second["next"], len(set(ids))) == (5, None, 5)


def test_a_dry_run_says_what_would_happen_and_does_nothing(run, publish, dead):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    publish()
    dead(service, 1)
    mood.error = None
    told = dead_letters.redrive(place_of(container), order(dry_run=True), **FAST)
    assert (told["done"], told["left"], told["items"][0]["reason"]) == (1, 0, "Permanent")
    dead(service, 1)
    assert (mood.heard, rows(container, History)) == ([], [])


def test_a_redriven_letter_is_handled_once_and_leaves_the_dead_letters(run, publish, channel, dead):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    publish(encoded(lamp_id="mended")[1])
    dead(service, 1)
    mood.error = None
    told = dead_letters.redrive(place_of(container), order(), **FAST)
    probe(lambda: mood.heard == ["mended"])
    assert (told["done"], told["left"], told["refused"]) == (1, 0, 0)
    dead(service, 0)
    assert len(inbox(container)) == 1


def test_ended_between_copy_and_ack_both_are_there_and_one_takes_effect(
    run, publish, dead, monkeypatch
):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    publish(encoded(lamp_id="mended")[1])
    dead(service, 1)
    mood.error = None
    place = place_of(container)

    with monkeypatch.context() as patched:
        patched.setattr(dead_letters, "crash_point", die_at("after_redrive_before_ack"))
        with pytest.raises(Died):
            dead_letters.redrive(place, order(), **FAST)
    probe(lambda: mood.heard == ["mended"])
    dead(service, 1)

    assert dead_letters.redrive(place, order(), **FAST)["done"] == 1
    dead(service, 0)
    probe(lambda: len(inbox(container)) == 1)
    assert holds_for(lambda: mood.heard == ["mended"])


class Died(BaseException):
    """Whoever re-drove it is gone, and its connection with it."""


def die_at(point: str) -> Any:
    def crash_point(name: str) -> None:
        if name == point:
            raise Died

    return crash_point


def test_each_action_leaves_who_why_and_what_in_the_history(run, publish, dead):
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    publish()
    dead(service, 1)
    told = dead_letters.redrive(place_of(container), order(), **FAST)
    before, after = rows(container, History)
    assert before.subject == after.subject == f"bus/{told['action']}"
    assert {row.account_id for row in (before, after)} == {"yunwei"}
    assert "修好了" not in before.reason
    with database_of(container).transaction() as uow:
        assert uow.reason_of(before) == "修好了"
        assert uow.changes_of(before)["chosen"] == 1
        assert uow.changes_of(after)["items"][0]["consumer"] == "hear"


def test_what_dies_again_comes_back_with_its_new_reason(run, publish, dead):
    mood = Mood(Permanent("no oil"))
    service = listener(mood)
    (container,) = run(service)
    publish()
    dead(service, 1)
    mood.error = Permanent("no wick")
    place = place_of(container)
    dead_letters.redrive(place, order(), **FAST)
    probe(lambda: [each["error"][:18] for each in shown(place)] == ["Permanent: no wick"])
    (letter,) = shown(place)
    assert letter["redriven"]


def test_a_redriven_copy_has_its_attempts_anew_and_no_header_of_the_broker(
    run, publish, channel, dead
):
    service = listener(Mood(ValueError("broken")))
    (container,) = run(service)
    publish(headers={"x-death": [], "x-secret": "s"})
    dead(service, 1)
    place = place_of(container)
    assert [each["attempts"] for each in shown(place)] == [3]
    container.stop()
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    told = dead_letters.redrive(place, order(), **FAST)
    copy = probe(lambda: take(channel, queue_of(service)))
    copy.ack()
    # RabbitMQ adds "x-delivery-count": 0 by itself.
    assert {k: v for k, v in copy.headers.items() if v != 0} == {"redrive": told["action"]}
    assert copy.content_type == "application/cloudevents+json"


@pytest.mark.parametrize(
    "choice",
    [{"reason": "Permanent"}, {"type": "lamp_lit"}, {"consumer": "hear"}, {"everything": True}],
)
def test_letters_are_chosen_by_reason_type_and_consumer(run, publish, dead, choice):
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    publish()
    dead(service, 1)
    place = place_of(container)
    told = dead_letters.redrive(place, order(Choice(**choice), dry_run=True), **FAST)
    others = Choice(**{**choice, "reason": "ValueError"})
    none = dead_letters.redrive(place, order(others, dry_run=True), **FAST)
    assert (told["done"], none["done"]) == (1, 0)


def test_one_letter_is_chosen_by_its_id_and_its_neighbours_stay(run, publish, channel, dead):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    for lamp in "abc":
        publish(encoded(lamp_id=lamp)[1])
    dead(service, 3)
    place = place_of(container)
    chosen = shown(place)[1]["id"]
    mood.error = None
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 3)
    dead_letters.redrive(place, order(Choice(ids=(chosen,))), **FAST)
    probe(lambda: len(mood.heard) == 1)
    dead(service, 2)


def test_nothing_chosen_is_not_everything(run):
    (container,) = run(listener(Mood(None)))
    for act in (
        lambda o: dead_letters.redrive(place_of(container), o, **FAST),
        lambda o: dead_letters.discard(place_of(container), o),
    ):
        with pytest.raises(NothingChosen):
            act(order(Choice()))


def test_what_is_older_than_the_inbox_remembers_is_refused(run, publish, dead):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    _, old = cloudevents.encode(LampLit(lamp_id="old"), now() - timedelta(days=91))
    publish(old)
    dead(service, 1)
    mood.error = None
    place = place_of(container)
    assert shown(place)[0]["forgotten"]
    told = dead_letters.redrive(place, order(), **FAST)
    assert (told["done"], told["refused"]) == (0, 1)
    dead(service, 1)
    forced = dead_letters.redrive(place, order(), per_second=100, even_if_forgotten=True)
    assert forced["done"] == 1
    probe(lambda: mood.heard == ["old"])
    dead(service, 0)


def test_a_letter_that_is_given_up_is_kept_sealed_and_never_handled(run, publish, dead):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    _, body = encoded(lamp_id="given-up")
    publish(body)
    dead(service, 1)
    told = dead_letters.discard(place_of(container), order())
    assert told["done"] == 1
    dead(service, 0)
    (kept,) = rows(container, DiscardedLetter)
    assert (kept.action, kept.error[:9]) == (told["action"], "Permanent")
    with database_of(container).engine.connect() as db:
        stored = db.scalar(text("SELECT content FROM discarded_letters"))
    assert stored.startswith("1:AES-GCM:")
    assert base64.b64decode(json.loads(kept.content)["body"]).decode() == body
    mood.error = None
    publish(body)
    assert holds_for(lambda: mood.heard == [])


def test_a_letter_that_the_broker_gave_up_says_so(run, publish, dead, channel):
    service = listener(Mood(None))
    (container,) = run(service)
    container.stop()
    Producer(channel).publish({}, routing_key=queue_of(service, ".quarantine"))
    while not count(channel, queue_of(service, ".dlq")):
        if again := take(channel, queue_of(service, ".quarantine")):
            again.requeue()
    (letter,) = shown(place_of(container))
    assert letter["reason"] == "delivery_limit"
    assert letter["explained"] == "处理它时进程或连接多次中断"


def test_killed_between_copy_and_ack_a_redrive_takes_effect_once(run, publish, dead, monkeypatch):
    mood = Mood(Permanent("no"))
    service = listener(mood)
    (container,) = run(service)
    publish(encoded(lamp_id="twice")[1])
    dead(service, 1)
    mood.error = None
    place = place_of(container)
    settle = Reader.settle
    monkeypatch.setattr(Reader, "settle", lambda _reader, _letter: None)
    dead_letters.redrive(place, order(), **FAST)
    probe(lambda: mood.heard == ["twice"])
    monkeypatch.setattr(Reader, "settle", settle)
    dead(service, 1)
    dead_letters.redrive(place, order(), **FAST)
    dead(service, 0)
    assert holds_for(lambda: mood.heard == ["twice"])


def test_what_dies_again_after_the_beginning_is_left_alone(run, publish, dead):
    """Else a redrive in slices of a cause that is not mended would never end."""
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    publish()
    dead(service, 1)
    place = place_of(container)
    began = dead_letters.redrive(place, order(), **FAST)["began_at"]
    probe(lambda: [each["redriven"] for each in shown(place)] == [True])
    choice = Choice(everything=True, died_before=began)
    assert dead_letters.redrive(place, order(choice), **FAST)["done"] == 0
    assert dead_letters.redrive(place, order(), **FAST)["done"] == 1


@pytest.mark.parametrize("refusal", [MessageNacked(), ChannelError("no route")])
def test_a_redrive_that_the_broker_stops_says_in_the_history_what_it_did(
    run, publish, dead, monkeypatch, refusal
):
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    for lamp in "ab":
        publish(encoded(lamp_id=lamp)[1])
    dead(service, 2)
    publish_, sent = Producer.publish, []

    def full(*told, **more):
        if sent:
            raise refusal
        sent.append(told)
        return publish_(*told, **more)

    monkeypatch.setattr(Producer, "publish", full)
    with pytest.raises(BrokerRefuses) as refused:
        dead_letters.redrive(place_of(container), order(), **FAST)
    assert refused.value.args == ("hear",)
    _, after = rows(container, History)
    with database_of(container).transaction() as uow:
        changes = uow.changes_of(after)
    assert (changes["done"], changes["left"]) == (1, 1)
    assert changes["stopped_by"] == "BrokerRefuses"


def test_of_a_stranger_no_name_is_shown_that_looks_like_a_code(run, publish, dead):
    service = listener(Mood(Permanent("no")))
    (container,) = run(service)
    body = json.loads(encoded(lamp_id="zhangwei")[1])
    body["data"] |= {"Wangfang": "wx_zhang88", "phone": 83261234, "version": 7, "colour": 83261234}
    publish(json.dumps(body))
    dead(service, 1)
    (letter,) = shown(place_of(container))
    said = json.dumps(letter["payload"])
    assert not any(name in said for name in ("zhangwei", "Wangfang", "wx_zhang88", "83261234"))
    assert {"field": "version", "value": "7"} in letter["payload"]
