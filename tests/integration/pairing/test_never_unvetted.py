"""Whatever is done in whatever order: nobody unvetted, expired, disqualified or of the child's own
family is with a child, none without consent, none with one whose file is closed or who is of age.
Hypothesis tries the commands of the door, the facts of the registry and the passing of days."""

import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from services.pairing import service
from services.pairing.domain.ages import reached
from services.pairing.domain.matching import worker
from services.pairing.service import PairingService
from shared import clock
from shared.contracts.pairing.codes import PairingStatus, Record
from shared.errors import DomainError
from tests import servers
from tests.integration.pairing.test_applying import apply
from tests.integration.pairing.test_merges import tell
from tests.integration.pairing.test_promises import as_helper
from tests.integration.pairing.township import (
    NEXT_VILLAGE,
    TODAY,
    VILLAGE,
    Township,
    id_number,
    mark,
)
from tests.requires import requires
from tests.service_desk import open_desk

OWN_PHONE = "13900007777"  # of a helper who is also a parent
AS_REGISTERED = {"status": "left_behind", "birth_date": "2015-05-01", "kin_marks": []}
FACTS: tuple[dict[str, Any], ...] = (
    {"status": "exited"},
    {"status": "not_left_behind"},
    {"birth_date": "2005-05-01"},
    {"kin_marks": OWN_PHONE},
    AS_REGISTERED,
)
FACTS_THAT_END: tuple[dict[str, Any], ...] = (
    {"status": "exited"},
    {"birth_date": date(2005, 5, 1)},
    {"kin_marks": OWN_PHONE},
)
PAIRED = {PairingStatus.ACTIVE, PairingStatus.SUSPENDED, PairingStatus.ENDED}


def as_marked(change: dict[str, Any]) -> dict[str, Any]:
    """With the marks that the registry makes of a parent's phone."""
    phone = change.get("kin_marks")
    return {**change, "kin_marks": [mark("phone", phone)]} if phone else change


