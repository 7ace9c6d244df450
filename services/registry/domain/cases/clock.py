"""The clock of one duty: a reminder, the deadline, the levels above, and then no peace.

Call 0 is the reminder, call 1 the deadline, which calls the first level above; each further call
one level more, and from the last level on the same one again and again. Only an acknowledgement
ends it (DOMAIN section 5.2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.registry.domain.cases.posts import Where, chain


@dataclass(frozen=True)
class Clock:
    """When one duty is due and who is called: `chain[0]` are those whom it is given to."""

    due_at: datetime
    remind: timedelta  # before it is due; none for never
    every: timedelta
    repeat: timedelta
    chain: tuple[tuple[str, ...], ...]

    @property
    def highest(self) -> int:
        return len(self.chain) - 1

    def first_call(self, begun: datetime) -> int:
        """0 where there is still time for a reminder, else the deadline itself."""
        return 0 if self.remind and self.at(0) > begun else 1

    def at(self, call: int) -> datetime:
        """When a call is to be made."""
        if call == 0:
            return self.due_at - self.remind
        levels = max(self.highest, 1)
        if call <= levels:
            return self.due_at + (call - 1) * self.every
        return self.due_at + (levels - 1) * self.every + (call - levels) * self.repeat

    def level(self, call: int) -> int:
        """The level that the call is made to."""
        return min(call, self.highest)

    def after(self, call: int, now: datetime) -> int:
        """The next call. Levels are called one after the other, however late it is; of repetitions
        that a standstill swallowed only the next one to come is made."""
        following = call + 1
        while following > max(self.highest, 1) and self.at(following) <= now:
            following += 1
        return following

    @property
    def owners(self) -> tuple[str, ...]:
        return self.chain[0]

    def called(self, call: int) -> tuple[str, ...]:
        """Everybody who has been called by then: they see the duty and may acknowledge it."""
        return tuple(each for level in self.chain[: self.level(call) + 1] for each in level)


def of_pack(kind: str, rules: Mapping[str, Any], where: Where, begun: datetime) -> Clock:
    """`rules` is the pack's section `protection`; the clock starts at `begun`."""
    duty = rules["duties"][kind]
    return Clock(
        due_at=begun + timedelta(minutes=duty["minutes"]),
        remind=timedelta(minutes=duty["remind"]),
        every=timedelta(minutes=duty["every"]),
        repeat=timedelta(minutes=rules["repeat_minutes"]),
        chain=chain([duty["by"], *duty["escalate"]], where),
    )


def by_hand(
    rules: Mapping[str, Any], where: Where, owners: Sequence[str], due_at: datetime
) -> Clock:
    """Of a duty that an office sets with a time of its own; `owners` are addresses."""
    hand = rules["by_hand"]
    above = (level for level in chain(hand["escalate"], where))
    rest = (tuple(each for each in level if each not in owners) for level in above)
    return Clock(
        due_at=due_at,
        remind=timedelta(minutes=hand["remind"]),
        every=timedelta(minutes=hand["every"]),
        repeat=timedelta(minutes=rules["repeat_minutes"]),
        chain=(tuple(owners), *(level for level in rest if level)),
    )
