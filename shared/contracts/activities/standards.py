"""What a room for left-behind children must have (DOMAIN section 8), as codes and counts.

The words for the codes are in `shared/texts/activities.py`.
"""

from collections.abc import Mapping

# Eight standards: sign, place, equipment, staff, files, plan, ledger, funds.
ROOM_STANDARDS = (
    "uniform_sign",
    "fixed_place",
    "full_equipment",
    "staff",
    "children_files",
    "activity_plan",
    "activity_ledger",
    "secured_funds",
)

# Shown, not entered: the inventory decides it.
COMPUTED_STANDARDS = frozenset({"full_equipment"})

ROOM_ZONES = (
    "reading",
    "family_contact",
    "culture_and_sport",
    "science_and_skills",
    "boarding_life",
)

# The two equipment plans that schools follow: item -> least count.
EQUIPMENT_PLANS: Mapping[str, Mapping[str, int]] = {
    "full": {
        "long_distance_phone": 4,
        "networked_computer": 2,
        "television": 1,
        "book": 300,
        "chess_set": 1,
        "sport_kit": 1,
        "talk_room": 1,
        "file_cabinet": 4,
        "audio_visual_set": 1,
    },
    "basic": {
        "networked_computer": 1,
        "printer": 1,
        "television": 1,
        "book": 100,
        "newspaper": 2,
        "badminton_set": 2,
        "table_tennis_set": 2,
        "chess_set": 9,  # three each of three kinds
    },
}

EQUIPMENT = tuple(dict.fromkeys(item for plan in EQUIPMENT_PLANS.values() for item in plan))
