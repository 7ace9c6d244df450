"""A large roster of invented children, spread over the real villages of the demo's county."""

import csv
import random
from datetime import date
from pathlib import Path

from lantian.demo.people import People
from lantian.demo.posts import COUNTY
from lantian.demo.rosters import workbook_of

AREAS = Path(__file__).resolve().parents[1] / "packs" / "areas" / "areas_xishui.csv"
TODAY = date(2025, 9, 10)


def a_roster(rows: int, seed: int = 1) -> bytes:
    """An .xlsx of so many children, all sound; another seed, other children."""
    with AREAS.open(encoding="utf-8-sig") as file:
        areas = list(csv.DictReader(file))
    townships = {a["code"]: a["name"] for a in areas if a["level"] == "township"}
    villages = [a for a in areas if a["level"] == "village"]
    chosen, people = random.Random(seed), People(seed, TODAY)
    children = []
    for _ in range(rows):
        village = chosen.choice(villages)
        township = townships[village["parent"]]
        children.append(people.child(COUNTY, township, village["name"], f"{township}小学"))
    return workbook_of(children, "全县", grouped=False)
