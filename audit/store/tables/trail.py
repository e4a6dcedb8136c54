"""The audit trail: acts, not texts."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class TrailRow(SQLModel, table=True):
    """Who did what to which record, when; the texts live elsewhere, where erasure can reach them."""

    __tablename__ = "trail"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    at_utc: datetime = Field(sa_type=UtcDateTime, index=True)
    by_id: int = Field(foreign_key="person.id")
    event: str = Field(max_length=60)
    about: str = Field(max_length=120)
    version: int | None = None  # None: the record has no versions
    digest: str = Field(default="", max_length=64)
