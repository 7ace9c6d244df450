"""Dossiers of the demo village that its officer has filled in section by section."""

from datetime import timedelta
from typing import Any

from lantian.demo.county import County

FILLED = 6  # children
VISITS = (
    {
        "method": "home",
        "outcome": "fine",
        "visitor": "永胜村儿童主任",
        "met": "儿童本人和照料人",
        "result": "作业能按时完成，吃住正常，提醒照料人注意用电和防溺水。",
    },
    {
        "method": "phone",
        "outcome": "help_needed",
        "visitor": "永胜村儿童主任",
        "met": "照料人",
        "result": "照料人腰腿不好，接送上学有困难，已联系学校安排同村家长结伴接送。",
    },
)


def fill_in(county: County) -> None:
    """Each section by itself, as on a phone; one parent's situations with their days."""
    officer, village = county.posts.sign_in("cun"), county.places.village
    children = officer.every("/children", area=village, limit=200)
    for number, child in enumerate(sorted(children, key=lambda c: str(c["id"]))[:FILLED]):
        for section, changes in _sections(county, number).items():
            about = {"changes": changes, "why": "补充资料", "section": section}
            key = f"demo-dossier-{number}-{section}"
            officer.patch(f"/children/{child['id']}", about, key=key)
        for days, visit in enumerate(VISITS, start=number):
            day = (county.today - timedelta(days=days * 9)).isoformat()
            path = f"/children/{child['id']}/return-visits"
            key = f"demo-visit-{number}-{visit['method']}"
            officer.post(path, {**visit, "visited_on": day}, key=key)


def _sections(county: County, number: int) -> dict[str, dict[str, Any]]:
    quality = ("good", "fair", "poor")[number % 3]
    begun = county.today - timedelta(days=400 + 37 * number)
    return {
        "child": {"household_class": "rural", "ethnicity": "汉族", "hobbies": "画画"},
        "father": {
            "father_since": begun.isoformat(),
            "father_earlier": [f"{begun - timedelta(days=700)} at_home"],
            "father_income": "wages",
        },
        "guardian": {"guardianship": "entrusted", "care_quality": quality, "care": "with_carer"},
        "family": {
            "relief": ["subsistence", "medical"] if number % 2 else ["education"],
            "paternal_grandparents": "祖父母同住，身体尚可，种地为生",
            "siblings": "姐姐 14 岁，在桃林中学读初二",
        },
        "health": {
            "health_state": "20" if number % 2 else "10",
            "illness": "none",
            "vaccinated": True,
            "insured": True,
        },
    }
