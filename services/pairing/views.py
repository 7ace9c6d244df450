"""Records as the plain data that callers see, for use cases and screens alike."""

from collections.abc import Collection, Mapping
from typing import Any

from services.pairing.domain.persons import masked_name, masked_number
from services.pairing.models import (
    Consent,
    Contact,
    ContactFile,
    DiaryEntry,
    Handover,
    Helper,
    HelpPlan,
    Matching,
    Pairing,
    PlanStep,
    Promise,
    Proposal,
    Result,
    Trial,
    Unmatched,
    Watched,
    Wish,
    WishClaim,
)
from shared.texts.pairing import reasons_text, signs_text

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
    "self_applied",
    "dialects",
    "available",
    "trainings",
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
    "last_contact_on",
    "sponsor_fen",
    "version",
)
UNMATCHED_FIELDS = ("child_id", "area_code", "level", "coverage", "missing", "reasons")

CONTACT_FIELDS = (
    "id",
    "child_id",
    "helper_id",
    "area_code",
    "kind",
    "outcome",
    "on_date",
    "as_role",
    "recorded_at",
    "struck_at",
    "version",
)
PROMISE_FIELDS = (
    "id",
    "helper_id",
    "child_id",
    "area_code",
    "school_id",
    "duty",
    "term",
    "first_day",
    "last_day",
    "wanted",
    "reached",
    "state",
    "done_on",
)


def _fields(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def helper_view(
    helper: Helper,
    identity: dict[str, str],
    *,
    named: bool,
    why: str | None = None,
    said: Mapping[str, Any],
    revealed: Collection[str] = (),
) -> dict[str, Any]:
    """`identity` and `said` are what was sealed; `named` says whether the reader may see the full
    name."""
    numbers = {
        field: identity[field] if field in revealed else masked_number(identity[field])
        for field in ("phone", "id_number")
    }
    name = identity["name"] if named else masked_name(identity["name"])
    words = {"name": name, "why": why, "about": said.get("about")}
    declared = {
        "declared_records": said.get("declared", []),
        "declaration_cleared": said.get("cleared"),
    }
    return {**_fields(helper, HELPER_FIELDS), **numbers, **words, **declared}


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


def contact_view(
    contact: Contact, words: Mapping[str, Any], files: Collection[ContactFile], *, may_strike: bool
) -> dict[str, Any]:
    """`words` are what was sealed; none for those who may not know."""
    return {
        **_fields(contact, CONTACT_FIELDS),
        "summary": words.get("summary"),
        "follow_up": words.get("follow_up"),
        "files": [_fields(file, ("id", "kind", "size")) for file in files],
        "may_strike": may_strike and contact.struck_at is None,
    }


def promise_view(promise: Promise) -> dict[str, Any]:
    return _fields(promise, PROMISE_FIELDS)


def watched_view(one: Watched) -> dict[str, Any]:
    names = ("child_id", "area_code", "school_id", "since", "judged_on")
    signs = ("silent_days", "overdue", "missed", "of_sessions", "ranks_lost", "signs")
    return {**_fields(one, names + signs), "why": signs_text(_fields(one, signs))}


def result_view(result: Result) -> dict[str, Any]:
    names = (
        "child_id",
        "class_name",
        "term",
        "rank",
        "of_pupils",
        "breach",
        "three_good",
        "version",
    )
    return _fields(result, names)


def plan_view(
    plan: HelpPlan,
    said: Mapping[str, Any],
    steps: Collection[tuple[PlanStep, Mapping[str, Any]]],
) -> dict[str, Any]:
    """`said` is what was sealed, of the plan and of each step."""
    names = ("id", "child_id", "kind", "state", "from_day", "to_day", "as_role", "version")
    words = {name: said.get(name) for name in ("situation", "aims", "outcome")}
    listed = [
        {**_fields(step, ("number", "due_on", "done_on")), "result": None, **told}
        for step, told in steps
    ]
    return {**_fields(plan, names), **words, "steps": listed}


def diary_view(entry: DiaryEntry, text: str, *, may_strike: bool) -> dict[str, Any]:
    names = ("id", "child_id", "on_date", "as_role", "written_at", "struck_at", "version")
    return {**_fields(entry, names), "text": text, "may_strike": may_strike}


def handover_view(handover: Handover, words: str) -> dict[str, Any]:
    names = ("pairing_id", "child_id", "helper_id", "left_on", "taken_by", "taken_on", "version")
    return {**_fields(handover, names), "words": words}


def trial_view(trial: Trial) -> dict[str, Any]:
    names = ("id", "area_code", "changes", "status", "requested_at", "before", "after", "problem")
    return {**_fields(trial, names), "version": trial.version}


def wish_view(wish: Wish, text: str, why: str | None, claim: WishClaim | None) -> dict[str, Any]:
    names = ("id", "child_id", "area_code", "status", "public_text", "submitted_at", "version")
    until = claim.until if claim else None
    return {**_fields(wish, names), "text": text, "why": why, "claimed_until": until}


def open_wish_view(wish: Wish, claim: WishClaim | None) -> dict[str, Any]:
    """For who may not know whose it is."""
    return {
        **_fields(wish, ("id", "status")),
        "county_code": wish.area_code[:6],
        "public_text": wish.public_text or "",
        "claim_state": claim.state if claim else None,
        "until": claim.until if claim else None,
    }
