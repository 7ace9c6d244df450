"""Tables of pairing. Names, numbers and free text are sealed; the rest is ids and codes."""

from services.pairing.models.applying import Application, Certificate, Trial
from services.pairing.models.core import (
    AdoptedPack,
    Base,
    Bond,
    Child,
    ChildCount,
    Consent,
    Helper,
    Matching,
    Pairing,
    Proposal,
    RefusedPair,
    Unmatched,
)
from services.pairing.models.growing import DiaryEntry, Handover, HelpPlan, PlanStep
from services.pairing.models.promises import (
    Contact,
    ContactFile,
    ContactPromise,
    HelperTally,
    Promise,
    PromiseCount,
)
from services.pairing.models.rails import Outbox
from services.pairing.models.scoring import HelperPoints, Score, Scoring
from services.pairing.models.watching import Attendance, Result, Watched
from services.pairing.models.wishes import Wish, WishClaim

__all__ = [
    "AdoptedPack",
    "Application",
    "Attendance",
    "Base",
    "Bond",
    "Certificate",
    "Child",
    "ChildCount",
    "Consent",
    "Contact",
    "ContactFile",
    "ContactPromise",
    "DiaryEntry",
    "Handover",
    "HelpPlan",
    "Helper",
    "HelperPoints",
    "HelperTally",
    "Matching",
    "Outbox",
    "Pairing",
    "PlanStep",
    "Promise",
    "PromiseCount",
    "Proposal",
    "RefusedPair",
    "Result",
    "Score",
    "Scoring",
    "Trial",
    "Unmatched",
    "Watched",
    "Wish",
    "WishClaim",
]
