"""Tables of funding. Amounts are whole fen."""

from services.funding.models.awards import Award
from services.funding.models.base import (
    JOURNAL,
    Base,
)
from services.funding.models.batches import (
    BankAccount,
    Batch,
    BatchLine,
    ClosedPeriod,
    Delegation,
    Objection,
    RollCheck,
    SignedHead,
)
from services.funding.models.book import (
    Entry,
    EntryMove,
)
from services.funding.models.children import (
    Child,
    ChildStage,
    CountyRules,
)
from services.funding.models.money import (
    Fund,
    FundBudget,
    FundShare,
    Payment,
    Roll,
    RollLine,
)
from services.funding.models.rails import (
    AccessLog,
    ChainHead,
    Command,
    DataKey,
    DiscardedLetter,
    History,
    Inbox,
    Job,
    Outbox,
    OutboxArchive,
    Replay,
    Subscription,
    Swept,
    Timer,
)
from services.funding.models.reliefs import (
    Paper,
    PaperContent,
    Relief,
    ReliefPart,
)
from shared.append_only import append_only

for book in (Entry, EntryMove, FundShare, SignedHead, AccessLog, History):
    append_only(book.__table__)

__all__ = [
    "JOURNAL",
    "AccessLog",
    "Award",
    "BankAccount",
    "Base",
    "Batch",
    "BatchLine",
    "ChainHead",
    "Child",
    "ChildStage",
    "ClosedPeriod",
    "Command",
    "CountyRules",
    "DataKey",
    "Delegation",
    "DiscardedLetter",
    "Entry",
    "EntryMove",
    "Fund",
    "FundBudget",
    "FundShare",
    "History",
    "Inbox",
    "Job",
    "Objection",
    "Outbox",
    "OutboxArchive",
    "Paper",
    "PaperContent",
    "Payment",
    "Relief",
    "ReliefPart",
    "Replay",
    "Roll",
    "RollCheck",
    "RollLine",
    "SignedHead",
    "Subscription",
    "Swept",
    "Timer",
]
