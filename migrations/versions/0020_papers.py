"""Papers made from the case, and their files."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"

TEXTS = (
    *("issuing_body", "superior_body", "body_symbol", "place", "type_code"),
    *("signatory_on_behalf", "signatory_post", "signatory_name", "recipients"),
    *("subject", "addressees", "authority", "bases", "opening", "place_text", "attendance", "details", "closing"),
)


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("snapshot_sha256", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_paper_author_id")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_paper_inspection_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_paper_round_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_paper_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_code")),
        sa.UniqueConstraint(
            "issuing_body", "type_code", "year", "number", name=op.f("uq_paper_issuing_body_type_code_year_number")
        ),
    )
    op.create_index(op.f("ix_paper_round_id"), "paper", ["round_id"])
    op.create_index(op.f("ix_paper_inspection_id"), "paper", ["inspection_id"])
    op.create_table(
        "paper_file",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name=op.f("fk_paper_file_added_by_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_file_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_file")),
    )
    op.create_index(op.f("ix_paper_file_paper_id"), "paper_file", ["paper_id"])


def downgrade() -> None:
    op.drop_table("paper_file")
    op.drop_table("paper")
