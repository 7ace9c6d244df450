"""The door into the registry: parse, call one use case or query, dump."""

import base64
import binascii
from datetime import date
from typing import Any

import eventlet

from services.registry.handlers import (
    children,
    exits,
    given_up,
    importing,
    intake,
    judging,
    packs,
    places,
    quarterly,
)
from services.registry.handlers.verdicts import AGE_TIMER
from services.registry.queries import children as child_queries
from services.registry.queries import counts, dossiers, records
from services.registry.queries import imports as import_queries
from services.registry.queries import packs as pack_queries
from services.registry.queries import places as place_queries
from services.registry.service.attaching import Attaching
from services.registry.service.caring import Caring
from services.registry.service.cases import CaseDoors
from services.registry.service.contacting import Contacting
from services.registry.service.finding import Finding
from services.registry.service.grading import Grading
from services.registry.service.merging import Merging
from services.registry.service.moving import Moving
from services.registry.service.organising import Organising
from services.registry.service.reporting import Reporting
from services.registry.service.schooling import Schooling
from services.registry.service.visiting import Visiting
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts import records as record_schemas
from shared.contracts.funding.events import PaymentMade, PaymentReversed
from shared.contracts.pairing.events import PairingActivated, PairingEnded, PairingMoved
from shared.contracts.registry import schemas
from shared.contracts.registry.errors import FileNotReadable
from shared.doors import command, query
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.jobs import Transaction, job
from shared.messaging.operations.doors import BusDoors
from shared.messaging.subscription import on
from shared.messaging.timers import when_due
from shared.packs import load_packs

JUDGED_AT_ONCE = 100

load_packs()  # a broken file of rules stops the start, not a decision later


