"""From an unexplained absence to the written report, and back to school."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.registry.queries.recount import wrong_cells
from shared.access.roles import Role
from shared.contracts.registry.schooling.errors import DropoutUnderWay, PersuasionsMissing
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, VILLAGE, Registry, opened

BUREAU = Viewer(account_id="b", roles=frozenset({Role.EDUCATION_BUREAU}), area="520330")


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(database_url, tmp_path)


class Pupil:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        school = registry.call(COUNTY, "register_school", name="甲小学", township_code="520330103")[
            "id"
        ]
        self.teacher = Viewer(
            account_id="t", roles=frozenset({Role.HEAD_TEACHER}), school_id=str(school)
        )
        self.id = registry.register(school_id=school, enrolment="enrolled")["id"]

    def absent(self) -> Any:
        about = {"since": "2025-09-01", "known": "电话打不通，舅舅说去了外地"}
        return self.registry.call(self.teacher, "note_absence", child_id=self.id, **about)

    def do(self, operation: str, dropout: Any, viewer: Viewer | None = None, **said: Any) -> Any:
        about = {"dropout_id": dropout["id"], **said}
        return self.registry.call(viewer or self.teacher, operation, **about)

    def persuade(self, dropout: Any, viewer: Viewer | None = None) -> Any:
        said = {"who": "班主任王老师", "method": "home_visit", "result": "refused"}
        return self.do("log_persuasion", dropout, viewer, on="2025-09-08", note="见到外婆", **said)

    def target(self) -> tuple[int, int]:
        found = self.registry.call(COUNTY, "get_targets", area="520330")["area"]["targets"]
        enrolment = next(one for one in found if one["target"] == "enrolment")
        return enrolment["met"], enrolment["missing"]


def test_a_dropout_from_absence_to_return_counts_in_the_target(registry: Registry) -> None:
    pupil = Pupil(registry)
    assert pupil.target() == (1, 0)
    dropout = pupil.absent()
    assert (dropout["state"], dropout["days"]) == ("absent", 10)
    assert pupil.target() == (1, 0)  # an absence is no dropout yet
    pupil.do("register_dropout", dropout, on="2025-09-05")
    assert pupil.target() == (0, 1)
    pupil.persuade(dropout)
    pupil.persuade(dropout, VILLAGE)
    with pytest.raises(PersuasionsMissing):
        pupil.do("report_dropout", dropout, report="请督促返校")
    pupil.persuade(dropout)
    reported = pupil.do("report_dropout", dropout, report="请督促返校")
    assert (reported["reported_on"], len(reported["persuasions"])) == ("2025-09-10", 3)
    [listed] = registry.call(BUREAU, "list_dropouts")["items"]
    assert (listed["name"], listed["state"]) == ("张小明", "reported")
    over = pupil.do("close_dropout", dropout, outcome="returned", on="2025-09-10", why="回来了")
    assert over["state"] == "over"
    assert pupil.target() == (1, 0)
    assert registry.call(BUREAU, "list_dropouts")["items"] == []
    assert registry.dossier(pupil.id)["groups"]["schooling"]["enrolment"] == "returned"
    with registry.database.transaction() as uow:
        assert wrong_cells(uow.session) == {}
    assert [name for name in registry.told() if name.startswith(("absence", "dropout"))] == [
        "absence_noted",
        "dropout_noted",
        "dropout_reported",
        "dropout_ended",
    ]
    assert pupil.absent()["state"] == "absent"  # it may happen again


def test_an_absence_is_followed_once_and_only_by_those_who_answer(registry: Registry) -> None:
    pupil = Pupil(registry)
    dropout = pupil.absent()
    with pytest.raises(DropoutUnderWay):
        pupil.absent()
    stranger = Viewer(account_id="s", roles=frozenset({Role.HEAD_TEACHER}), school_id="x")
    for viewer, operation in ((stranger, "get_dropout"), (BUREAU, "report_dropout")):
        said = {"report": "x"} if operation == "report_dropout" else {}
        with pytest.raises(AccessDenied):
            pupil.do(operation, dropout, viewer, **said)
    assert registry.call(stranger, "list_dropouts")["items"] == []


def test_what_was_said_stands_sealed_and_in_no_event(registry: Registry) -> None:
    pupil = Pupil(registry)
    dropout = pupil.absent()
    pupil.persuade(dropout)
    with registry.database.transaction() as uow:
        tables = ("dropouts", "persuasions", "history", "outbox")
        rows = str([uow.session.execute(text(f"SELECT * FROM {t}")).all() for t in tables])  # noqa: S608
    for words in ("电话打不通", "班主任王老师", "见到外婆", "张小明"):
        assert words not in rows
