"""The codes that facts about a child are kept in; their Chinese names are in shared.texts."""

LEVELS = ("province", "prefecture", "county", "township", "village")
SEXES = ("male", "female")
STATUSES = (
    "left_behind",
    "not_left_behind",
    "to_verify",
    "in_difficulty",
    "followed",
    "exited",  # the file is closed for one of `EXITS`, and kept
)
# Why a file is closed by a person; ageing out and a parent's return end the status by themselves.
CARED_FOR = ("left_behind", "in_difficulty")  # whom targets, inspections and letters are about
EXITS = ("moved_away", "deceased", "in_error", "adopted", "other")
GUARDIANS = ("grandparents", "parent", "relative", "entrusted", "none", "unknown")
TARGETS = (
    "dossier",
    "enrolment",
    "kindergarten",
    "vaccination",
    "legal_aid",
    "family_education",
)
# What a report is split by; each child counts under one or more values of each.
BREAKDOWNS = (
    "sex",
    "band",
    "band_sex",
    "stage",
    "boarding",
    "guardian",
    "cause",
    "hardship",
    "care_quality",
    "relief",
    "level",
)
# How children come to be counted in a village under a status, and cease to be.
GAINS = ("joined", "moved_in")
LOSSES = (
    "moved_out",
    "left_parent_returned",
    "left_aged_out",
    "left_in_difficulty",
    "left_left_behind",
    "left_to_verify",
    "left_rules",
    "left_deceased",
    "left_in_error",
    "left_other",
)
FLOWS = (*GAINS, *LOSSES, "changed")  # "changed": from one value of a breakdown to another
STAGES = ("none", "kindergarten", "primary", "junior", "senior", "college")
HARDSHIPS = (
    "single_parent",
    "parent_disabled",
    "parent_ill",
    "low_income",
    "orphan",
    "child_disabled",
    "poverty_alleviated",
)
SITUATIONS = (
    "at_home",  # and able to bring up the child
    "away",
    "deceased",
    "missing",
    "imprisoned",
    "ill_or_disabled",  # incapacity not confirmed
    "no_capacity",  # confirmed
    "unknown",
)
ENROLMENTS = ("enrolled", "not_of_age", "not_enrolled", "dropped_out", "returned")
# LAW "Official fields and codes". The state of health is written in the codes of GB/T 2261.3:
# 10 well, 20 fair, 30 a chronic illness, 60 disabled; 61 sight, 62 hearing, 63 speech, 64 limbs,
# 65 intellect, 66 mind, 67 several, 69 other. Degrees are those of the disability certificate.
HEALTH_STATES = ("10", "20", "30", "60", "61", "62", "63", "64", "65", "66", "67", "69")
DISABLED = tuple(code for code in HEALTH_STATES if code.startswith("6"))
DEGREES = ("1", "2", "3", "4", "ungraded")
ILLNESSES = ("none", "chronic", "serious")
HOUSEHOLD_CLASSES = ("rural", "urban", "unified", "unregistered")
GUARDIANSHIPS = (
    "both_parents",
    "one_parent",
    "entrusted",
    "relative",  # who has no paper from the parents
    "appointed",
    "public",  # civil affairs
    "nobody",
)
CARE_QUALITIES = ("good", "fair", "poor")
IMPROPER_CARE = ("neglect", "unfit", "violence", "abuse", "abandonment", "exploitation")
RELIEF = (
    "subsistence",
    "extreme_hardship",
    "orphan",
    "unattended",  # in fact, both parents living
    "temporary",
    "medical",
    "education",
    "housing",
    "disability",
    "charity",
    "other",
)
SINGLE_PARENT_REASONS = ("divorced", "widowed", "unmarried", "missing", "other")
ID_KINDS = ("resident", "household_book", "passport", "permit", "other", "none")
NUMBERED = ("resident", "household_book")  # bear a resident ID number, as does what names no kind
INCOMES = ("wages", "farming", "business", "relief", "none", "other")
# Who is with the child: alone or unattended opens a case under the ages of the law.
CARE = ("with_carer", "unattended", "alone")
DIMENSIONS = ("psychology", "health", "schooling", "guardianship", "living")
# What the report of an import says of a row; nothing is said of a rejected one.
LEFT_BEHIND = ("yes", "no", "verify")
IMPORT_STATES = ("queued", "reading", "storing", "done", "failed")
MOVE_KINDS = ("village", "school")
MOVE_STATES = ("requested", "accepted", "refused", "withdrawn", "expired")
OUTCOMES = ("accepted", "merged", "rejected")
