"""/api/v1: contact duties and contacts."""

from typing import Any

from flask import Response

from gateway.api.routes import Area, answered, as_text
from gateway.api.uploads import upload_body, uploaded
from gateway.downloads import download
from gateway.rpc import ask, tell
from shared.contracts.pairing import schemas

AREA = Area("pairing", "promises")
CONTACT = "/contacts/<uuid:contact_id>"
BINARY = {"schema": {"type": "string", "format": "binary"}}
DOWNLOAD = {"responses": {200: {"content": {"application/octet-stream": BINARY}}}}

AREA.command(
    "/contacts",
    "log_contact",
    schemas.LogContact,
    schemas.ContactView,
    status=201,
    at="/contacts",
)
AREA.query("/contacts", "list_contacts", schemas.ListContacts, schemas.ContactList)
AREA.query(CONTACT, "get_contact", schemas.GetContact, schemas.ContactView)
AREA.command(f"{CONTACT}/striking", "strike_contact", schemas.StrikeContact, schemas.ContactView)
AREA.query("/promises", "list_promises", schemas.ListPromises, schemas.PromiseList)
AREA.query("/promises/counts", "count_promises", schemas.CountPromises, schemas.PromiseCounts)
AREA.query("/promises/helpers", "list_tallies", schemas.ListTallies, schemas.TallyList)


@AREA.special(
    "POST",
    f"{CONTACT}/files",
    "attach_to_contact",
    answers=schemas.ContactView,
    status=201,
    documents=upload_body(),
)
def attach_to_contact(**path: Any) -> Response:
    _, content = uploaded()
    return answered(tell("pairing", "attach_to_contact", **as_text(path), content=content), 201)


@AREA.special("GET", f"{CONTACT}/files/<uuid:file_id>", "get_contact_file", documents=DOWNLOAD)
def get_contact_file(**path: Any) -> Response:
    return download(ask("pairing", "get_contact_file", **as_text(path)))
