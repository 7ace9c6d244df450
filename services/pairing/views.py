"""Records as the plain data that callers see, for use cases and screens alike."""

from collections.abc import Collection
from typing import Any

from services.pairing.domain.persons import masked_name, masked_number
from services.pairing.models import (
    Consent,
    Helper,
    Matching,
    Pairing,
    Proposal,
    Unmatched,
)
from shared.texts.pairing import reasons_text

HELPER_FIELDS = (
    "id",
    "category",
    "status",
    "sex",
    "child_sex",
    "area_code",
    "school_id",
    "capacity",
    "load",
    "conditions",
    "disqualified",
    "checked_on",
    "check_good_until",
    "version",
)
CONSENT_FIELDS = (
    "id",
    "child_id",
    "signer",
    "signed_on",
    "own_view",
    "own_consent",
    "helper_sex",
    "lawful_basis",
    "withdrawn_on",
    "version",
)
MATCHING_FIELDS = (
    "id",
    "area_code",
    "status",
    "requested_by",
    "requested_at",
    "ended_at",
    "proposed",
    "uncovered",
    "pack",
    "pack_version",
    "pack_hash",
    "summary",
    "problem",
    "version",
)
PROPOSAL_FIELDS = (
    "id",
    "matching_id",
    "child_id",
    "helper_id",
    "category",
    "area_code",
    "level",
    "slot",
    "status",
    "cost",
    "reasons",
    "pairing_id",
    "version",
)
PAIRING_FIELDS = (
    "id",
    "child_id",
    "helper_id",
    "category",
    "slot",
    "status",
    "area_code",
    "school_id",
    "proposal_id",
    "started_on",
    "ended_on",
    "end_reason",
    "version",
)
UNMATCHED_FIELDS = ("child_id", "area_code", "level", "coverage", "missing", "reasons")


def _fields(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def helper_view(
    helper: Helper,
    identity: dict[str, str],
    *,
    named: bool,
    why: str | None = None,
    revealed: Collection[str] = (),
) -> dict[str, Any]:
    """`identity` is what was sealed; `named` says whether the reader may see the full name."""
    numbers = {
        field: identity[field] if field in revealed else masked_number(identity[field])
        for field in ("phone", "id_number")
    }
    name = identity["name"] if named else masked_name(identity["name"])
    return {**_fields(helper, HELPER_FIELDS), **numbers, "name": name, "why": why}


def consent_view(consent: Consent, ended_pairings: int = 0) -> dict[str, Any]:
    return {**_fields(consent, CONSENT_FIELDS), "ended_pairings": ended_pairings}


def matching_view(matching: Matching) -> dict[str, Any]:
    return _fields(matching, MATCHING_FIELDS)


def proposal_view(proposal: Proposal, *, consented: bool) -> dict[str, Any]:
    why = reasons_text(proposal.reasons)
    return {**_fields(proposal, PROPOSAL_FIELDS), "why": why, "consented": consented}


def unmatched_view(unmatched: Unmatched) -> dict[str, Any]:
    return {**_fields(unmatched, UNMATCHED_FIELDS), "why": reasons_text(unmatched.reasons)}


def pairing_view(pairing: Pairing, level: int | None) -> dict[str, Any]:
    return {**_fields(pairing, PAIRING_FIELDS), "level": level}
