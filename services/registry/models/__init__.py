"""Tables of the registry."""

from services.registry.models.attachments import Attachment, AttachmentContent
from services.registry.models.base import Base
from services.registry.models.books import (
    Confirmation,
    Movement,
    ReportCell,
    Round,
    SignOff,
    TargetDay,
)
from services.registry.models.care import CareAgreement
from services.registry.models.cases import Case, CaseDuty, CaseEntry, CasePost, CaseReport
from services.registry.models.children import (
    AreaCount,
    Child,
    Dossier,
    Duplicate,
    Following,
    Mark,
    SearchToken,
)
from services.registry.models.contacts import ContactCount, ContactWatch, ParentContact
from services.registry.models.decisions import Assessment, PackInForce
from services.registry.models.evaluations import Evaluation
from services.registry.models.imports import Import, ImportRow
from services.registry.models.inspections import (
    Finding,
    FindingEntry,
    Inspection,
    InspectionVisit,
)
from services.registry.models.merges import Merge
from services.registry.models.moves import Move
from services.registry.models.organising import Adoption, Deed, Department, GroupMember, Letter
from services.registry.models.places import Area, FormerArea, School
from services.registry.models.plans import PlanNote, PlanPhase, PlanStep, WorkPlan
from services.registry.models.rails import (
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
from services.registry.models.return_visits import ReturnVisit
from services.registry.models.school import (
    Dropout,
    HealthCheck,
    HealthFollowUp,
    Persuasion,
    Promotion,
    PromotionStep,
    VaccinationCard,
)

__all__ = [
    "AccessLog",
    "Adoption",
    "Area",
    "AreaCount",
    "Assessment",
    "Attachment",
    "AttachmentContent",
    "Base",
    "CareAgreement",
    "Case",
    "CaseDuty",
    "CaseEntry",
    "CasePost",
    "CaseReport",
    "ChainHead",
    "Child",
    "Command",
    "Confirmation",
    "ContactCount",
    "ContactWatch",
    "DataKey",
    "Deed",
    "Department",
    "DiscardedLetter",
    "Dossier",
    "Dropout",
    "Duplicate",
    "Evaluation",
    "Finding",
    "FindingEntry",
    "Following",
    "FormerArea",
    "GroupMember",
    "HealthCheck",
    "HealthFollowUp",
    "History",
    "Import",
    "ImportRow",
    "Inbox",
    "Inspection",
    "InspectionVisit",
    "Job",
    "Letter",
    "Mark",
    "Merge",
    "Move",
    "Movement",
    "Outbox",
    "OutboxArchive",
    "PackInForce",
    "ParentContact",
    "Persuasion",
    "PlanNote",
    "PlanPhase",
    "PlanStep",
    "Promotion",
    "PromotionStep",
    "Replay",
    "ReportCell",
    "ReturnVisit",
    "Round",
    "School",
    "SearchToken",
    "SignOff",
    "Subscription",
    "Swept",
    "TargetDay",
    "Timer",
    "VaccinationCard",
    "WorkPlan",
]
