"""Rosters on a real database: who may import what, what a death does, what comes back."""

import base64
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from services.registry.handlers import import_rows, importing
from services.registry.service import RegistryService
from shared.access.roles import Role
from shared.child_process import ChildFailed, run_in_child
from shared.clock import travel_to
from shared.contracts.registry import errors
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.rosters import COUNTY, DATA, Registry, key, officer, teacher
from tests.service_desk import open_desk
from tests.unit.registry.sheets import as_csv, child, code_of, table, workbook

CLASS = (DATA / "roster_class.xlsx").read_bytes()
LONGDENG = code_of("大坡镇", "龙灯村村民委员会")
YONGSHENG = code_of("桃林镇", "永胜村村民委员会")


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    travel_to(date(2025, 9, 10))
    with open_desk(RegistryService, sqlite_url, tmp_path) as desk:
        yield Registry(desk).with_areas()


def sheet(*children: Any) -> bytes:
    return workbook(("Sheet1", table(children)))


def codes(row: dict[str, Any]) -> list[str]:
    return [remark["code"] for remark in row["problems"]]


# -- who may import what ------------------------------------------------------------------------


@pytest.mark.parametrize("area", [LONGDENG, LONGDENG[:9], YONGSHENG])
def test_an_officers_upload_leaves_out_what_lies_elsewhere(registry: Registry, area: str) -> None:
    whole = {row["row"]: row for row in registry.upload(CLASS).rows}
    homes = {child_id: row["area_code"] for child_id, row in registry.children().items()}
    uploaded = registry.upload(CLASS, officer(area))
    for row in uploaded.rows:
        before = whole[row["row"]]
        if before["outcome"] == "rejected":
            assert row["outcome"] == "rejected"
        elif homes[before["child_id"]].startswith(area):
            assert row["outcome"] == "merged"
        else:
            assert codes(row) == ["VillageOutsideYourArea"]
            assert "不在您的管辖范围" in row["problems"][0]["message"]
            assert (row["problems"][0]["column"], row["left_behind"]) == ("F", None)
    assert uploaded.counts["merged"] > 0


def test_an_officers_first_upload_registers_the_own_village_alone(registry: Registry) -> None:
    uploaded = registry.upload(CLASS, officer(LONGDENG))
    assert uploaded.counts["accepted"] == len(registry.children()) > 0
    assert {row["area_code"] for row in registry.children().values()} == {LONGDENG}
    assert {row["township_code"] for row in registry.desk.rows("schools")} <= set()


def test_a_child_on_file_elsewhere_is_not_moved_by_a_roster(registry: Registry) -> None:
    registry.upload(sheet(child(1)))
    moved = child(1, village="永胜村", present_address="桃林镇永胜村1组", school_name="桃林小学")
    (row,) = registry.upload(sheet(moved), officer(YONGSHENG)).rows
    assert codes(row) == ["OnFileElsewhere"]
    assert "不在您的管辖范围" in row["problems"][0]["message"]
    (row,) = registry.upload(sheet(moved), COUNTY).rows  # who answers for both may
    assert row["outcome"] == "merged"
    assert [remark["column"] for remark in row["warnings"]].count("E") == 1


def test_a_teachers_upload_takes_the_own_schools_children(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="大坡小学", township_code=LONGDENG[:9])[
        "id"
    ]
    rows = registry.upload(
        sheet(child(1), child(2, school_name="官店小学"), child(3, school_name=None)),
        teacher(school),
    ).rows
    assert [row["outcome"] for row in rows] == ["accepted", "rejected", "accepted"]
    assert codes(rows[1]) == ["SchoolOutsideYourArea"]
    assert {row["school_id"] for row in registry.children().values()} == {school}


