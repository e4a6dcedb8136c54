"""Re-audits, how cases were drawn, planned rounds, and agencies' successors."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns."""
    op.add_column("audit_round", sa.Column("drawn", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("audit_round", sa.Column("reaudit_of", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("agency", sa.Column("successor", sa.String(length=20), nullable=True))
    _settlement()
    _planned_round()


def downgrade() -> None:
    """Drop the tables and columns."""
    op.drop_table("planned_round")
    op.drop_table("settlement")
    op.drop_column("agency", "successor")
    op.drop_column("audit_round", "reaudit_of")
    op.drop_column("audit_round", "drawn")


def _settlement() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("last_round", sa.String(length=20), nullable=False),
        sa.Column("finding", sa.String(length=20), nullable=False),
        sa.Column("seen", sa.String(length=20), nullable=False),
        sa.Column("looked_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "finding", "version"),
    )
    op.create_index(op.f("ix_settlement_round_id"), "settlement", ["round_id"], unique=False)


def _planned_round() -> None:
    op.create_table(
        "planned_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("theme", sa.String(length=300), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("reaudit_of", sa.String(length=20), nullable=False),
        sa.Column("opened_as", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
