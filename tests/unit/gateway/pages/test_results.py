"""A class's results are entered on one sheet; the county confirms what it saw."""

from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.helping_samples import SCORES
from tests.unit.gateway.pages.services import Worker

CLASS = "五年级2班"


def sent(worker: Worker, operation: str) -> list[dict[str, object]]:
    return [fields for name, fields in worker.pairing.told if name == operation]


def test_a_sheet_sends_those_with_a_rank_alone(browse: Browser, worker: Worker) -> None:
    teacher = browse(Role.HEAD_TEACHER, area="", school_id=county.SCHOOL)
    form = {
        "term": "2026-spring",
        "class_name": CLASS,
        "pupil": [county.CHILD, county.OTHER],
        "of_pupils": "42",
        f"rank-{county.CHILD}": "7",
        f"three_good-{county.CHILD}": "true",
        f"rank-{county.OTHER}": "",
        "idempotency_key": "k",
    }
    answer = teacher.post("/results", data=form)
    assert answer.status_code == 303
    assert "done=results_entered" in answer.location
    [told] = sent(worker, "enter_results")
    assert (told["term"], told["class_name"]) == ("2026-spring", CLASS)
    assert told["rows"] == [
        {
            "child_id": county.CHILD,
            "rank": 7,
            "of_pupils": 42,
            "breach": False,
            "three_good": True,
        }
    ]


def test_a_rank_that_is_no_number_is_said_at_its_child_and_stays(
    browse: Browser, worker: Worker
) -> None:
    teacher = browse(Role.HEAD_TEACHER, area="", school_id=county.SCHOOL)
    form = {
        "term": "2026-spring",
        "class_name": CLASS,
        "pupil": [county.OTHER, county.CHILD],
        "of_pupils": "42",
        f"rank-{county.OTHER}": "",
        f"rank-{county.CHILD}": "第七",
    }
    answer = teacher.post("/results", data=form)
    assert answer.status_code == 422
    assert f'id="e-rank-{county.CHILD}"' in answer.text
    assert f'id="e-rank-{county.OTHER}"' not in answer.text
    assert 'value="第七"' in answer.text


def test_what_was_entered_stands_in_the_boxes(browse: Browser) -> None:
    teacher = browse(Role.HEAD_TEACHER, area="", school_id=county.SCHOOL)
    page = teacher.get("/results?term=2026-spring").text
    assert f'name="rank-{county.CHILD}" inputmode="numeric" autocomplete="off"' in page
    assert 'maxlength="3" value="7"' in page


def test_the_county_confirms_with_what_it_saw(browse: Browser, worker: Worker) -> None:
    officer = browse(Role.EDUCATION_BUREAU)
    address = f"/scores/{county.SCHOOL}"
    assert f'name="seen" value="{SCORES["seen"]}"' in officer.get(address).text
    form = {"year": "2025", "seen": SCORES["seen"], "idempotency_key": "k"}
    answer = officer.post(f"{address}/confirmation", data=form)
    assert "done=scores_confirmed" in answer.location
    [told] = sent(worker, "confirm_scores")
    assert (told["school_id"], told["year"], told["seen"]) == (county.SCHOOL, 2025, SCORES["seen"])


def test_a_school_looks_and_does_not_confirm(browse: Browser) -> None:
    principal = browse(Role.PRINCIPAL, area="", school_id=county.SCHOOL)
    page = principal.get(f"/scores/{county.SCHOOL}").text
    assert "第 12 名到第 5 名，进步 7 名，每名 10 分：70 分" in page
    assert "确认积分" not in page
    assert principal.get("/scores").location == f"/scores/{county.SCHOOL}"


def test_the_lists_go_out_as_workbooks(browse: Browser) -> None:
    officer = browse(Role.COUNTY_FEDERATION)
    for address in (
        f"/scores/{county.SCHOOL}/book.xlsx?year=2025",
        "/commendation/book.xlsx",
        f"/pairings/book.xlsx?area={county.TOWNSHIP}&status=active",
    ):
        answer = officer.get(address)
        assert answer.data[:2] == b"PK", address


def test_the_clerk_puts_the_awards_that_are_due_on_a_list(browse: Browser, worker: Worker) -> None:
    clerk = browse(Role.FINANCE_CLERK)
    assert "把习水县待发放的成绩奖励列成一份名单" in clerk.get("/awards").text
    form = {"term": "2026-spring", "area": county.COUNTY, "fund_id": county.FUND}
    answer = clerk.post("/awards", data=form | {"idempotency_key": "k"})
    assert answer.location.startswith(f"/rolls/{county.ROLL}")
    told = [fields for name, fields in worker.funding.told if name == "propose_awards"]
    assert told == [{**form, "key": "k"}]
    refused = clerk.post("/awards", data={**form, "fund_id": ""})
    assert refused.status_code == 422
    assert 'id="e-fund-id"' in refused.text
