"""Findings."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _finding()
    _finding_rests_on()
    _finding_tag()
    _finding_words()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("finding_words")
    op.drop_table("finding_tag")
    op.drop_table("finding_rests_on")
    op.drop_table("finding")


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("came_from", sa.String(length=400), nullable=False),
        sa.Column("put_into", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("raised_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "ref"),
    )
    op.create_index(op.f("ix_finding_round_id"), "finding", ["round_id"], unique=False)


def _finding_rests_on() -> None:
    op.create_table(
        "finding_rests_on",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.String(length=20), nullable=False),
        sa.Column("framework", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_finding_rests_on_finding_id"), "finding_rests_on", ["finding_id"], unique=False)


def _finding_tag() -> None:
    op.create_table(
        "finding_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("framework", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_finding_tag_finding_id"), "finding_tag", ["finding_id"], unique=False)


def _finding_words() -> None:
    op.create_table(
        "finding_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("case_ref", sa.String(length=20), nullable=False),
        sa.Column("said_by", sa.String(length=20), nullable=False),
        sa.Column("for_papers", sa.Boolean(), nullable=False),
        sa.Column("how_asked", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_finding_words_finding_id"), "finding_words", ["finding_id"], unique=False)
