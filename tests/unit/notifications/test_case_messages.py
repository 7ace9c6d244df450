"""Who is told of a protection case, and in which words."""

from services.notifications.domain.messages import Urgency
from services.notifications.domain.routing import drafts
from shared.contracts.registry.events import (
    CaseClosed,
    CaseDutyMissed,
    CaseDutyReminded,
    CaseDutySet,
    CaseMatched,
    CaseOpened,
)
from shared.message_wording import worded
from tests.event_samples import AREA, a

POSTS = ["role:police@520330", "school:principal@s", "family:c", "person:h"]


def test_everybody_called_is_told_urgently_and_led_to_the_duty() -> None:
    for event in (CaseDutySet, CaseDutyReminded, CaseDutyMissed):
        made = list(drafts(a(event, posts=POSTS, case_id="k", duty=3)))
        assert [draft.address for draft in made] == POSTS
        assert {draft.urgency for draft in made} == {Urgency.URGENT}
        assert {draft.link for draft in made} == {"/duties/k/3"}


def test_a_message_says_place_duty_and_time_and_names_nobody() -> None:
    [draft, *_] = drafts(a(CaseDutySet, posts=POSTS))
    assert set(draft.params) == {"area_code", "task", "due_at"}
    message = {"template": draft.template, "template_version": 1, "params": draft.params}
    said = worded(message, {"place": {AREA: "永胜村"}}).text
    assert said == "永胜村保护个案：当面见到儿童，确认安全。请在9月8日 10:30前办好并确认。"


def test_a_duty_that_a_pack_alone_knows_is_still_a_sentence() -> None:
    [draft, *_] = drafts(a(CaseDutySet, posts=POSTS, task="countys_own"))
    message = {"template": draft.template, "template_version": 1, "params": draft.params}
    assert "保护任务" in worded(message, {}).text


def test_a_case_without_a_village_is_told_to_the_county() -> None:
    told = {draft.address for draft in drafts(a(CaseOpened, area_code="520330"))}
    assert told == {"role:county_federation@520330"}


def test_a_village_hears_of_a_case_of_its_child_and_not_of_one_that_is_nobodys() -> None:
    told = [draft.address for draft in drafts(a(CaseMatched, child_id="c"))]
    assert told == [f"role:village_officer@{AREA}"]
    assert list(drafts(a(CaseMatched, child_id=None))) == []


def test_those_whose_duties_ended_with_the_case_are_told() -> None:
    told = {draft.address for draft in drafts(a(CaseClosed, posts=POSTS))}
    assert set(POSTS) <= told
