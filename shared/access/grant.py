"""What one call of one viewer may touch, and what it did touch."""

from dataclasses import dataclass, field, replace

from shared.access.groups import FIELD_GROUPS, Group, groups_of
from shared.access.roles import Role
from shared.access.rules import Allowance, Scope
from shared.errors import AccessDenied
from shared.viewer import Viewer

COUNTY = 6  # digits of a county's code


class UncheckedAccess(RuntimeError):
    """A use case answered without asking whom its record belongs to: a fault of ours."""


@dataclass
class Grant:
    """Made by the door; a use case asks it with `require` or, for lists, with the filters.

    `allowances` are those of the operation that admit the viewer, each with the viewer's own roles
    alone: what one role reaches is not seen with the eyes of another (DOMAIN section 10).
    """

    viewer: Viewer
    operation: str
    allowances: tuple[Allowance, ...]
    audited: bool
    purpose: str | None = None
    confidential: bool = False
    checked: bool = False
    subjects: dict[str, str] = field(default_factory=dict)  # whose record was shown -> county
    place: str = ""  # code of the place that the record asked for last belongs to

    @property
    def scopes(self) -> frozenset[Scope]:
        return frozenset(allowance.scope for allowance in self.allowances)

    @property
    def everything(self) -> bool:
        """True if no place bounds the call."""
        self.checked = True
        return Scope.ANY in self.scopes or (Scope.AREA in self.scopes and self._unbounded)

    @property
    def _unbounded(self) -> bool:
        return self.viewer.account_id == "system" and self.viewer.area == ""

    def roles_for(
        self,
        *,
        area: str | None = None,
        school_id: str | None = None,
        child_id: str | None = None,
        person_id: str | None = None,
    ) -> frozenset[Role]:
        """Those of the viewer's roles whose scope covers this record; none if out of reach."""
        within = any((area or "").startswith(prefix) for prefix in self.area_prefixes())
        reached = {
            Scope.ANY: True,
            Scope.AREA: within or self._unbounded,
            Scope.SCHOOL: school_id in self.school_ids(),
            Scope.PERSON: person_id in self.person_ids(),
        }
        roles = self._roles_of({scope for scope, covered in reached.items() if covered})
        related = self._roles_of({Scope.CHILD})
        if child_id in self.viewer.child_ids:
            roles |= related - {Role.HELPER}
        if child_id in self.viewer.helped_ids:
            roles |= related & {Role.HELPER}
        if roles and area:
            self.place = area
        return roles

    def _roles_of(self, scopes: set[Scope]) -> frozenset[Role]:
        found = (allowance.roles for allowance in self.allowances if allowance.scope in scopes)
        return frozenset[Role]().union(*found)

    def groups_for(
        self,
        *,
        area: str | None = None,
        school_id: str | None = None,
        child_id: str | None = None,
        person_id: str | None = None,
    ) -> frozenset[Group]:
        """The field groups of this record that the viewer may see."""
        return groups_of(
            self.roles_for(area=area, school_id=school_id, child_id=child_id, person_id=person_id)
        )

    def seeing(self, group: Group) -> "Grant":
        """This grant for the roles alone that see the group: the filters of a list then find the
        records whose fields of that group are shown to the viewer."""
        seers = frozenset(role for role, groups in FIELD_GROUPS.items() if group in groups)
        return self.only(seers)

    def only(self, roles: frozenset[Role]) -> "Grant":
        """This grant for those of the roles alone."""
        narrowed = (Allowance(a.roles & roles, a.scope) for a in self.allowances)
        return replace(self, allowances=tuple(a for a in narrowed if a.roles))

    def covers(
        self,
        *,
        area: str | None = None,
        school_id: str | None = None,
        child_id: str | None = None,
        person_id: str | None = None,
    ) -> bool:
        return bool(
            self.roles_for(area=area, school_id=school_id, child_id=child_id, person_id=person_id)
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
        if not self.covers(area=area, school_id=school_id, child_id=child_id, person_id=person_id):
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
        related = self._roles_of({Scope.CHILD})
        own = self.viewer.child_ids if related - {Role.HELPER} else ()
        helped = self.viewer.helped_ids if Role.HELPER in related else ()
        return (*own, *helped)

    def person_ids(self) -> tuple[str, ...]:
        """The viewer in person: the person behind the account, and the account itself."""
        self.checked = True
        if Scope.PERSON not in self.scopes:
            return ()
        person = self.viewer.person_id
        return (self.viewer.account_id, *((person,) if person else ()))

    def seen(self, *subjects: str, area: str | None = None) -> None:
        """Note whose record is shown, for the access log; `area` is where the record belongs, by
        default where the one asked for last does."""
        county = area[:COUNTY] if area else self.county
        self.subjects |= dict.fromkeys(subjects, county)

    @property
    def county(self) -> str:
        """Of the record asked for last, else the viewer's; "" if neither is known."""
        return (self.place or self.viewer.area)[:COUNTY]
