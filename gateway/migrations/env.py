"""alembic's way into this service's schema; `shared.migrations` does the work."""

from gateway.models import Base
from shared.migrations import run

run(Base.metadata)
