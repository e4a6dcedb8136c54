"""An inspection's day put right, how long it is kept, and the day a written statement was sent."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the tables."""
    op.add_column("notified_inspection", sa.Column("keep_until", sa.Date(), nullable=True))
    op.create_table(
        "notified_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.Date(), nullable=False),
        sa.Column("now", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["inspection_id"], ["notified_inspection.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notified_correction_inspection_id", "notified_correction", ["inspection_id"])
    op.create_table(
        "statement_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("said_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_statement_sent_round_id", "statement_sent", ["round_id"])


def downgrade() -> None:
    """Drop the tables and the column."""
    op.drop_index("ix_statement_sent_round_id", "statement_sent")
    op.drop_table("statement_sent")
    op.drop_index("ix_notified_correction_inspection_id", "notified_correction")
    op.drop_table("notified_correction")
    with op.batch_alter_table("notified_inspection") as batch:
        batch.drop_column("keep_until")
