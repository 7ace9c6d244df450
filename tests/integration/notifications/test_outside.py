"""Deliveries outside the application, against servers that answer, refuse, hang or talk rubbish."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.notifications.domain.deliveries import Channel
from services.notifications.handlers import sending
from shared.clock import now
from shared.contracts.gateway.events import AccountClosed
from shared.contracts.notifications.errors import (
    LinkUnknown,
    LinkUsed,
    NothingToConfirm,
    NothingToSendAgain,
    TooManyCodes,
)
from shared.errors import AccessDenied
from tests.event_samples import a
from tests.integration.notifications.reached import (
    ADDRESSES,
    EMERGENCY,
    IMPORTANT,
    NOBODY,
    NORMAL,
    OFFICER,
    OPERATOR,
    Office,
    Providers,
    link_in,
    providers_in,
)
from tests.service_desk import ServiceDesk


@pytest.fixture
def providers(tmp_path: Path) -> Iterator[Providers]:
    with providers_in(tmp_path / "providers") as started:
        yield started


@pytest.fixture
def office(desk: ServiceDesk, providers: Providers) -> Office:
    return Office(desk, providers)


def test_an_emergency_goes_by_every_channel_at_once_and_signed(office: Office) -> None:
    office.confirm(*ADDRESSES)
    office.come_to(datetime(2026, 3, 2, 18, tzinfo=UTC))  # two at night in China
    office.desk.fact(EMERGENCY)
    office.deliver()
    assert office.states() == dict.fromkeys(ADDRESSES, "delivered")
    for way in ADDRESSES:
        [text] = office.told(way)
        assert "紧急消息" in text, way
    assert all(one.get("right", True) for one in office.providers.got())


def test_what_is_important_waits_for_the_end_of_the_quiet_time(office: Office) -> None:
    office.confirm("sms", "email")
    office.come_to(datetime(2026, 3, 2, 15, tzinfo=UTC))  # eleven at night
    office.desk.fact(IMPORTANT)
    office.deliver()
    assert office.states() == {"sms": "queued"}
    office.pass_time(hours=7, minutes=59)
    office.deliver()
    assert office.told("sms") == []
    office.pass_time(minutes=2)
    office.deliver()
    assert (office.states(), len(office.told("sms"))) == ({"sms": "delivered"}, 1)


def test_the_rest_comes_once_a_day_as_a_number(office: Office) -> None:
    office.confirm("sms")
    for _ in range(3):
        office.desk.fact(NORMAL)
    office.deliver()
    assert office.told("sms") == []
    office.pass_time(days=1)
    office.deliver()
    [text] = office.told("sms")
    assert "3 条新通知" in text
    items = office.desk.rows("digest_items")
    [digest] = [row for row in office.desk.rows("deliveries") if row["kind"] == "digest"]
    assert {row["delivery_id"] for row in items} == {digest["id"]}
    assert {row["event_id"] for row in items} == {
        row["event_id"] for row in office.desk.rows("messages")
    }


@pytest.mark.parametrize("word", ["500", "timeout", "garbage"])
def test_an_sms_of_unknown_outcome_is_not_sent_again_without_asking(
    office: Office, word: str
) -> None:
    office.confirm("sms")
    office.providers.answer("sms", word)
    office.desk.fact(IMPORTANT)
    office.deliver()
    office.pass_time(days=2)
    office.deliver()
    assert (office.states(), len(office.told("sms"))) == ({"sms": "unknown"}, 1)
    [unknown] = office.desk.call(OPERATOR, "list_deliveries", state="unknown")["items"]
    office.desk.call(OPERATOR, "send_again", delivery_id=unknown["id"])
    office.deliver()
    assert (office.states(), len(office.told("sms"))) == ({"sms": "delivered"}, 2)
    assert len({one["body"]["id"] for one in office.providers.got("sms")[1:]}) == 1
    with pytest.raises(NothingToSendAgain):
        office.desk.call(OPERATOR, "send_again", delivery_id=unknown["id"])


def test_an_emergency_of_unknown_outcome_is_sent_again_until_it_is_acknowledged(
    office: Office,
) -> None:
    office.confirm("sms")
    office.providers.answer("sms", "500", "garbage", "500")
    office.desk.fact(EMERGENCY)
    for expected in (1, 2, 3):
        office.deliver()
        assert len(office.told("sms")) == expected
        office.pass_time(hours=1)
    token = link_in(office.told("sms")[0])
    office.desk.call(NOBODY, "acknowledge_by_link", token=token)
    office.deliver()
    office.pass_time(days=1)
    office.deliver()
    assert (office.states(), len(office.told("sms"))) == ({"sms": "acknowledged"}, 3)
    outcomes = [row["outcome"] for row in office.desk.rows("delivery_attempts")]
    assert outcomes == ["taken", "unknown", "unknown", "unknown"]


def test_what_we_broke_off_ourselves_is_no_fault_of_the_provider(office: Office) -> None:
    office.confirm("sms")
    office.desk.fact(IMPORTANT)
    limits = sending.Limits("https://lantian.example", 10, 600)
    with office.desk.database.transaction() as uow:
        assert isinstance(sending.take(uow, Channel.SMS, limits, now()), sending.Taken)
    with office.desk.database.transaction() as uow:
        sending.after_restart(uow, Channel.SMS, now())
    assert office.states() == {"sms": "unknown"}
    [provider] = [one for one in office.desk.rows("providers") if one["channel"] == "sms"]
    assert (provider["failures"], provider["down_until"]) == (0, None)


def test_a_provider_that_is_down_delays_and_loses_nothing(office: Office) -> None:
    office.confirm("sms")
    office.providers.answer("sms", "429")
    for _ in range(3):
        office.desk.fact(IMPORTANT)
    office.deliver()
    assert len(office.told("sms")) == 1  # the others were not even tried
    [sms] = office.desk.call(OPERATOR, "delivery_overview")["items"][1:2]
    assert (sms["channel"], sms["problem"], sms["counts"]["queued"]) == ("sms", "http_429", 3)
    office.pass_time(seconds=39)  # it had asked for 40
    office.deliver()
    assert len(office.told("sms")) == 1
    office.pass_time(seconds=2)
    office.deliver()
    assert len(office.told("sms")) == 4
    states = [row["state"] for row in office.desk.rows("deliveries")]
    assert states == ["delivered"] * 4


def test_a_channel_that_refuses_is_followed_by_the_next(office: Office) -> None:
    office.confirm("sms", "email", "wecom")
    office.providers.answer("sms", "refuse")
    office.providers.answer("email", "550")
    office.desk.fact(IMPORTANT)
    office.deliver()
    assert office.states() == {"sms": "failed", "email": "failed", "wecom": "delivered"}
    mine = {one["channel"]: one for one in office.desk.call(OFFICER, "get_my_channels")["items"]}
    assert (mine["email"]["state"], mine["sms"]["state"]) == ("dropped", "confirmed")


@pytest.mark.parametrize(
    ("word", "state"),
    [("450", "queued"), ("554", "failed"), ("drop", "unknown"), ("timeout", "unknown")],
)
def test_of_a_mail_is_said_what_is_known(office: Office, word: str, state: str) -> None:
    office.confirm("email")
    office.providers.answer("email", word)
    office.desk.fact(IMPORTANT)
    office.deliver()
    assert office.states() == {"email": state}


def test_the_same_cause_is_told_once_by_each_channel(office: Office) -> None:
    office.confirm("sms")
    event_id = office.desk.fact(EMERGENCY)
    office.desk.fact(EMERGENCY, event_id)
    office.desk.fact(EMERGENCY, event_id, replay="r1")
    office.deliver()
    assert len(office.told("sms")) == 1
    [sent] = [row for row in office.desk.rows("deliveries") if row["kind"] != "code"]
    assert (sent["cause"], sent["event_type"]) == (event_id, "registry.case_duty_set")


def test_looking_at_a_link_consumes_nothing_and_it_works_once(office: Office) -> None:
    office.confirm("sms")
    office.desk.fact(EMERGENCY)
    office.deliver()
    token = link_in(office.told("sms")[0])
    for _ in range(2):
        shown = office.desk.call(NOBODY, "open_link", token=token)
        assert shown == {"state": "open", "kind": "emergency", "version": 1, "count": 1}
    office.desk.call(NOBODY, "acknowledge_by_link", token=token)
    assert office.desk.call(NOBODY, "open_link", token=token) == {"state": "used"}
    with pytest.raises(LinkUsed):
        office.desk.call(NOBODY, "acknowledge_by_link", token=token)
    [message] = office.desk.call(OFFICER, "list_messages")["items"]
    assert message["state"] == "acknowledged"


def test_a_link_expires_and_none_is_guessed(office: Office) -> None:
    office.confirm("sms")
    office.desk.fact(EMERGENCY)
    office.deliver()
    office.pass_time(hours=73)
    with pytest.raises(LinkUsed):
        office.desk.call(NOBODY, "acknowledge_by_link", token=link_in(office.told("sms")[0]))
    with pytest.raises(LinkUnknown):
        office.desk.call(NOBODY, "open_link", token="0" * 32)


def test_nothing_but_a_code_goes_to_an_address_that_nobody_has_confirmed(office: Office) -> None:
    point = office.desk.call(OFFICER, "add_channel", channel="sms", address=ADDRESSES["sms"])
    office.deliver()
    office.desk.fact(EMERGENCY)
    office.deliver()
    assert office.told("sms") == []
    [sent] = office.providers.got("sms")
    assert office.code(point["id"]) in sent["body"]["text"]
    assert ADDRESSES["sms"] not in str(office.desk.rows("contact_points"))
    assert point["address"] == "138****01"


def test_five_wrong_codes_make_it_void_and_codes_are_not_without_end(office: Office) -> None:
    point = office.desk.call(OFFICER, "add_channel", channel="sms", address=ADDRESSES["sms"])["id"]
    right = office.code(point)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(5):
        answer = office.desk.call(OFFICER, "confirm_channel", point_id=point, code=wrong)
        assert not answer["confirmed"]
    with pytest.raises(NothingToConfirm):
        office.desk.call(OFFICER, "confirm_channel", point_id=point, code=right)
    for _ in range(4):
        office.desk.call(OFFICER, "resend_code", point_id=point)
    with pytest.raises(TooManyCodes):
        office.desk.call(OFFICER, "resend_code", point_id=point)


def test_a_closed_account_is_told_nothing_more(office: Office) -> None:
    office.confirm("sms")
    office.desk.fact(EMERGENCY)
    office.desk.fact(a(AccountClosed, account_id="officer"))
    office.desk.fact(EMERGENCY)
    office.deliver()
    assert office.told("sms") == []
    assert office.states() == {"sms": "failed"}
    assert office.desk.rows("recipients") == []


def test_deliveries_are_an_operators_alone(office: Office) -> None:
    for operation in ("list_deliveries", "delivery_overview"):
        with pytest.raises(AccessDenied):
            office.desk.call(OFFICER, operation)


def test_the_next_channel_keeps_the_quiet_time_too(office: Office) -> None:
    office.confirm("sms", "email")
    office.providers.answer("sms", "429", "refuse")
    office.come_to(datetime(2026, 3, 2, 13, 59, 50, tzinfo=UTC))  # ten seconds before ten at night
    office.desk.fact(IMPORTANT)
    office.deliver()
    office.pass_time(minutes=1)
    office.deliver()
    assert office.states() == {"sms": "failed", "email": "queued"}
    office.pass_time(hours=9)
    office.deliver()
    assert office.states() == {"sms": "failed", "email": "delivered"}
