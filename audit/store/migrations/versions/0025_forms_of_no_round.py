"""Drafts of forms that are about no round, such as the one that opens a round."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_INDEX = "uq_form_draft_of_no_round"
_WITHOUT = sa.text("round_id IS NULL")


def upgrade() -> None:
    """Let a draft stand without a round, once for each form and field of a person."""
    with op.batch_alter_table("form_draft") as table:
        table.alter_column("round_id", existing_type=sa.Integer(), nullable=True)
    op.execute(sa.text("UPDATE form_draft SET field = 'seen' WHERE field = 'version'"))  # one name for what it stood on
    op.create_index(
        _INDEX,
        "form_draft",
        ["person_id", "kind", "about", "field"],
        unique=True,
        sqlite_where=_WITHOUT,
        postgresql_where=_WITHOUT,
    )


def downgrade() -> None:
    """Delete the drafts that have no round."""
    op.execute(sa.text("UPDATE form_draft SET field = 'version' WHERE field = 'seen'"))
    op.drop_index(_INDEX, table_name="form_draft")
    op.execute(sa.text("DELETE FROM form_draft WHERE round_id IS NULL"))
    with op.batch_alter_table("form_draft") as table:
        table.alter_column("round_id", existing_type=sa.Integer(), nullable=False)
