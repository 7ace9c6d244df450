"""Steps of migrations that every service takes alike: the tables of messaging.

A step is written once and never changed afterwards: databases have taken it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def archive_replays_and_clean_up() -> None:
    _archive()
    _replays()
    _clean_up()


def _archive() -> None:
    op.create_table(
        "outbox_archive",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("routing_key", sa.String(length=64), nullable=False),
        sa.Column("aggregate_id", sa.String(length=128), nullable=False),
        sa.Column("shard", NUMBER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox_archive")),
        sa.UniqueConstraint("event_id", name=op.f("uq_outbox_archive_event_id")),
    )
    with op.batch_alter_table("outbox_archive", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_archive_aggregate_id"), ["aggregate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_archive_written_at"), ["written_at"], unique=False
        )


def _replays() -> None:
    op.create_table(
        "replays",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("consumer", sa.String(length=96), nullable=False),
        sa.Column("event_type", sa.String(length=64), nullable=False),
        sa.Column("aggregate_id", sa.String(length=128), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("newest_of", JSON, nullable=False),
        sa.Column("with_open", sa.Boolean(), nullable=False),
        sa.Column("rate", NUMBER, nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("up_to", NUMBER, nullable=False),
        sa.Column("done_up_to", NUMBER, server_default="0", nullable=False),
        sa.Column("published", NUMBER, server_default="0", nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
    )


def _clean_up() -> None:
    op.create_table(
        "swept",
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("rows", NUMBER, server_default="0", nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("what", "key", name=op.f("pk_swept")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_handled_at"), ["handled_at"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("queue", sa.String(length=200), nullable=True))


def subscriptions_and_discarded_letters() -> None:
    op.create_table(
        "discarded_letters",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("consumer", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=True),
        sa.Column("replay", sa.String(length=64), nullable=True),
        sa.Column("type", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=400), nullable=False),
        sa.Column("action", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discarded_letters")),
    )
    with op.batch_alter_table("discarded_letters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_discarded_letters_consumer"), ["consumer"], unique=False
        )

    op.create_table(
        "subscriptions",
        sa.Column("consumer", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consumer", name=op.f("pk_subscriptions")),
    )
    # Consumers of before have had their queue from the beginning.
    op.execute(
        "INSERT INTO subscriptions (consumer, began_at) "
        "SELECT consumer, '1970-01-01 00:00:00.000000' FROM inbox GROUP BY consumer"
    )


def replays_of_chosen_events() -> None:
    with op.batch_alter_table("replays", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event_ids", JSON, nullable=True))
        batch_op.add_column(
            sa.Column("only_unhandled", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
