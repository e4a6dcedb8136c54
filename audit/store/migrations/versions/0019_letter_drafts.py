"""Letters that are being checked, and which file an inspection's letter was read from."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the column."""
    op.add_column("inspection", sa.Column("mark", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "letter_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=160), nullable=False),
        sa.Column("theme", sa.String(length=300), nullable=False),
        sa.Column("principal_authority", sa.String(length=700), nullable=False),
        sa.Column("inspection_start", sa.Date(), nullable=True),
        sa.Column("inspection_end", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("saved_at_utc", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "mark"),
    )
    op.create_index("ix_letter_draft_person_id", "letter_draft", ["person_id"])
    op.create_table(
        "letter_draft_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("looked_at", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["letter_draft.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_letter_draft_finding_draft_id", "letter_draft_finding", ["draft_id"])


def downgrade() -> None:
    """Drop the tables and the column."""
    op.drop_index("ix_letter_draft_finding_draft_id", "letter_draft_finding")
    op.drop_table("letter_draft_finding")
    op.drop_index("ix_letter_draft_person_id", "letter_draft")
    op.drop_table("letter_draft")
    op.drop_column("inspection", "mark")
