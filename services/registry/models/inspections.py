"""Inspections: the sample, what was seen at each place, findings and how they were put right."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.domain.inspections import Entry, FindingState, Inspected
from services.registry.models.base import AreaCode, Base, Id
from shared.sealed_text import SealedText


class Inspection(Base):
    """`population` and `digest` are of the list that was drawn from; `address` is the post that
    inspects."""

    __tablename__ = "inspections"
    __table_args__ = (Index("ix_inspections_area_code", "area_code", "drawn_on", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    title: Mapped[str] = mapped_column(SealedText("inspections.title"))
    subject: Mapped[Inspected]
    seed: Mapped[str] = mapped_column(String(32))
    population: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    drawn_on: Mapped[date]
    from_on: Mapped[date]
    to_on: Mapped[date]
    lead: Mapped[str] = mapped_column(SealedText("inspections.lead"))
    address: Mapped[str] = mapped_column(String(100))
    by: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]


class InspectionVisit(Base):
    """One of the sample, by its number in it."""

    __tablename__ = "inspection_visits"
    __table_args__ = (
        Index("ix_inspection_visits_inspection_id", "inspection_id", "number"),
        Index("ix_inspection_visits_area_code", "area_code", "inspection_id"),
        Index("ix_inspection_visits_school_id", "school_id", "inspection_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspections.id"))
    number: Mapped[int]
    area_code: Mapped[str] = mapped_column(AreaCode)  # of a school: its township
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    child_id: Mapped[str | None] = mapped_column(ForeignKey("children.id"))
    visited_on: Mapped[date | None]
    visitors: Mapped[str | None] = mapped_column(SealedText("inspection_visits.visitors"))
    summary: Mapped[str | None] = mapped_column(SealedText("inspection_visits.summary"))
    version: Mapped[int]


class Finding(Base):
    """`address` is the post that puts it right, `inspector` the one that judges the answer."""

    __tablename__ = "findings"
    __table_args__ = (
        Index("ix_findings_visit_id", "visit_id", "made_at", "id"),
        Index("ix_findings_address", "address", "state", "due_on", "id"),
        Index("ix_findings_inspector", "inspector", "state", "due_on", "id"),
        Index("ix_findings_area_code", "area_code", "due_on", "id"),
        Index("ix_findings_school_id", "school_id", "due_on", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("inspection_visits.id"))
    inspection_id: Mapped[str] = mapped_column(ForeignKey("inspections.id"))
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    address: Mapped[str] = mapped_column(String(100))
    inspector: Mapped[str] = mapped_column(String(100))
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    state: Mapped[FindingState]
    answered_by: Mapped[str | None] = mapped_column(String(64))
    answered_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    made_at: Mapped[datetime]
    version: Mapped[int]


class FindingEntry(Base):
    """What was found, answered, sent back, accepted. Only added to."""

    __tablename__ = "finding_entries"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.id"), index=True)
    what: Mapped[Entry]
    text: Mapped[str] = mapped_column(SealedText("finding_entries.text"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
