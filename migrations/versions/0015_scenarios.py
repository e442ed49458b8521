"""What a scenario keeps beside its points: what was typed, what stood there then, and its own revision."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("scenario") as table:
        table.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("scenario_step") as table:
        table.add_column(sa.Column("numbers", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("before", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scenario_step") as table:
        table.drop_column("before")
        table.drop_column("numbers")
    with op.batch_alter_table("scenario") as table:
        table.drop_column("revision")
