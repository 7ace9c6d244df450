"""What the use cases need from the outside."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from services.pairing.domain.matching.problem import Problem
from services.pairing.domain.policy import Policy
from services.pairing.models import (
    Bond,
    Child,
    Consent,
    Helper,
    Matching,
    Pairing,
    Proposal,
)
from shared.recording import Recording


class Children(Protocol):
    """As the registry told us. A locked child's pairings are decided on by us alone."""

    def get(self, child_id: str, *, locked: bool = False) -> Child:
        """Raises ChildNotKnown."""

    def lock(self, child_ids: Iterable[str]) -> list[Child]:
        """In one order everywhere, so that no two callers wait for each other."""

    def merged_into(self, child_id: str) -> str | None: ...
    def keep(self, child: Child) -> bool:
        """Ours from now on; False, and nothing done, if we hold a newer one."""


class Helpers(Protocol):
    def add(self, helper: Helper, bonds: Iterable[Bond]) -> None: ...
    def get(self, helper_id: str, *, locked: bool = False) -> Helper:
        """Raises HelperNotFound."""

    def lock(self, helper_ids: Iterable[str]) -> list[Helper]: ...


class Consents(Protocol):
    def add(self, consent: Consent) -> None: ...
    def get(self, consent_id: str) -> Consent:
        """Raises ConsentNotFound."""

    def standing(self, child_id: str) -> list[Consent]:
        """Those not withdrawn, the newest first."""

    def moved_from(self, child_id: str) -> list[Consent]: ...


class Matchings(Protocol):
    def add(self, matching: Matching) -> None: ...
    def get(self, matching_id: str, *, locked: bool = False) -> Matching:
        """Raises MatchingNotFound."""

    def problem(self, area_code: str, policy: Policy, today: date) -> Problem:
        """Whom to match in the place, and everybody in its county who could help."""

    def whereabouts(self, child_ids: Sequence[str]) -> Mapping[str, tuple[str, int]]:
        """Child -> (area code, level)."""

    def ungraded(self, area_code: str, statuses: Collection[str]) -> int: ...
    def clear(self, matching_id: str) -> None:
        """Forget what an attempt that was cut short has saved."""

    def save(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None: ...
    def lapse_older(self, matching: Matching) -> None:
        """Open proposals of earlier matchings for the same children are open no more."""


class Proposals(Protocol):
    def get(self, proposal_id: str, *, locked: bool = False) -> Proposal:
        """Raises ProposalNotFound."""

    def lapse_place(self, child_id: str, slot: str) -> None: ...
    def refuse_pair(self, child_id: str, helper_id: str) -> None: ...
    def was_refused(self, child_id: str, helper_id: str) -> bool: ...


class Pairings(Protocol):
    def add(self, pairing: Pairing) -> None: ...
    def get(self, pairing_id: str, *, locked: bool = False) -> Pairing:
        """Raises PairingNotFound."""

    def live_of_child(self, child_id: str) -> list[Pairing]: ...
    def live_of_helper(self, helper_id: str) -> list[Pairing]: ...
    def moved_from(self, child_id: str) -> list[Pairing]:
        """Live ones of a merged file, under the child that it became part of."""

    def ended_by_merge(self, child_id: str) -> list[Pairing]: ...


class Rules(Protocol):
    def adopt(self, area_code: str, pack: str, valid_from: date, version: int) -> None: ...
    def in_force(self, area_code: str, today: date) -> Policy: ...


class Vault(Protocol):
    def seal(self, subject: str, values: Mapping[str, Any]) -> str: ...
    def open(self, subject: str, sealed: str) -> dict[str, Any]: ...
    def blind_index(self, kind: str, value: str) -> str: ...


class UnitOfWork(Recording, Protocol):
    @property
    def children(self) -> Children: ...
    @property
    def helpers(self) -> Helpers: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def matchings(self) -> Matchings: ...
    @property
    def proposals(self) -> Proposals: ...
    @property
    def pairings(self) -> Pairings: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def vault(self) -> Vault: ...
    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
    def start_job(self, kind: str, subject: str) -> str: ...
