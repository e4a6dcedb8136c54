"""Rounds and their cases."""

import sqlalchemy as sa
from alembic import op

from audit.store.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _audit_round()
    _framework()
    _round_agency()
    _round_framework()
    _sampled_case()
    _case_measurement()
    _case_process()
    _involvement()
    _stage_move()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("stage_move")
    op.drop_table("involvement")
    op.drop_table("case_process")
    op.drop_table("case_measurement")
    op.drop_table("sampled_case")
    op.drop_table("round_framework")
    op.drop_table("round_agency")
    op.drop_table("framework")
    op.drop_table("audit_round")


def _audit_round() -> None:
    op.create_table(
        "audit_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("theme", sa.String(length=300), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("look_back_months", sa.Integer(), nullable=False),
        sa.Column("chosen_how", sa.String(length=1000), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("audits_due", sa.Date(), nullable=True),
        sa.Column("workshop", sa.Date(), nullable=True),
        sa.Column("plan", sa.Date(), nullable=True),
        sa.Column("board", sa.Date(), nullable=True),
        sa.Column("reaudit", sa.Date(), nullable=True),
        sa.Column("seen_by_board", sa.Date(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )


def _framework() -> None:
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index(op.f("ix_framework_ref"), "framework", ["ref"], unique=False)


def _round_agency() -> None:
    op.create_table(
        "round_agency",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("round_id", "agency_id"),
    )


def _round_framework() -> None:
    op.create_table(
        "round_framework",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("round_id", "framework_id"),
    )


def _sampled_case() -> None:
    op.create_table(
        "sampled_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(length=30), nullable=False),
        sa.Column("age_band", sa.String(length=10), nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=False),
        sa.Column("placement", sa.String(length=60), nullable=False),
        sa.Column("out_of_area", sa.Boolean(), nullable=False),
        sa.Column("short_breaks", sa.Boolean(), nullable=False),
        sa.Column("ethnic_group", sa.String(length=80), nullable=False),
        sa.Column("disability", sa.String(length=120), nullable=False),
        sa.Column("family_group", sa.String(length=40), nullable=False),
        sa.Column("same_child_as", sa.String(length=45), nullable=False),
        sa.Column("how_chosen", sa.String(length=500), nullable=False),
        sa.Column("child_spoken_to", sa.String(length=10), nullable=False),
        sa.Column("child_spoken_to_by", sa.String(length=80), nullable=False),
        sa.Column("carer_spoken_to", sa.String(length=10), nullable=False),
        sa.Column("carer_spoken_to_by", sa.String(length=80), nullable=False),
        sa.Column("withdrawn", sa.String(length=500), nullable=True),
        sa.Column("revealed_at_utc", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "ref"),
    )
    op.create_index(op.f("ix_sampled_case_round_id"), "sampled_case", ["round_id"], unique=False)


def _case_measurement() -> None:
    op.create_table(
        "case_measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case_measurement_case_id"), "case_measurement", ["case_id"], unique=False)


def _case_process() -> None:
    op.create_table(
        "case_process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("conflict", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case_process_case_id"), "case_process", ["case_id"], unique=False)


def _involvement() -> None:
    op.create_table(
        "involvement",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("involvement", sa.String(length=30), nullable=False),
        sa.Column("said_at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("case_id", "agency_id"),
    )


def _stage_move() -> None:
    op.create_table(
        "stage_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("at_utc", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["audit_round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stage_move_round_id"), "stage_move", ["round_id"], unique=False)
