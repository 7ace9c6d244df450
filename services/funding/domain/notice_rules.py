"""How long a list hangs out, as the pack has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.working_days import Calendar


@dataclass(frozen=True)
class NoticeRules:
    working_days: int  # after the day of posting
    may_waive: bool  # whether an approver may cut it short, with a reason
    calendar: Calendar

    @classmethod
    def of(cls, notice: Mapping[str, Any], calendar: Mapping[str, Any]) -> "NoticeRules":
        return cls(notice["working_days"], notice["may_waive"], Calendar.of(calendar))
