"""The partnership's numbers for a child who may be in danger."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_COLUMNS = ("social_work_number", "duty_team_number")


def upgrade() -> None:
    """Add the two columns, empty."""
    for name in _COLUMNS:
        op.add_column("partnership", sa.Column(name, sa.String(length=40), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("partnership") as table:
        for name in _COLUMNS:
            table.drop_column(name)