def test_imports_are_seen_by_those_who_answer_for_the_place(registry: Registry) -> None:
    county, village = (
        registry.upload(sheet(child(1))),
        registry.upload(sheet(child(2)), officer(LONGDENG)),
    )
    listed = registry.call(COUNTY, "list_imports")["items"]
    assert [one["id"] for one in listed] == [village.id, county.id]
    mine = registry.call(officer(LONGDENG), "list_imports")["items"]
    assert [one["id"] for one in mine] == [village.id]
    for operation in ("get_import", "list_import_rows", "correction_workbook"):
        with pytest.raises(AccessDenied):
            registry.call(officer(LONGDENG), operation, import_id=county.id)


def test_an_upload_marked_with_a_village_stays_with_the_office_above_it(registry: Registry) -> None:
    """Its rows may be of the whole county: the village they are marked with does not see them."""
    county = registry.upload(sheet(child(1, village="某某村")), area=LONGDENG)
    township = registry.upload(sheet(child(2)), officer(LONGDENG[:9]), area=LONGDENG)
    for upload in (county, township):
        for operation in ("get_import", "list_import_rows", "correction_workbook"):
            with pytest.raises(AccessDenied):
                registry.call(officer(LONGDENG), operation, import_id=upload.id)
    assert registry.call(officer(LONGDENG), "list_imports")["items"] == []
    assert registry.call(COUNTY, "list_import_rows", import_id=township.id)["items"]
    with pytest.raises(AccessDenied):
        registry.call(officer(LONGDENG[:9]), "list_import_rows", import_id=county.id)


def test_a_schools_upload_is_seen_by_its_staff_and_the_township(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="大坡小学", township_code=LONGDENG[:9])[
        "id"
    ]
    upload = registry.upload(sheet(child(1)), teacher(school))
    head = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school)
    for viewer in (head, officer(LONGDENG[:9]), COUNTY):
        assert registry.call(viewer, "list_import_rows", import_id=upload.id)["items"]
    marked = registry.upload(sheet(child(2)), COUNTY, school_id=school)
    for viewer in (head, officer(LONGDENG)):
        with pytest.raises(AccessDenied):
            registry.call(viewer, "list_import_rows", import_id=marked.id)
    with pytest.raises(AccessDenied):
        registry.start(CLASS, teacher(school), area=YONGSHENG)


def test_nobody_starts_an_import_for_a_place_of_others(registry: Registry) -> None:
    with pytest.raises(AccessDenied):
        registry.start(CLASS, officer(LONGDENG), area=YONGSHENG)
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), area=LONGDENG)
    with pytest.raises(AccessDenied):
        registry.start(CLASS, helper)


def test_the_place_of_the_upload_decides_between_villages_of_one_name(registry: Registry) -> None:
    shared = sheet(child(1, village="永胜村", present_address="1组", school_name=None))
    assert codes(registry.upload(shared).rows[0]) == ["VillageShared"]
    (row,) = registry.upload(shared, area=YONGSHENG[:9]).rows
    assert row["outcome"] == "accepted"


# -- outcomes -----------------------------------------------------------------------------------


def test_a_twin_under_another_number_is_taken_and_told(registry: Registry) -> None:
    first = child(1)
    twin = child(1, id_number=child(15)["id_number"], birth_date=None, sex=None)
    assert first["id_number"] != twin["id_number"]
    same_day = child(15)["birth_date"] == first["birth_date"]
    rows = registry.upload(sheet(first, twin)).rows
    assert [row["outcome"] for row in rows] == ["accepted", "accepted"]
    warned = [remark["code"] for remark in rows[1]["warnings"]]
    assert ("SuspectedDuplicate" in warned) == same_day
    assert len(registry.desk.rows("duplicates")) == int(same_day)


def test_the_newer_value_counts_and_the_older_stays_in_the_history(registry: Registry) -> None:
    registry.upload(sheet(child(1)))
    newer = child(1, guardian_phone="15012345678", father_workplace="上海市松江区")
    (row,) = registry.upload(sheet(newer)).rows
    assert row["outcome"] == "merged"
    assert {remark["heading"] for remark in row["warnings"]} == {"监护人电话", "父亲务工地"}
    (child_id,) = registry.children()
    history = registry.call(COUNTY, "child_history", child_id=child_id)["items"]
    assert len(history) == 2


