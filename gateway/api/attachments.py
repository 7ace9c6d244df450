"""/api/v1: files attached to dossiers and protection cases."""

from typing import Any

from flask import Response

from gateway.api.routes import Area, answered, as_text
from gateway.api.uploads import given, upload_body, uploaded
from gateway.downloads import download
from gateway.rpc import ask, tell
from shared.contracts.registry import schemas
from shared.contracts.registry.file_codes import ABOUT

AREA = Area("registry", "attachments")
OF_CHILD = "/children/<uuid:child_id>/attachments"
OF_CASE = "/cases/<uuid:case_id>/attachments"
ONE = "<uuid:attachment_id>"
BINARY = {"schema": {"type": "string", "format": "binary"}}
DOWNLOAD = {"responses": {200: {"content": {"application/octet-stream": BINARY}}}}

AREA.query(
    OF_CHILD,
    "list_attachments_of_child",
    schemas.ListAttachmentsOfChild,
    schemas.AttachmentList,
)
AREA.query(
    OF_CASE, "list_attachments_of_case", schemas.ListAttachmentsOfCase, schemas.AttachmentList
)
AREA.command(
    f"{OF_CHILD}/{ONE}/withdrawal",
    "take_back_of_child",
    schemas.TakeBackOfChild,
    schemas.AttachmentView,
)
AREA.command(
    f"{OF_CASE}/{ONE}/withdrawal",
    "take_back_of_case",
    schemas.TakeBackOfCase,
    schemas.AttachmentView,
)


@AREA.special(
    "POST",
    OF_CHILD,
    "attach_to_child",
    answers=schemas.AttachmentView,
    status=201,
    documents=upload_body(about={"enum": list(ABOUT)}, note={}),
)
def attach_to_child(**path: Any) -> Response:
    return _attach("attach_to_child", path, "about", "note")


@AREA.special(
    "POST",
    OF_CASE,
    "attach_to_case",
    answers=schemas.AttachmentView,
    status=201,
    documents=upload_body(note={}),
)
def attach_to_case(**path: Any) -> Response:
    return _attach("attach_to_case", path, "note")


@AREA.special("GET", f"{OF_CHILD}/{ONE}", "get_attachment_of_child", documents=DOWNLOAD)
def get_attachment_of_child(**path: Any) -> Response:
    return download(ask("registry", "get_attachment_of_child", **as_text(path)))


@AREA.special("GET", f"{OF_CASE}/{ONE}", "get_attachment_of_case", documents=DOWNLOAD)
def get_attachment_of_case(**path: Any) -> Response:
    return download(ask("registry", "get_attachment_of_case", **as_text(path)))


def _attach(operation: str, path: dict[str, Any], *names: str) -> Response:
    filename, content = uploaded()
    about = {"filename": filename, "content": content, **given(*names)}
    return answered(tell("registry", operation, **as_text(path), **about), 201)
