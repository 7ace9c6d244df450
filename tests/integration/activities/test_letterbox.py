"""A child writes, the counsellor alone reads; a danger opens a case; nothing is forgotten."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.activities.service import ActivitiesService
from shared import clock
from shared.access.roles import Role
from shared.contracts.activities.errors import (
    LetterAlarmed,
    LetterAnswered,
    LetterNotFound,
    SchoolNotKnown,
)
from shared.contracts.registry.events import PackAdopted
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.activities.school import School
from tests.service_desk import open_desk

PUBLIC = Viewer(account_id="public", roles=frozenset({Role.PUBLIC}))
THURSDAY = date(2025, 9, 25)
WORDS = "老师，我最近睡不着，想妈妈。"


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Iterator[School]:
    clock.travel_to(THURSDAY)
    with open_desk(ActivitiesService, database_url, tmp_path) as desk:
        yield School(desk)


def counsellor(school: School) -> Viewer:
    return Viewer(account_id="xinli", roles=frozenset({Role.COUNSELLOR}), school_id=school.id)


def written(school: School, words: str = WORDS, viewer: Viewer = PUBLIC) -> tuple[str, str]:
    """The child's code, and the letter's id as the counsellor finds it."""
    code = school.call("write_to_letterbox", viewer, school_id=school.id, words=words)["code"]
    newest = school.call("list_letterbox", counsellor(school))["items"][0]
    return code, newest["id"]


def told(school: School, name: str) -> list[dict[str, object]]:
    return [data for kind, data in school.desk.published() if kind == name]


def test_a_child_writes_without_an_account_and_finds_the_answer_by_its_code(school: School) -> None:
    code, letter = written(school)
    look = {"code": code.lower().replace("-", "")}
    assert school.call("get_letter_answer", PUBLIC, **look)["answer"] is None
    shown = school.call("read_letter", counsellor(school), letter_id=letter)
    assert (shown["words"], shown["child_id"], shown["danger"]) == (WORDS, None, [])
    school.call("answer_letter", counsellor(school), letter_id=letter, answer="周五来找我聊聊。")
    assert school.call("get_letter_answer", PUBLIC, **look)["answer"] == "周五来找我聊聊。"
    with pytest.raises(LetterAnswered):
        school.call("answer_letter", counsellor(school), letter_id=letter, answer="改一下")
    with pytest.raises(LetterNotFound):
        school.call("get_letter_answer", PUBLIC, code="AAAA-BBBB-CCCC")


def test_the_counsellor_of_the_school_alone_reads(school: School) -> None:
    _, letter = written(school)
    elsewhere = Viewer(account_id="x", roles=frozenset({Role.COUNSELLOR}), school_id="another")
    for viewer in (school.principal, school.officer, elsewhere, PUBLIC):
        with pytest.raises(AccessDenied):
            school.call("read_letter", viewer, letter_id=letter)
    row = school.call("list_letterbox", school.principal)["items"][0]
    assert set(row) == {"id", "school_id", "written_at", "answer_by", "answered_at"}
    assert school.call("list_letterbox", elsewhere)["items"] == []
    looks = [r for r in school.desk.rows("access_log") if r["subject"] == f"letter/{letter}"]
    assert looks == []
    school.call("read_letter", counsellor(school), letter_id=letter)
    looks = [r for r in school.desk.rows("access_log") if r["subject"] == f"letter/{letter}"]
    assert [r["account_id"] for r in looks] == ["xinli"]


def test_who_wrote_and_what_stands_nowhere_in_clear(school: School) -> None:
    pupil = school.children[0].child_id
    child = Viewer(account_id="haizi-7", roles=frozenset({Role.CHILD}), child_ids=(pupil,))
    key = {"idempotency_key": "once"}
    first = school.call("write_to_letterbox", child, words=WORDS, **key)
    assert school.call("write_to_letterbox", child, words=WORDS, **key) == first
    letter = school.call("list_letterbox", counsellor(school))["items"][0]["id"]
    assert school.call("read_letter", counsellor(school), letter_id=letter)["child_id"] == pupil
    tables = school.desk.database.unit.base.metadata.tables
    rows = json.dumps([school.desk.rows(name) for name in tables], default=str, ensure_ascii=False)
    assert "睡不着" not in rows
    assert "haizi-7" not in rows
    assert pupil not in json.dumps(told(school, "letter_written"))


def test_three_school_days_are_counted_over_weekends_and_holidays(school: School) -> None:
    written(school)
    # A Thursday before the National Day: Friday, the made-up Sunday, Monday.
    assert told(school, "letter_written")[0]["answer_by"] == "2025-09-29"
    ActivitiesService.letter_unanswered(school.desk._self)
    assert told(school, "letter_unanswered") == []
    clock.travel_to(date(2025, 9, 30))
    ActivitiesService.letter_unanswered(school.desk._self)
    assert told(school, "letter_unanswered")[0]["school_id"] == school.id


def test_of_an_answered_letter_nobody_is_reminded(school: School) -> None:
    _, letter = written(school)
    school.call("answer_letter", counsellor(school), letter_id=letter, answer="收到了")
    clock.travel_to(date(2025, 9, 30))
    assert ActivitiesService.letter_unanswered(school.desk._self)
    assert told(school, "letter_unanswered") == []
    unanswered = school.call("list_letterbox", counsellor(school), unanswered=True)
    assert unanswered["items"] == []


def test_words_of_danger_are_told_at_once_and_once(school: School) -> None:
    _, letter = written(school, "我 不、想 活 了")
    [danger] = told(school, "danger_written")
    assert danger["situations"] == ["disabled_or_dead"]
    assert "不想活" not in json.dumps(school.desk.published(), ensure_ascii=False)
    alarm = {"letter_id": letter, "situations": ["other_harm"]}
    with pytest.raises(LetterAlarmed):
        school.call("alarm_letter", counsellor(school), **alarm)


def test_the_counsellor_raises_what_no_list_of_words_finds(school: School) -> None:
    _, letter = written(school, "晚上他又来了，我把门锁上了。")
    assert told(school, "danger_written") == []
    alarm = {"letter_id": letter, "situations": ["unlawful_harm", "unlawful_harm"]}
    with pytest.raises(AccessDenied):
        school.call("alarm_letter", school.principal, **alarm)
    shown = school.call("alarm_letter", counsellor(school), **alarm)
    assert shown["danger"] == ["unlawful_harm"]
    assert [d["situations"] for d in told(school, "danger_written")] == [["unlawful_harm"]]


def test_the_adopted_pack_decides_and_impossible_letters_are_refused(school: School) -> None:
    school.desk.fact(
        PackAdopted(area_code="520330", pack="xishui", valid_from="2025-01-01", version=1)
    )
    written(school)
    with pytest.raises(InvalidRequest):
        written(school, "  ")
    with pytest.raises(SchoolNotKnown):
        school.call("write_to_letterbox", PUBLIC, words=WORDS)
    nobody = "00000000-0000-0000-0000-000000000009"
    with pytest.raises(SchoolNotKnown):
        school.call("write_to_letterbox", PUBLIC, school_id=nobody, words=WORDS)
