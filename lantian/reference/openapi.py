"""docs/openapi.json: the HTTP API as the gateway serves it."""

import json

from gateway.app import create_app
from gateway.settings import WebSettings


def page() -> str:
    client = create_app(WebSettings(secret=b"only to read the routes")).test_client()
    return json.dumps(client.get("/api/v1/openapi.json").json, ensure_ascii=False, indent=2) + "\n"
