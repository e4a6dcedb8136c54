"""Rows about a case's dates, about how the cases of a round were chosen, and about the partnership's school terms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class CaseDatesRow(SQLModel, table=True):
    """One version of a case's dates form, whole, as JSON; a change is a new version."""

    __tablename__ = "case_dates"
    __table_args__ = (UniqueConstraint("case_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    version: int = Field(default=1)
    content: str = Field(sa_type=Text)
    kept_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class DrawRow(SQLModel, table=True):
    """How cases of a round were chosen: the seed, counts and bands, as JSON; nothing that points to a child."""

    __tablename__ = "round_draw"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    source: str = Field(max_length=120)
    method: str = Field(max_length=20)
    content: str = Field(sa_type=Text)
    reason: str = Field(default="", max_length=500)
    made_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class SchoolTermsRow(SQLModel, table=True):
    """One version of the school terms that the partnership named, whole, as JSON; a change is a new version."""

    __tablename__ = "school_terms"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    version: int = Field(unique=True)
    content: str = Field(sa_type=Text)
    kept_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")
