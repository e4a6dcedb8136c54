"""Following actions up: form drafts, owned roles, verifications, and the plan's versions."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _form_draft()
    _owned_role()
    _verification()
    _plan_version()
    _from_file()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("action_from_file", "plan_version", "action_verification", "owned_role", "form_draft"):
        op.drop_table(table)


def _form_draft() -> None:
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("saved_at_utc", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "person_id", "kind", "about", "field"),
    )
    op.create_index(op.f("ix_form_draft_round_id"), "form_draft", ["round_id"], unique=False)


def _owned_role() -> None:
    op.create_table(
        "owned_role",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["agency"], ["agency.ref"]),
        sa.PrimaryKeyConstraint("person_id", "agency", "role"),
    )


def _verification() -> None:
    op.create_table(
        "action_verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("what_was_seen", sa.Text(), nullable=False),
        sa.Column("verified_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_action_verification_action_id"), "action_verification", ["action_id"], unique=False)


def _plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("what_for", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("issued_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "number"),
    )
    op.create_index(op.f("ix_plan_version_round_id"), "plan_version", ["round_id"], unique=False)


def _from_file() -> None:
    op.create_table(
        "action_from_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "token"),
    )
    op.create_index(op.f("ix_action_from_file_round_id"), "action_from_file", ["round_id"], unique=False)
    op.create_index(op.f("ix_action_from_file_action_id"), "action_from_file", ["action_id"], unique=False)
