"""What one call of one viewer may touch, and what it did touch."""

from dataclasses import dataclass, field

from shared.access.groups import Group, groups_of
from shared.access.roles import Role
from shared.access.rules import Scope
from shared.errors import AccessDenied
from shared.viewer import Viewer


class UncheckedAccess(RuntimeError):
    """A use case answered without asking whom its record belongs to: a fault of ours."""


@dataclass
class Grant:
    """Made by the door; a use case asks it with `require` or, for lists, with the filters."""

    viewer: Viewer
    operation: str
    scopes: frozenset[Scope]
    audited: bool
    purpose: str | None = None
    child_roles: frozenset[Role] = frozenset()  # of the viewer's, those that reach a child
    checked: bool = False
    subjects: list[str] = field(default_factory=list)

    @property
    def groups(self) -> frozenset[Group]:
        return groups_of(self.viewer.roles)

    @property
    def everything(self) -> bool:
        """True if no place bounds the call."""
        self.checked = True
        return Scope.ANY in self.scopes or (Scope.AREA in self.scopes and self._unbounded)

    @property
    def _unbounded(self) -> bool:
        return self.viewer.account_id == "system" and self.viewer.area == ""

    def covers(
        self,
        *,
        area: str | None = None,
        school_id: str | None = None,
        child_id: str | None = None,
        person_id: str | None = None,
    ) -> bool:
        self.checked = True
        return (
            self.everything
            or (area is not None and any(area.startswith(p) for p in self.area_prefixes()))
            or (school_id is not None and school_id in self.school_ids())
            or (child_id is not None and child_id in self.child_ids())
            or (person_id is not None and person_id in self.person_ids())
        )

    def require(
        self,
        *,
        area: str | None = None,
        school_id: str | None = None,
        child_id: str | None = None,
        person_id: str | None = None,
    ) -> None:
        """Raises AccessDenied unless one of the viewer's scopes reaches the record."""
        if not self.covers(
            area=area, school_id=school_id, child_id=child_id, person_id=person_id
        ):
            raise AccessDenied()

    def area_prefixes(self) -> tuple[str, ...]:
        """Code prefixes that the viewer answers for; () for none."""
        self.checked = True
        return (self.viewer.area,) if Scope.AREA in self.scopes and self.viewer.area else ()

    def school_ids(self) -> tuple[str, ...]:
        self.checked = True
        school = self.viewer.school_id
        return (school,) if Scope.SCHOOL in self.scopes and school else ()

    def child_ids(self) -> tuple[str, ...]:
        """Their own where the operation is open to families, the helped where to helpers."""
        self.checked = True
        own = self.viewer.child_ids if self.child_roles - {Role.HELPER} else ()
        helped = self.viewer.helped_ids if Role.HELPER in self.child_roles else ()
        return (*own, *helped)

    def person_ids(self) -> tuple[str, ...]:
        """The viewer in person: the person behind the account, and the account itself."""
        self.checked = True
        if Scope.PERSON not in self.scopes:
            return ()
        person = self.viewer.person_id
        return (self.viewer.account_id, *((person,) if person else ()))

    def seen(self, *subjects: str) -> None:
        """Note whose record is shown, for the access log."""
        self.subjects += subjects
