"""The child's journey: the way to help, who is around the child, and the meetings of processes over time."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and when a process began and ended."""
    with op.batch_alter_table("case_process") as table:
        table.add_column(sa.Column("started_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    _pathway_event()
    _case_tie()
    _case_meeting()


def downgrade() -> None:
    """Drop them."""
    for name in ("case_meeting", "case_tie", "pathway_event"):
        op.drop_table(name)
    with op.batch_alter_table("case_process") as table:
        table.drop_column("ended_on")
        table.drop_column("started_on")


def _pathway_event() -> None:
    op.create_table(
        "pathway_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_pathway_event_case_id"), "pathway_event", ["case_id"], unique=False)


def _case_tie() -> None:
    op.create_table(
        "case_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("strength", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case_tie_case_id"), "case_tie", ["case_id"], unique=False)


def _case_meeting() -> None:
    op.create_table(
        "case_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=30), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("held", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case_meeting_case_id"), "case_meeting", ["case_id"], unique=False)
