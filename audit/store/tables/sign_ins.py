"""Rows about who is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class SignInRow(SQLModel, table=True):
    """One sign-in: when it began, when it was last used, and when it ended."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    mark: str = Field(max_length=64, unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    began_at_utc: datetime = Field(sa_type=UtcDateTime)
    used_at_utc: datetime = Field(sa_type=UtcDateTime)
    ended_at_utc: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: not ended
