"""What the consumer does where RabbitMQ's connection breaks under a handler."""

from typing import Any

import pytest

from shared.messaging.consumer import DrainingQueueConsumer
from tests.integration.messaging.services import encoded, inbox, listener
from tests.probes import probe


@pytest.mark.parametrize("bus", ["rabbitmq"], indirect=True)
def test_a_consumer_whose_ack_meets_the_broken_connection_first_is_not_deaf(run, publish):
    """kombu connects again for reading by itself, and nobody would consume on that connection."""
    heard: list[str] = []
    consumers: list[DrainingQueueConsumer] = []

    def hear(event: Any) -> None:
        heard.append(event.lamp_id)
        if event.lamp_id == "breaks":
            consumers[0]._channel.connection.transport.connected = False  # as a failed write does

    (container,) = run(listener(hear))
    consumers += [e for e in container.extensions if isinstance(e, DrainingQueueConsumer)]
    broken = consumers[0]._channel
    publish(encoded(lamp_id="breaks")[1])
    probe(lambda: heard and consumers[0]._channel is not broken)
    publish(encoded(lamp_id="after")[1])
    probe(lambda: "after" in heard, 15)
    probe(lambda: len(inbox(container)) == 2)
