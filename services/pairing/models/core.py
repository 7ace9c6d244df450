"""Helpers, children, consents, matchings, pairings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.append_only import append_only
from shared.clock import now
from shared.contracts.pairing.codes import (
    BondKind,
    Category,
    Coverage,
    EndReason,
    HelperStatus,
    MatchingStatus,
    OwnView,
    PairingStatus,
    ProposalStatus,
    Side,
    Signer,
)
from shared.db import TYPES, UtcDateTime, new_metadata

Id = String(36)
Code = String(12)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Child(Base):
    """Our copy of a child: what the registry's events say, nothing that names it."""

    __tablename__ = "children"
    __table_args__ = (
        Index("ix_children_area_code", "area_code", "level", "status", "coverage"),
        Index(
            "ix_children_merged_into",
            "merged_into",
            postgresql_where=text("merged_into IS NOT NULL"),
            sqlite_where=text("merged_into IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    sex: Mapped[str] = mapped_column(String(8))
    birth_date: Mapped[date]
    status: Mapped[str] = mapped_column(String(32))
    level: Mapped[int]
    kin_marks: Mapped[list[str]]
    coverage: Mapped[Coverage]  # ours: kept as pairings come and go
    merged_into: Mapped[str | None] = mapped_column(Id)
    version: Mapped[int]


class ChildCount(Base):
    """How many children a place has of each status, level and coverage; kept as they change."""

    __tablename__ = "child_counts"

    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    status: Mapped[str] = mapped_column(String(32), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    coverage: Mapped[Coverage] = mapped_column(primary_key=True)
    children: Mapped[int]


class AdoptedPack(Base):
    """Which pack a county decides under from a day on, as the registry announced."""

    __tablename__ = "adopted_packs"

    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    pack: Mapped[str]
    version: Mapped[int]


class Helper(Base):
    __tablename__ = "helpers"
    __table_args__ = (
        Index("uq_helpers_id_index", "id_index", unique=True),
        # The last word on a last place: two townships may accept the same helper at once.
        CheckConstraint("load <= capacity", "load_within_capacity"),
        # A page of any list is one walk along one of these, also where few fit.
        Index("ix_helpers_area_code_id", "area_code", "id"),
        Index("ix_helpers_status", "status", "area_code", "id"),
        Index("ix_helpers_category", "category", "area_code", "id"),
        Index("ix_helpers_school", "school_id", "area_code", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    category: Mapped[Category]
    status: Mapped[HelperStatus]
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    sex: Mapped[str] = mapped_column(String(8))
    child_sex: Mapped[str] = mapped_column(String(8))
    capacity: Mapped[int]
    load: Mapped[int]  # active and suspended pairings
    conditions: Mapped[list[str]]
    disqualified: Mapped[bool]
    checked_on: Mapped[date | None]
    check_good_until: Mapped[date | None]
    id_index: Mapped[str]
    phone_index: Mapped[str] = mapped_column(index=True)
    sealed: Mapped[str] = mapped_column(Text)  # name, ID number, phone
    sealed_why: Mapped[str | None] = mapped_column(Text)  # of a refusal
    self_applied: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    dialects: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    available: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    trainings: Mapped[list[dict[str, Any]]] = mapped_column(
        default=list, server_default=text("'[]'")
    )
    sealed_about: Mapped[str | None] = mapped_column(Text)  # in public: ties to a child, records
    version: Mapped[int]


class Bond(Base):
    """Kin, or who looks after the child already: comes before strangers."""

    __tablename__ = "bonds"

    helper_id: Mapped[str] = mapped_column(ForeignKey("helpers.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)
    kind: Mapped[BondKind]


class Consent(Base):
    __tablename__ = "consents"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    signer: Mapped[Signer]
    signed_on: Mapped[date]
    own_view: Mapped[OwnView | None]
    own_consent: Mapped[bool]
    helper_sex: Mapped[str] = mapped_column(String(8))
    lawful_basis: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_on: Mapped[date | None]
    moved_from: Mapped[str | None] = mapped_column(Id, index=True)  # a file merged into the child's
    version: Mapped[int]


class Matching(Base):
    __tablename__ = "matchings"
    __table_args__ = (
        Index(
            "uq_matchings_area_code_under_way",
            "area_code",
            unique=True,
            postgresql_where=text("status IN ('queued', 'running')"),
            sqlite_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    status: Mapped[MatchingStatus]
    requested_by: Mapped[str]
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proposed: Mapped[int]
    uncovered: Mapped[int]
    pack: Mapped[str | None]
    pack_version: Mapped[str | None]
    pack_hash: Mapped[str | None]
    summary: Mapped[dict[str, Any] | None]
    problem: Mapped[str | None]
    version: Mapped[int]


class Proposal(Base):
    __tablename__ = "proposals"
    __table_args__ = (
        Index("ix_proposals_matching_id", "matching_id", "place"),
        Index("ix_proposals_child_id", "child_id", "status"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    matching_id: Mapped[str] = mapped_column(ForeignKey("matchings.id"))
    place: Mapped[int]  # in the matching's order: level 4 first
    child_id: Mapped[str] = mapped_column(Id)
    helper_id: Mapped[str] = mapped_column(ForeignKey("helpers.id"))
    category: Mapped[Category]
    area_code: Mapped[str] = mapped_column(Code, index=True)
    level: Mapped[int]
    slot: Mapped[Side]
    status: Mapped[ProposalStatus]
    cost: Mapped[int]
    reasons: Mapped[list[dict[str, Any]]]
    pairing_id: Mapped[str | None] = mapped_column(Id)
    version: Mapped[int]


class Unmatched(Base):
    """A child whom a matching could not cover in full, and why."""

    __tablename__ = "unmatched"

    matching_id: Mapped[str] = mapped_column(ForeignKey("matchings.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    level: Mapped[int]
    coverage: Mapped[Coverage]
    missing: Mapped[list[str]]
    reasons: Mapped[list[dict[str, Any]]]


class RefusedPair(Base):
    """Never proposed again."""

    __tablename__ = "refused_pairs"

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    helper_id: Mapped[str] = mapped_column(Id, primary_key=True)
    refused_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


LIVE = text("status IN ('active', 'suspended')")
LIVE_AT_LEVEL_4 = text("status IN ('active', 'suspended') AND slot IN ('cadre', 'teacher')")


class Pairing(Base):
    __tablename__ = "pairings"
    __table_args__ = (
        # A child may have several helpers, but each of them once.
        Index(
            "uq_pairings_child_id_helper_id_live",
            "child_id",
            "helper_id",
            unique=True,
            postgresql_where=LIVE,
            sqlite_where=LIVE,
        ),
        # The two places of level 4 are filled once each.
        Index(
            "uq_pairings_child_id_slot_live",
            "child_id",
            "slot",
            unique=True,
            postgresql_where=LIVE_AT_LEVEL_4,
            sqlite_where=LIVE_AT_LEVEL_4,
        ),
        Index("uq_pairings_proposal_id", "proposal_id", unique=True),
        Index("ix_pairings_area_code", "area_code", "id"),
        Index("ix_pairings_status", "status", "area_code", "id"),
        Index("ix_pairings_school", "school_id", "area_code", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    helper_id: Mapped[str] = mapped_column(ForeignKey("helpers.id"), index=True)
    category: Mapped[Category]
    side: Mapped[Side]  # what the helper counts as, whatever the place
    slot: Mapped[Side]
    status: Mapped[PairingStatus]
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    proposal_id: Mapped[str | None] = mapped_column(Id)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    end_reason: Mapped[EndReason | None]
    moved_from: Mapped[str | None] = mapped_column(Id, index=True)  # a file merged into the child's
    moved_slot: Mapped[Side | None]  # the place held there
    last_contact_on: Mapped[date | None]
    sponsor_fen: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # a year
    version: Mapped[int]


append_only(RefusedPair.__table__)
