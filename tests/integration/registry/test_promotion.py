"""A whole school into the new school year, and back."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.registry.queries.recount import wrong_cells
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import MoveNotOpen
from shared.contracts.registry.schooling.errors import (
    NotAPupil,
    PromotionBuiltUpon,
    PromotionChanged,
    PromotionMade,
    PromotionSettled,
    PromotionUndone,
)
from shared.errors import AccessDenied
from shared.vault import Vault
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, VILLAGE, Registry, opened


class School:
    """A primary school with three pupils, and the junior school after it."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.id, self.next = (
            str(registry.call(COUNTY, "register_school", name=n, township_code=t)["id"])
            for n, t in (("甲小学", "520330103"), ("乙中学", "520330104"))
        )
        self.head, self.next_head = (
            Viewer(account_id=f"p-{s}", roles=frozenset({Role.PRINCIPAL}), school_id=s)
            for s in (self.id, self.next)
        )
        self.third = self.pupil("三（1）班", "张小明", enrolment="enrolled")
        self.sixth = self.pupil("六（1）班", "王小红", id_number=None, birth_date="2013-05-05")
        self.odd = self.pupil("火箭班", "李小刚", id_number=None, birth_date="2014-06-06")

    def pupil(self, class_name: str, name: str, **facts: Any) -> str:
        facts = {"school_id": self.id, "class_name": class_name, "name": name, **facts}
        return str(self.registry.register(**facts)["id"])

    def promote(self, viewer: Viewer | None = None, **more: Any) -> Any:
        head = viewer or self.head
        seen = self.registry.call(head, "preview_promotion", school_id=self.id)["seen"]
        more = {"seen": seen} | more
        return self.registry.call(head, "promote_school", school_id=self.id, **more)

    def where(self, child: str) -> tuple[str | None, str, str | None]:
        [row] = [row for row in self.registry.rows("children") if row["id"] == child]
        return row["class_name"], row["stage"], row["school_id"]

    def books_are_right(self) -> bool:
        with self.registry.database.transaction() as uow:
            return wrong_cells(uow.session) == {}


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Iterator[School]:
    for registry in opened(database_url, tmp_path):
        yield School(registry)


