"""Queues are declared before a service starts, also on a broker that is not ready for it."""

from types import SimpleNamespace

import pytest
from amqp.exceptions import InternalError
from kombu import Queue

from shared.messaging import queues
from shared.messaging.queues import Declarations


class Faltering:
    """A queue that the broker cannot form at first."""

    name = "faltering"

    def __init__(self, failures: int) -> None:
        self.failures, self.tries, self.channels = failures, 0, []

    def __call__(self, channel: object) -> "Faltering":
        self.channels.append(channel)
        return self

    def declare(self) -> None:
        self.tries += 1
        if self.tries <= self.failures:
            raise InternalError("cluster_not_formed")
        Queue(self.name)(self.channels[-1]).declare()


@pytest.fixture
def declarations(inproc: str, monkeypatch: pytest.MonkeyPatch) -> Declarations:
    monkeypatch.setattr(queues, "DECLARING_WAIT", 0)
    made = Declarations()
    made.container = SimpleNamespace(config={"AMQP_URI": inproc}, service_name="lamps")
    return made


def test_a_queue_that_the_broker_cannot_form_yet_is_tried_again(declarations: Declarations) -> None:
    queue = Faltering(failures=2)
    declarations.declare((queue,))
    declarations.declare((queue,))
    assert queue.tries == 3
    assert len(set(map(id, queue.channels))) == 3, "each time on a new connection"


def test_a_queue_that_can_never_be_formed_is_an_error(declarations: Declarations) -> None:
    queue = Faltering(failures=queues.DECLARING_TRIES)
    with pytest.raises(InternalError):
        declarations.declare((queue,))
    assert queue.tries == queues.DECLARING_TRIES
