"""Files that come in: one multipart field `file`, in memory, bounded by the settings."""

import base64
from typing import Any

from flask import request

from shared.contracts.gateway.errors import FileMissing


def uploaded() -> tuple[str, str]:
    """The file's name without folders, and its content in base64. Raises FileMissing."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FileMissing()
    name = file.filename.replace("\\", "/").rsplit("/", 1)[-1]
    return name[-200:], base64.b64encode(file.read()).decode()


def given(*names: str) -> dict[str, str]:
    """The form's other fields, where they are filled in."""
    return {name: request.form[name] for name in names if request.form.get(name)}


def upload_body(**fields: dict[str, Any]) -> dict[str, Any]:
    """What the API's page says of such a body."""
    properties: dict[str, Any] = {"file": {"type": "string", "format": "binary"}}
    properties |= {name: {"type": "string", **about} for name, about in fields.items()}
    schema = {"type": "object", "required": ["file"], "properties": properties}
    return {
        "requestBody": {"content": {"multipart/form-data": {"schema": schema}}, "required": True}
    }
