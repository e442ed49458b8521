"""What people are told, in the app and by mail; where and how each person wants it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

OF_USERS = {"email": sa.Text(), "language": sa.String(30), "deliveries": sa.JSON()}
AT_FIRST = {"email": "", "language": "vi", "deliveries": "{}"}


def upgrade() -> None:
    for name, kind in OF_USERS.items():
        op.add_column("user_account", sa.Column(name, kind, nullable=False, server_default=AT_FIRST[name]))
    op.create_table(
        "notification",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("sentence", sa.JSON(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_notification_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_notification_user_id_once")),
    )
    op.create_index(op.f("ix_notification_user_id_read_at"), "notification", ["user_id", "read_at"])
    op.create_table(
        "mail_message",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest_day", sa.Date(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("language", sa.String(30), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_mail_message_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_message")),
        sa.UniqueConstraint("user_id", "digest_day", name=op.f("uq_mail_message_user_id_digest_day")),
    )
    op.create_index(op.f("ix_mail_message_state_next_try_at"), "mail_message", ["state", "next_try_at"])


def downgrade() -> None:
    op.drop_table("mail_message")
    op.drop_table("notification")
    for name in OF_USERS:
        op.drop_column("user_account", name)
