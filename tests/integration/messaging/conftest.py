"""Publishing by hand, as a stranger would, and looking into queues."""

from collections.abc import Callable
from typing import Any

import pytest
from kombu import Exchange, Producer

from shared.messaging import cloudevents
from tests.integration.messaging.services import encoded


@pytest.fixture
def publish(channel: Any) -> Callable[..., None]:
    """Put an event, or any body, on the exchange of LampLit."""

    def send(
        body: bytes | str | None = None,
        message_id: str | None = None,
        headers: dict[str, Any] | None = None,
    ) -> None:
        event_id, text = encoded()
        Producer(channel).publish(
            text if body is None else body,
            exchange=Exchange("lighthouse.events", "topic"),
            routing_key="lamp_lit",
            message_id=message_id or event_id,
            headers=headers or {},
            content_type=cloudevents.CONTENT_TYPE,
            content_encoding="utf-8",
            serializer=None,
        )

    return send