class Doors(RuleBasedStateMachine):
    helpers, children = Bundle("helpers"), Bundle("children")
    reached: ClassVar[set[str]] = set()  # of pairings, in all runs

    def __init__(self) -> None:
        super().__init__()
        clock.travel_to(TODAY)
        self.files: dict[str, dict[str, Any]] = {}  # child -> what the registry said last
        self.opened = ExitStack()
        path = Path(self.opened.enter_context(tempfile.TemporaryDirectory()))
        desk = open_desk(PairingService, self.database(path), path)
        self.town = Township(self.opened.enter_context(desk))

    def database(self, path: Path) -> str:
        return f"sqlite:///{path}/pairing.db"

    @initialize(target=helpers)
    def there_are_vetted_helpers(self) -> Any:
        parent = self.town.helper("volunteer", phone=OWN_PHONE)
        return multiple(parent, self.town.helper("teacher"), *self.paired())

    def paired(self) -> list[str]:
        """An active pair, one that is over, and one whose helper's check is over."""
        resting = self.town.apply("volunteer")["id"]
        self.town.check(resting, TODAY - timedelta(days=364))
        self.town.approve(resting)
        active, ended = self.town.helper(), self.town.helper("volunteer")
        pairs = [
            self.town.arrange(self.registered(2, agreed=True), helper)["id"]
            for helper in (active, ended, resting)
        ]
        self.town.call("end_pairing", pairing_id=pairs[1], reason="fulfilled")
        self.town.on(TODAY + timedelta(days=2))
        return [active, ended, resting]

    @initialize(target=children)
    def there_are_children(self) -> Any:
        children = [self.registered(level, agreed=True) for level in (2, 4)]
        return multiple(*children, *self.files)

    def teardown(self) -> None:
        self.opened.close()

    def may(self, operation: str, **fields: Any) -> Any:
        """A refusal is an answer; a fault is one of ours."""
        try:
            return self.town.call(operation, **fields)
        except DomainError:
            return None

    @rule(target=helpers, category=st.sampled_from(["cadre", "teacher", "volunteer", "peer"]))
    def an_office_registers(self, category: str) -> Any:
        found = self.may("register_helper", **self.application(category))
        return found["id"] if found else multiple()

    @rule(target=helpers, record=st.sampled_from([None, *Record]))
    def somebody_applies_in_public(self, record: str | None) -> Any:
        before = {row["id"] for row in self.town.desk.rows("helpers")}
        apply(self.town, declared_records=[record] if record else [])
        new = [row["id"] for row in self.town.desk.rows("helpers") if row["id"] not in before]
        return multiple(*new)

    def application(self, category: str) -> dict[str, Any]:

        born = "20130312" if category == "peer" else "19850312"
        known = [row for row in self.town.desk.rows("helpers") if not row["self_applied"]]
        return {
            "category": category,
            "name": "王大明",
            "id_number": id_number(born),
            "phone": OWN_PHONE if not known else f"139{len(known):08d}",
            "area_code": VILLAGE if len(known) % 2 else NEXT_VILLAGE,
            "declared_records": [],
        }

    @rule(target=children, level=st.integers(1, 4), own=st.booleans(), agreed=st.booleans())
    def a_child_is_registered(self, level: int, own: bool, agreed: bool) -> str:
        return self.registered(level, agreed=agreed, own=own)

    def registered(self, level: int, *, agreed: bool, own: bool = False) -> str:
        marks = [mark("phone", OWN_PHONE)] if own else []
        child = self.town.child(level, kin_marks=marks)
        self.files[child] = {**AS_REGISTERED, "level": level, "kin_marks": marks}
        if agreed:
            self.town.consent(child)
        return child

    def tell(self, child: str, **more: Any) -> None:
        file = self.files[child]
        file |= more | {"version": file.get("version", 1) + 1}
        tell(self.town, child, **file)

    @rule(child=children, what=st.sampled_from(FACTS))
    def a_file_says_something_else(self, child: str, what: dict[str, Any]) -> None:
        self.tell(child, **as_marked(what))

    @rule(child=children, level=st.integers(0, 4))
    def a_child_is_graded(self, child: str, level: int) -> None:
        self.tell(child, level=level)

    @rule(child=children, other=children)
    def two_files_are_merged(self, child: str, other: str) -> None:
        """Not two that are merged already: the registry makes no chains."""
        into = {file.get("merged_into") for file in self.files.values()}
        free = not {self.files[child].get("merged_into"), self.files[other].get("merged_into")} - {
            None
        }
        if child != other and child not in into and free:
            self.tell(child, merged_into=other)

    @rule(child=children)
    def a_merge_is_undone(self, child: str) -> None:
        if self.files[child].get("merged_into"):
            self.tell(child, merged_into=None)

    @rule(helper=helpers, own=st.booleans())
    def change_the_number(self, helper: str, own: bool) -> None:
        self.may("update_helper", helper_id=helper, phone=OWN_PHONE if own else "13911112222")

    @rule(
        helper=helpers, ago=st.integers(0, 400), record=st.sampled_from([None, None, None, "abuse"])
    )
    def a_check_is_recorded(self, helper: str, ago: int, record: str | None) -> None:
        checked = (clock.today() - timedelta(days=ago)).isoformat()
        found = [record] if record else []
        self.may("record_check", helper_id=helper, checked_on=checked, records=found)

    @rule(helper=helpers)
    def approve(self, helper: str) -> None:
        conditions = ["good_character", "responsible", "healthy", "family_education"]
        self.may("approve_helper", helper_id=helper, conditions=conditions)

    @rule(helper=helpers)
    def refuse(self, helper: str) -> None:
        self.may("refuse_helper", helper_id=helper, why="no")

    @rule(helper=helpers, child=children, slot=st.sampled_from(["any", "cadre", "teacher"]))
    def arrange(self, helper: str, child: str, slot: str) -> None:
        self.may("arrange_pairing", helper_id=helper, child_id=child, slot=slot)

    @rule()
    def match_and_accept_everything(self) -> None:
        matching = self.may("start_matching", area="520330")
        if matching is None:
            return
        self.town.desk.service.match(self.town.desk._self, matching["id"])
        for proposal in self.town.proposals(matching):
            self.may("accept_proposal", proposal_id=proposal["id"])

    @rule(helper=helpers)
    def change_an_old_proposal(self, helper: str) -> None:
        for row in self.town.desk.rows("proposals")[:3]:
            about = {"proposal_id": row["id"], "helper_id": helper, "why": "x"}
            self.may("change_proposal", **about)

    @rule(child=children)
    def withdraw(self, child: str) -> None:
        self.may("withdraw_consent", child_id=child)

    @rule(helper=helpers, capacity=st.integers(1, 5))
    def change_capacity(self, helper: str, capacity: int) -> None:
        self.may("update_helper", helper_id=helper, capacity=capacity)

    @rule(helper=helpers, child=children)
    def log(self, helper: str, child: str) -> None:
        """A helper's own contact is logged only by who is active with the child today."""
        viewer = as_helper(helper, child)
        fields = {"child_id": child, "kind": "talk", "on_date": clock.today().isoformat()}
        active = {
            (row["helper_id"], row["child_id"])
            for row in self.town.desk.rows("pairings")
            if row["status"] == "active"
        }
        try:
            self.town.call("log_contact", viewer, **fields)
        except DomainError:
            return
        assert (helper, child) in active

    @rule(days=st.sampled_from([1, 30, 200, 366]))
    def days_pass(self, days: int) -> None:
        self.town.on(clock.today() + timedelta(days=days))
        self.late = False

    @rule()
    def the_clock_ticks_before_the_timers_do(self) -> None:
        clock.travel_to(clock.today() + timedelta(days=1))
        self.late = True

    late = False

    @invariant()
    def nobody_who_may_not_is_active_with_a_child(self) -> None:
        rows = {row["id"]: row for row in self.town.desk.rows("helpers")}
        today: date = clock.today()
        live: dict[str, int] = {}
        for pairing in self.town.desk.rows("pairings"):
            helper = rows[pairing["helper_id"]]
            if pairing["status"] in ("active", "suspended"):
                live[helper["id"]] = live.get(helper["id"], 0) + 1
            if pairing["status"] != "active":
                continue
            assert helper["status"] == "approved", helper["status"]
            assert not helper["disqualified"]
            assert helper["check_good_until"] is not None
            # The timer fires on the first second of the day after; one that is still to fire is
            # no leave to begin anything.
            assert helper["check_good_until"] >= today or self.late
            if helper["check_good_until"] < today:
                assert pairing["started_on"] <= helper["check_good_until"]
        for helper_id, row in rows.items():
            assert row["load"] == live.get(helper_id, 0) <= row["capacity"]

    @invariant()
    def nobody_is_with_a_child_whom_help_must_not_reach(self) -> None:
        town = self.town.desk
        helpers = {row["id"]: row for row in town.rows("helpers")}
        children = {row["id"]: row for row in town.rows("children")}
        agreed = {row["child_id"] for row in town.rows("consents") if not row["withdrawn_on"]}
        covered, alive = set(), set()
        for pairing in town.rows("pairings"):
            self.reached.add(pairing["status"])
            if pairing["status"] == "ended":
                continue
            child, helper = children[pairing["child_id"]], helpers[pairing["helper_id"]]
            assert child["status"] not in ("exited", "merged"), child["status"]
            assert not reached(child["birth_date"], 18, clock.today()) or self.late
            assert not {helper["phone_index"], helper["id_index"]} & set(child["kin_marks"])
            assert child["id"] in agreed
            alive.add(pairing["id"])
            if pairing["status"] == "active" and helper["category"] != "peer":
                covered.add(child["id"])
        for child in children.values():  # a peer is no adult's stand-in
            assert (child["coverage"] != "none") == (child["id"] in covered) or not child["level"]
        for promise in town.rows("promises"):
            owed = promise["state"] == "open" and promise["last_day"] >= clock.today()
            assert not owed or promise["pairing_id"] in {None, *alive}


