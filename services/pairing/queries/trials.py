"""What a what-if came to, and the numbers that a matching goes by."""

from datetime import date
from typing import Any

from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.views import trial_view
from shared.access.grant import Grant


def get_trial(uow: UnitOfWork, grant: Grant, *, trial_id: str) -> dict[str, Any]:
    """Raises TrialNotFound."""
    trial = uow.trials.get(trial_id)
    grant.require(area=trial.area_code)
    return trial_view(trial)


def get_matching_rules(uow: UnitOfWork, grant: Grant, *, area: str, today: date) -> dict[str, Any]:
    """The numbers that the matching of a place goes by today."""
    grant.require(area=area)
    policy = uow.rules.in_force(area, today)
    return {
        "area_code": area,
        "pack": policy.pack,
        "pack_version": policy.pack_version,
        "cost": policy.weights.as_costs(),
        "capacity": [
            {"category": category, "side": load.side, "least": load.least, "most": load.most}
            for category, load in policy.loads.items()
        ],
        "pairing_days": policy.pairing_days,
    }
