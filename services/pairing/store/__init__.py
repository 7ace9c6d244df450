"""The ports of pairing, on SQLAlchemy."""

from services.pairing.models import Base
from services.pairing.store.matchings import SqlMatchings, SqlProposals
from services.pairing.store.pairs import SqlConsents, SqlPairings
from services.pairing.store.people import SqlChildren, SqlHelpers, SqlRules
from shared.contracts.pairing.errors import (
    AlreadyPaired,
    CapacityReached,
    HelperAlreadyRegistered,
    MatchingUnderWay,
    ProposalAlreadyAccepted,
    SlotTaken,
)
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
    }

    @property
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