def test_the_preview_opens_no_more_of_a_dossier_than_name_and_schooling(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large school has hundreds of pupils."""
    opened_ones: list[str] = []

    def noted(vault: Vault, subject: str, sealed: str) -> dict[str, Any]:
        opened_ones.append(subject)
        return opens(vault, subject, sealed)

    opens = Vault.open
    monkeypatch.setattr(Vault, "open", noted)
    school.registry.call(school.head, "preview_promotion", school_id=school.id)
    assert Counter(opened_ones) == {school.third: 2, school.sixth: 2, school.odd: 2}


def test_the_preview_says_what_would_become_of_each_class(school: School) -> None:
    found = school.registry.call(school.head, "preview_promotion", school_id=school.id)
    assert [(c["class_name"], c["outcome"], c["new_class_name"]) for c in found["classes"]] == [
        ("三（1）班", "promoted", "四（1）班"),
        ("六（1）班", "graduated", None),
        ("火箭班", "kept", "火箭班"),
    ]
    assert (found["year"], found["promoted"], found["graduated"], found["kept"]) == (2025, 1, 1, 1)
    assert [p["name"] for p in found["classes"][0]["pupils"]] == ["张小明"]


def test_one_act_promotes_and_one_act_takes_it_back(school: School) -> None:
    made = school.promote()
    assert (made["promoted"], made["graduated"], made["kept"]) == (1, 1, 1)
    assert school.where(school.third) == ("四（1）班", "primary", school.id)
    assert school.where(school.sixth) == (None, "junior", school.id)
    assert school.where(school.odd) == ("火箭班", "primary", school.id)
    assert [g["state"] for g in made["graduates"]] == ["waiting"]
    assert school.books_are_right()
    stages = {
        row["figure"]: row["children"]
        for row in school.registry.rows("report_cells")
        if row["figure"].startswith("stage=") and row["quarter"] == ""
    }
    assert stages == {"stage=primary": 2, "stage=junior": 1}

    undone = school.registry.call(school.head, "undo_promotion", promotion_id=made["id"])
    assert undone["undone_at"]
    assert school.where(school.third) == ("三（1）班", "primary", school.id)
    assert school.where(school.sixth) == ("六（1）班", "primary", school.id)
    assert school.books_are_right()
    with pytest.raises(PromotionUndone):
        school.registry.call(school.head, "undo_promotion", promotion_id=made["id"])
    assert [name for name in school.registry.told() if "promot" in name] == [
        "school_promoted",
        "school_promotion_undone",
    ]
    assert school.promote()["promoted"] == 1
    history = school.registry.history(f"child/{school.third}")
    assert [row["operation"] for row in history] == [
        "register_child",
        "promote_child",
        "undo_promotion",
        "promote_child",
    ]


def test_a_school_is_promoted_once_and_only_as_it_was_shown(school: School) -> None:
    seen = school.registry.call(school.head, "preview_promotion", school_id=school.id)["seen"]
    school.registry.correct(school.odd, class_name="四（2）班")
    with pytest.raises(PromotionChanged):
        school.promote(seen=seen)
    with pytest.raises(NotAPupil):
        school.promote(repeating=["00000000-0000-4000-8000-000000000001"])
    made = school.promote(repeating=[school.third])
    assert (made["repeated"], [p["name"] for p in made["repeaters"]]) == (1, ["张小明"])
    assert school.where(school.third) == ("三（1）班", "primary", school.id)
    with pytest.raises(PromotionMade):
        school.promote()


def test_graduates_are_offered_to_the_next_school_which_accepts_them(school: School) -> None:
    made = school.promote(next_school_id=school.next)
    assert [g["state"] for g in made["graduates"]] == ["offered"]
    assert school.where(school.sixth)[2] == school.id
    [offered] = school.registry.call(school.next_head, "list_moves", direction="in")["items"]
    assert (offered["name"], offered["why"]) == ("王小红", "毕业升学")
    school.registry.call(
        school.next_head, "accept_move", move_id=offered["id"], class_name="七（3）班"
    )
    assert school.where(school.sixth) == ("七（3）班", "junior", school.next)
    with pytest.raises(PromotionBuiltUpon):
        school.registry.call(school.head, "undo_promotion", promotion_id=made["id"])
    with pytest.raises(NotAPupil):
        school.registry.call(
            school.head,
            "send_graduates",
            promotion_id=made["id"],
            children=[school.sixth],
            next_school_id=school.next,
        )


def test_undoing_withdraws_what_was_offered(school: School) -> None:
    made = school.promote()
    about = {"promotion_id": made["id"], "children": [school.sixth]}
    sent = school.registry.call(school.head, "send_graduates", **about, next_school_id=school.next)
    assert [(g["state"], g["to_school_name"]) for g in sent["graduates"]] == [("offered", "乙中学")]
    school.registry.call(school.head, "undo_promotion", promotion_id=made["id"])
    [move] = school.registry.call(school.next_head, "list_moves", direction="in")["items"]
    assert move["state"] == "withdrawn"
    assert school.where(school.sixth) == ("六（1）班", "primary", school.id)


def test_the_stage_of_the_term_is_fixed_after_its_first_weeks(school: School) -> None:
    made = school.promote()
    clock.travel_to(date(2025, 10, 2))
    with pytest.raises(PromotionSettled):
        school.registry.call(school.head, "undo_promotion", promotion_id=made["id"])
    seen = school.registry.call(school.head, "get_promotion", promotion_id=made["id"])
    assert not seen["may_undo"]


def test_another_school_a_teacher_and_a_village_do_not_promote(school: School) -> None:
    teacher = Viewer(account_id="t", roles=frozenset({Role.HEAD_TEACHER}), school_id=school.id)
    for viewer in (school.next_head, teacher, VILLAGE):
        with pytest.raises(AccessDenied):
            school.promote(viewer)
    assert school.promote(COUNTY)["promoted"] == 1


def test_a_years_graduates_are_accepted_at_once_or_not_at_all(school: School) -> None:
    more = [
        school.pupil("六（1）班", name, id_number=None, birth_date="2013-05-06")
        for name in ("赵小芳", "钱小兰")
    ]
    school.promote(next_school_id=school.next)
    offered = school.registry.call(school.next_head, "list_moves", direction="in")["items"]
    ids = [one["id"] for one in offered]
    with pytest.raises(AccessDenied):
        school.registry.call(school.head, "accept_moves", move_ids=ids)
    away = school.registry.call(COUNTY, "list_moves", child_id=more[0])["items"][0]["id"]
    school.registry.call(school.head, "withdraw_move", move_id=away)
    with pytest.raises(MoveNotOpen):
        school.registry.call(school.next_head, "accept_moves", move_ids=ids)
    assert {school.where(child)[2] for child in (school.sixth, *more)} == {school.id}
    left = [each for each in ids if each != away]
    done = school.registry.call(
        school.next_head, "accept_moves", move_ids=left, class_name="七（1）班"
    )
    assert done == {"accepted": 2}
    for child in (school.sixth, more[1]):
        assert school.where(child) == ("七（1）班", "junior", school.next)
    assert school.books_are_right()
