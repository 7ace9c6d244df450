"""docs/asyncapi.json: the events as AsyncAPI 3.0."""

import json
from typing import Any

from lantian.reference.catalogue import Entry, entries

VERSION = "1.0.0"  # of the contract: raised when an event is added


def page() -> str:
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def document() -> dict[str, Any]:
    found = entries()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Lantian events",
            "version": VERSION,
            "description": "Facts that the services publish, on RabbitMQ or in process.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {entry.key: _channel(entry) for entry in found},
        "operations": dict(operation for entry in found for operation in _operations(entry)),
        "components": {
            "messages": {entry.event.__name__: _message(entry) for entry in found},
            "schemas": {entry.event.__name__: _schema(entry) for entry in found},
        },
    }


def _channel(entry: Entry) -> dict[str, Any]:
    name = entry.event.__name__
    exchange = {"name": f"{entry.event.source}.events", "type": "topic", "durable": True}
    return {
        "address": entry.event.wire_name(),
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _operations(entry: Entry) -> list[tuple[str, dict[str, Any]]]:
    """One to send, and one to receive per consumer, each with its queue."""
    about = {
        "channel": {"$ref": f"#/channels/{entry.key}"},
        "messages": [{"$ref": f"#/channels/{entry.key}/messages/{entry.event.__name__}"}],
    }
    sent = (f"send.{entry.key}", {"action": "send", "summary": entry.says, **about})
    received = [
        (
            f"receive.{entry.key}.{consumer}",
            {"action": "receive", "summary": f"{consumer}, from the queue {queue}", **about},
        )
        for consumer, queue in zip(entry.consumers, entry.queues, strict=True)
    ]
    return [sent, *received]


def _message(entry: Entry) -> dict[str, Any]:
    """CloudEvents 1.0 in the structured form."""
    text = {"type": "string"}
    return {
        "name": entry.event.__name__,
        "summary": entry.says,
        "contentType": "application/cloudevents+json",
        "payload": {
            "type": "object",
            "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
            "properties": {
                "specversion": {"const": "1.0"},
                "id": {"type": "string", "format": "uuid"},
                "source": {"const": f"/{entry.event.source}"},
                "type": {"const": entry.event.wire_name()},
                "subject": {**text, "description": f"`{entry.event.aggregate}`"},
                "time": {"type": "string", "format": "date-time"},
                "datacontenttype": {"const": "application/json"},
                "traceparent": text,
                "data": {"$ref": f"#/components/schemas/{entry.event.__name__}"},
            },
        },
    }


def _schema(entry: Entry) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field.name for field in entry.fields if field.required],
        "properties": {field.name: dict(field.kind) for field in entry.fields},
    }
