"""Rows about letters that are being checked."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class LetterDraftRow(SQLModel, table=True):
    """A letter as read and put right so far, for whoever checks it; gone when it is kept or thrown away."""

    __tablename__ = "letter_draft"
    __table_args__ = (UniqueConstraint("person_id", "mark"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    person_id: int = Field(foreign_key="person.id", index=True)
    mark: str = Field(max_length=64)  # the digest of the file
    name: str = Field(max_length=200)
    lines: str = Field(sa_type=Text)  # as JSON: what was read, to hold beside the findings
    area: str = Field(default="", max_length=160)
    theme: str = Field(default="", max_length=300)
    principal_authority: str = Field(default="", max_length=700)
    inspection_start: date | None = None  # None: not read and not given
    inspection_end: date | None = None  # None: not read and not given
    published: date | None = None  # None: not read and not given
    due: date | None = None  # None: counted from the letter's day
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)


class LetterDraftFindingRow(SQLModel, table=True):
    """A finding of a letter that is being checked."""

    __tablename__ = "letter_draft_finding"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    draft_id: int = Field(foreign_key="letter_draft.id", index=True)
    place: float  # where it stands among the others
    kind: str = Field(max_length=30)
    text: str = Field(sa_type=Text)
    page: int
    lines: str = Field(default="", sa_type=Text)  # the places of its lines, with commas between
    left_out: bool = Field(default=False)
    looked_at: bool = Field(default=False)
