"""Helpers, consents and pairs of the demo county."""

from dataclasses import replace
from datetime import timedelta

from lantian.client import Api
from lantian.demo.county import SCHOOLS, VILLAGES_OF_A_SCHOOL, County
from lantian.demo.following import BUSY, of_paper
from lantian.demo.posts import COUNTY

CONDITIONS = ["good_character", "responsible", "healthy", "family_education"]
CONSENTED, ACCEPTED = 0.75, 0.8  # shares, for every state to be seen
KINDS = ("cadre", "cadre", "teacher", "teacher", "school_leader", "volunteer", "love_mother")


def recruit(county: County) -> None:
    office = county.posts.sign_in("fulian")
    for school, township, _ in SCHOOLS:
        for number in range(11):
            kind = KINDS[number % len(KINDS)]
            village = county.villages[township][number % VILLAGES_OF_A_SCHOOL]["code"]
            at = county.schools[school] if kind in ("teacher", "school_leader") else None
            _enrol(county, office, kind, village, at, f"demo-helper-{school}-{number}", number)


def _enrol(
    county: County, office: Api, kind: str, village: str, school: str | None, key: str, number: int
) -> None:
    person = county.people.helper(COUNTY, kind, village, school)
    helper = office.post(
        "/helpers",
        {
            "category": kind,
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "area_code": village,
            "school_id": school,
            "declared_records": [],
        },
        key=key,
    )
    if number == 10:
        return  # applied, not checked yet: somebody's to-do
    path = f"/helpers/{helper['id']}"
    checked = (county.today - timedelta(days=20 + 7 * number)).isoformat()
    office.post(f"{path}/checks", {"checked_on": checked, "records": []}, key=f"{key}-check")
    if number != 9:
        office.post(f"{path}/approval", {"conditions": CONDITIONS}, key=f"{key}-approve")


def consent(county: County) -> None:
    office = county.posts.sign_in("fulian")
    graded = [child for child in county.left_behind() if child["level"]]

    def known_to_pairing() -> bool:
        total = office.get("/coverage", area=COUNTY)["total"]
        known = sum(int(total[f"children{level}"]) for level in (1, 2, 3, 4))
        return known >= len(graded)

    county.wait(known_to_pairing)
    for child in graded:
        if county.random.random() > CONSENTED:
            continue
        body = {
            "signer": county.random.choice(("guardian", "father", "mother")),
            "signed_on": (county.today - timedelta(days=3)).isoformat(),
            "own_view": "agrees",
            "own_consent": True,
        }
        path = f"/children/{child['id']}/consents"
        office.post(path, body, key=f"demo-consent-{child['id']}")


def match(county: County) -> None:
    office = county.posts.sign_in("fulian")
    started = office.post("/matchings", {"area": COUNTY}, key="demo-matching")
    path = f"/matchings/{started['id']}"
    done = county.wait(
        lambda: next(
            (m for m in (office.get(path),) if m["status"] in ("proposed", "failed")), None
        )
    )
    if done["status"] == "failed":
        raise RuntimeError(f"matching: {done['problem']}")
    for proposal in office.every(f"{path}/proposals", limit=200):
        if proposal["consented"] and county.random.random() < ACCEPTED:
            office.post(f"/proposals/{proposal['id']}/acceptance", key=f"demo-{proposal['id']}")
    _people_of_a_pair(county, office)


def _people_of_a_pair(county: County, office: Api) -> None:
    """The demo's helper and parents are those of one real pair, of one that is behind where there
    is one."""
    pairs = office.every("/pairings", area=county.places.township, limit=200)
    behind = [child["id"] for child in of_paper(county)[BUSY:]]
    pair = min(
        pairs,
        key=lambda p: (
            p["child_id"] not in behind,
            p["area_code"] != county.places.village,
            p["id"],
        ),
    )
    county.places = replace(county.places, helper_id=pair["helper_id"], child_id=pair["child_id"])
    county.posts.open(county.places)
