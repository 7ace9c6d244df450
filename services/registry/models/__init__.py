"""Tables of the registry."""

from services.registry.models.base import Base
from services.registry.models.children import (
    AreaCount,
    Child,
    Dossier,
    Duplicate,
    Following,
    Mark,
)
from services.registry.models.decisions import Assessment, PackInForce
from services.registry.models.imports import Import, ImportRow
from services.registry.models.places import Area, FormerArea, School
from services.registry.models.rails import (
    AccessLog,
    ChainHead,
    Command,
    DataKey,
    History,
    Inbox,
    Job,
    Outbox,
    Timer,
)

__all__ = [
    "AccessLog",
    "Area",
    "AreaCount",
    "Assessment",
    "Base",
    "ChainHead",
    "Child",
    "Command",
    "DataKey",
    "Dossier",
    "Duplicate",
    "Following",
    "FormerArea",
    "History",
    "Import",
    "ImportRow",
    "Inbox",
    "Job",
    "Mark",
    "Outbox",
    "PackInForce",
    "School",
    "Timer",
]
