"""Rows about the partnership's own editions of frameworks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.frameworks.editions import Edition, Standing
from audit.domain.frameworks.framework import Framework
from audit.store import copies
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped, Part


class EditionRow(SQLModel, table=True):
    """One version of a partnership's own framework or edition; never changed, since a change is a new version."""

    __tablename__ = "framework_edition"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    name: str = Field(max_length=120, index=True)  # the framework's id, with the edition's suffix
    version: int
    digest: str = Field(max_length=64)
    content: str = Field(sa_type=Text)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class EditionStandingRow(SQLModel, table=True):
    """That an edition is no longer offered, or offered again; the newest row says which."""

    __tablename__ = "framework_standing"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    name: str = Field(max_length=120, index=True)
    version: int  # the newest when it was said
    retired: bool
    reason: str = Field(default="", max_length=500)
    at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


def _framework(framework: Framework) -> tuple[str, int, str, str]:
    text = copies.framework_text(framework)
    return framework.name, framework.version, copies.digest_of(text), text


_FRAMEWORK = Part(
    columns=("name", "version", "digest", "content"),
    write=_framework,
    read=lambda row: copies.framework_from(row.content),
)
EDITION = Mapped(
    Edition, EditionRow, {"framework": _FRAMEWORK}, read_only=("saved_at_utc",), beside=("saved_by", "standing")
)
STANDING = Mapped(Standing, EditionStandingRow, beside=("by",))
