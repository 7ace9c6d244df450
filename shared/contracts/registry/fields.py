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
_PARENT_FAMILY = ("name", "id_number", "situation", "workplace", "employer", "since", "months_away")
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
        "care",
        "siblings",
        "remarks",
    ),
    "schooling": ("enrolment", "school_name"),
    "health": ("health_note", "vaccination", "insurance"),
}
BEHIND = {"hardships": "family", "reasons": "family", "level": "level"}
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
SHOWN_BY = GROUP_OF | BEHIND
# Shown masked until revealed for a purpose.
SECRET = frozenset(name for name in GROUP_OF if name.endswith(("id_number", "phone", "wechat")))
