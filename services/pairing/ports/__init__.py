"""What the use cases need from the outside."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from services.pairing.domain.matching.problem import Problem
from services.pairing.domain.pairings import PairFacts
from services.pairing.domain.policy import Policy
from services.pairing.models import (
    Application,
    Bond,
    Certificate,
    Child,
    Consent,
    Contact,
    ContactFile,
    Helper,
    Matching,
    Pairing,
    Promise,
    Proposal,
    Trial,
    Wish,
    WishClaim,
)
from services.pairing.ports.following import Growing as Growing
from services.pairing.ports.following import Scorings as Scorings
from services.pairing.ports.following import Watching as Watching
from shared.contracts.pairing.codes import ContactKind, Coverage, PromiseState
from shared.contracts.registry.events import ChildRegistered
from shared.recording import Recording


class Children(Protocol):
    """As the registry told us. A locked child's pairings are decided on by us alone."""

    def get(self, child_id: str, *, locked: bool = False) -> Child:
        """Raises ChildNotKnown."""

    def lock(self, child_ids: Iterable[str]) -> list[Child]:
        """In one order everywhere, so that no two callers wait for each other."""

    def of_today(self, child_id: str, *, locked: bool = False) -> Child:
        """The child, or the one that its file was merged into. Raises ChildNotKnown."""

    def files(self, child_id: str) -> list[str]:
        """The child's own, and those that were merged into it."""

    def merged_into(self, child_id: str) -> str | None: ...
    def keep(self, child: Child) -> bool:
        """Ours from now on; False, and nothing done, if we hold a newer one."""

    def cover(self, child: Child, coverage: Coverage) -> None:
        """Of a locked child."""

    def expect(self, child: Child, fact: ChildRegistered) -> None:
        """Ours from `flush` on."""

    def flush(self) -> list[ChildRegistered]:
        """The facts of those who were here already, for whom nothing was done."""


class Helpers(Protocol):
    def add(self, helper: Helper, bonds: Iterable[Bond]) -> None: ...
    def get(self, helper_id: str, *, locked: bool = False) -> Helper:
        """Raises HelperNotFound."""

    def lock(self, helper_ids: Iterable[str]) -> list[Helper]: ...
    def find(self, helper_id: str) -> Helper | None: ...
    def with_id_index(self, id_index: str) -> Helper | None: ...


class Consents(Protocol):
    def add(self, consent: Consent) -> None: ...
    def get(self, consent_id: str) -> Consent:
        """Raises ConsentNotFound."""

    def standing(self, child_id: str) -> list[Consent]:
        """Those not withdrawn, the newest first."""

    def withdrawn_on(self, child_id: str) -> date | None: ...
    def moved_from(self, child_id: str) -> list[Consent]: ...


