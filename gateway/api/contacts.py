"""/api/v1: contact between children and their parents."""

from gateway.api.routes import Area
from shared.contracts.registry import schemas

AREA = Area("registry", "contacts")

AREA.command(
    "/children/<uuid:child_id>/parent-contacts",
    "log_parent_contact",
    schemas.LogParentContact,
    schemas.ContactList,
    status=201,
)
AREA.query(
    "/children/<uuid:child_id>/parent-contacts",
    "list_parent_contacts",
    schemas.ListParentContacts,
    schemas.ContactList,
)
AREA.command(
    "/parent-contacts/<uuid:contact_id>/striking",
    "strike_parent_contact",
    schemas.StrikeParentContact,
    schemas.ContactList,
)
AREA.query(
    "/children-without-contact",
    "list_without_contact",
    schemas.ListWithoutContact,
    schemas.WithoutContactList,
)
AREA.query(
    "/children-without-contact/counts",
    "count_without_contact",
    schemas.CountWithoutContact,
    schemas.WithoutContactCounts,
)
