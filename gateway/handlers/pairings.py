"""What the gateway keeps of pairing's events: which children a helper's account reaches."""

from gateway.ports import UnitOfWork
from shared.contracts.pairing.events import (
    HelperReinstated,
    HelperSuspended,
    PairingActivated,
    PairingEnded,
    PairingMoved,
)


def open_reach(uow: UnitOfWork, event: PairingActivated) -> None:
    _keep(uow, event, active=True)


def move_reach(uow: UnitOfWork, event: PairingMoved) -> None:
    """The pair goes on under another file of the child."""
    _keep(uow, event, active=True)


def close_reach(uow: UnitOfWork, event: PairingEnded) -> None:
    """Also when it comes before the beginning: that one is older and changes nothing then."""
    _keep(uow, event, active=False)


def suspend_reach(uow: UnitOfWork, event: HelperSuspended) -> None:
    uow.helper_pairings.keep_standing(event.helper_id, version=event.version, suspended=True)


def restore_reach(uow: UnitOfWork, event: HelperReinstated) -> None:
    uow.helper_pairings.keep_standing(event.helper_id, version=event.version, suspended=False)


def _keep(
    uow: UnitOfWork, event: PairingActivated | PairingEnded | PairingMoved, *, active: bool
) -> None:
    uow.helper_pairings.keep(
        pairing_id=event.pairing_id,
        helper_id=event.helper_id,
        child_id=event.child_id,
        version=event.version,
        active=active,
    )