class Matchings(Protocol):
    def add(self, matching: Matching) -> None: ...
    def get(self, matching_id: str, *, locked: bool = False) -> Matching:
        """Raises MatchingNotFound."""

    def problem(
        self, area_code: str, policy: Policy, today: date, *, reserving: bool = False
    ) -> Problem:
        """Whom to match in the place, and everybody in its county who could help. `reserving`
        leaves the places that open proposals elsewhere hold."""

    def in_want(self, area_code: str, statuses: Collection[str]) -> bool: ...
    def under_way(self, area_code: str) -> bool:
        """Of the place, one in it or one around it."""

    def ungraded(self, area_code: str, statuses: Collection[str]) -> int: ...
    def withdrawn(self, area_code: str, statuses: Collection[str]) -> int: ...
    def clear(self, matching_id: str) -> None:
        """Forget what an attempt that was cut short has saved."""

    def save(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None: ...
    def open_saved(self, matching: Matching) -> None:
        """Its proposals are open, and those that were open for the same children are no more."""


class Proposals(Protocol):
    def get(self, proposal_id: str, *, locked: bool = False) -> Proposal:
        """Raises ProposalNotFound."""

    def lapse_place(self, child_id: str, slot: str) -> None: ...
    def refuse_pair(self, child_id: str, helper_id: str) -> None: ...
    def was_refused(self, child_ids: Collection[str], helper_id: str) -> bool:
        """For any of these files."""


class Pairings(Protocol):
    def add(self, pairing: Pairing) -> None: ...
    def get(self, pairing_id: str, *, locked: bool = False) -> Pairing:
        """Raises PairingNotFound."""

    def live_of_child(self, child_id: str) -> list[Pairing]: ...
    def live_of_helper(self, helper_id: str) -> list[Pairing]: ...
    def moved_from(self, child_id: str) -> list[Pairing]:
        """Live ones of a merged file, under the child that it became part of."""

    def ended_by_merge(self, child_id: str) -> list[Pairing]:
        """By the merge that stands."""

    def townships(self, county: str) -> list[str]:
        """With a live pair."""

    def facts_of(self, township: str) -> list[PairFacts]: ...


class Promises(Protocol):
    """What changes is added to the kept counts at the end of the unit of work."""

    def add(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Those that are not there yet; how many these were."""

    def set_state(self, promise: Promise, state: PromiseState) -> None: ...
    def of_owners(self, owner_ids: Collection[str], *states: PromiseState) -> list[Promise]:
        """Locked. An owner is a pairing, or a helper for a duty per person."""

    def of_kind(self, owner_ids: Collection[str], duty: ContactKind) -> list[Promise]:
        """Not kept yet, the oldest first; locked."""

    def kept_by(self, contact_id: str) -> list[Promise]: ...
    def past_due(self, township: str, today: date) -> list[Promise]: ...
    def move(self, owner_ids: Collection[str], area_code: str, school_id: str | None) -> None:
        """What is still owed is owed at the new place."""

    def townships(self, county: str, since: date) -> list[str]: ...
    def pairings(self, township: str) -> list[Pairing]: ...
    def helpers(self, township: str) -> list[Helper]: ...
    def ending_on(
        self, township: str, state: PromiseState, first: date, last: date
    ) -> Sequence[Any]:
        """(id, helper, area code, school, last day)."""


class Contacts(Protocol):
    def add(self, contact: Contact, promises: Collection[Promise]) -> None: ...
    def get(self, contact_id: str, *, locked: bool = False) -> Contact:
        """Raises ContactNotFound."""

    def sent_before(self, by: str, client_key: str) -> Contact | None: ...
    def newest_of(self, pairing_id: str) -> date | None:
        """Of the contacts that reached somebody."""

    def newest_for(self, promise_id: str) -> date | None: ...
    def counted(self, helper_id: str, first: date, last: date) -> dict[str, int]:
        """children, contacts, and duties kept."""

    def add_file(self, file: ContactFile) -> None: ...
    def files(self, contact_id: str) -> list[ContactFile]: ...


class Wishes(Protocol):
    def add(self, wish: Wish) -> None: ...
    def get(self, wish_id: str, *, locked: bool = False) -> Wish:
        """Raises WishNotFound."""

    def take(self, wish_id: str, claim: WishClaim) -> bool: ...
    def claim(self, claim_id: str, *, locked: bool = False) -> WishClaim | None: ...
    def held_by(self, account_id: str) -> int: ...
    def unfulfilled(self, child_id: str) -> list[Wish]:
        """Locked: said, published or claimed."""

    def move(self, child_id: str, area_code: str, school_id: str | None) -> None:
        """Those that are not over."""


class Applications(Protocol):
    def add(self, application: Application) -> None: ...
    def get(self, code_index: str) -> Application | None: ...


class Certificates(Protocol):
    def add(self, certificate: Certificate) -> None: ...
    def get(self, certificate_id: str) -> Certificate:
        """Locked. Raises CertificateNotFound."""

    def with_code(self, code_index: str) -> Certificate | None: ...


class Trials(Protocol):
    def add(self, trial: Trial) -> None: ...
    def get(self, trial_id: str, *, locked: bool = False) -> Trial:
        """Raises TrialNotFound."""


class Rules(Protocol):
    def adopt(self, area_code: str, pack: str, valid_from: date, version: int) -> None: ...
    def in_force(self, area_code: str, today: date) -> Policy: ...


class Vault(Protocol):
    def seal(self, subject: str, values: Mapping[str, Any]) -> str: ...
    def open(self, subject: str, sealed: str) -> dict[str, Any]: ...
    def seal_bytes(self, subject: str, content: bytes, bound_to: str) -> str: ...
    def blind_index(self, kind: str, value: str) -> str: ...


class UnitOfWork(Recording, Protocol):
    @property
    def replayed(self) -> bool:
        """Whether the event that is being handled is a replay's."""

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
    def promises(self) -> Promises: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def wishes(self) -> Wishes: ...
    @property
    def growing(self) -> Growing: ...
    @property
    def watching(self) -> Watching: ...
    @property
    def scoring(self) -> Scorings: ...
    @property
    def applications(self) -> Applications: ...
    @property
    def certificates(self) -> Certificates: ...
    @property
    def trials(self) -> Trials: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def vault(self) -> Vault: ...
    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
    def start_job(self, kind: str, subject: str) -> str: ...
