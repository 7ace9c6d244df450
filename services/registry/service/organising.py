"""The part of the door for how the work is organised."""

from typing import Any

from services.registry.handlers import adopting, groups, letter_reminders, letters
from services.registry.queries import adoptions, organising_lists
from services.registry.queries import groups as group_queries
from services.registry.queries import letters as letter_queries
from services.registry.service.evaluating import Evaluating
from services.registry.service.inspecting import Inspecting
from services.registry.service.planning import Planning
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.organising import departments as schemas
from shared.contracts.registry.organising import exports as export_schemas
from shared.contracts.registry.organising import groups as group_schemas
from shared.contracts.registry.organising import letters as letter_schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class Organising(Evaluating, Inspecting, Planning):
    """Mixed into `RegistryService`."""

    @command(schemas.AddDepartment, answers=schemas.DepartmentView)
    def add_department(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        added = adopting.add_department(uow, grant, **request)
        return adoptions.get_department(uow, grant, department_id=added.id, today=today())

    @command(schemas.ChangeDepartment, answers=schemas.DepartmentView)
    def change_department(
        self, uow: UnitOfWork, grant: Grant, *, department_id: Any, **request: Any
    ) -> Any:
        changed = str(department_id)
        adopting.change_department(uow, grant, department_id=changed, **request, today=today())
        return adoptions.get_department(uow, grant, department_id=changed, today=today())

    @query(schemas.GetDepartment, answers=schemas.DepartmentView)
    def get_department(self, uow: UnitOfWork, grant: Grant, *, department_id: Any) -> Any:
        asked = str(department_id)
        return adoptions.get_department(uow, grant, department_id=asked, today=today())

    @query(schemas.ListDepartments, answers=schemas.DepartmentList)
    def list_departments(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return adoptions.list_departments(uow, grant, **request, today=today())

    @command(schemas.AdoptSchool, answers=schemas.AdoptionView)
    def adopt_school(
        self, uow: UnitOfWork, grant: Grant, *, department_id: Any, school_id: Any, year: int
    ) -> Any:
        link = adopting.adopt_school(
            uow,
            grant,
            department_id=str(department_id),
            school_id=str(school_id),
            year=year,
            today=today(),
        )
        return adoptions.get_adoption(uow, grant, adoption_id=link.id, today=today())

    @command(schemas.EndAdoption, answers=schemas.AdoptionView)
    def end_adoption(self, uow: UnitOfWork, grant: Grant, *, adoption_id: Any, why: str) -> Any:
        link = adopting.end_adoption(
            uow, grant, adoption_id=str(adoption_id), why=why, today=today()
        )
        return adoptions.get_adoption(uow, grant, adoption_id=link.id, today=today())

    @command(schemas.LogDeed, answers=schemas.AdoptionView)
    def log_deed(self, uow: UnitOfWork, grant: Grant, *, adoption_id: Any, **request: Any) -> Any:
        asked = str(adoption_id)
        adopting.log_deed(uow, grant, adoption_id=asked, **request, today=today())
        return adoptions.get_adoption(uow, grant, adoption_id=asked, today=today())

    @command(schemas.StrikeDeed, answers=schemas.AdoptionView)
    def strike_deed(self, uow: UnitOfWork, grant: Grant, *, deed_id: Any, why: str) -> Any:
        link = adopting.strike_deed(uow, grant, deed_id=str(deed_id), why=why)
        return adoptions.get_adoption(uow, grant, adoption_id=link.id, today=today())

    @query(schemas.GetAdoption, answers=schemas.AdoptionView)
    def get_adoption(self, uow: UnitOfWork, grant: Grant, *, adoption_id: Any) -> Any:
        return adoptions.get_adoption(uow, grant, adoption_id=str(adoption_id), today=today())

    @query(schemas.ListAdoptions, answers=schemas.AdoptionList)
    def list_adoptions(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any
    ) -> Any:
        school = str(school_id) if school_id else None
        return adoptions.list_adoptions(uow, grant, school_id=school, **request, today=today())

    @query(schemas.ListUnadopted, answers=schemas.UnadoptedList)
    def list_unadopted(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return adoptions.list_unadopted(uow, grant, **request, today=today())

    @command(letter_schemas.PrepareLetters, answers=letter_schemas.LettersPrepared)
    def prepare_letters(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return letters.prepare_letters(uow, grant, **request, today=today())

    @command(letter_schemas.SignLetter, answers=letter_schemas.LetterView)
    def sign_letter(self, uow: UnitOfWork, grant: Grant, *, letter_id: Any, **request: Any) -> Any:
        asked = str(letter_id)
        letters.sign_letter(uow, grant, letter_id=asked, **request, today=today())
        return letter_queries.get_letter(uow, grant, letter_id=asked)

    @command(letter_schemas.VoidLetter, answers=letter_schemas.LetterView)
    def void_letter(self, uow: UnitOfWork, grant: Grant, *, letter_id: Any, why: str) -> Any:
        letters.void_letter(uow, grant, letter_id=str(letter_id), why=why)
        return letter_queries.get_letter(uow, grant, letter_id=str(letter_id))

    @when_due(letter_reminders.LETTER_TIMER)
    def letters_due(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        letter_reminders.letters_due(uow, subject=subject, today=today())

    @query(letter_schemas.GetLetter, answers=letter_schemas.LetterView)
    def get_letter(self, uow: UnitOfWork, grant: Grant, *, letter_id: Any) -> Any:
        return letter_queries.get_letter(uow, grant, letter_id=str(letter_id))

    @query(letter_schemas.ListLetters, answers=letter_schemas.LetterList)
    def list_letters(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return letter_queries.list_letters(uow, grant, **request, today=today())

    @command(group_schemas.AppointMember, answers=group_schemas.GroupView)
    def appoint_member(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any
    ) -> Any:
        school = str(school_id) if school_id else None
        member = groups.appoint_member(uow, grant, school_id=school, **request, today=today())
        return _group(uow, grant, member)

    @command(group_schemas.ReleaseMember, answers=group_schemas.GroupView)
    def release_member(
        self, uow: UnitOfWork, grant: Grant, *, member_id: Any, **request: Any
    ) -> Any:
        member = groups.release_member(
            uow, grant, member_id=str(member_id), **request, today=today()
        )
        return _group(uow, grant, member)

    @query(export_schemas.ExportOrganising, answers=export_schemas.OrganisingBook)
    def export_organising(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return organising_lists.export_organising(uow, grant, **request, today=today())

    @query(group_schemas.GetGroup, answers=group_schemas.GroupView)
    def get_group(self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any) -> Any:
        school = str(school_id) if school_id else None
        return group_queries.get_group(uow, grant, school_id=school, **request, today=today())


def _group(uow: UnitOfWork, grant: Grant, member: Any) -> Any:
    about = {"area": member.area_code, "school_id": member.school_id, "on": None}
    return group_queries.get_group(uow, grant, **about, today=today())
