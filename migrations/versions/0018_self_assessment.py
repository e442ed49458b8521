"""Self-assessment of an agency: its way to the team, the documents named at an item, sheets waiting to be saved."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("assessment", sa.Column("self_evidence", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "self_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        *(
            column
            for step in ("asked", "approved", "handed_in")
            for column in (
                sa.Column(f"{step}_by_id", sa.Uuid(), nullable=True),
                sa.Column(f"{step}_at", sa.DateTime(timezone=True), nullable=True),
            )
        ),
        sa.Column("approved_hash", sa.Text(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("reopen_reason", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{step}_by_id"], ["user_account.id"], name=op.f(f"fk_self_assessment_{step}_by_id")
            )
            for step in ("asked", "approved", "handed_in")
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_self_assessment_inspection_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_assessment")),
        sa.UniqueConstraint("inspection_id", name=op.f("uq_self_assessment_inspection_id")),
    )
    op.create_table(
        "self_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_self_upload_inspection_id")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["user_account.id"], name=op.f("fk_self_upload_uploaded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_upload")),
    )


def downgrade() -> None:
    op.drop_table("self_upload")
    op.drop_table("self_assessment")
    op.drop_column("assessment", "self_evidence")
