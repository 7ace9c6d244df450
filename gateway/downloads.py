"""Files that go out: saved, never shown or run by the browser (`observe.secure` forbids it to guess
another kind), and kept by no cache between."""

from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Response, send_file

from shared.contracts.registry.file_codes import MEDIA_TYPES

BYTES = "application/octet-stream"


def download(file: Mapping[str, Any]) -> Response:
    """An `AttachmentFile` of the registry, or a contact's photo or voice note."""
    response = send_file(
        BytesIO(b64decode(file["content"])),
        mimetype=MEDIA_TYPES.get(file["kind"], BYTES),
        as_attachment=True,
        download_name=file["filename"],
    )
    response.headers["Cache-Control"] = "no-store"
    return response
