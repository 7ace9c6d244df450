"""The part of the door for protection cases."""

from typing import Any

from services.registry.handlers.cases import duties as duty_handlers
from services.registry.handlers.cases import intervening, joining, opening, reporting, work
from services.registry.queries import case_records, cases, duties
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import now, today
from shared.contracts.activities.events import DangerWritten
from shared.contracts.registry import schemas
from shared.doors import command, query
from shared.messaging.subscription import on
from shared.messaging.timers import when_due


def texts(request: dict[str, Any], *names: str) -> dict[str, Any]:
    """Ids as they are kept."""
    return {n: str(v) if n in names and v is not None else v for n, v in request.items()}


class CaseDoors:
    """Mixed into `RegistryService`."""

    # -- reports ------------------------------------------------------------------------------

    @command(schemas.ReportDanger, answers=schemas.ReportRef)
    def report_danger(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return reporting.report_danger(uow, grant, **texts(request, "school_id"))

    @query(schemas.GetReport, answers=schemas.ReportView)
    def get_report(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return case_records.get_report(uow, grant, **request)

    @query(schemas.ListOwnReports, answers=schemas.OwnReports)
    def list_own_reports(self, uow: UnitOfWork, grant: Grant) -> Any:
        return case_records.list_own_reports(uow, grant)

    @query(schemas.SeeReporter, answers=schemas.ReporterList)
    def see_reporter(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return case_records.see_reporter(uow, grant, **texts(request, "case_id"))

    @command(schemas.CommendReporter, answers=schemas.CaseView)
    def commend_reporter(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "case_id")
        return view(uow, grant, reporting.commend_reporter(uow, grant, **asked))

    @query(schemas.GetHotlines, answers=schemas.HotlineList)
    def get_hotlines(self, uow: UnitOfWork, grant: Grant, *, area: str) -> Any:
        grant.checked = True  # on every page of the place, for everybody
        return {
            "items": uow.rules.in_force(area, today())["protection"]["hotlines"],
            "next": None,
        }

    # -- reading ------------------------------------------------------------------------------

    @query(schemas.ListCases, answers=schemas.CaseList)
    def list_cases(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return cases.list_cases(uow, grant, **texts(request, "child_id"))

    @query(schemas.GetCase, answers=schemas.CaseView)
    def get_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return cases.get_case(uow, grant, **texts(request, "case_id"))

    @query(schemas.ProveCase, answers=schemas.ProofView)
    def prove_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return case_records.prove_case(uow, grant, **texts(request, "case_id"))

    @query(schemas.CountCases, answers=schemas.CaseCounts)
    def count_cases(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return case_records.count_cases(uow, grant, **request)

    @query(schemas.ListMyDuties, answers=schemas.DutyList)
    def list_my_duties(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return duties.list_my_duties(uow, grant, **request)

    @query(schemas.CountMyDuties, answers=schemas.DutyCount)
    def count_my_duties(self, uow: UnitOfWork, grant: Grant) -> Any:
        return duties.count_my_duties(uow, grant)

    # -- work ---------------------------------------------------------------------------------

    @command(schemas.AcknowledgeDuty, answers=schemas.DutyView)
    def acknowledge_duty(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "case_id")
        duty = duty_handlers.acknowledge(uow, grant, **asked, at=now())
        uow.session.flush()
        one = cases.find(uow.session, duty.case_id)
        return duties.duty_view(uow, one, duty, mine=False)

    @command(schemas.OpenCase, answers=schemas.CaseView)
    def open_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "child_id")
        return view(uow, grant, opening.open_for_child(uow, grant, **asked))

    @command(schemas.MatchCase, answers=schemas.CaseView)
    def match_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "case_id", "child_id")
        return view(uow, grant, work.match_case(uow, grant, **asked))

    @query(schemas.ListLikeCases, answers=schemas.LikeCases)
    def list_like_cases(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return cases.list_like_cases(uow, grant, **texts(request, "case_id"))

    @command(schemas.JoinCase, answers=schemas.CaseView)
    def join_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "case_id", "into")
        return view(uow, grant, joining.join_case(uow, grant, **asked))

    @command(schemas.PartCase, answers=schemas.CaseView)
    def part_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return view(uow, grant, joining.part_case(uow, grant, **texts(request, "case_id")))

    @command(schemas.FindInCase, answers=schemas.CaseView)
    def find_in_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return view(uow, grant, work.find_in_case(uow, grant, **texts(request, "case_id")))

    @command(schemas.SetCaseDuty, answers=schemas.CaseView)
    def set_case_duty(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "case_id", "helper_id")
        return view(uow, grant, work.set_case_duty(uow, grant, **asked))

    @command(schemas.AssessCase, answers=schemas.CaseView)
    def assess_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return view(uow, grant, work.assess_case(uow, grant, **texts(request, "case_id")))

    @command(schemas.StepInCase, answers=schemas.CaseView)
    def step_in_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, "case_id")
        return view(uow, grant, intervening.step_in_case(uow, grant, **asked, today=today()))

    @command(schemas.NoteInCase, answers=schemas.CaseView)
    def note_in_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return view(uow, grant, work.note_in_case(uow, grant, **texts(request, "case_id")))

    @command(schemas.CloseCase, answers=schemas.CaseView)
    def close_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return view(uow, grant, work.close_case(uow, grant, **texts(request, "case_id")))

    # -- what others found --------------------------------------------------------------------

    @on(DangerWritten)
    def on_danger_written(self, event: DangerWritten, uow: UnitOfWork) -> None:
        opening.open_from_letter(uow, event)

    # -- the clock ----------------------------------------------------------------------------

    @when_due(duty_handlers.DUTY_TIMER)
    def case_duty(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        duty_handlers.call_out(uow, subject, now())

    @when_due(intervening.PETITION_TIMER)
    def case_petition(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        intervening.petition_day(uow, subject)


def view(uow: UnitOfWork, grant: Grant, one: Any) -> Any:
    """The case as it is now, for whoever worked on it."""
    uow.session.flush()
    return cases.get_case(uow, grant, case_id=one.id)
