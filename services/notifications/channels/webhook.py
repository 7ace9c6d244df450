"""Another system of the county: a signed POST, with an id by which it knows a message again."""

import hmac
import time

from services.notifications.channels.posting import as_json, post
from services.notifications.domain.deliveries import Answer, Outcome
from services.notifications.domain.outside import Notice
from services.notifications.wording import worded
from shared.channel_settings import ChannelSettings

ID, TIME, SIGNATURE = "Lantian-Delivery", "Lantian-Time", "Lantian-Signature"


class Webhook:
    """The address is whom the other system knows the person as."""

    def __init__(self, settings: ChannelSettings) -> None:
        self._url, self._seconds = settings.webhook_url, settings.seconds
        self._secret = settings.webhook_secret

    def send(self, address: str, notice: Notice) -> Answer:
        text = {"id": notice.id, "to": address, "kind": notice.kind, "text": worded(notice)}
        body, at = as_json(text), str(int(time.time()))
        signed = {ID: notice.id, TIME: at, SIGNATURE: signature(self._secret, at, body)}
        posted = post(self._url, body, signed, self._seconds)
        return posted.answer or Answer(Outcome.TAKEN)


def signature(secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 of "seconds since 1970", a full stop and the body; in hexadecimal digits."""
    return hmac.digest(secret.encode(), at.encode() + b"." + body, "sha256").hex()
