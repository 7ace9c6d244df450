"""Contacts between child and parents, and whose children have had none"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "parent_contacts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("parent", sa.String(length=8), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=True),
        sa.Column("logged_as", sa.String(length=32), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_by", sa.String(length=64), nullable=True),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("version", number, nullable=False),
        sa.CheckConstraint(
            "(struck_at IS NULL) = (why IS NULL)", name=op.f("ck_parent_contacts_struck")
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_parent_contacts_child_id_children")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parent_contacts")),
        sa.UniqueConstraint(
            "source", "reference", "parent", "child_id", name="uq_parent_contacts_reference"
        ),
    )
    op.create_index(
        "ix_parent_contacts_child_id", "parent_contacts", ["child_id", "contacted_on", "id"]
    )
    op.create_table(
        "contact_watches",
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=True),
        sa.Column("father_since", sa.Date(), nullable=True),
        sa.Column("father_last", sa.Date(), nullable=True),
        sa.Column("mother_since", sa.Date(), nullable=True),
        sa.Column("mother_last", sa.Date(), nullable=True),
        sa.Column("missing_from", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_contact_watches")),
    )
    op.create_index("ix_contact_watches_due", "contact_watches", ["told_on", "missing_from"])
    op.create_index(
        "ix_contact_watches_area_code", "contact_watches", ["area_code", "missing_from", "child_id"]
    )
    op.create_index("ix_contact_watches_school_id", "contact_watches", ["school_id", "told_on"])
    op.create_index(
        "ix_contact_watches_without",
        "contact_watches",
        ["area_code", "missing_from", "child_id"],
        postgresql_where=sa.text("told_on IS NOT NULL"),
        sqlite_where=sa.text("told_on IS NOT NULL"),
    )
    op.create_table(
        "contact_counts",
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=False),
        sa.Column("watched", number, nullable=False),
        sa.Column("without", number, nullable=False),
        sa.PrimaryKeyConstraint("area_code", "school_id", name=op.f("pk_contact_counts")),
    )
    op.create_index(op.f("ix_contact_counts_school_id"), "contact_counts", ["school_id"])