def test_a_blank_cell_takes_nothing_back(registry: Registry) -> None:
    registry.upload(sheet(child(1)))
    before = registry.children()
    blank = child(1, father_workplace=None, guardian_phone=None, class_name=None)
    (row,) = registry.upload(sheet(blank)).rows
    assert (row["outcome"], row["warnings"]) == ("merged", [])
    assert registry.children() == before


def test_other_parents_under_the_same_number_are_for_a_person_to_decide(
    registry: Registry,
) -> None:
    registry.upload(sheet(child(1)))
    (row,) = registry.upload(sheet(child(1, mother_name="周小燕"))).rows
    assert codes(row) == ["OtherChildWithThisId"]
    (row,) = registry.upload(sheet(child(1, name="周小博"))).rows
    assert codes(row) == ["OtherChildWithThisId"]


def test_the_school_that_a_roster_names_is_registered_with_it(registry: Registry) -> None:
    registry.upload(sheet(child(1), child(2), child(3, school_name="县第一小学")))
    (school,) = registry.desk.rows("schools")
    assert (school["name"], school["township_code"]) == ("大坡小学", LONGDENG[:9])
    schools = sorted(str(row["school_id"]) for row in registry.children().values())
    assert schools == sorted([school["id"], school["id"], "None"])


# -- wrong files --------------------------------------------------------------------------------


def test_a_file_that_is_no_roster_ends_as_failed_with_a_sentence(registry: Registry) -> None:
    uploaded = registry.upload(workbook(("a", [["张三", "男"], ["李四", "女"]])))
    view = uploaded.view
    assert (view["status"], view["problem"]) == ("failed", "HeaderNotFound")
    assert "表头" in view["message"]
    (kept,) = registry.desk.rows("imports")
    assert kept["content"] is None


