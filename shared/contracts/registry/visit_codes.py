"""The codes of return visits; their Chinese words are in shared.texts."""

VISIT_METHODS = ("home", "phone", "video", "school", "other")
VISIT_OUTCOMES = ("fine", "help_needed", "not_met")
