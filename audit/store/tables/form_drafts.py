"""Rows about forms that were begun and not handed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class FormDraftRow(SQLModel, table=True):
    """One field of a form as its writer saved it last; gone when the form is handed in."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("round_id", "person_id", "kind", "about", "field"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=20)
    about: str = Field(max_length=120)
    field: str = Field(max_length=120)
    value: str = Field(default="", sa_type=Text)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
