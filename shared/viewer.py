"""Who is asking. The gateway builds it from the account; every service judges by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from shared.access.roles import Role


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """`area` is a code prefix: 6 digits county, 9 township, 12 village, "" for none.

    `child_ids` are the account's own: as parent, guardian, or the child itself. `helped_ids` are
    those that its person is paired with as a helper.
    """

    account_id: str
    roles: frozenset[Role]
    area: str = ""
    school_id: str | None = None
    person_id: str | None = None
    child_ids: tuple[str, ...] = ()
    helped_ids: tuple[str, ...] = ()

    @classmethod
    def system(cls, area: str = "") -> Self:
        """The command line and timers; `area` bounds what they may touch, "" for all."""
        return cls(account_id="system", roles=frozenset({Role.SYSTEM}), area=area)

    @classmethod
    def anybody(cls) -> Self:
        """Whoever is not signed in."""
        return cls(account_id="public", roles=frozenset({Role.PUBLIC}))

    def to_wire(self) -> dict[str, Any]:
        return {
            "account_id": self.account_id,
            "roles": sorted(self.roles),
            "area": self.area,
            "school_id": self.school_id,
            "person_id": self.person_id,
            "child_ids": list(self.child_ids),
            "helped_ids": list(self.helped_ids),
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Self:
        return cls(
            account_id=wire["account_id"],
            roles=frozenset(Role(role) for role in wire["roles"]),
            area=wire["area"],
            school_id=wire["school_id"],
            person_id=wire["person_id"],
            child_ids=tuple(wire["child_ids"]),
            helped_ids=tuple(wire["helped_ids"]),
        )