class OnPostgreSQL(Doors):
    """Each example in a database of its own."""

    def database(self, path: Path) -> str:
        return self.opened.enter_context(servers.own_database())


def tried(
    monkeypatch: pytest.MonkeyPatch, examples: int, steps: int, machine: type[Doors] = Doors
) -> None:
    # The same solver, without a process for each of the many small matchings.
    monkeypatch.setattr(service, "run_in_child", lambda _entry, payload: worker.propose(payload))
    machine.TestCase.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    Doors.reached.clear()
    machine.TestCase().runTest()
    assert Doors.reached >= PAIRED  # else it has looked at nothing


def test_no_order_of_commands_and_days_lets_anybody_unvetted_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried(monkeypatch, 4, 15)


def test_nor_does_any_on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    requires("postgres")
    tried(monkeypatch, 2, 12, OnPostgreSQL)


@pytest.mark.long
def test_nor_does_any_of_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    tried(monkeypatch, 200, 50)


def test_the_check_itself_finds_somebody_who_may_not_be_there() -> None:
    doors = Doors()
    try:
        helper = doors.town.helper()
        doors.town.arrange(doors.town.agreed_child(2), helper)
        doors.nobody_who_may_not_is_active_with_a_child()
        with doors.town.desk.database.transaction() as uow:
            uow.helpers.get(helper).disqualified = True
        with pytest.raises(AssertionError):
            doors.nobody_who_may_not_is_active_with_a_child()
    finally:
        doors.teardown()


@pytest.mark.parametrize("change", FACTS_THAT_END)
def test_the_check_itself_finds_whom_help_must_not_reach(change: dict[str, Any]) -> None:
    doors = Doors()
    try:
        child, helper = doors.town.agreed_child(2), doors.town.helper(phone=OWN_PHONE)
        doors.town.arrange(child, helper)
        doors.nobody_is_with_a_child_whom_help_must_not_reach()
        with doors.town.desk.database.transaction() as uow:
            [row] = uow.children.lock([child])
            for name, value in as_marked(change).items():
                setattr(row, name, value)
        with pytest.raises(AssertionError):
            doors.nobody_is_with_a_child_whom_help_must_not_reach()
    finally:
        doors.teardown()


def test_the_check_itself_finds_a_pair_without_consent() -> None:
    doors = Doors()
    try:
        child = doors.town.agreed_child(2)
        doors.town.arrange(child, doors.town.helper())
        with doors.town.desk.database.transaction() as uow:
            uow.consents.standing(child)[0].withdrawn_on = TODAY
        with pytest.raises(AssertionError):
            doors.nobody_is_with_a_child_whom_help_must_not_reach()
    finally:
        doors.teardown()
