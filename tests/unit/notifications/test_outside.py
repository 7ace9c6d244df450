"""What may go outside, when, and what an answer makes of a delivery."""

from dataclasses import fields
from datetime import UTC, datetime, time
from string import Formatter
from typing import Any
from uuid import uuid4

import pytest

from services.notifications.domain.deliveries import (
    UNKNOWN_AGAIN,
    Answer,
    DeliveryState,
    Hours,
    Outcome,
    after,
    pause,
)
from services.notifications.domain.outside import Kind, NotForOutside, Notice, may_go_again
from services.notifications.wording import worded
from shared.channel_settings import ChannelSettings, WrongChannels
from shared.texts.outside import LINKED, OUTSIDE
from shared.texts.reaching import HINTS, REACHING_WORDS

PLANTED = "\u738b\u5c0f\u660e \u6291\u90c1\u75c7"  # a name and a diagnosis
ID = str(uuid4())
LINK = f"https://lantian.example/m/{'a' * 32}"
NIGHT = Hours(time(22), time(7), time(8))


def notice(**more: Any) -> Notice:
    return Notice(**{"id": ID, "kind": Kind.EMERGENCY_CHILD, "version": 1, "link": LINK} | more)


@pytest.mark.parametrize("field", [field.name for field in fields(Notice)])
def test_no_field_of_a_notice_takes_a_name(field: str) -> None:
    with pytest.raises(NotForOutside):
        notice(**{field: PLANTED})


def test_a_link_leads_nowhere_but_to_the_page_of_acknowledgement() -> None:
    for link in (f"{LINK}?child={PLANTED}", f"{LINK}x", "https://lantian.example/children/c1"):
        with pytest.raises(NotForOutside):
            notice(link=link)


def test_templates_hold_nothing_but_numbers_codes_and_links() -> None:
    assert set(OUTSIDE) == {kind.value for kind in Kind} == set(REACHING_WORDS["delivery_kind"])
    assert set(HINTS) == set(REACHING_WORDS["channel"])
    assert set(LINKED) < set(OUTSIDE)
    for wordings in OUTSIDE.values():
        for wording in wordings:
            asked = {name for _, name, _, _ in Formatter().parse(wording) if name}
            assert asked <= {"count", "code", "link"}


def test_every_kind_is_worded() -> None:
    for kind in Kind:
        assert "None" not in worded(notice(kind=kind, code="123456", count=3))


@pytest.mark.parametrize(
    ("hour", "until"),
    [(13, None), (14, 23), (20, 23), (23, None)],  # 21:00, 22:00, 04:00 and 07:00 in China
)
def test_the_quiet_time_goes_over_midnight(hour: int, until: int | None) -> None:
    at = datetime(2026, 3, 2, hour, tzinfo=UTC)
    expected = at if until is None else datetime(2026, 3, 2, until, tzinfo=UTC)
    assert NIGHT.quiet_until(at) == expected


def test_a_quiet_time_that_ends_when_it_begins_is_none() -> None:
    at = datetime(2026, 3, 2, 14, tzinfo=UTC)
    assert Hours(time(22), time(22), time(8)).quiet_until(at) == at


def becomes(outcome: Outcome, *, emergency: bool, unknown: int = 0) -> DeliveryState:
    answer = Answer(outcome)
    return after(answer, emergency=emergency, unknown_before=unknown, failures=1).state


def test_only_an_emergency_of_unknown_outcome_is_sent_again_and_not_for_ever() -> None:
    assert becomes(Outcome.UNKNOWN, emergency=False) is DeliveryState.UNKNOWN
    assert becomes(Outcome.UNKNOWN, emergency=True) is DeliveryState.QUEUED
    often = len(UNKNOWN_AGAIN)
    assert becomes(Outcome.UNKNOWN, emergency=True, unknown=often) is DeliveryState.UNKNOWN


def test_what_was_not_taken_comes_again_and_what_was_refused_does_not() -> None:
    assert becomes(Outcome.LATER, emergency=False) is DeliveryState.QUEUED
    assert becomes(Outcome.REFUSED, emergency=True) is DeliveryState.FAILED
    assert becomes(Outcome.BOUNCED, emergency=True) is DeliveryState.FAILED
    assert (pause(1), pause(3), pause(1, asked=40), pause(99)) == (2, 8, 40, 900)


def test_without_settings_there_is_no_channel() -> None:
    assert ChannelSettings.from_environment({}).names == ()


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"LANTIAN_SMS_URL": "ftp://x"}, "LANTIAN_SMS_URL"),
        ({"LANTIAN_SMS_URL": "https://sms.example"}, "LANTIAN_PUBLIC_URL"),
        ({"LANTIAN_EMAIL_URL": "smtps://mail.example"}, "LANTIAN_EMAIL_FROM"),
        ({"LANTIAN_SMS_BODY": '{"a": "{to} {text}"'}, "LANTIAN_SMS_BODY"),
        ({"LANTIAN_SMS_BODY": "{}"}, "LANTIAN_SMS_BODY"),
        ({"LANTIAN_SMS_PER_MINUTE": "0"}, "LANTIAN_SMS_PER_MINUTE"),
        (
            {"LANTIAN_WEBHOOK_URL": "https://oa.example", "LANTIAN_WEBHOOK_SECRET": "short"},
            "LANTIAN_WEBHOOK_SECRET",
        ),
    ],
)
def test_half_a_channel_is_refused_by_the_name_of_its_setting(
    env: dict[str, str], named: str
) -> None:
    with pytest.raises(WrongChannels, match=named):
        ChannelSettings.from_environment(env)


@pytest.mark.parametrize("state", list(DeliveryState))
def test_only_what_may_not_have_arrived_is_sent_again_and_no_code(state: DeliveryState) -> None:
    open_ = state in (DeliveryState.UNKNOWN, DeliveryState.FAILED)
    assert may_go_again(state, Kind.IMPORTANT) is open_
    assert not may_go_again(state, Kind.CODE)
