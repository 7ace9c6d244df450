"""The finance office of a county: who works there, its children and its money."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import uuid4

from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.registry.events import ChildChanged, ChildRegistered, PackAdopted
from shared.viewer import Viewer
from tests.service_desk import ServiceDesk

COUNTY, TOWNSHIP, VILLAGE = "520330", "520330103", "520330103201"
TODAY = date(2025, 9, 10)
BANK = "rural_commercial"
SCHEME, AUTUMN, SPRING = "xishui_living", "2025-autumn", "2026-spring"


def official(account_id: str, role: Role, area: str = COUNTY) -> Viewer:
    return Viewer(account_id=account_id, roles=frozenset({role}), area=area)


CLERK = official("clerk", Role.FINANCE_CLERK)
APPROVER = official("approver", Role.FINANCE_APPROVER)
PAYER = official("payer", Role.FINANCE_PAYER)
CHECKERS = (
    official("volunteers", Role.VOLUNTEER_FEDERATION),
    official("bureau", Role.EDUCATION_BUREAU),
)
URGENT = "开学在即，急需发放"
AUDITOR = official("auditor", Role.AUDITOR)
# One person who holds all three posts is still one person.
JACK = replace(CLERK, account_id="jack", roles=CLERK.roles | APPROVER.roles | PAYER.roles)


def a_child(**facts: Any) -> ChildRegistered:
    plain: dict[str, Any] = {
        "child_id": str(uuid4()),
        "version": 1,
        "area_code": VILLAGE,
        "school_id": None,
        "class_name": None,
        "sex": "male",
        "birth_date": "2015-05-01",
        "status": "left_behind",
        "level": 0,
        "stage": "primary",
        "boarder": False,
        "hardships": ["single_parent"],
    }
    return ChildRegistered(**plain | facts)


class Office:
    def __init__(self, desk: ServiceDesk) -> None:
        self.desk = desk
        travel_to(TODAY)
        desk.fact(PackAdopted(area_code=COUNTY, pack="xishui", valid_from="2025-09-01", version=1))

    def call(self, viewer: Viewer, operation: str, **fields: Any) -> Any:
        return self.desk.call(viewer, operation, **fields)

    def register(self, count: int = 1, **facts: Any) -> list[ChildRegistered]:
        children = [a_child(**facts) for _ in range(count)]
        for child in children:
            self.desk.fact(child)
        return children

    def change(self, child: ChildRegistered, **facts: Any) -> None:
        self.desk.fact(ChildChanged(**asdict(child) | {"version": child.version + 1} | facts))

    def fund(self, yuan: int, **more: Any) -> str:
        fields = {"name": str(uuid4()), "kind": "treasury", "area": COUNTY, "document": "1"}
        received = self.call(CLERK, "receive_funds", amount_fen=yuan * 100, **fields | more)
        return str(received["id"])

    def propose(self, fund_id: str, viewer: Viewer = CLERK, **more: Any) -> dict[str, Any]:
        fields = {"scheme": SCHEME, "term": AUTUMN, "area": COUNTY, "fund_id": fund_id}
        roll: dict[str, Any] = self.call(viewer, "propose_roll", **fields | more)
        self.check(roll)
        return roll

    def check(self, roll: dict[str, Any]) -> None:
        """Both sides agree."""
        for checker in CHECKERS:
            self.call(checker, "check_roll", roll_id=roll["id"], agreed=True)

    def approve(self, roll: dict[str, Any], viewer: Viewer = APPROVER) -> dict[str, Any]:
        """Without waiting for the notice, which most tests are not about."""
        approved: dict[str, Any] = self.call(
            viewer, "approve_roll", roll_id=roll["id"], waiver=URGENT
        )
        return approved

    def pay(self, roll: dict[str, Any], viewer: Viewer = PAYER) -> dict[str, Any]:
        paid: dict[str, Any] = self.call(viewer, "pay_roll", roll_id=roll["id"])
        return paid

    def paid_roll(self, fund_id: str, **more: Any) -> dict[str, Any]:
        return self.pay(self.approve(self.propose(fund_id, **more)))

    def account(self, child: ChildRegistered | str, number: str = "") -> str:
        """A bank account of the family; its number."""
        child_id = child if isinstance(child, str) else child.child_id
        number = number or str(int(child_id[:8], 16)).rjust(10, "0") + "000001"
        fields = {"holder": "罗婆婆", "number": number, "bank": "农村商业银行"}
        self.call(CLERK, "set_account", child_id=child_id, **fields)
        return number

    def batch(self, roll: dict[str, Any], viewer: Viewer = PAYER, **more: Any) -> dict[str, Any]:
        fields = {"roll_id": roll["id"], "bank": BANK}
        made: dict[str, Any] = self.call(viewer, "make_batch", **fields | more)
        return made

    def bank_file(self, batch: dict[str, Any]) -> list[str]:
        found = self.call(PAYER, "get_batch_file", batch_id=batch["id"])
        return b64decode(found["content"]).decode("gb18030").splitlines()

    def result(self, batch: dict[str, Any], failed: Iterable[int] = ()) -> list[str]:
        """What the bank would answer: all paid, but for these lines."""
        first, *lines = self.bank_file(batch)
        rows = [line.split("|") for line in lines]
        said = {True: "失败|账号已销户", False: "成功|"}
        return [first] + [f"{r[0]}|{r[1]}|{r[3]}|{said[int(r[0]) in failed]}" for r in rows]

    def take_in(
        self, batch: dict[str, Any], lines: Iterable[str], viewer: Viewer = PAYER
    ) -> dict[str, Any]:
        content = b64encode("\n".join(lines).encode("gb18030")).decode()
        taken: dict[str, Any] = self.call(
            viewer, "take_in_result", batch_id=batch["id"], content=content
        )
        return taken

    def payments(self, **filters: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call(CLERK, "list_payments", **filters)["items"]
        return found

    def the_fund(self, fund_id: str) -> dict[str, Any]:
        [fund] = [f for f in self.call(CLERK, "list_funds")["items"] if f["id"] == fund_id]
        return dict(fund)

    def book(self) -> dict[str, Any]:
        check: dict[str, Any] = self.call(AUDITOR, "verify_book")
        return check

    def published(self, name: str) -> list[dict[str, Any]]:
        return [data for kind, data in self.desk.published() if kind.endswith(name)]


def ids(children: Iterable[ChildRegistered]) -> list[str]:
    return sorted(child.child_id for child in children)
