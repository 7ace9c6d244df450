"""The codes that facts about a child are kept in; their Chinese names are in shared.texts."""

LEVELS = ("province", "prefecture", "county", "township", "village")
SEXES = ("male", "female")
STATUSES = ("left_behind", "not_left_behind", "to_verify", "in_difficulty", "followed")
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
DIMENSIONS = ("psychology", "health", "schooling", "guardianship", "living")
# What the report of an import says of a row; nothing is said of a rejected one.
LEFT_BEHIND = ("yes", "no", "verify")
IMPORT_STATES = ("queued", "reading", "storing", "done", "failed")
OUTCOMES = ("accepted", "merged", "rejected")
