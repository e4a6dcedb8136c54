"""Rows about what may leave the audit group: what was decided about a text, added and never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from audit.domain.release.decisions import Decision
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class ReleaseDecisionRow(SQLModel, table=True):
    """What was decided about one version of one text; the text itself is not in it, but for a wording for papers."""

    __tablename__ = "release_decision"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int | None = Field(default=None, foreign_key="audit_round.id", index=True)  # None: the register's
    record: str = Field(max_length=20)
    ref: str = Field(max_length=60)
    field: str = Field(max_length=30)
    case_ref: str = Field(default="", max_length=20)  # empty: it goes with no case
    key: str = Field(max_length=64)  # with which the text was digested; drawn for this row
    digest: str = Field(max_length=64)
    kinds: str = Field(max_length=400)  # what was found in it, with a comma between
    state: str = Field(max_length=20)  # reworded, as_it_is, left_out
    wording: str = Field(default="", sa_type=Text)  # empty unless it is reworded
    reason: str = Field(default="", sa_type=Text)
    audience: str = Field(default="", max_length=20)  # empty: every audience
    confirmed: bool = Field(default=False)  # read with others in one list
    alone: bool = Field(default=False)  # by its own writer, since nobody else was there
    decided_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


DECISION = Mapped(
    Decision,
    ReleaseDecisionRow,
    {"case": "case_ref", "at_utc": "decided_at_utc"},
    read_only=("at_utc",),
    beside=("round_ref", "by"),
)
