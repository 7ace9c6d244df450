"""Which fields a dossier has, and by which group each is shown.

`PLAIN` stand in clear columns, since lists and rules need them; the rest lies sealed.
`BEHIND` are those of the clear columns, judged ones among them, that are shown by group too: what
the family is like, and how urgent a child's need is, is not for everybody who may see the child.
"""

PLAIN = (
    "sex",
    "birth_date",
    "area_code",
    "school_id",
    "class_name",
    "stage",
    "boarder",
    "hardships",
)
_PARENT_FAMILY = (
    *("name", "situation", "since", "earlier", "death_date", "workplace", "employer"),
    *("months_away", "income", "id_kind", "id_number"),
)
GROUPS: dict[str, tuple[str, ...]] = {
    "identity": (
        "name",
        "id_number",
        "ethnicity",
        "household_address",
        "present_address",
        "hobbies",
    ),
    "contact": (
        "father_phone",
        "father_wechat",
        "mother_phone",
        "mother_wechat",
        "guardian_phone",
        "guardian_address",
    ),
    "family": (
        *(f"father_{name}" for name in _PARENT_FAMILY),
        *(f"mother_{name}" for name in _PARENT_FAMILY),
        "guardian_name",
        "guardian_id_number",
        "guardian_relation",
        "guardian_entrusted",
        "guardian_occupation",
        "guardian_age",
        "guardian_health",
        "guardianship",
        "care",
        "care_quality",
        "improper_care",
        "household_class",
        "single_parent_reason",
        "siblings",
        "paternal_grandparents",
        "maternal_grandparents",
        "relief",
        "special_situation",
        "remarks",
    ),
    "schooling": ("enrolment", "school_name"),
    "health": (
        *("health_state", "disability_degree", "illness", "illness_name", "health_note"),
        *("vaccinated", "vaccination", "insured", "insurance"),
    ),
}
BEHIND = {"hardships": "family", "reasons": "family", "level": "level"}
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
SHOWN_BY = GROUP_OF | BEHIND
# Shown masked until revealed for a purpose.
SECRET = frozenset(name for name in GROUP_OF if name.endswith(("id_number", "phone", "wechat")))
# Several values each, kept without order; none said is an empty list in `PLAIN`, else nothing.
LISTS = frozenset({"hardships", "improper_care", "relief", "father_earlier", "mother_earlier"})
# The parts that a dossier is filled in, read and printed by; each field stands in one of them.
_PARENT = (*_PARENT_FAMILY, "phone", "wechat")
SECTIONS: dict[str, tuple[str, ...]] = {
    "child": (
        *("name", "sex", "birth_date", "id_number", "ethnicity", "area_code"),
        *("household_class", "household_address", "present_address", "hobbies"),
    ),
    "father": tuple(f"father_{name}" for name in _PARENT),
    "mother": tuple(f"mother_{name}" for name in _PARENT),
    "guardian": (
        *("guardian_name", "guardian_relation", "guardianship", "guardian_entrusted"),
        *("guardian_phone", "guardian_id_number", "guardian_age", "guardian_occupation"),
        *("guardian_health", "guardian_address", "care", "care_quality", "improper_care"),
    ),
    "family": (
        *("hardships", "single_parent_reason", "relief", "special_situation", "siblings"),
        *("paternal_grandparents", "maternal_grandparents", "remarks"),
    ),
    "school": ("school_id", "school_name", "class_name", "stage", "enrolment", "boarder"),
    "health": GROUPS["health"],
}
