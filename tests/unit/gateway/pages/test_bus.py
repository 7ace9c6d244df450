"""Running the bus on the page: who sees what, and that nothing is done before it was shown."""

import pytest

from gateway import bus
from shared.access.roles import Role
from shared.contracts.gateway.errors import ServiceAway
from tests.unit.gateway.pages import bus_answers
from tests.unit.gateway.pages.bus_answers import ORPHAN
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

REDRIVE = "/bus/dead-letters/activities/redrive"
REMOVE = "/bus/topology/activities/remove"
CHOSEN = {"consumer": "on_school_registered", "reason": "ValueError"}


def acts(worker: Worker) -> list[dict[str, object]]:
    return [sent for name, sent in worker.activities.told if name.endswith("_dead_letters")]


def test_the_operator_s_home_says_that_something_needs_them(browse: Browser) -> None:
    page = browse(Role.OPERATOR, area="").get("/").text
    assert "运行状况有 2 件事要处理" in page
    assert "“活动与场所”有 2 条死信：学校登记。" in page


def test_nobody_else_s_home_asks_for_it(browse: Browser, worker: Worker) -> None:
    browse(Role.AUDITOR).get("/")
    assert "bus_status" not in [name for name, _ in worker.activities.told]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_numbers_are_for_auditors_and_administrators_letters_are_not(
    browse: Browser, role: Role
) -> None:
    browser = browse(role)
    page = browser.get("/bus")
    assert page.status_code == 200
    assert "/bus/dead-letters" not in page.text
    assert "没有死信" in browser.get("/bus/dead-letters").text
    assert browser.post(REDRIVE, data={**CHOSEN, "why": "x"}).status_code == 403


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.PARENT, Role.AUDIT_ADMIN])
def test_nobody_else_sees_anything(browse: Browser, role: Role) -> None:
    browser = browse(role)
    assert browser.get("/bus").status_code == 403
    assert "/bus" not in browser.get("/more").text


def test_letters_stand_together_by_reason_with_what_they_hold(browse: Browser) -> None:
    page = browse(Role.OPERATOR).get("/bus/dead-letters").text
    assert "重投这 2 条" in page
    assert "处理程序出错" in page
    assert "3fa85f…a6" in page
    assert "太旧" in page


def test_nothing_is_done_before_it_was_shown(browse: Browser, worker: Worker) -> None:
    browser = browse(Role.OPERATOR)
    assert "先看会发生什么" in browser.get(f"{REDRIVE}?consumer=on_school_registered").text
    page = browser.post(REDRIVE, data={**CHOSEN, "why": "修好了"}).text
    assert "现在还什么都没有做" in page
    assert "确认重投" in page
    assert [sent["dry_run"] for sent in acts(worker)] == [True]


def test_confirmed_it_is_done_and_what_is_left_is_said(browse: Browser, worker: Worker) -> None:
    sent = {**CHOSEN, "why": "修好了", "step": "confirmed"}
    page = browse(Role.OPERATOR).post(REDRIVE, data=sent).text
    assert "已重投 2 条死信" in page
    assert "还剩 3 条" in page
    (told,) = acts(worker)
    assert (told["dry_run"], told["why"], told["reason"]) == (False, "修好了", "ValueError")


def test_without_a_reason_nothing_happens(browse: Browser, worker: Worker) -> None:
    page = browse(Role.OPERATOR).post(REDRIVE, data={**CHOSEN, "step": "confirmed"}).text
    assert "请填写这一项" in page
    assert acts(worker) == []


def test_a_service_that_is_away_is_named_and_the_others_are_shown(
    browse: Browser, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def __getattr__(self, operation: str) -> object:
            def call(**_fields: object) -> None:
                raise ServiceAway("funding")

            return call

    monkeypatch.setattr(worker, "funding", Away())
    browser = browse(Role.OPERATOR)
    for address in ("/bus", "/bus/dead-letters", "/bus/conservation", "/bus/topology"):
        page = browser.get(address)
        assert page.status_code == 200, address
        assert "联系不上" in page.text, address
        assert "学校登记" in page.text or address == "/bus/topology"


def test_an_unknown_service_or_action_is_no_page(browse: Browser) -> None:
    browser = browse(Role.OPERATOR)
    for address in (
        "/bus/dead-letters/nothing/redrive",
        "/bus/dead-letters/activities/burn",
        "/bus/topology/nothing/remove",
    ):
        assert browser.get(address).status_code == 404
        assert browser.post(address, data={"queue": ORPHAN, "why": "x"}).status_code == 404


def test_a_queue_without_a_consumer_is_told_with_what_to_do(browse: Browser) -> None:
    browser = browse(Role.OPERATOR)
    assert "“活动与场所”有 1 个无主队列" in browser.get("/bus").text
    page = browser.get("/bus/topology").text
    assert "删除这个队列" in page
    assert f"{REMOVE}?queue={ORPHAN}" in page
    assert "删除这个队列" not in browse(Role.AUDITOR).get("/bus/topology").text


def test_a_queue_is_not_removed_before_it_was_shown(browse: Browser, worker: Worker) -> None:
    browser = browse(Role.OPERATOR)
    assert ORPHAN in browser.get(f"{REMOVE}?queue={ORPHAN}").text
    assert "请填写这一项" in browser.post(REMOVE, data={"queue": ORPHAN}).text
    shown = browser.post(REMOVE, data={"queue": ORPHAN, "why": "升级", "with_messages": "1"}).text
    assert "现在还什么都没有做" in shown
    sent = {"queue": ORPHAN, "why": "升级", "with_messages": "1", "step": "confirmed"}
    assert "已删除，连同其中 3 条消息" in browser.post(REMOVE, data=sent).text
    told = [sent for name, sent in worker.activities.told if name == "remove_queue"]
    assert [(each["dry_run"], each["with_messages"]) for each in told] == [
        (True, True),
        (False, True),
    ]


def test_only_the_operator_removes_queues(browse: Browser, worker: Worker) -> None:
    sent = {"queue": ORPHAN, "why": "升级", "step": "confirmed"}
    assert browse(Role.AUDITOR).post(REMOVE, data=sent).status_code == 403
    assert "remove_queue" not in [name for name, _ in worker.activities.told]


def test_an_event_that_nobody_takes_does_not_hide_that_the_relay_stands_still() -> None:
    outbox = {
        "open": 9,
        "waiting": 9,
        "oldest_seconds": 7200,
        "unexplained": [{"events": 8, "oldest_seconds": 3600}],
        "problems": [{"problem": "no queue takes it", "events": 1, "oldest_seconds": 7200}],
    }
    status = {**bus_answers.status("funding", sick=False), "outbox": outbox}
    told = dict(bus.said_of(status))
    assert told["outbox_old"] == {"count": 8, "minutes": 60}
    assert told["outbox_problem"]["count"] == 1
