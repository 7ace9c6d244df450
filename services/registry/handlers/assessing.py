"""Five scores make a heart level (DOMAIN section 4)."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from services.registry.domain.heart import grade
from services.registry.handlers.dossiers import set_level
from services.registry.models import Assessment
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now


def assess_child(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    scores: Mapping[str, int],
    facts: Mapping[str, str],
    today: date,
) -> Assessment:
    """Raises ChildNotFound, AccessDenied, ScoreOutOfRange, FactsMissing."""
    record = uow.children.get(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    pack = uow.rules.in_force(record.area_code, today)
    result = grade(scores, facts, pack["heart"])
    assessment = Assessment(
        id=str(uuid4()),
        child_id=record.id,
        assessed_on=today,
        at=now(),
        by=grant.viewer.account_id,
        level=result.level,
        total=result.total,
        reasons=list(result.reasons),
        observed=uow.vault.seal(record.id, {"scores": dict(scores), "facts": dict(facts)}),
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
    )
    uow.children.add_assessment(assessment)
    set_level(uow, record, result.level, by=grant.viewer.account_id, today=today)
    return assessment
