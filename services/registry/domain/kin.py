"""Who cares for the child, and whether it is vaccinated, from what people write in free words."""

from collections.abc import Mapping
from typing import Any

from shared.texts.kin import KINDS_OF_KIN, NOT_VACCINATED, VACCINATED


def guardian_kind(facts: Mapping[str, Any]) -> str:
    """One of codes.GUARDIANS. The first kind whose word stands in the relation counts; somebody
    entrusted who is no kin is `entrusted`."""
    relation = "".join((facts.get("guardian_relation") or "").split())
    for kind, words in KINDS_OF_KIN.items():
        if any(word in relation for word in words):
            return kind
    if facts.get("guardian_entrusted"):
        return "entrusted"
    return "entrusted" if relation else "unknown"


def vaccinated(said: str | None) -> bool:
    """Only where it says so; silence is no vaccination."""
    text = "".join((said or "").split())
    if any(word in text for word in NOT_VACCINATED):
        return False
    return any(word in text for word in VACCINATED)
