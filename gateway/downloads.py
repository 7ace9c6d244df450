"""Files that go out: saved, never shown or run by the browser (`observe.secure` forbids it to guess
another kind), and kept by no cache between."""

import json
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Response, send_file

from gateway import auth
from shared.child_process import run_in_child
from shared.clock import now, today
from shared.contracts.registry.file_codes import MEDIA_TYPES

BYTES = "application/octet-stream"
XLSX = MEDIA_TYPES["xlsx"]
WRITE_SECONDS, WRITE_MB = 60.0, 1024


def download(file: Mapping[str, Any]) -> Response:
    """`filename`, `content` in base64 and, where it has one, `kind`: a file that a service keeps or
    makes."""
    media_type = MEDIA_TYPES.get(file.get("kind", ""))
    return saved(b64decode(file["content"]), file["filename"], media_type)


def workbook(writer: str, found: Mapping[str, Any], name: str) -> Response:
    """Written of a service's answer by "package.module:function", in a child process: it is work
    for the processor. It says who had it made, and when."""
    return saved(_written(writer, found), name, XLSX)


def paper(writer: str, found: Mapping[str, Any], name: str) -> Response:
    """The same as a PDF."""
    return saved(_written(writer, found), name, MEDIA_TYPES["pdf"])


def _written(writer: str, found: Mapping[str, Any]) -> bytes:
    who = auth.signed_in()
    head = {"by": who.display_name if who else "", "at": now().isoformat()}
    task = json.dumps({**found, **head, "today": today().isoformat()}).encode()
    return run_in_child(writer, task, seconds=WRITE_SECONDS, memory_mb=WRITE_MB)


def saved(content: bytes, name: str, media_type: str | None = None) -> Response:
    response = send_file(
        BytesIO(content), mimetype=media_type or BYTES, as_attachment=True, download_name=name
    )
    response.headers["Cache-Control"] = "no-store"
    return response
