"""Explanations in rounds, with drafts, files and restored points; dates set by hand; a person's calendar feed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

POINTS = sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("explanation", schema=None) as batch_op:
        batch_op.alter_column("given_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        batch_op.add_column(sa.Column("explanation_round", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("points_before", POINTS, nullable=True))
        batch_op.add_column(sa.Column("points_after", POINTS, nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("explanation_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_evidence_explanation_id"), ["explanation_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_evidence_explanation_id"), "explanation", ["explanation_id"], ["id"])

    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_reasons", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar_token_hash", sa.Text(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_user_account_calendar_token_hash"), ["calendar_token_hash"])


def downgrade() -> None:
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_user_account_calendar_token_hash"), type_="unique")
        batch_op.drop_column("calendar_token_hash")

    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.drop_column("due_reasons")

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_evidence_explanation_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_evidence_explanation_id"))
        batch_op.drop_column("explanation_id")

    op.execute("DELETE FROM explanation WHERE given_at IS NULL")  # what was never sent has no place in older tables
    with op.batch_alter_table("explanation", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("points_after")
        batch_op.drop_column("points_before")
        batch_op.drop_column("explanation_round")
        batch_op.alter_column("given_at", existing_type=sa.DateTime(timezone=True), nullable=False)
