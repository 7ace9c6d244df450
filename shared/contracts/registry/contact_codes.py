"""The codes of contact between children and their parents; their words are in shared.texts."""

PARENTS = ("father", "mother")
CONTACT_METHODS = ("call", "video", "letter", "visit", "message")
BY_HAND = "hand"  # the source of what a person typed; else the service whose register says so
