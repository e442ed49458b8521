"""Deadlines of a case in working days, per round, and the office's own calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"

DAYS = {
    "notice_days": 5,
    "self_assessment_days": 3,
    "explanation_days": 5,
    "explanation_rounds": 1,
    "result_days": 10,
    "remedy_days": 15,
}
DUE = ("self_due_on", "explanation_due_on", "result_due_on")


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("day", name=op.f("uq_calendar_day_day")),
    )
    for name, days in DAYS.items():
        op.add_column("round", sa.Column(name, sa.Integer(), nullable=False, server_default=str(days)))
    op.add_column("inspection", sa.Column("explanation_round", sa.Integer(), nullable=False, server_default="0"))
    for name in DUE:
        op.add_column("inspection", sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    for name in (*DUE, "explanation_round"):
        op.drop_column("inspection", name)
    for name in DAYS:
        op.drop_column("round", name)
    op.drop_table("calendar_day")
