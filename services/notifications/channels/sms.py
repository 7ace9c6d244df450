"""SMS by whatever gateway a county has a contract with: its request is a template of settings."""

import json
from typing import Any

from services.notifications.channels.posting import as_json, field_of, post
from services.notifications.domain.deliveries import Answer, Outcome
from services.notifications.domain.outside import Notice
from services.notifications.wording import worded
from shared.channel_settings import ChannelSettings
from shared.texts.outside import SIGNED


class SmsGateway:
    def __init__(self, settings: ChannelSettings) -> None:
        self._settings = settings
        self._template = json.loads(settings.sms_body)
        name, _, value = settings.sms_header.partition(":")
        self._headers = {name.strip(): value.strip()} if value else {}

    def send(self, address: str, notice: Notice) -> Answer:
        values = {"{to}": address, "{text}": SIGNED + worded(notice), "{id}": notice.id}
        body = as_json(_filled(self._template, values))
        posted = post(self._settings.sms_url, body, self._headers, self._settings.seconds)
        if posted.answer is not None:
            return posted.answer
        name, _, wanted = self._settings.sms_ok.partition("=")
        found = field_of(posted.said, name)
        if found is None:
            return Answer(Outcome.UNKNOWN, "garbage")
        return Answer(Outcome.TAKEN) if found == wanted else Answer(Outcome.REFUSED, "refused")


def _filled(template: Any, values: dict[str, str]) -> Any:
    """In the parsed template, so that no text can break out of its place."""
    if isinstance(template, dict):
        return {name: _filled(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [_filled(each, values) for each in template]
    if isinstance(template, str):
        for placeholder, value in values.items():
            template = template.replace(placeholder, value)
    return template
