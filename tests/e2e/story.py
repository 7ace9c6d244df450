"""The main job as one story over HTTP: from a messy class roster to a child who is graded, paired,
paid for and whose people are told. Each step may be repeated after a lost connection."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from lantian.client import Api, Refused
from tests.probes import probe

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
AREAS = ROOT / "packs" / "areas" / "areas_xishui.csv"
TODAY = "2025-09-10"
COUNTY, TOWNSHIP, VILLAGE = "520330", "桃林镇", "永胜村村民委员会"
PASSWORD = "蓝天-Story-2025"
SCHOOLS = {
    "坭坝小学": "坭坝乡",
    "良村小学": "良村镇",
    "桃林小学": "桃林镇",
    "官店小学": "官店镇",
    "大坡小学": "大坡镇",
}
HELPERS = (
    ("cadre", "李卫国", "520330198001010018"),
    ("cadre", "田秀兰", "520330198203040022"),
    ("teacher", "周文华", "520330198505060035"),
    ("school_leader", "何建平", "520330197907080058"),
    ("volunteer", "方晓梅", "520330199009100067"),
    ("volunteer", "韩春生", "520330199111120012"),
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Five scores per level, in the order of the levels 1 to 4.
SCORES = {1: (0, 1, 1, 0, 0), 2: (1, 1, 1, 1, 1), 3: (2, 2, 2, 1, 1), 4: (1, 1, 1, 3, 1)}
DIMENSIONS = ("psychology", "health", "schooling", "guardianship", "living")


def with_check_digit(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return number[:17] + "10X98765432"[total % 11]


@contextmanager
def unless(*codes: str) -> Iterator[None]:
    """Take one of these refusals for an answer."""
    try:
        yield
    except Refused as refusal:
        if refusal.code not in codes:
            raise


class Story:
    """Tells itself step by step; `known` is what later steps need of earlier ones."""

    def __init__(self, url: str, first_link: Callable[[], str]) -> None:
        self.anybody = Api(url)
        self.first_link = first_link
        self.people: dict[str, Api] = {}
        self.known: dict[str, Any] = {}

    # -- people sign in -------------------------------------------------------------------------

    def first_administrator(self) -> None:
        """Each start prints a link of its own; the answer to the first try may be lost. The first
        security administrator is the only one whom nobody has to release."""
        self.people["admin"] = probe(self._as_first_administrator, 180, every=1.0)
        self.account("anquan", "security_admin")

    def _as_first_administrator(self) -> Api | None:
        about = {"token": self.first_link(), "username": "guanli", "password": PASSWORD}
        with unless("LinkNotValid", "AdministratorExists"):
            self.anybody.post("/first-administrator", about)
        with unless("WrongCredentials"):
            return self.anybody.sign_in("guanli", PASSWORD)
        return None

    def account(self, who: str, *roles: str, **about: Any) -> Api:
        """Open an account and sign in with it; the person sets the password by the link."""
        opened = self.people["admin"].post(
            "/accounts", {"username": who, "roles": list(roles), **about}, key=f"account-{who}"
        )
        if opened["state"] == "requested":
            path = f"/accounts/{opened['id']}/release"
            opened = self.people["anquan"].post(path, key=f"release-{who}")
        token = opened["link"].rpartition("/")[2]
        with unless("LinkNotValid"):
            self.anybody.post("/passwords", {"token": token, "password": PASSWORD})
        self.people[who] = self.anybody.sign_in(who, PASSWORD)
        return self.people[who]

    # -- 1: the places and the roster -----------------------------------------------------------

    def places(self) -> None:
        county = self.account("minzheng", "county_officer", area=COUNTY)
        county.upload("/area-imports", "areas.csv", AREAS.read_bytes(), key="areas")
        townships = {a["name"]: a["code"] for a in county.every("/areas", parent=COUNTY)}
        self.known["townships"] = townships
        self.known["villages"] = {
            v["name"]: v["code"] for v in county.every("/areas", parent=townships[TOWNSHIP])
        }
        self.known["schools"] = {
            name: county.post(
                "/schools", {"name": name, "township_code": townships[at]}, key=f"school-{name}"
            )["id"]
            for name, at in SCHOOLS.items()
        }
        county.post(
            "/pack-adoptions",
            {"area": COUNTY, "pack": "xishui", "valid_from": TODAY},
            key="pack",
        )

    def upload(self, who: str, content: bytes, key: str, *, rows: bool = True) -> dict[str, Any]:
        """The finished import, with its rows under `rows` unless they are not wanted."""
        person = self.people[who]
        started = person.upload("/imports", "花名册.xlsx", content, key=key, kind="children")
        path = f"/imports/{started['id']}"

        def finished() -> Any:
            now = person.get(path)
            return now if now["status"] in ("done", "failed") else None

        done: dict[str, Any] = probe(finished, 600, every=0.05)
        return {**done, "rows": person.every(f"{path}/rows", limit=200) if rows else []}

    def roster(self) -> None:
        content = (DATA / "roster_class.xlsx").read_bytes()
        self.known["roster"] = self.upload("minzheng", content, "roster")

    def mended_roster(self) -> None:
        path = f"/imports/{self.known['roster']['id']}/correction"
        book = self.people["minzheng"].download(path)
        self.known["mended"] = self.upload("minzheng", mended(book), "mended")

    def officers_roster(self) -> None:
        """The same file by somebody who answers for one village only."""
        self.account("cunguan", "village_officer", area=self.known["villages"][VILLAGE])
        content = (DATA / "roster_class.xlsx").read_bytes()
        self.known["officers"] = self.upload("cunguan", content, "officers")

    # -- 2: judged and graded -------------------------------------------------------------------

    def grading(self) -> None:
        area = self.known["townships"][TOWNSHIP]
        county = self.people["minzheng"]
        children = county.every("/children", area=area, status="left_behind", limit=100)
        children.sort(key=lambda child: child["birth_date"] + child["id"])
        self.known["children"] = children
        for number, child in enumerate(children[:7]):
            level = (4, 4, 3, 2, 1, 1, 4)[number]
            scores = dict(zip(DIMENSIONS, SCORES[level], strict=True))
            facts = {name: "家访时所见" for name, score in scores.items() if score}
            graded = county.post(
                f"/children/{child['id']}/assessments",
                {"scores": scores, "facts": facts},
                key=f"grade-{number}",
            )
            assert graded["level"] == level

    # -- 3: helpers, consent, matching ----------------------------------------------------------

    def helpers(self) -> None:
        area = self.known["townships"][TOWNSHIP]
        station = self.account("zhenguan", "township_officer", area=area)
        self.known["helpers"] = {}
        for number, (category, name, body) in enumerate(HELPERS):
            application = {
                "category": category,
                "name": name,
                "id_number": with_check_digit(body),
                "phone": f"1380852{1000 + number}",
                "area_code": self.known["villages"][VILLAGE],
                "declared_records": [],
            }
            helper = station.post("/helpers", application, key=f"helper-{number}")
            path = f"/helpers/{helper['id']}"
            checked = {"checked_on": "2025-09-01", "records": []}
            station.post(f"{path}/checks", checked, key=f"check-{number}")
            conditions = ["good_character", "responsible", "healthy", "family_education"]
            station.post(f"{path}/approval", {"conditions": conditions}, key=f"approve-{number}")
            self.known["helpers"][name] = helper["id"]

    def consents(self) -> None:
        station = self.people["zhenguan"]
        for number, child in enumerate(self.known["children"][:7]):
            consent = {
                "signer": "guardian",
                "signed_on": "2025-09-08",
                "own_view": "agrees",
                "own_consent": True,
            }
            station.post(f"/children/{child['id']}/consents", consent, key=f"consent-{number}")

    def matching(self) -> None:
        station = self.people["zhenguan"]
        area = self.known["townships"][TOWNSHIP]
        probe(lambda: self._known_to_pairing(station, area) == 7, 60, every=0.05)
        started = station.post("/matchings", {"area": area}, key="matching")
        path = f"/matchings/{started['id']}"

        def solved() -> Any:
            now = station.get(path)
            return now if now["status"] in ("proposed", "failed") else None

        self.known["matching"] = probe(solved, 120, every=0.05)
        self.known["proposals"] = station.every(f"{path}/proposals")
        self.known["unmatched"] = station.every(f"{path}/unmatched")

    @staticmethod
    def _known_to_pairing(station: Api, area: str) -> int:
        """Children graded, as far as pairing has heard of it."""
        total = station.get("/coverage", area=area)["total"]
        return sum(int(total[f"children{level}"]) for level in (1, 2, 3, 4))

    def acceptance(self) -> None:
        station = self.people["zhenguan"]
        for proposal in self.known["proposals"]:
            station.post(f"/proposals/{proposal['id']}/acceptance", key=proposal["id"])
        self.known["pairings"] = station.every("/pairings", status="active")

    # -- 4: the school --------------------------------------------------------------------------

    def session(self) -> None:
        school = self.known["schools"]["桃林小学"]
        principal = self.account("xiaozhang", "principal", school_id=school)
        room = principal.post(
            "/rooms",
            {"school_id": school, "name": "留守儿童之家", "place": "教学楼一楼"},
            key="room",
        )
        planned = principal.post(
            "/sessions",
            {
                "room_id": room["id"],
                "on_date": TODAY,
                "weekday": 3,
                "starts_at": "16:00",
                "ends_at": "17:00",
                "teachers": [principal.get("/session")["account_id"]],
                "content": "给爸爸妈妈写一封信",
                "purpose": "亲子沟通",
            },
            key="plan",
        )
        pupils = probe(lambda: principal.every(f"/schools/{school}/children"), 60, every=0.05)
        children = self.people["minzheng"].every("/children", limit=200)
        known = {child["id"]: child["birth_date"] + child["name"] for child in children}
        pupils.sort(key=lambda pupil: known[pupil["id"]])  # the same one is absent in every run
        marks = [
            {"child_id": pupil["id"], "mark": "absent" if number == 0 else "present"}
            for number, pupil in enumerate(pupils)
        ]
        held = {"note": "孩子们都写完了信", "marks": marks}
        principal.post(f"/sessions/{planned['id']}/holding", held, key="hold")
        self.known["session"] = principal.get(f"/sessions/{planned['id']}")

    # -- 5: the money ---------------------------------------------------------------------------

    def money(self) -> None:
        clerk = self.account("chuna", "finance_clerk", area=COUNTY)
        approver = self.account("shenpi", "finance_approver", area=COUNTY)
        payer = self.account("fukuan", "finance_payer", area=COUNTY)
        fund = clerk.post(
            "/receipts",
            {
                "name": "县级财政专户",
                "kind": "treasury",
                "area": COUNTY,
                "amount_fen": 50_000_00,
                "document": "银行回单2025-001",
            },
            key="receipt",
        )
        terms = {"scheme": "xishui_living", "term": "2025-autumn", "area": COUNTY}
        self.known["eligible"] = clerk.every("/eligible-children", **terms, eligible="true")
        roll = clerk.post("/rolls", {**terms, "fund_id": fund["id"]}, key="roll")
        path = f"/rolls/{roll['id']}"
        for who, role in (
            ("yigong", "volunteer_federation"),
            ("jiaoyuju", "education_bureau"),
        ):
            checker = self.account(who, role, area=COUNTY)
            checker.post(f"{path}/checks", {"agreed": True}, key=f"check-{who}")
        approver.post(f"{path}/approval", {"waiver": "开学在即"}, key="approval")
        payer.post(f"{path}/payment", {}, key="payment")
        self.known["roll"] = payer.get(path)

    # -- the whole ------------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Callable[[], None], ...]:
        return (
            self.first_administrator,
            self.places,
            self.roster,
            self.mended_roster,
            self.officers_roster,
            self.grading,
            self.helpers,
            self.consents,
            self.matching,
            self.acceptance,
            self.session,
            self.money,
        )

    def tell(self) -> None:
        for step in self.steps:
            step()


def mended(correction: bytes) -> bytes:
    """A clerk's work: the township put in front of a village that several townships share."""
    book = openpyxl.load_workbook(io.BytesIO(correction))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == VILLAGE:
                    cell.value = f"{TOWNSHIP}{VILLAGE}"
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def by_row(rows: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {row["row"]: row for row in rows}