class RegistryService(
    Attaching,
    Caring,
    CaseDoors,
    Contacting,
    Finding,
    Grading,
    Merging,
    Moving,
    Organising,
    Reporting,
    Schooling,
    Visiting,
    KeepsHouse,
    BusDoors,
):
    name = "registry"
    database = Database(UnitOfWork)

    # -- places ---------------------------------------------------------------------------------

    @command(schemas.ImportAreas, answers=schemas.AreasImported)
    def import_areas(self, uow: UnitOfWork, grant: Grant, *, content: str, **request: Any) -> Any:
        file = decoded(content)
        return places.import_areas(uow, grant, content=file, **request, today=today())

    @command(schemas.ChangeArea, answers=schemas.AreaWithPath)
    def change_area(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        area = places.change_area(uow, grant, **request)
        uow.session.flush()
        return place_queries.get_area(uow, grant, code=area.code)

    @query(schemas.ListAreas, answers=schemas.AreaList)
    def list_areas(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return place_queries.list_areas(uow, grant, **request, today=today())

    @query(schemas.GetArea, answers=schemas.AreaWithPath)
    def get_area(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return place_queries.get_area(uow, grant, **request)

    @query(schemas.SearchPlaces, answers=schemas.PlaceList)
    def search_places(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return place_queries.search_places(uow, grant, **request)

    @command(schemas.RegisterSchool, answers=schemas.SchoolView)
    def register_school(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        school = places.register_school(uow, grant, **request, today=today())
        return place_queries.get_school(uow, grant, school_id=school.id)

    @query(schemas.ListSchools, answers=schemas.SchoolList)
    def list_schools(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return place_queries.list_schools(uow, grant, **request)

    @query(schemas.GetSchool, answers=schemas.SchoolView)
    def get_school(self, uow: UnitOfWork, grant: Grant, *, school_id: Any) -> Any:
        return place_queries.get_school(uow, grant, school_id=str(school_id))

    # -- children -------------------------------------------------------------------------------

    @command(schemas.RegisterChild, answers=schemas.ChildRef)
    def register_child(self, uow: UnitOfWork, grant: Grant, **facts: Any) -> Any:
        return children.register_child(uow, grant, facts=facts, today=today())

    @command(schemas.CorrectChild, answers=schemas.ChildRef)
    def correct_child(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        return children.correct_child(uow, grant, child_id=str(child_id), **request, today=today())

    @query(schemas.GetDossier, answers=schemas.DossierView)
    def get_dossier(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        return dossiers.get_dossier(uow, grant, child_id=str(child_id), **request, today=today())

    @query(schemas.PrintDossier, answers=schemas.DossierView)
    def print_dossier(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        return dossiers.print_dossier(uow, grant, child_id=str(child_id), **request, today=today())

    @command(schemas.ExitChild, answers=schemas.ChildRef)
    def exit_child(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        return exits.exit_child(uow, grant, child_id=str(child_id), **request, today=today())

    @command(schemas.ReopenChild, answers=schemas.ChildRef)
    def reopen_child(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        return exits.reopen_child(uow, grant, child_id=str(child_id), **request, today=today())

    @query(schemas.ListChildren, answers=schemas.ChildList)
    def list_children(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        school_id = request.pop("school_id")
        school = str(school_id) if school_id else None
        return child_queries.list_children(uow, grant, school_id=school, **request, today=today())

    @query(schemas.NameChildren, answers=schemas.NameList)
    def name_children(self, uow: UnitOfWork, grant: Grant, *, ids: list[Any]) -> Any:
        return child_queries.name_children(uow, grant, ids=[str(i) for i in ids])

    @query(schemas.ListDuplicates, answers=schemas.DuplicateList)
    def list_duplicates(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return child_queries.list_duplicates(uow, grant, **request)

    @query(schemas.CountChildren, answers=schemas.AreaCounts)
    def count_children(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return counts.count_children(uow, grant, **request)

    @query(schemas.ChildHistory, answers=schemas.HistoryList)
    def child_history(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        return records.child_history(uow, grant, child_id=str(child_id), **request)

    # -- rosters --------------------------------------------------------------------------------

    @command(schemas.StartImport, answers=schemas.ImportView)
    def start_import(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        one = intake.start_import(uow, grant, **request, today=today())
        return import_queries.view(uow, one)

    @job(importing.IMPORT, given_up=given_up.give_up)
    def run_import(self, subject: str, transaction: Transaction) -> None:
        importing.run_import(transaction, subject)

    @command(schemas.RestartImport, answers=schemas.ImportView)
    def restart_import(self, uow: UnitOfWork, grant: Grant, *, import_id: Any) -> Any:
        one = given_up.restart_import(uow, grant, import_id=str(import_id))
        return import_queries.view(uow, one)

    @command(schemas.DropImport, answers=schemas.ImportView)
    def drop_import(self, uow: UnitOfWork, grant: Grant, *, import_id: Any) -> Any:
        one = given_up.drop_import(uow, grant, import_id=str(import_id))
        return import_queries.view(uow, one)

    @when_due(given_up.EXPIRY)
    def import_expires(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        given_up.expire(uow, subject=subject)

    @query(schemas.GetImport, answers=schemas.ImportView)
    def get_import(self, uow: UnitOfWork, grant: Grant, *, import_id: Any) -> Any:
        return import_queries.get_import(uow, grant, import_id=str(import_id))

    @query(schemas.ListImports, answers=schemas.ImportList)
    def list_imports(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return import_queries.list_imports(uow, grant, **request)

    @query(schemas.ListImportRows, answers=schemas.ImportRowList)
    def list_import_rows(
        self, uow: UnitOfWork, grant: Grant, *, import_id: Any, **request: Any
    ) -> Any:
        return import_queries.list_import_rows(uow, grant, import_id=str(import_id), **request)

    @query(schemas.CorrectionWorkbook, answers=schemas.FileView)
    def correction_workbook(self, uow: UnitOfWork, grant: Grant, *, import_id: Any) -> Any:
        return import_queries.correction_workbook(uow, grant, import_id=str(import_id))

    # -- rules ----------------------------------------------------------------------------------

    @query(schemas.ListPacks, answers=schemas.PackList)
    def list_packs(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pack_queries.list_packs(uow, grant, **request, today=today())

    @command(schemas.AdoptPack, answers=schemas.PackAdopted)
    def adopt_pack(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return packs.adopt_pack(uow, grant, **request, today=today())

    @when_due(packs.PACK_TIMER)
    def pack_in_force(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        packs.pack_came_into_force(uow, subject=subject)

    @when_due(AGE_TIMER)
    def child_age(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        judging.judge_on_the_day(uow, subject=subject, today=today())

    @when_due(quarterly.QUARTER_TIMER)
    def quarter_step(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        quarterly.quarter_step(uow, subject=subject, today=today())

    @when_due(quarterly.RULES_TIMER)
    def rules_of_the_day(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        quarterly.rules_of_the_day(uow, subject=subject, today=today())

    @job(packs.JUDGE_AREA)
    def judge_area(self, subject: str, transaction: Transaction) -> None:
        """`subject` is an area, for its children that were judged under other rules; or
        "<area>@<day>", for those too that were judged before the day. A batch in a transaction
        each; judging twice changes nothing."""
        area, _, day = subject.partition("@")
        since = date.fromisoformat(day) if day else None
        after, ids = "", [""]
        while ids:
            with transaction() as uow:
                rules = uow.rules.in_force(area, today()).hash
                ids = child_queries.ids_to_judge(
                    uow.session, area, since, rules, after, JUDGED_AT_ONCE
                )
                judging.judge_all(uow, ids, by=judging.SYSTEM, today=today())
            after = ids[-1] if ids else after
            eventlet.sleep(0)  # others of this process want the database too

    # -- records --------------------------------------------------------------------------------

    @query(record_schemas.ListAccessLog, answers=record_schemas.AccessList)
    def list_access_log(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return record_queries.list_access_log(uow, grant, **request)

    @query(record_schemas.VerifyRecords, answers=record_schemas.RecordsCheck)
    def verify_records(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return record_queries.verify_records(uow)

    # -- facts of others ------------------------------------------------------------------------

    @on(PairingActivated)
    def on_pairing_activated(self, event: PairingActivated, uow: UnitOfWork) -> None:
        judging.follow_pairing(uow, event, ended=False, today=today())

    @on(PairingEnded)
    def on_pairing_ended(self, event: PairingEnded, uow: UnitOfWork) -> None:
        judging.follow_pairing(uow, event, ended=True, today=today())

    @on(PairingMoved)
    def on_pairing_moved(self, event: PairingMoved, uow: UnitOfWork) -> None:
        judging.follow_elsewhere(uow, event, today=today())

    @on(PaymentMade)
    def on_payment_made(self, event: PaymentMade, uow: UnitOfWork) -> None:
        judging.follow_scheme(uow, event, ended=False, today=today())

    @on(PaymentReversed)
    def on_payment_reversed(self, event: PaymentReversed, uow: UnitOfWork) -> None:
        judging.follow_scheme(uow, event, ended=True, today=today())


def decoded(content: str) -> bytes:
    """Raises FileNotReadable."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise FileNotReadable() from None
