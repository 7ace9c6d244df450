"""What somebody may give as an address of a channel, and how it is confirmed."""

import re
from datetime import timedelta
from enum import StrEnum

from services.notifications.domain.deliveries import Channel


class PointState(StrEnum):
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"  # a message came back, or too many wrong codes


# Robots are known by the secret part of their address alone, so that nobody makes the
# installation call any server that they like.
SHAPES = {
    Channel.EMAIL: re.compile(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}"),
    Channel.SMS: re.compile(r"1[3-9][0-9]{9}"),
    Channel.WECOM: re.compile(r"[A-Za-z0-9-]{8,64}"),
    Channel.DINGTALK: re.compile(r"[A-Za-z0-9]{8,128} SEC[A-Za-z0-9]{8,128}"),
    Channel.WEBHOOK: re.compile(r"[A-Za-z0-9._@-]{1,64}"),
}
CODE_HOLDS = timedelta(minutes=30)  # a provider may be slow
TRIES = 5
CODES_A_DAY = 5  # of one person: each costs money, and may go to a stranger


def fits(channel: Channel, address: str) -> bool:
    return SHAPES[channel].fullmatch(address) is not None


def masked(channel: Channel, address: str) -> str:
    """Enough to know it again, not enough to use it."""
    if channel is Channel.EMAIL:
        name, _, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    return f"{address[:3]}****{address[-2:]}" if len(address) > 6 else "****"


def key_of(account_id: str) -> str:
    """Under which a person's addresses are sealed."""
    return f"account/{account_id}"
