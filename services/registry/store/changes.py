"""What became of a dossier since a version of it was shown, on SQLAlchemy."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import History
from shared.vault import Vault


class SqlChanges:
    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def since(self, child_id: str, version: int) -> set[str]:
        """The fields that later versions changed."""
        query = select(History.changes).where(
            History.subject == f"child/{child_id}", History.version > version
        )
        opened = (self._vault.open(child_id, sealed) for sealed in self._session.scalars(query))
        return {name for changes in opened for name in changes}
