"""How closely a round looks: in full, or in short."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; every round that is there was in full."""
    op.add_column("audit_round", sa.Column("depth", sa.String(length=10), nullable=False, server_default="full"))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("audit_round", "depth")
