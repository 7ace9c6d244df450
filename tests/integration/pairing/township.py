"""Two townships of a county with children and helpers, and the people who decide there."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from shared import clock, crypto
from shared.access.roles import Role
from shared.contracts.pairing.codes import Condition
from shared.contracts.registry.events import ChildRegistered
from shared.messaging.events import Event
from shared.viewer import Viewer
from tests.service_desk import ServiceDesk

COUNTY, TOWNSHIP, OTHER_TOWNSHIP = "520330", "520330103", "520330104"
VILLAGE, NEXT_VILLAGE, FAR_VILLAGE = "520330103201", "520330103202", "520330104201"
TODAY = date(2025, 9, 10)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_numbers = count(100)
TIMERS = (
    *("on_record_check_expiry", "on_record_check_reminder", "on_promise_day", "on_promise_round"),
    *("on_wish_claim_over", "on_wish_unconfirmed", "on_new_pairing_due", "on_rematch"),
    *("on_pairings_night", "on_peer_of_age"),
)


def id_number(born: str = "19850312", *, male: bool = True) -> str:
    """A valid one (GB 11643) that nobody else has."""
    sequence = next(_numbers) * 2 + int(male)
    digits = f"520330{born}{sequence % 1000:03d}"
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


class Township:
    def __init__(self, desk: ServiceDesk) -> None:
        self.desk = desk
        self.officer = Viewer(
            account_id="officer", roles=frozenset({Role.TOWNSHIP_OFFICER}), area=TOWNSHIP
        )
        self.other_officer = replace(self.officer, account_id="other", area=OTHER_TOWNSHIP)
        self.county = Viewer(
            account_id="county", roles=frozenset({Role.COUNTY_FEDERATION}), area=COUNTY
        )
        self.villager = Viewer(
            account_id="villager", roles=frozenset({Role.VILLAGE_OFFICER}), area=VILLAGE
        )

    def call(self, operation: str, viewer: Viewer | None = None, **fields: Any) -> Any:
        return self.desk.call(viewer or self.county, operation, **fields)

    # -- children -------------------------------------------------------------------------------

    def child(self, level: int = 4, **more: Any) -> str:
        facts: dict[str, Any] = {
            "child_id": str(uuid4()),
            "version": 1,
            "area_code": VILLAGE,
            "school_id": None,
            "class_name": None,
            "sex": "female",
            "birth_date": "2015-05-01",
            "status": "left_behind",
            "level": level,
            "stage": "primary",
            "boarder": True,
        }
        fact = ChildRegistered(**facts | more)
        self.desk.fact(fact)
        return fact.child_id

    def consent(self, child_id: str, **more: Any) -> dict[str, Any]:
        fields = {"signer": "mother", "signed_on": TODAY.isoformat(), "own_view": "agrees"} | more
        answer: dict[str, Any] = self.call("record_consent", child_id=child_id, **fields)
        return answer

    def agreed_child(self, level: int = 4, **more: Any) -> str:
        child_id = self.child(level, **more)
        self.consent(child_id)
        return child_id

    # -- helpers --------------------------------------------------------------------------------

    def apply(self, category: str = "cadre", **more: Any) -> dict[str, Any]:
        fields = {
            "category": category,
            "name": "王大明",
            "id_number": id_number(),
            "phone": f"139{next(_numbers):08d}",
            "area_code": VILLAGE,
            "declared_records": [],
        }
        answer: dict[str, Any] = self.call("register_helper", **fields | more)
        return answer

    def check(self, helper_id: str, checked_on: date = TODAY, **more: Any) -> dict[str, Any]:
        fields = {"helper_id": helper_id, "checked_on": checked_on.isoformat()} | more
        answer: dict[str, Any] = self.call("record_check", **fields)
        return answer

    def approve(self, helper_id: str) -> dict[str, Any]:
        fields = {"helper_id": helper_id, "conditions": [str(c) for c in Condition]}
        answer: dict[str, Any] = self.call("approve_helper", **fields)
        return answer

    def helper(self, category: str = "cadre", **more: Any) -> str:
        helper_id: str = self.apply(category, **more)["id"]
        self.check(helper_id)
        self.approve(helper_id)
        return helper_id

    def get_helper(self, helper_id: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.call("get_helper", helper_id=helper_id)
        return answer

    # -- matching and pairing -------------------------------------------------------------------

    def match(self, area: str = COUNTY) -> dict[str, Any]:
        """Start a matching and do its job, as the service would."""
        matching_id = self.call("start_matching", area=area)["id"]
        self.desk.service.match(self.desk._self, matching_id)
        answer: dict[str, Any] = self.call("get_matching", matching_id=matching_id)
        return answer

    def proposals(self, matching: dict[str, Any]) -> list[dict[str, Any]]:
        found = self.call("list_proposals", matching_id=matching["id"], limit=200)
        items: list[dict[str, Any]] = found["items"]
        return items

    def unmatched(self, matching: dict[str, Any]) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.call("list_unmatched", matching_id=matching["id"])[
            "items"
        ]
        return items

    def arrange(self, child_id: str, helper_id: str, slot: str = "any") -> dict[str, Any]:
        fields = {"child_id": child_id, "helper_id": helper_id, "slot": slot}
        answer: dict[str, Any] = self.call("arrange_pairing", **fields)
        return answer

    def pairing(self, pairing_id: str, child_id: str) -> dict[str, Any]:
        items = self.call("list_pairings", child_id=child_id)["items"]
        return next(item for item in items if item["id"] == pairing_id)

    def total(self, area: str = COUNTY) -> dict[str, Any]:
        answer: dict[str, Any] = self.call("coverage", area=area)["total"]
        return answer

    # -- time and facts -------------------------------------------------------------------------

    def on(self, day: date) -> None:
        """Go to that day and let every deadline that has passed fire."""
        clock.travel_to(day)
        timers = [getattr(self.desk.service, name) for name in TIMERS]
        while any([fire(self.desk._self) for fire in timers]):
            pass

    def fact(self, event: Event) -> None:
        self.desk.fact(event)

    def published(self, *names: str) -> list[dict[str, Any]]:
        return [data for name, data in self.desk.published() if name in names]


def mark(kind: str, value: str) -> str:
    """As the registry makes them for parents and guardians."""
    return crypto.key_ring().blind_index(kind, value)


def a_year_and_a_day_later() -> date:
    return date(TODAY.year + 1, TODAY.month, TODAY.day) + timedelta(days=1)
