"""Public applications, certificates, and trials of a matching that save no proposal."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.pairing.models.core import Base, Code, Id
from shared.contracts.pairing.codes import MatchingStatus
from shared.db import UtcDateTime


class Application(Base):
    """By the code that the applicant got. Without a helper: that person was on file already, which
    is nobody's business but the station's."""

    __tablename__ = "applications"

    code_index: Mapped[str] = mapped_column(primary_key=True)
    helper_id: Mapped[str | None] = mapped_column(Id)
    applied_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Certificate(Base):
    """What a helper did in a stretch of time, as counted on the day of issue."""

    __tablename__ = "certificates"
    __table_args__ = (Index("ix_certificates_helper_id", "helper_id", "issued_on"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code_index: Mapped[str] = mapped_column(unique=True)
    sealed_code: Mapped[str] = mapped_column(Text)
    helper_id: Mapped[str] = mapped_column(ForeignKey("helpers.id"))
    area_code: Mapped[str] = mapped_column(Code)
    from_day: Mapped[date]
    to_day: Mapped[date]
    children: Mapped[int]
    contacts: Mapped[int]
    kept: Mapped[int]
    issued_on: Mapped[date]
    issued_by: Mapped[str]
    revoked_on: Mapped[date | None]
    version: Mapped[int]


class Trial(Base):
    """What would be if: the coverage with changed weights and capacities beside that of today."""

    __tablename__ = "trials"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    changes: Mapped[dict[str, Any]]
    status: Mapped[MatchingStatus]
    requested_by: Mapped[str]
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    problem: Mapped[str | None]
    version: Mapped[int]
