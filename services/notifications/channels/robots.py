"""Robots of WeChat Work and of DingTalk, each in a group of its owner.

Their documentation: developer.work.weixin.qq.com/document/path/91770 and
open.dingtalk.com/document/robots/customize-robot-security-settings.
"""

import base64
import hmac
import time
from urllib.parse import urlencode

from services.notifications.channels.posting import Posted, as_json, field_of, post
from services.notifications.domain.deliveries import Answer, Outcome
from services.notifications.domain.outside import Notice
from services.notifications.wording import worded
from shared.channel_settings import ChannelSettings

TOO_MANY = {"45009", "130101", "410100"}  # both say so with a 200
MINUTE = 60
GONE = {"93000", "300001"}  # the robot was taken out of its group


class WeCom:
    """The address is the robot's key."""

    def __init__(self, settings: ChannelSettings) -> None:
        self._url, self._seconds = settings.wecom_url, settings.seconds

    def send(self, address: str, notice: Notice) -> Answer:
        url = f"{self._url}?{urlencode({'key': address})}"
        return _judged(post(url, _text(notice), {}, self._seconds))


class DingTalk:
    """The address is the robot's token and its secret, with a space between."""

    def __init__(self, settings: ChannelSettings) -> None:
        self._url, self._seconds = settings.dingtalk_url, settings.seconds

    def send(self, address: str, notice: Notice) -> Answer:
        token, _, secret = address.partition(" ")
        at = str(int(time.time() * 1000))  # theirs is not a trial's other today
        query = {"access_token": token, "timestamp": at, "sign": signature(at, secret)}
        return _judged(post(f"{self._url}?{urlencode(query)}", _text(notice), {}, self._seconds))


def signature(at: str, secret: str) -> str:
    """DingTalk's: HMAC-SHA256 of time and secret under the secret, in base64."""
    digest = hmac.digest(secret.encode(), f"{at}\n{secret}".encode(), "sha256")
    return base64.b64encode(digest).decode()


def _text(notice: Notice) -> bytes:
    return as_json({"msgtype": "text", "text": {"content": worded(notice)}})


def _judged(posted: Posted) -> Answer:
    if posted.answer is not None:
        return posted.answer
    code = field_of(posted.said, "errcode")
    if code is None:
        return Answer(Outcome.UNKNOWN, "garbage")
    if code == "0":
        return Answer(Outcome.TAKEN)
    if code in TOO_MANY:
        return Answer(Outcome.LATER, "too_many", MINUTE)
    return Answer(Outcome.BOUNCED if code in GONE else Outcome.REFUSED, "refused")
