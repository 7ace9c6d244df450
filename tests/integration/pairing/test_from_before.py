"""A database from before there were duties and reminders, brought up to date."""

from datetime import date
from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from services.pairing.store.child_counts import wrong_counts
from tests.integration.pairing.test_promises import log, pair
from tests.integration.pairing.township import Township

VERSIONS = "services.pairing.migrations.versions."
UNCOUNTED = (
    "DROP TABLE child_counts",
    "DROP INDEX ix_helpers_area_code_id",
    "DROP INDEX ix_helpers_status",
    "DROP INDEX ix_helpers_category",
    "DROP INDEX ix_pairings_status",
    "DROP INDEX ix_helpers_school",
    "DROP INDEX ix_pairings_school",
    "CREATE INDEX ix_helpers_area_code ON helpers (area_code)",
    "CREATE INDEX ix_helpers_school_id ON helpers (school_id)",
    "CREATE INDEX ix_pairings_school_id ON pairings (school_id)",
)


def take_step(town: Township, name: str) -> None:
    """This one alone: the tables of later ones are there already."""
    with (
        town.desk.database.engine.begin() as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        import_module(VERSIONS + name).upgrade()


def as_of_step_5(town: Township, *more: str) -> None:
    """The step before, in which nothing had set these timers."""
    with town.desk.database.engine.begin() as connection:
        for statement in (
            "DELETE FROM timers WHERE kind LIKE 'promise%' OR kind = 'record_check_reminder'",
            "DELETE FROM promises",
            "DELETE FROM promise_counts",
            "DELETE FROM helper_tallies",
            *more,
        ):
            connection.execute(text(statement))


def timers(town: Township, kind: str) -> set[str]:
    return {row["subject"] for row in town.desk.rows("timers") if row["kind"] == kind}


def test_pairs_from_before_owe_the_next_stretch_and_checks_are_reminded_of(town: Township) -> None:
    child, helper, viewer = pair(town)
    town.apply()  # nobody has checked them: no reminder
    as_of_step_5(town)
    take_step(town, "v0006_duties_of_pairs_from_before")
    assert timers(town, "promise_day") == {"520330/2025-09-10"}
    days = {f"{helper}/2026-09-10/{before}" for before in (60, 30, 7)}
    assert timers(town, "record_check_reminder") == days
    town.on(date(2025, 10, 1))
    log(town, viewer, child, on_date="2025-10-01")
    states = {row["duty"]: row["state"] for row in town.desk.rows("promises")}
    others = ("parents_call", "home_visit", "guardian_talk", "joint_activity")
    assert states == {"talk": "done", **dict.fromkeys(others, "open")}
    town.on(date(2026, 7, 12))
    assert [one["helper_id"] for one in town.published("record_check_expiring")] == [helper]


def test_who_is_gone_is_not_reminded_and_a_county_at_rest_owes_nothing(town: Township) -> None:
    pair(town)
    as_of_step_5(
        town,
        "UPDATE helpers SET status = 'dismissed'",
        "UPDATE pairings SET status = 'ended'",
    )
    take_step(town, "v0006_duties_of_pairs_from_before")
    assert timers(town, "promise_day") == timers(town, "record_check_reminder") == set()


def test_the_children_who_are_there_are_counted(town: Township) -> None:
    pair(town)
    with town.desk.database.engine.begin() as connection:
        for statement in UNCOUNTED:
            connection.execute(text(statement))
    take_step(town, "v0009_counts_and_lists_of_places")
    with town.desk.database.transaction() as uow:
        assert wrong_counts(uow.session) == {}
    assert sum(row["children"] for row in town.desk.rows("child_counts")) == 1


def test_what_runs_already_is_not_begun_again(town: Township) -> None:
    pair(town)
    before = {kind: timers(town, kind) for kind in ("promise_day", "record_check_reminder")}
    take_step(town, "v0006_duties_of_pairs_from_before")
    assert {kind: timers(town, kind) for kind in before} == before
