"""What one answer to the broker may settle."""

from types import SimpleNamespace
from typing import Any

from shared.messaging.consumer import DrainingQueueConsumer
from shared.messaging.unsettled import Unsettled


class Channel:
    """Writes down what it is told."""

    connection = object()

    def __init__(self) -> None:
        self.told: list[tuple[int, bool]] = []

    def deliver(self, tag: int) -> Any:
        def ack(multiple: bool = False) -> None:
            self.told.append((tag, multiple))

        return SimpleNamespace(delivery_tag=tag, channel=self, ack=ack)


def consumer_of(channel: Channel, *tags: int) -> tuple[DrainingQueueConsumer, dict[int, Any]]:
    """One that has these deliveries in hand."""
    consumer = DrainingQueueConsumer()
    consumer._unsettled = Unsettled(channel)
    for tag in tags:
        consumer._unsettled.add(tag)
    consumer.in_flight = len(tags)
    return consumer, {tag: channel.deliver(tag) for tag in tags}


def test_a_batch_with_nobody_between_is_one_word() -> None:
    channel = Channel()
    consumer, messages = consumer_of(channel, 1, 2, 3)
    consumer.ack_messages([messages[tag] for tag in (1, 2, 3)])
    assert channel.told == [(3, True)]
    assert consumer.in_flight == 0


def test_anothers_delivery_in_between_is_left_alone() -> None:
    channel = Channel()
    consumer, messages = consumer_of(channel, 1, 2, 3, 4, 5)
    consumer.ack_messages([messages[tag] for tag in (1, 2, 4, 5)])
    assert channel.told == [(2, True), (4, False), (5, False)]
    consumer.ack_message(messages[3])
    assert channel.told[3:] == [(3, False)]
    assert consumer.in_flight == 0


def test_anothers_older_delivery_is_left_alone() -> None:
    channel = Channel()
    consumer, messages = consumer_of(channel, 1, 2, 3)
    consumer.ack_messages([messages[2], messages[3]])
    assert channel.told == [(2, False), (3, False)]


def test_what_is_settled_already_is_never_settled_again() -> None:
    channel = Channel()
    consumer, messages = consumer_of(channel, 1, 2, 3)
    consumer.ack_message(messages[1])
    consumer.ack_messages([messages[2], messages[3]])
    assert channel.told == [(1, False), (3, True)]


def test_what_came_over_an_earlier_connection_is_the_brokers_again() -> None:
    old, new = Channel(), Channel()
    consumer, messages = consumer_of(new, 1, 2)
    consumer.in_flight = 3
    consumer.ack_messages([old.deliver(1), messages[1], messages[2]])
    assert (old.told, new.told) == ([], [(2, True)])
    assert consumer.in_flight == 0
