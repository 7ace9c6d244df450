"""Report books and verification"""

import sqlalchemy as sa
from alembic import op

from shared.append_only import statements
from shared.clock import midnight, today

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("child_id", "quarter", name=op.f("pk_confirmations")),
    )
    op.create_table(
        "movements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("flow", sa.String(length=24), nullable=False),
        sa.Column("sign", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
    )
    with op.batch_alter_table("movements", schema=None) as batch_op:
        batch_op.create_index(
            "ix_movements_behind", ["status", "quarter", "flow", "area_code", "id"], unique=False
        )
        batch_op.create_index(
            "ix_movements_area_code_quarter", ["area_code", "quarter"], unique=False
        )
        batch_op.create_index("ix_movements_child_id", ["child_id"], unique=False)

    op.create_table(
        "report_cells",
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("flow", sa.String(length=24), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("children", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint(
            "status", "quarter", "area_code", "figure", "flow", "late", name=op.f("pk_report_cells")
        ),
    )
    op.create_table(
        "rounds",
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "quarter", name=op.f("pk_rounds")),
    )
    op.create_table(
        "sign_offs",
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("children", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "quarter", name=op.f("pk_sign_offs")),
    )
    with op.batch_alter_table("children", schema=None) as batch_op:
        batch_op.add_column(sa.Column("exit_reason", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("exit_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "age_told", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("verified", sa.String(length=6), nullable=True))
        batch_op.add_column(sa.Column("figures", sa.Text(), nullable=True))
    for statement in statements("confirmations", op.get_bind().dialect.name):
        op.execute(statement)
    for statement in statements("movements", op.get_bind().dialect.name):
        op.execute(statement)
    for statement in statements("sign_offs", op.get_bind().dialect.name):
        op.execute(statement)
    begin_quarters()


def begin_quarters() -> None:
    """Counties that are there already get their deadlines; their children come into the books when
    they are judged again, which the daily look at the rules starts: they carry no figures yet."""
    connection, day = op.get_bind(), today()
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    opens = f"{first.year}Q{(first.month + 2) // 3}@{first.isoformat()}@open"
    timers = sa.table(
        "timers",
        sa.column("kind"),
        sa.column("subject"),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("attempts"),
    )
    counties = connection.execute(sa.text("SELECT code FROM areas WHERE level = 'county'"))
    for (county,) in counties.all():
        for kind, subject, due_on in (
            ("quarter", f"{county}@{opens}", first),
            ("rules", f"{county}@{day.isoformat()}", day),
        ):
            row = {"kind": kind, "subject": subject, "due_at": midnight(due_on), "attempts": 0}
            connection.execute(timers.insert().values(row))
