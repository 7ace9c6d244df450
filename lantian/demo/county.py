"""What is put into the demo county, step by step; each step may be repeated."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import date
from pathlib import Path
from typing import Any

from lantian.client import Api
from lantian.demo.people import People
from lantian.demo.posts import COUNTY, TOWNSHIP, VILLAGE, Places, Posts
from lantian.demo.rosters import workbook_of

AREAS = Path(__file__).resolve().parents[2] / "packs" / "areas" / "areas_xishui.csv"
SCHOOLS = (
    ("桃林小学", "桃林镇", 48),
    ("桃林中学", "桃林镇", 24),
    ("坭坝小学", "坭坝乡", 36),
    ("良村小学", "良村镇", 40),
    ("官店小学", "官店镇", 44),
    ("大坡小学", "大坡镇", 36),
    ("温水小学", "温水镇", 42),
    ("二郎小学", "二郎镇", 30),
)
VILLAGES_OF_A_SCHOOL = 4
DIMENSIONS = ("psychology", "health", "schooling", "guardianship", "living")
SEEN = {
    "psychology": "话少，想念父母，夜里常醒",
    "health": "偏瘦，近一年感冒次数多",
    "schooling": "作业常不能按时完成",
    "guardianship": "老人年纪大，照看吃力",
    "living": "住房较旧，取暖条件差",
}
GRADED = 0.7  # a share of the children, for every state to be seen


@dataclass
class County:
    """The county as it grows; `say` tells the user what is under way."""

    posts: Posts
    today: date
    say: Callable[[str], None]
    wait: Callable[[Callable[[], Any]], Any]
    places: Places = field(default_factory=Places)
    townships: dict[str, str] = field(default_factory=dict)
    villages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    schools: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(2026)  # noqa: S311 - the same county each time
        self.people = People(2026, self.today)

    @property
    def officer(self) -> Api:
        return self.posts.sign_in("minzheng")

    def lay_ground(self) -> None:
        for words, step in (
            ("乡镇、村（居）和学校", self.lay_out),
            ("学校花名册", self.register),
            ("评估心级", self.grade),
        ):
            self.say(words)
            step()

    # -- places ---------------------------------------------------------------------------------

    def lay_out(self) -> None:
        self.posts.open(self.places)
        officer = self.officer
        officer.upload("/area-imports", "areas.csv", AREAS.read_bytes(), key="demo-areas")
        self.townships = {a["name"]: a["code"] for a in officer.every("/areas", parent=COUNTY)}
        for name, township, _ in SCHOOLS:
            code = self.townships[township]
            self.villages[township] = officer.every("/areas", parent=code)
            school = {"name": name, "township_code": code}
            self.schools[name] = officer.post("/schools", school, key=f"demo-{name}")["id"]
        rules = {"area": COUNTY, "pack": "xishui", "valid_from": self.today.isoformat()}
        officer.post("/pack-adoptions", rules, key="demo-pack")
        village = next(v for v in self.villages[TOWNSHIP] if v["name"] == VILLAGE)
        self.places = Places(
            township=self.townships[TOWNSHIP],
            village=village["code"],
            school_id=self.schools["桃林小学"],
        )
        self.posts.open(self.places)

    # -- children -------------------------------------------------------------------------------

    def register(self) -> None:
        for number, (school, township, count) in enumerate(SCHOOLS):
            # The village of the demo's village officer is always among them.
            villages = sorted(self.villages[township], key=lambda v: v["name"] != VILLAGE)
            chosen = villages[:VILLAGES_OF_A_SCHOOL]
            children = [
                self.people.child(COUNTY, township, self.random.choice(chosen)["name"], school)
                for _ in range(count)
            ]
            book = workbook_of(children, school, grouped=number % 2 == 1)
            self._import(f"{school}花名册.xlsx", book, key=f"demo-roster-{school}")
        self._import("桃林镇补报.xlsx", self._faulty(), key="demo-roster-faulty")

    def _faulty(self) -> bytes:
        """A supplement with the slips that clerks make: a digit, a village, a name."""
        right = self.people.child(COUNTY, TOWNSHIP, VILLAGE, "桃林小学")
        digit = self.people.child(COUNTY, TOWNSHIP, VILLAGE, "桃林小学")
        place = self.people.child(COUNTY, TOWNSHIP, "某某村", "桃林小学")
        name = self.people.child(COUNTY, TOWNSHIP, VILLAGE, "桃林小学")
        wrong = "0" if digit.id_number[-1] != "0" else "1"
        slips = [
            right,
            replaced(digit, id_number=digit.id_number[:-1] + wrong),
            place,
            replaced(name, name=""),
        ]
        return workbook_of(slips, "桃林小学", grouped=False)

    def _import(self, filename: str, content: bytes, key: str) -> None:
        # A workbook holds the time it was written, so its key alone would be refused as reused.
        known = {i["filename"]: i for i in self.officer.every("/imports")}
        started = known.get(filename) or self.officer.upload(
            "/imports", filename, content, key=key, kind="children"
        )
        path = f"/imports/{started['id']}"
        done = self.wait(
            lambda: next(
                (i for i in (self.officer.get(path),) if i["status"] in ("done", "failed")), None
            )
        )
        if done["status"] == "failed":
            raise RuntimeError(f"{filename}: {done['problem']}")

    def left_behind(self) -> list[dict[str, Any]]:
        found = self.officer.every("/children", area=COUNTY, limit=200)
        wanted = ("left_behind", "in_difficulty")
        return sorted(
            (c for c in found if c["status"] in wanted), key=lambda c: (c["birth_date"], c["name"])
        )

    def grade(self) -> None:
        for child in self.left_behind():
            if self.random.random() > GRADED:
                continue
            scores = [self.random.choice((0, 1, 1, 2, 2)) for _ in DIMENSIONS]
            if self.random.random() < 0.2:
                scores[3] = 3
            given = dict(zip(DIMENSIONS, scores, strict=True))
            facts = {name: SEEN[name] for name, score in given.items() if score}
            path = f"/children/{child['id']}/assessments"
            body = {"scores": given, "facts": facts}
            self.officer.post(path, body, key=f"demo-grade-{child['id']}")
