"""The codes of entrusted care (Minors Protection Law, articles 22 and 23); their Chinese words are
in shared.texts."""

# Who may not be entrusted: the four grounds of article 22, and full capacity, which it asks for.
GROUNDS = ("offence", "habit", "neglect", "unfit", "incapable")
OWN_VIEWS = ("agrees", "disagrees", "undecided")
SIGNERS = ("father", "mother")
AGREEMENT_STATES = ("agreed", "active", "ended", "refused")
# Why an agreement ends: as a person says, and by itself.
ENDINGS = (
    "parent_returned",
    "carer_unable",
    "carer_idle",
    "parents_asked",
    "child_asked",
    "mistake",
    "other",
)
BY_ITSELF = ("expired", "replaced")
# What the village finds of a carer (article 43).
FAILINGS = ("carer_unable", "carer_idle")
NOTICE_TO = ("school", "village")
CARER_FIELDS = (
    "carer_name",
    "carer_id_number",
    "carer_relation",
    "carer_occupation",
    "carer_health",
    "carer_phone",
    "carer_address",
)
