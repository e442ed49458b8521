"""Versions and trash of evidence, requests for more of it, and the threads of the desk review."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "desk_thread",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_desk_thread_assessment_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_desk_thread_author_id")),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["user_account.id"], name=op.f("fk_desk_thread_resolved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_thread")),
    )
    op.create_table(
        "desk_reply",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["desk_thread.id"], name=op.f("fk_desk_reply_thread_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_desk_reply_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_reply")),
    )
    op.create_table(
        "evidence_request",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_evidence_request_assessment_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["desk_thread.id"], name=op.f("fk_evidence_request_thread_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user_account.id"], name=op.f("fk_evidence_request_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_request")),
        sa.UniqueConstraint("thread_id", name=op.f("uq_evidence_request_thread_id")),
    )
    op.create_table(
        "request_entry",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["evidence_request.id"], name=op.f("fk_request_entry_request_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_request_entry_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_entry")),
    )
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("document_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("added_in", sa.String(length=30), nullable=True))
        batch.add_column(sa.Column("request_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("trashed_by_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE evidence SET document_id = id")  # every file so far is a document of one version
    with op.batch_alter_table("evidence") as batch:
        batch.alter_column("document_id", existing_type=sa.Uuid(), nullable=False)
        batch.create_unique_constraint(op.f("uq_evidence_document_id_version"), ["document_id", "version"])
        batch.create_foreign_key(op.f("fk_evidence_request_id"), "evidence_request", ["request_id"], ["id"])
        batch.create_foreign_key(op.f("fk_evidence_trashed_by_id"), "user_account", ["trashed_by_id"], ["id"])


def downgrade() -> None:
    # Older programs know no trash: what lies in it goes, its bytes stay under their hash.
    op.execute("DELETE FROM evidence WHERE trashed_at IS NOT NULL")
    with op.batch_alter_table("evidence") as batch:
        batch.drop_constraint(op.f("fk_evidence_trashed_by_id"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_evidence_request_id"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_evidence_document_id_version"), type_="unique")
        for name in ("trashed_by_id", "trashed_at", "request_id", "added_in", "version", "document_id"):
            batch.drop_column(name)
    for table, column in reversed(INDEXES):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table in ("request_entry", "evidence_request", "desk_reply", "desk_thread"):
        op.drop_table(table)


INDEXES = (
    ("desk_thread", "assessment_id"),
    ("desk_reply", "thread_id"),
    ("evidence_request", "assessment_id"),
    ("request_entry", "request_id"),
)
