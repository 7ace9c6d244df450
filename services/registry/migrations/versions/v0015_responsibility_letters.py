"""Responsibility letters"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("template", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issuer_area", sa.String(length=12), nullable=True),
        sa.Column("issuer_school", sa.String(length=36), nullable=True),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=True),
        sa.Column("party", sa.String(length=36), nullable=False),
        sa.Column("sealed_for", sa.String(length=36), nullable=False),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("void_why", sa.Text(), nullable=True),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_letters_school_id_schools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_area_code", ["area_code", "year", "id"], unique=False)
        batch_op.create_index("ix_letters_school_id", ["school_id", "year", "id"], unique=False)
        batch_op.create_index(
            "uq_letters_kind_year_party",
            ["kind", "year", "party"],
            unique=True,
            postgresql_where=sa.text("state <> 'void'"),
            sqlite_where=sa.text("state <> 'void'"),
        )
