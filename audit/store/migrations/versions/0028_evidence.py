"""What decided a grade, and where the evidence for all of a child's answers was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_GRADES = ("draft_grade", "rating_grade")
_ACCOUNTS = ("draft_account", "rating")


def upgrade() -> None:
    """Add the columns, empty: until now both were asked for beside each answer."""
    for table in _GRADES:
        op.add_column(table, sa.Column("evidence", sa.Text(), nullable=False, server_default=""))
    for table in _ACCOUNTS:
        op.add_column(table, sa.Column("seen_in", sa.String(length=80), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the columns."""
    for table in _GRADES:
        op.drop_column(table, "evidence")
    for table in _ACCOUNTS:
        op.drop_column(table, "seen_in")
