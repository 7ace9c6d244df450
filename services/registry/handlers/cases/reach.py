"""Whether a case is the viewer's to see, and in which roles."""

from services.registry.domain.cases.concern import ONLY_THAT, seen_in
from services.registry.models import Case
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.addresses import of_viewer
from shared.errors import AccessDenied


def roles_in(uow: UnitOfWork, grant: Grant, case: Case) -> frozenset[Role]:
    """The roles in which the viewer sees the case; none where it is not theirs."""
    here = grant.roles_for(area=case.area_code, school_id=case.school_id)
    return seen_in(here, of_viewer(grant.viewer), uow.cases.called(case.id))


def require(uow: UnitOfWork, grant: Grant, case: Case) -> frozenset[Role]:
    """Raises AccessDenied; notes who has seen it."""
    roles = roles_in(uow, grant, case)
    if not roles:
        raise AccessDenied()
    subjects = [f"case/{case.id}", *([case.child_id] if case.child_id else [])]
    grant.seen(*subjects, area=case.area_code)
    return roles


def held(uow: UnitOfWork, grant: Grant, case_id: str) -> tuple[Case, str]:
    """The case, locked, and the post in which the viewer works on it."""
    case = uow.cases.get(case_id)
    return case, min(require(uow, grant, case) - ONLY_THAT)
