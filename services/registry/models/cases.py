"""Protection cases. What is typed lies sealed under the case's own key `case/<id>`, who reported
it under a key of the report's own; the timeline is only added to, and chained."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id
from shared.append_only import append_only


class Case(Base):
    """`entries` and `head` are position and hash of the timeline's end; a transaction that touches
    a case locks this row first."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_area_code_opened_at", "area_code", "opened_at"),
        Index("ix_cases_school_id", "school_id"),
        Index("ix_cases_child_id", "child_id"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", "closed"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    version: Mapped[int]
    area_code: Mapped[str] = mapped_column(AreaCode)  # of the child, or where it was seen
    school_id: Mapped[str | None] = mapped_column(Id)
    child_id: Mapped[str | None] = mapped_column(Id)  # None: registered nowhere, or not known yet
    origin: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    situations: Mapped[list[str]]
    findings: Mapped[list[str]]
    opened_at: Mapped[datetime]
    incident_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[str | None] = mapped_column(String(32))
    joined_into: Mapped[str | None] = mapped_column(Id, index=True)  # goes on as part of that one
    joined_from: Mapped[str | None] = mapped_column(String(16))  # the state until then
    risks: Mapped[dict[str, Any]]  # aspect -> risk, of the last assessment
    steps: Mapped[list[str]]  # of guardianship intervention, in their order
    refused_since: Mapped[date | None]
    grounds: Mapped[list[str]]  # of a petition, those prompted already
    pack: Mapped[str] = mapped_column(String(32))
    pack_version: Mapped[str] = mapped_column(String(32))
    pack_hash: Mapped[str] = mapped_column(String(64))
    entries: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))


class CaseDuty(Base):
    """One duty and its clock. `calls` counts the calls made: reminder, deadline, levels."""

    __tablename__ = "case_duties"
    __table_args__ = (
        Index("ix_case_duties_state", "state", "due_at"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", "ended"),
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1
    kind: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(8))
    set_at: Mapped[datetime]
    due_at: Mapped[datetime]
    remind_seconds: Mapped[int]
    every_seconds: Mapped[int]
    repeat_seconds: Mapped[int]
    levels: Mapped[list[Any]]  # addresses by level
    next_call: Mapped[int]
    level: Mapped[int]  # to which it has been called
    missed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(64))


class CasePost(Base):
    """Who has been called to a duty: they see it, and may acknowledge it."""

    __tablename__ = "case_posts"
    __table_args__ = (Index("ix_case_posts_address", "address"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(String(128), primary_key=True)


class CaseEntry(Base):
    """One entry of the timeline. `codes` are codes and numbers, `text` what was typed, sealed."""

    __tablename__ = "case_entries"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(32))
    by: Mapped[str] = mapped_column(String(64))  # account; "system"; "reporter", never whose
    post: Mapped[str | None] = mapped_column(String(32))  # the role it was done in
    codes: Mapped[dict[str, Any]]
    text: Mapped[str | None] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class CaseReport(Base):
    """That a case was reported. `reporter` is sealed under the key `report/<id>`, apart from
    everything else; the marks find the report again by its code and for its own reporter."""

    __tablename__ = "case_reports"
    __table_args__ = (UniqueConstraint("code_mark", name="uq_case_reports_code_mark"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    reported_at: Mapped[datetime]
    code_mark: Mapped[str] = mapped_column(String(32))
    account_mark: Mapped[str | None] = mapped_column(String(32), index=True)
    reporter: Mapped[str | None] = mapped_column(Text)
    commended_at: Mapped[datetime | None]
    commendation: Mapped[str | None] = mapped_column(Text)  # sealed, as the reporter is


append_only(CaseEntry.__table__)
