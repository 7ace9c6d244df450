"""People with channels, providers that answer as a test wants, and the clock that moves it all."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.notifications.service import NotificationsService
from shared import clock
from shared.access.roles import Role
from shared.channel_settings import ChannelSettings
from shared.contracts.registry.events import CaseDutySet, ChildJudged
from shared.leases import claim, settle
from shared.messaging.jobs import Work
from shared.viewer import Viewer
from tests.event_samples import AREA, a
from tests.integration.notifications.providers_process import DINGTALK_SECRET, WEBHOOK_SECRET
from tests.service_desk import ServiceDesk

ROOT = Path(__file__).resolve().parents[3]
OFFICER = Viewer(account_id="officer", roles=frozenset({Role.VILLAGE_OFFICER}), area=AREA)
OPERATOR = Viewer(account_id="operator", roles=frozenset({Role.OPERATOR}))
NOBODY = Viewer.anybody()
ADDRESSES = {
    "sms": "13800000001",
    "email": "officer@example.org",
    "wecom": "693a91f6-7xxx-4bc4",
    "dingtalk": f"deadbeef01 {DINGTALK_SECRET}",
    "webhook": "officer-7",
}
POST = f"role:village_officer@{AREA}"
EMERGENCY = a(CaseDutySet, posts=[POST])
IMPORTANT = a(ChildJudged, child_id="c1", status="to_verify", previous_status="left_behind")
NORMAL = a(ChildJudged, child_id="c1", status="left_behind", previous_status="to_verify")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # in China


class Providers:
    def __init__(self, folder: Path, ports: dict[str, int]) -> None:
        self.folder = folder
        web = f"http://127.0.0.1:{ports['http']}"
        self.settings = ChannelSettings(
            public_url="https://lantian.example",
            email_url=f"smtp://127.0.0.1:{ports['smtp']}",
            email_from="lantian@example.org",
            sms_url=f"{web}/sms",
            wecom_url=f"{web}/wecom",
            dingtalk_url=f"{web}/dingtalk",
            webhook_url=f"{web}/webhook",
            webhook_secret=WEBHOOK_SECRET,
            seconds=1,
            per_minute=dict.fromkeys(ADDRESSES, 60_000),
        )

    def answer(self, way: str, *words: str) -> None:
        (self.folder / f"{way}.json").write_text(json.dumps(words))

    def got(self, way: str | None = None) -> list[dict[str, Any]]:
        file = self.folder / "got.jsonl"
        lines = file.read_text().splitlines() if file.exists() else []
        found = [json.loads(line) for line in lines]
        return [one for one in found if way in (None, one["way"])]


@contextmanager
def providers_in(folder: Path) -> Iterator[Providers]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.integration.notifications.providers_process"]
    with subprocess.Popen(
        [*command, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Providers(folder, json.loads(process.stdout.readline()))
        process.stdin.close()


class Office:
    """The service with its channels, and time that passes when the test says so."""

    def __init__(self, desk: ServiceDesk, providers: Providers) -> None:
        self.desk, self.providers = desk, providers
        database = desk.database
        database.settings = replace(database.settings, channels=providers.settings)
        self.come_to(NOON)

    def come_to(self, instant: datetime) -> None:
        clock.CLOCK.offset += instant - clock.now()

    def pass_time(self, **duration: float) -> None:
        clock.CLOCK.offset += timedelta(**duration)

    def confirm(self, *channels: str, viewer: Viewer = OFFICER) -> None:
        for channel in channels:
            said = {"channel": channel, "address": ADDRESSES[channel]}
            point = self.desk.call(viewer, "add_channel", **said)
            self.deliver()
            answer = self.desk.call(
                viewer, "confirm_channel", point_id=point["id"], code=self.code(point["id"])
            )
            assert answer["confirmed"]

    def code(self, point_id: str) -> str:
        with self.desk.database.transaction() as uow:
            table = uow.table("contact_points")
            codes = uow.session.execute(table.select().where(table.c.id == point_id)).one()
        return str(codes.code)

    def deliver(self) -> None:
        """Everything that is due now, as the timers and jobs of the service do it."""
        busy = True
        while busy:
            busy = False
            for fire in (
                NotificationsService.on_deliveries_due,
                NotificationsService.on_digest_due,
            ):
                while fire(self.desk._self):
                    busy = True
            for channel in ADDRESSES:
                while self._send(channel):
                    busy = True

    def _send(self, channel: str) -> bool:
        held = claim(self.desk.database, f"send_{channel}", clock.now())
        if held is None:
            return False
        getattr(NotificationsService, f"send_{channel}")(self.desk._self, channel, Work(held))
        settle(held, None, None)
        return True

    def states(self, kind: str = "") -> dict[str, str]:
        """By channel, of what is no code."""
        return {
            row["channel"]: row["state"]
            for row in self.desk.rows("deliveries")
            if row["kind"] != "code" and kind in ("", row["kind"])
        }

    def told(self, way: str) -> list[str]:
        """The texts that a provider got, codes left out."""
        found = [text_of(one) for one in self.providers.got(way) if one["answer"] != "550"]
        return [text for text in found if "验证码" not in text]


def text_of(one: dict[str, Any]) -> str:
    if one["way"] == "email":
        return str(one.get("text", ""))
    body = one["body"]
    return str(body["text"]["content"] if "msgtype" in body else body["text"])


def link_in(text: str) -> str:
    """The token of its link."""
    return text.partition("/m/")[2][:32]
