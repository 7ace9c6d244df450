"""E-mail by SMTP. What the server refused before it had the text is known not to have gone."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from services.notifications.domain.deliveries import Answer, Outcome
from services.notifications.domain.outside import Notice
from services.notifications.wording import worded
from shared.channel_settings import ChannelSettings
from shared.texts.outside import SUBJECT

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
NO_SUCH_ADDRESS = (550, 551, 553)
TEMPORARY, PERMANENT = 400, 500
GREYLISTED = 300  # seconds; most servers want five minutes
GARBAGE_BEFORE = Answer(Outcome.LATER, "garbage")


class Mail:
    def __init__(self, settings: ChannelSettings) -> None:
        self._from, self._seconds = settings.email_from, settings.seconds
        self._server = urlsplit(settings.email_url)

    def send(self, address: str, notice: Notice) -> Answer:
        try:
            server = self._connect()
        except smtplib.SMTPAuthenticationError:
            return Answer(Outcome.LATER, "not_let_in")
        except (OSError, smtplib.SMTPException):
            return Answer(Outcome.LATER, "no_connection")
        try:
            return self._hand_over(server, address, self._mail(address, notice))
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        scheme, host = self._server.scheme, self._server.hostname or ""
        port = self._server.port or PORTS[scheme]
        trusted = ssl.create_default_context()
        if scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=self._seconds, context=trusted
            )
        else:
            server = smtplib.SMTP(host, port, timeout=self._seconds)
        server.ehlo_or_helo_if_needed()
        if scheme == "smtp+starttls":
            server.starttls(context=trusted)
        if self._server.username:
            server.login(unquote(self._server.username), unquote(self._server.password or ""))
        return server

    def _mail(self, address: str, notice: Notice) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = Address(addr_spec=self._from), Address(addr_spec=address)
        mail["Subject"], mail["Date"] = SUBJECT, formatdate()
        # The same for each attempt, so that a mailbox can know a message again.
        mail["Message-ID"] = f"<{notice.id}@{self._from.rpartition('@')[2]}>"
        mail.set_content(worded(notice))
        return mail

    def _hand_over(self, server: smtplib.SMTP, address: str, mail: EmailMessage) -> Answer:
        try:
            code, _ = server.mail(self._from)
            if _went_well(code):
                code, _ = server.rcpt(address)
        except (OSError, smtplib.SMTPException):
            return Answer(Outcome.LATER, "no_connection")
        if not _went_well(code):
            return _refused(code) if code >= TEMPORARY else GARBAGE_BEFORE
        try:
            code, _ = server.data(mail.as_bytes())
        except smtplib.SMTPDataError as refused:  # before the text was asked for
            return _refused(refused.smtp_code)
        except TimeoutError:
            return Answer(Outcome.UNKNOWN, "timeout")
        except (OSError, smtplib.SMTPException):
            return Answer(Outcome.UNKNOWN, "connection_lost")
        return Answer(Outcome.TAKEN) if _went_well(code) else _refused(code)


def _went_well(code: int) -> bool:
    return 200 <= code < 300


def _refused(code: int) -> Answer:
    """4xx is for a while; of the others a few say that there is no such mailbox (RFC 5321, 4.2)."""
    if code < TEMPORARY:
        return Answer(Outcome.UNKNOWN, "garbage")
    if code < PERMANENT:
        return Answer(Outcome.LATER, f"smtp_{code}", GREYLISTED, alone=True)
    return Answer(Outcome.BOUNCED if code in NO_SUCH_ADDRESS else Outcome.REFUSED, f"smtp_{code}")
