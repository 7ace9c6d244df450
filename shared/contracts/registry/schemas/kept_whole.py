"""Modules whose requests and views are used by their own names: the package has them all."""

from shared.contracts.registry.schemas.attachments import *  # noqa: F403
from shared.contracts.registry.schemas.care import *  # noqa: F403
from shared.contracts.registry.schemas.contacts import *  # noqa: F403
from shared.contracts.registry.schemas.dropouts import *  # noqa: F403
from shared.contracts.registry.schemas.health import *  # noqa: F403
from shared.contracts.registry.schemas.joining import *  # noqa: F403
from shared.contracts.registry.schemas.school_year import *  # noqa: F403
from shared.contracts.registry.schemas.todo import *  # noqa: F403
from shared.contracts.registry.schemas.vaccinations import *  # noqa: F403
