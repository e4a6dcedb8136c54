"""The days on which a round's workshop was held, as a facilitator confirmed them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("audit_round", sa.Column("workshop_held", sa.String(length=400), nullable=False, server_default=""))
    op.add_column("audit_round", sa.Column("typed_in_afterwards", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("audit_round", "typed_in_afterwards")
    op.drop_column("audit_round", "workshop_held")
