"""The head of a criteria set counts its saves, so that of two people at once none overwrites the other."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with op.batch_alter_table("criteria_set") as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("criteria_set") as batch_op:
        batch_op.drop_column("revision")