def test_what_the_first_bytes_tell_is_refused_by_the_request(registry: Registry) -> None:
    for content, refusal in (
        (b"", errors.FileEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00", errors.FileNotReadable),
        (bytes(50 * 2**20), errors.FileTooLarge),
    ):
        with pytest.raises(refusal):
            registry.start(content)
    with pytest.raises(errors.ImportKindUnknown):
        registry.start(CLASS, kind="helpers")
    with pytest.raises(errors.FileNotReadable):
        registry.call(COUNTY, "start_import", filename="a.xlsx", content="no base64!")


def test_a_file_that_breaks_its_reader_fails_the_import_alone(registry: Registry) -> None:
    def dies(*_args: Any, **_limits: Any) -> bytes:
        raise ChildFailed("out of memory")

    import_id = registry.start(CLASS)
    registry.run(import_id, child=dies)
    view = registry.call(COUNTY, "get_import", import_id=import_id)
    assert (view["status"], view["problem"]) == ("failed", "FileNotReadable")


# -- death and resumption -----------------------------------------------------------------------


class Killed(BaseException):
    """Stands for the process's death: nothing catches it."""


def dying(at: int) -> Callable[..., bytes]:
    """A child process call that is the last thing to happen, the `at`-th time."""
    calls = iter(range(at, -1, -1))

    def run(*args: Any, **limits: Any) -> bytes:
        answer = run_in_child(*args, **limits)
        if next(calls) == 0:
            raise Killed
        return answer

    return run


def state(registry: Registry) -> Any:
    """What an import leaves behind, without ids and instants."""
    children = [
        (row["area_code"], row["birth_date"], row["version"], row["status"], row["sex"])
        for row in registry.children().values()
    ]
    events = [name for name, _ in registry.desk.published()]
    history = [row["operation"] for row in registry.desk.rows("history")]
    rows = [(row["position"], row["outcome"]) for row in registry.desk.rows("import_rows")]
    counts = sorted(
        (r["area_code"], r["status"], r["children"]) for r in registry.desk.rows("area_counts")
    )
    return sorted(children, key=str), sorted(events), sorted(history), rows, counts


def test_an_import_killed_anywhere_goes_on_and_nothing_is_doubled(
    registry: Registry, sqlite_url: str, tmp_path: Path
) -> None:
    registry.upload(CLASS)
    unkilled = state(registry)
    other = tmp_path / "other"
    other.mkdir()
    url = f"sqlite:///{other}/killed.db"
    with open_desk(RegistryService, url, other) as desk:
        killed = Registry(desk).with_areas()
        import_id = killed.start(CLASS)
        with pytest.raises(Killed):
            killed.run(import_id, child=dying(0))  # read, nothing stored
        deaths = 0
        while True:

            def told(done: int, _total: int) -> None:
                raise Killed

            try:
                killed.run(import_id, told=told)
            except Killed:
                deaths += 1
            else:
                break
            if deaths == 3:
                with pytest.raises(Killed):
                    killed.run(import_id, child=dying(1))  # all stored, not ended
                killed.run(import_id)
                break
        assert deaths == 3
        killed.run(import_id)  # once more: it has ended
        assert state(killed) == unkilled


def test_two_workers_on_one_import_store_each_row_once(registry: Registry) -> None:
    import_id = registry.start(CLASS)

    def twin(done: int, _total: int) -> None:
        if done <= 10:
            registry.run(import_id)

    registry.run(import_id, told=twin)
    counts = key("roster_class")["counts"]
    view = registry.call(COUNTY, "get_import", import_id=import_id)
    assert {name: view[name] for name in counts} == counts
    assert len(registry.desk.rows("import_rows")) == 100


def test_progress_is_seen_while_an_import_runs(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    seen = [registry.call(COUNTY, "get_import", import_id=import_id)]

    def look(_done: int, _total: int) -> None:
        seen.append(registry.call(COUNTY, "get_import", import_id=import_id))

    registry.run(import_id, told=look)
    assert seen[0]["status"] == "queued"
    assert {view["status"] for view in seen[1:]} == {"storing"}
    done = [view["done"] for view in seen]
    assert done == sorted(done)
    assert len(set(done)) > 3
    assert seen[-1]["total"] == 100


def test_only_once_every_row_has_its_end_the_file_is_let_go(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    (kept,) = registry.desk.rows("imports")
    assert kept["content"]
    registry.run(import_id)
    (kept,) = registry.desk.rows("imports")
    assert kept["content"] is None


def test_a_row_that_nothing_can_be_done_with_does_not_hold_up_the_others(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = child(3)["id_number"]
    keep_rows = import_rows.keep_rows

    def breaks(uow: Any, rows: Any, **others: Any) -> Any:
        if any(row["id_number"] == poison for row in rows):
            raise LookupError("poison")
        return keep_rows(uow, rows, **others)

    monkeypatch.setattr(import_rows, "keep_rows", breaks)
    rows = registry.upload(sheet(*[child(number) for number in range(8)])).rows
    assert [codes(row) for row in rows] == [["RowNotStored"] if n == 3 else [] for n in range(8)]
    assert len(registry.children()) == 7


# -- what comes back ----------------------------------------------------------------------------


def test_the_correction_workbook_keeps_the_layout_and_says_the_reasons(registry: Registry) -> None:
    for name in ("roster_class", "roster_grouped"):
        uploaded = registry.upload(name)
        bad = [row for row in uploaded.rows if row["outcome"] == "rejected"]
        original = load_workbook(DATA / f"{name}.xlsx").worksheets[0]
        page = load_workbook(io.BytesIO(uploaded.correction)).worksheets[0]
        head = bad[0]["row"] and min(r["row"] for r in uploaded.rows) - 1
        for row in range(1, head + 1):
            for column in range(1, original.max_column + 1):
                assert page.cell(row, column).value == original.cell(row, column).value
        assert {str(cells) for cells in page.merged_cells.ranges} == {
            str(cells) for cells in original.merged_cells.ranges
        }
        assert page.max_row == head + len(bad)
        for number, row in enumerate(bad, start=head + 1):
            for column in range(1, original.max_column + 1):
                same = original.cell(row["row"], column).value
                assert page.cell(number, column).value == same
            for remark in row["problems"]:
                comment = page[f"{remark['column']}{number}"].comment
                assert remark["message"] in comment.text
                assert remark["message"] in page.cell(number, original.max_column + 1).value


def test_a_mended_correction_workbook_is_imported(registry: Registry) -> None:
    uploaded = registry.upload("roster_class")
    book = load_workbook(io.BytesIO(uploaded.correction))
    page = book.worksheets[0]
    shared = [row for row in range(4, page.max_row + 1) if page.cell(row, 6).comment]
    mended = 0
    for row in shared:
        if page.cell(row, 6).value.startswith("永胜村"):
            page.cell(row, 6).value = f"桃林镇{page.cell(row, 6).value}"
            mended += 1
    out = io.BytesIO()
    book.save(out)
    again = registry.upload(out.getvalue(), filename="改正表.xlsx")
    assert again.counts == {"accepted": mended, "merged": 0, "rejected": page.max_row - 3 - mended}
    assert mended > 3


def test_there_is_no_correction_workbook_without_bad_rows(registry: Registry) -> None:
    uploaded = registry.upload(sheet(child(1)))
    with pytest.raises(errors.NothingToCorrect):
        uploaded.correction  # noqa: B018
    import_id = registry.start(CLASS)
    with pytest.raises(errors.ImportNotFinished):
        registry.call(COUNTY, "correction_workbook", import_id=import_id)


def test_a_correction_workbook_holds_text_and_no_formula(registry: Registry) -> None:
    text = as_csv(table([child(1, name=None, father_name="=1+1")]), "utf-8")
    uploaded = registry.upload(text, filename="a.csv")
    page = load_workbook(io.BytesIO(uploaded.correction)).worksheets[0]
    cell = next(c for c in page[3] if c.value == "=1+1")
    assert cell.data_type == "s"


# -- rails --------------------------------------------------------------------------------------


def test_no_name_or_number_of_a_roster_lies_open_in_the_database(
    registry: Registry, tmp_path: Path
) -> None:
    planted = child(1, name="甄隐藏", guardian_name="贾密语", remarks="藏字条")
    bad = child(2, name="甄隐藏", village="某某村")
    registry.upload(sheet(planted, bad), filename="甄隐藏的班.xlsx")
    secrets = (
        "甄隐藏",
        "贾密语",
        planted["id_number"],
        planted["guardian_phone"],
        bad["id_number"],
    )
    for path in tmp_path.glob("test.db*"):
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content
            assert json.dumps(secret)[1:-1].encode() not in content
            assert base64.b64encode(secret.encode()) not in content


def test_looking_at_rows_and_taking_them_along_is_in_the_access_log(registry: Registry) -> None:
    uploaded = registry.upload("roster_class")
    assert uploaded.rows
    assert uploaded.correction
    seen = {(row["operation"], row["subject"]) for row in registry.desk.rows("access_log")}
    assert ("registry.list_import_rows", f"import/{uploaded.id}") in seen
    assert ("registry.correction_workbook", f"import/{uploaded.id}") in seen


def test_an_import_that_brings_something_tells_its_counts_and_one_that_does_not_is_silent(
    registry: Registry,
) -> None:
    registry.upload(sheet(child(1), child(2), child(3, name=None)))
    registry.upload(sheet(child(1), child(2)))
    registry.upload(sheet(child(4, village="某某村")))
    told = [data for name, data in registry.desk.published() if name == "roster_imported"]
    counts = [(data["accepted"], data["merged"], data["rejected"]) for data in told]
    assert counts == [(2, 0, 1)]


def test_portions_grow_and_shrink_with_the_time_they_take() -> None:
    size = importing._next_size
    assert size(10, 0.04) == 20
    assert size(40, 0.4) == 8
    assert size(10, 10.0) == importing.LEAST_PORTION
    assert size(60, 0.0) == importing.MOST_PORTION
