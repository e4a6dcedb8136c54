"""That a case's group, home and area were the same for the whole time looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has said so of the cases that are there."""
    op.add_column("sampled_case", sa.Column("same_throughout", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("sampled_case", "same_throughout")
