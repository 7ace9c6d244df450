"""Who helps whom: helpers and their checks, consents, matchings, pairings, contact duties.

Owns `helpers`, `bonds`, `consents`, `matchings`, `proposals`, `unmatched`, `refused_pairs`,
`pairings`, `promises` (contact duties) with their counts, `contacts`, `wishes`, `certificates`,
public `applications`, `trials` of a matching, the early-warning list (`watched`), `results` of
terms, `scorings` of school years with their `scores` and `helper_points`, and copies of
`children`, of their `attendances` and of the packs that counties adopted;
publishes HelperApplied, HelperApproved, HelperRefused, HelperSuspended, HelperReinstated,
ConsentRecorded, ConsentWithdrawn, MatchingProposed, ProposalRefused, PairingActivated,
PairingEnded, PairingMoved, ContactLogged, PromisesDue, PromisesNeglected, RecordCheckExpiring,
PairingStillMissing, WatchListGrown, ResultsScored, AwardDue, HelpStepDue, Wish*; consumes the
registry's Child* facts and PackAdopted, and SessionHeld and AttendanceMarked of activities.

One room more than usual: `views.py`, records as the plain data that use cases and screens answer.
"""
