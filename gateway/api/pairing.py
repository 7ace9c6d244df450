"""/api/v1: helpers, consents, matchings, proposals, pairings."""

from gateway.api.routes import Area
from shared.contracts.pairing import schemas

AREA = Area("pairing")

HELPER = "/helpers/<uuid:helper_id>"
MATCHING = "/matchings/<uuid:matching_id>"
PROPOSAL = "/proposals/<uuid:proposal_id>"

AREA.command(
    "/helpers",
    "register_helper",
    schemas.RegisterHelper,
    schemas.HelperView,
    status=201,
    at="/helpers",
)
AREA.query("/helpers", "list_helpers", schemas.ListHelpers, schemas.HelperList)
AREA.query(HELPER, "get_helper", schemas.GetHelper, schemas.HelperView)
AREA.query("/helper-names", "name_helpers", schemas.NameHelpers, schemas.HelperNames)
AREA.command(f"{HELPER}/checks", "record_check", schemas.RecordCheck, schemas.HelperView)
AREA.command(f"{HELPER}/approval", "approve_helper", schemas.ApproveHelper, schemas.HelperView)
AREA.command(
    f"{HELPER}/declaration", "clear_declaration", schemas.ClearDeclaration, schemas.HelperView
)
AREA.command(f"{HELPER}/refusal", "refuse_helper", schemas.RefuseHelper, schemas.HelperView)

AREA.command(
    "/children/<uuid:child_id>/consents",
    "record_consent",
    schemas.RecordConsent,
    schemas.ConsentView,
    status=201,
)
AREA.query(
    "/children/<uuid:child_id>/consents",
    "list_consents",
    schemas.ListConsents,
    schemas.ConsentList,
)
AREA.command(
    "/consents/<uuid:consent_id>/withdrawal",
    "withdraw_consent",
    schemas.WithdrawConsent,
    schemas.ConsentView,
)

AREA.command(
    "/matchings",
    "start_matching",
    schemas.StartMatching,
    schemas.MatchingView,
    status=202,
    at="/matchings",
)
AREA.query("/matchings", "list_matchings", schemas.ListMatchings, schemas.MatchingList)
AREA.query(MATCHING, "get_matching", schemas.GetMatching, schemas.MatchingView)
AREA.query(f"{MATCHING}/proposals", "list_proposals", schemas.ListProposals, schemas.ProposalList)
AREA.query(f"{MATCHING}/unmatched", "list_unmatched", schemas.ListUnmatched, schemas.UnmatchedList)
AREA.command(
    f"{PROPOSAL}/acceptance", "accept_proposal", schemas.AcceptProposal, schemas.PairingView
)
AREA.command(f"{PROPOSAL}/change", "change_proposal", schemas.ChangeProposal, schemas.PairingView)
AREA.command(f"{PROPOSAL}/refusal", "refuse_proposal", schemas.RefuseProposal, schemas.ProposalView)

AREA.command(
    "/pairings", "arrange_pairing", schemas.ArrangePairing, schemas.PairingView, status=201
)
AREA.query("/pairings/book", "export_pairings", schemas.ExportPairings, schemas.PairingBook)
AREA.query("/pairings", "list_pairings", schemas.ListPairings, schemas.PairingList)
AREA.command(
    "/pairings/<uuid:pairing_id>/ending", "end_pairing", schemas.EndPairing, schemas.PairingView
)
AREA.query("/coverage", "coverage", schemas.GetCoverage, schemas.CoverageView)
