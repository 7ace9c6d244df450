"""The ports of pairing, on SQLAlchemy."""

from functools import cached_property

from services.pairing.handlers.copies import settle_newcomers
from services.pairing.models import Base
from services.pairing.store.growing import SqlGrowing
from services.pairing.store.matchings import SqlMatchings, SqlProposals
from services.pairing.store.pairs import SqlConsents, SqlPairings
from services.pairing.store.papers import SqlApplications, SqlCertificates, SqlTrials
from services.pairing.store.people import SqlChildren, SqlHelpers, SqlRules
from services.pairing.store.promises import SqlContacts, SqlPromises
from services.pairing.store.scoring import SqlScoring
from services.pairing.store.watching import SqlWatching
from services.pairing.store.wishes import SqlWishes
from shared.contracts.pairing.errors import (
    AlreadyPaired,
    CapacityReached,
    ContactSentBefore,
    HelperAlreadyRegistered,
    MatchingUnderWay,
    ProposalAlreadyAccepted,
    SlotTaken,
    WishTaken,
)
from shared.contracts.pairing.scoring_errors import ScoresConfirmed
from shared.unit_of_work import SqlUnitOfWork


class PairingUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {
        "uq_helpers_id_index": HelperAlreadyRegistered,
        "ck_helpers_load_within_capacity": CapacityReached,
        "uq_matchings_area_code_under_way": MatchingUnderWay,
        "uq_pairings_child_id_helper_id_live": AlreadyPaired,
        "uq_pairings_child_id_slot_live": SlotTaken,
        "uq_pairings_proposal_id": ProposalAlreadyAccepted,
        "uq_contacts_client_key": ContactSentBefore,
        "uq_diary_entries_client_key": ContactSentBefore,
        "uq_scorings_school_id_year": ScoresConfirmed,
        "uq_wish_claims_wish_id_standing": WishTaken,
    }

    @cached_property
    def children(self) -> SqlChildren:
        return SqlChildren(self.session)

    @property
    def helpers(self) -> SqlHelpers:
        return SqlHelpers(self.session)

    @property
    def consents(self) -> SqlConsents:
        return SqlConsents(self.session)

    @property
    def matchings(self) -> SqlMatchings:
        return SqlMatchings(self.session)

    @property
    def proposals(self) -> SqlProposals:
        return SqlProposals(self.session)

    @property
    def pairings(self) -> SqlPairings:
        return SqlPairings(self.session)

    @property
    def rules(self) -> SqlRules:
        return SqlRules(self.session)

    @cached_property
    def promises(self) -> SqlPromises:
        return SqlPromises(self.session)

    @property
    def contacts(self) -> SqlContacts:
        return SqlContacts(self.session)

    @property
    def wishes(self) -> SqlWishes:
        return SqlWishes(self.session)

    @property
    def growing(self) -> SqlGrowing:
        return SqlGrowing(self.session)

    @property
    def watching(self) -> SqlWatching:
        return SqlWatching(self.session)

    @property
    def scoring(self) -> SqlScoring:
        return SqlScoring(self.session)

    @property
    def applications(self) -> SqlApplications:
        return SqlApplications(self.session)

    @property
    def certificates(self) -> SqlCertificates:
        return SqlCertificates(self.session)

    @property
    def trials(self) -> SqlTrials:
        return SqlTrials(self.session)

    def finish(self) -> None:
        settle_newcomers(self)
        self.session.flush()
        self.children.write_counts()
        self.promises.write_counts()
        super().finish()
