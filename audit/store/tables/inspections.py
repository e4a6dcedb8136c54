"""Rows about inspections, and the words of their letters."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlmodel import Field, SQLModel


class InspectionRow(SQLModel, table=True):
    """What a published letter says; its round holds the findings."""

    __tablename__ = "inspection"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", unique=True)
    area: str = Field(max_length=160)
    theme: str = Field(default="", max_length=300)
    published: date
    inspection_start: date | None = None  # None: not read and not given
    inspection_end: date | None = None  # None: not read and not given
    due: date | None = None  # None: counted from the letter's day
    principal_authority: str = Field(default="", max_length=700)
    mark: str = Field(default="", max_length=64)  # the digest of the file it was read from; empty: not known


class QuotationRow(SQLModel, table=True):
    """A finding in the letter's own words, with the page it begins on."""

    __tablename__ = "letter_quotation"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    finding_id: int = Field(foreign_key="finding.id", index=True)
    kind: str = Field(max_length=30)
    text: str = Field(sa_type=Text)
    page: int
