"""Which ways lead out of the application, and how fast; read from the environment with all others.

A channel that is not set does not exist: with none, people are told in the application alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Self
from urllib.parse import SplitResult, urlsplit

PER_MINUTE = {"email": 120, "sms": 600, "wecom": 20, "dingtalk": 20, "webhook": 600}
"""Robots of WeChat Work and DingTalk take 20 messages a minute (their documentation)."""
MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")
WEB_SCHEMES = ("http", "https")


class WrongChannels(ValueError):
    """A channel is set by half, or cannot be right; the text names the setting."""


@dataclass(frozen=True)
class ChannelSettings:
    """`sms_body` is JSON in which {to}, {text} and {id} are replaced; `sms_ok` is `field=value`
    of the gateway's answer. The robots' addresses are those of their makers, or of a stand-in."""

    public_url: str = ""  # where people reach this installation, for the links in messages
    email_url: str = field(default="", repr=False)  # smtps://user:password@host:465
    email_from: str = ""
    sms_url: str = field(default="", repr=False)
    sms_body: str = '{"phone": "{to}", "text": "{text}", "id": "{id}"}'
    sms_header: str = field(default="", repr=False)  # "Authorization: Bearer ..."
    sms_ok: str = "code=0"
    wecom_url: str = ""
    dingtalk_url: str = ""
    webhook_url: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)
    seconds: int = 10  # for one attempt
    per_minute: Mapping[str, int] = field(default_factory=lambda: PER_MINUTE)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """`LANTIAN_PUBLIC_URL`, `LANTIAN_EMAIL_URL` and so on. Raises WrongChannels."""
        texts = [f.name for f in fields(cls) if f.name not in ("seconds", "per_minute")]
        given = {n: env[f"LANTIAN_{n.upper()}"] for n in texts if env.get(f"LANTIAN_{n.upper()}")}
        rates = {
            c: _number(env, f"LANTIAN_{c.upper()}_PER_MINUTE", r) for c, r in PER_MINUTE.items()
        }
        made = cls(**given, seconds=_number(env, "LANTIAN_CHANNEL_SECONDS", 10), per_minute=rates)
        made._check()
        return made

    @property
    def names(self) -> tuple[str, ...]:
        """The channels that are set."""
        return tuple(name for name in PER_MINUTE if getattr(self, f"{name}_url"))

    def _check(self) -> None:
        for name in (*self.names, "public"):
            value = getattr(self, f"{name}_url")
            schemes = MAIL_SCHEMES if name == "email" else WEB_SCHEMES
            if value and not _is_address(value, schemes):
                raise WrongChannels(f"LANTIAN_{name.upper()}_URL: one of {', '.join(schemes)}://")
        if self.email_url and "@" not in self.email_from:
            raise WrongChannels("LANTIAN_EMAIL_FROM is not set; LANTIAN_EMAIL_URL needs it")
        if self.webhook_url and len(self.webhook_secret) < 16:
            raise WrongChannels("LANTIAN_WEBHOOK_SECRET has fewer than 16 characters")
        if "{to}" not in self.sms_body or "{text}" not in self.sms_body:
            raise WrongChannels("LANTIAN_SMS_BODY needs {to} and {text}")
        if not _is_json(self.sms_body):
            raise WrongChannels("LANTIAN_SMS_BODY is no JSON")
        if self.names and not self.public_url:
            raise WrongChannels("LANTIAN_PUBLIC_URL is not set; messages lead there")


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts: SplitResult = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise WrongChannels(f"{name}={text}: a whole number from 1 to 100000")
    return int(text)
