"""Prepares the demo county at the first start, and says who may sign in."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gateway.settings import WebSettings
from lantian.demo import (
    care,
    danger,
    dossiers,
    following,
    life,
    organising,
    pairs,
    quarter,
    schooling,
)
from lantian.demo.county import County
from lantian.demo.posts import LOGINS, PASSWORD, Posts
from shared import clock

STEPS: tuple[tuple[str, Callable[[County], None]], ...] = (
    ("帮扶人", pairs.recruit),
    ("监护人同意书", pairs.consent),
    ("以前的结对", following.carry_over),
    ("结对匹配", pairs.match),
    ("联系和帮扶任务", following.keep_up),
    ("留守儿童之家的活动", life.meet),
    ("学期成绩和积分", following.score),
    ("生活补助", life.pay),
    ("档案资料", dossiers.fill_in),
    ("危险报告和保护个案", danger.report),
    ("心理信箱", life.write_letters),
    ("委托监护确认书", care.entrust),
    ("附件", care.attach),
    ("学校升级", schooling.go_up),
    ("缺课和劝返", schooling.stay_away),
    ("学期体检", schooling.measure),
    ("季度核查", quarter.verify),
    ("工作部署", organising.organise),
)
DONE = "demo.json"
PATIENCE = 300.0


@dataclass(frozen=True)
class Demo:
    """`database` is the gateway's; `url` where it serves."""

    folder: Path
    database: Any
    settings: WebSettings
    url: str

    def prepare(self, say: Callable[[str], None]) -> None:
        """Build the county if it is not there; one that was left half built is built on."""
        if (self.folder / DONE).exists():
            return
        say("首次启动，正在准备演示县（约需一分钟）：")
        posts = Posts(self.database, self.settings, self.url)
        county = County(posts, self._first_day(), lambda words: say(f"  {words}"), waited)
        county.lay_ground()
        for words, step in STEPS:
            say(f"  {words}")
            step(county)
        posts.sign_all_out()
        written = self.folder / f"{DONE}.{os.getpid()}"
        written.write_text(json.dumps({"built_on": clock.today().isoformat()}), "utf-8")
        written.replace(self.folder / DONE)

    def _first_day(self) -> date:
        """A county that is built on the next day is still that of the day it was begun."""
        begun = self.folder / "demo.begun"
        if not begun.exists():
            begun.write_text(clock.today().isoformat(), "ascii")
        return date.fromisoformat(begun.read_text("ascii"))


def sign_ins() -> str:
    """A table of the demo's sign-ins for the terminal."""
    lines = [f"演示账号（密码都是 {PASSWORD}）："]
    lines += [f"  {login.username:<12}{login.title}" for login in LOGINS]
    return "\n".join(lines)


def waited(found: Callable[[], Any]) -> Any:
    """The first true answer; TimeoutError if there is none in time."""
    ends = time.monotonic() + PATIENCE
    while not (answer := found()):
        if time.monotonic() > ends:
            raise TimeoutError("the demo county")
        time.sleep(0.05)
    return answer
