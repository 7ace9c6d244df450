"""Departments with the schools that they adopted and their deeds; responsibility letters."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.domain.groups import GroupPost
from services.registry.domain.letters import LetterKind, LetterState
from services.registry.models.base import AreaCode, Base, Id
from shared.sealed_text import SealedText

STANDING, NOT_VOID = text("ended_on IS NULL"), text("state <> 'void'")
HEADING = text("post = 'head' AND to_on IS NULL")


class Department(Base):
    """`contact` holds the contact person's name and phone, sealed under the department's key."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("area_code", "name", name="uq_departments_name"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    name: Mapped[str] = mapped_column(String(60))
    contact: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[date | None]
    version: Mapped[int]


class Adoption(Base):
    """A department's one school of a year."""

    __tablename__ = "adoptions"
    __table_args__ = (
        Index(
            "uq_adoptions_department_id_year",
            "department_id",
            "year",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_adoptions_township_code", "township_code", "year"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    department_id: Mapped[str] = mapped_column(ForeignKey("departments.id"))
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"), index=True)
    township_code: Mapped[str] = mapped_column(AreaCode)  # of the school
    year: Mapped[int]
    ended_on: Mapped[date | None]
    why_ended: Mapped[str | None] = mapped_column(SealedText("adoptions.why_ended"))
    version: Mapped[int]


class Deed(Base):
    """What a department did at its school. Never changed: one entered wrongly is struck."""

    __tablename__ = "deeds"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    adoption_id: Mapped[str] = mapped_column(ForeignKey("adoptions.id"), index=True)
    done_on: Mapped[date]
    what: Mapped[str] = mapped_column(SealedText("deeds.what"))
    persons: Mapped[str] = mapped_column(SealedText("deeds.persons"))
    amount_fen: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    struck_by: Mapped[str | None] = mapped_column(String(64))
    struck_at: Mapped[datetime | None]
    struck_why: Mapped[str | None] = mapped_column(SealedText("deeds.struck_why"))


class Letter(Base):
    """A responsibility letter of a year. `party` is who signs: the code of a place, a school, a
    teacher's own id that goes on from year to year, or the child whose guardian signs. The
    signer's name is sealed under the key of `sealed_for`."""

    __tablename__ = "letters"
    __table_args__ = (
        Index(
            "uq_letters_kind_year_party",
            "kind",
            "year",
            "party",
            unique=True,
            postgresql_where=NOT_VOID,
            sqlite_where=NOT_VOID,
        ),
        Index("ix_letters_area_code", "area_code", "year", "id"),
        Index("ix_letters_school_id", "school_id", "year", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[LetterKind]
    year: Mapped[int]
    state: Mapped[LetterState]
    template: Mapped[int]
    issuer_area: Mapped[str | None] = mapped_column(AreaCode)
    issuer_school: Mapped[str | None] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)  # where the signer belongs
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    party: Mapped[str] = mapped_column(Id)
    sealed_for: Mapped[str] = mapped_column(Id)
    signer: Mapped[str | None] = mapped_column(Text)
    signed_on: Mapped[date | None]
    void_why: Mapped[str | None] = mapped_column(SealedText("letters.void_why"))
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    version: Mapped[int]


class GroupMember(Base):
    """Somebody's time in a post of a leading group. `place` is the code of an area or a school's
    id; `holder` the name and title, sealed under the row's own key."""

    __tablename__ = "group_members"
    __table_args__ = (
        Index(
            "uq_group_members_place_head",
            "place",
            unique=True,
            postgresql_where=HEADING,
            sqlite_where=HEADING,
        ),
        Index("ix_group_members_place", "place", "from_on"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)  # of a school: its township
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    post: Mapped[GroupPost]
    holder: Mapped[str] = mapped_column(Text)
    duties: Mapped[str] = mapped_column(SealedText("group_members.duties"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    version: Mapped[int]
