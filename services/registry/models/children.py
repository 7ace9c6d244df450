"""Children: what lists and rules need in clear, the rest sealed under the child's own key."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import BY_KEY, AreaCode, Base, Id


class Child(Base):
    """`id_mark` is the blind index of the ID number: the same number is the same child."""

    __tablename__ = "children"
    __table_args__ = (
        UniqueConstraint("id_mark", name="uq_children_id_mark"),
        # Not of all others too: SQLite would take these as the fewest, and sort the whole county.
        Index(
            "ix_children_merged_into",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        Index("ix_children_area_code_id", "area_code", "id"),
        Index("ix_children_status", "status", "area_code", "id"),
        Index("ix_children_level", "level", "area_code", "id"),
        Index("ix_children_school_id", "school_id", "area_code", "id"),
        CheckConstraint("level BETWEEN 0 AND 4", "level"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    version: Mapped[int]
    id_mark: Mapped[str | None] = mapped_column(String(32))
    # Part of this dossier now, and off every list and count; no key of the table to itself, so that
    # a batch of children may be written in any order.
    merged_into: Mapped[str | None] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    class_name: Mapped[str | None] = mapped_column(String(40))
    sex: Mapped[str] = mapped_column(String(8))
    birth_date: Mapped[date]
    stage: Mapped[str] = mapped_column(String(16))
    boarder: Mapped[bool | None]
    hardships: Mapped[list[str]]
    kin_marks: Mapped[list[str]]
    registered_on: Mapped[date]

    status: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[list[str]]
    pack: Mapped[str] = mapped_column(String(32))
    pack_version: Mapped[str] = mapped_column(String(32))
    pack_hash: Mapped[str] = mapped_column(String(64))
    judged_on: Mapped[date]
    level: Mapped[int]
    exit_reason: Mapped[str | None] = mapped_column(String(16))
    exit_on: Mapped[date | None]
    age_told: Mapped[int | None]
    verified: Mapped[str | None] = mapped_column(String(6))  # quarter of the last confirmation
    # The figures it counts under, blanks before, between and behind; None: not in the books yet.
    figures: Mapped[str | None] = mapped_column(Text)


class Dossier(Base):
    """The sealed field groups; apart from `children`, so that lists do not read them."""

    __tablename__ = "dossiers"

    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"), primary_key=True)
    identity: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    family: Mapped[str] = mapped_column(Text)
    schooling: Mapped[str] = mapped_column(Text)
    health: Mapped[str] = mapped_column(Text)


class Mark(Base):
    """Blind indexes by which a likely twin is found without opening a dossier."""

    __tablename__ = "marks"
    __table_args__ = (Index("ix_marks_child_id", "child_id"), BY_KEY)

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(32), primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"), primary_key=True)


class SearchToken(Base):
    """Keyed hashes of the words that a child is found by, with the place, so that one look-up gives
    a page of hits in its order under the searcher's rights, however large the county."""

    __tablename__ = "search_tokens"
    __table_args__ = (
        Index("ix_search_tokens_school", "token", "school_id", "area_code", "child_id"),
        Index("ix_search_tokens_child_id", "child_id"),
        BY_KEY,
    )

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"), primary_key=True)
    school_id: Mapped[str | None] = mapped_column(Id)


class Duplicate(Base):
    """Two dossiers that may be one child: a person decides."""

    __tablename__ = "duplicates"
    __table_args__ = (
        UniqueConstraint("child_id", "other_id", name="uq_duplicates_pair"),
        Index("ix_duplicates_open", "state", "area_code", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    other_id: Mapped[str] = mapped_column(ForeignKey("children.id"), index=True)
    area_code: Mapped[str] = mapped_column(AreaCode, index=True)
    by: Mapped[str] = mapped_column(String(16))  # what is the same: "village" or "phone"
    found_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), server_default="open")  # merged, different


class Following(Base):
    """Why a child is followed after its left-behind status ended: a pairing, a scheme."""

    __tablename__ = "followings"

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)  # "pairing" or "scheme"
    reference: Mapped[str] = mapped_column(String(64), primary_key=True)
    ended: Mapped[bool]  # kept, so that a late start does not come back
    version: Mapped[int]  # of the pairing or the payment: an older fact changes nothing


class AreaCount(Base):
    """How many children a village has of each status and level; kept as they change."""

    __tablename__ = "area_counts"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    status: Mapped[str] = mapped_column(String(16), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    children: Mapped[int]
