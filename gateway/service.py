"""HTTP's door: one entrypoint takes every request, and each is a worker with all it may call."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nameko.extensions import DependencyProvider

from gateway.accounts import first_sign_in_path
from gateway.app import Wsgi, create_app
from gateway.auth import WORKER
from gateway.doors import AccountDoors
from gateway.handlers import housekeeping, merges, pairings
from gateway.settings import WebSettings
from gateway.store import GatewayUnitOfWork
from shared.clock import now
from shared.contracts.pairing.events import (
    HelperReinstated,
    HelperSuspended,
    PairingActivated,
    PairingEnded,
    PairingMoved,
)
from shared.contracts.registry.events import ChildrenMerged, MergeUndone
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.operations.doors import BusDoors
from shared.messaging.rpc import Remote
from shared.messaging.subscription import on
from shared.messaging.timers import when_due
from shared.messaging.wsgi import wsgi
from shared.settings import Settings

REQUESTS_AT_ONCE = 200


class WebApp(DependencyProvider):  # type: ignore[misc]
    """The Flask application, made once when the container starts."""

    app: Wsgi

    def setup(self) -> None:
        # A request mostly waits, for a service or for its turn to hash a password: ten of those
        # must not keep out the others, as they would at a service's own number of workers.
        self.container._worker_pool.resize(REQUESTS_AT_ONCE)
        self.app = create_app(WebSettings.of(self.container.config["settings"]))

    def start(self) -> None:
        """Without an account nobody could open one: say how the first comes about."""
        settings: Settings = self.container.config["settings"]
        (database,) = [d for d in self.container.dependencies if isinstance(d, Database)]
        with database.transaction() as uow:
            housekeeping.plan(uow, now())
        path = None if settings.demo else first_sign_in_path(database)
        if path is not None:
            url = f"http://{settings.host}:{settings.port}{path}"
            print(f"first administrator (once, within a day): {url}", flush=True)

    def get_dependency(self, _worker: Any) -> Wsgi:
        return self.app


class GatewayService(AccountDoors, KeepsHouse, BusDoors):
    name = "gateway"
    database = Database(GatewayUnitOfWork)
    app: Any = WebApp()
    registry = Remote("registry")
    pairing = Remote("pairing")
    activities = Remote("activities")
    funding = Remote("funding")
    notifications = Remote("notifications")

    @wsgi  # type: ignore[untyped-decorator]
    def handle(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[WORKER] = self
        answer: Iterable[bytes] = self.app(environ, start_response)
        return answer

    @when_due(housekeeping.KIND)
    def keep_house(self, _subject: str, _due_at: datetime, uow: GatewayUnitOfWork) -> None:
        housekeeping.sweep(uow, now())

    @on(PairingActivated, copies=("helper_pairings",))
    def on_pairing_activated(self, event: PairingActivated, uow: GatewayUnitOfWork) -> None:
        pairings.open_reach(uow, event)

    @on(PairingEnded, copies=("helper_pairings",))
    def on_pairing_ended(self, event: PairingEnded, uow: GatewayUnitOfWork) -> None:
        pairings.close_reach(uow, event)

    @on(HelperSuspended, copies=("helper_standings",))
    def on_helper_suspended(self, event: HelperSuspended, uow: GatewayUnitOfWork) -> None:
        pairings.suspend_reach(uow, event)

    @on(HelperReinstated, copies=("helper_standings",))
    def on_helper_reinstated(self, event: HelperReinstated, uow: GatewayUnitOfWork) -> None:
        pairings.restore_reach(uow, event)

    @on(PairingMoved, copies=("helper_pairings",))
    def on_pairing_moved(self, event: PairingMoved, uow: GatewayUnitOfWork) -> None:
        pairings.move_reach(uow, event)

    @on(ChildrenMerged, copies=("merged_children",))
    def on_children_merged(self, event: ChildrenMerged, uow: GatewayUnitOfWork) -> None:
        merges.note_merge(uow, event)

    @on(MergeUndone, copies=("merged_children",))
    def on_merge_undone(self, event: MergeUndone, uow: GatewayUnitOfWork) -> None:
        merges.note_merge(uow, event)
