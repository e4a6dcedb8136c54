"""Rows about what could be shown: checklists, the evidence register, and for how long evidence is current."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class ChecklistEntryRow(SQLModel, table=True):
    """What was said of one recommendation; a change of mind is a new version."""

    __tablename__ = "checklist_entry"
    __table_args__ = (UniqueConstraint("framework", "ref", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)
    version: int = Field(default=1)
    latest: bool = Field(default=True)  # the one flag that a newer version takes away
    state: str = Field(max_length=30)
    lead_agency: str = Field(default="", max_length=20)
    owner: str = Field(default="", max_length=120)
    review_on: date | None = None  # None: no day is set
    narrative: str = Field(default="", sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    evidence_refs: str = Field(default="", max_length=400)  # with a comma between
    why: str = Field(default="", sa_type=Text)
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class EvidenceRow(SQLModel, table=True):
    """One piece of evidence as it was described; another description is a new version."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("ref", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    ref: str = Field(max_length=20)
    version: int = Field(default=1)
    latest: bool = Field(default=True)  # the one flag that a newer version takes away
    title: str = Field(max_length=200)
    kind: str = Field(max_length=20)
    shows: str = Field(sa_type=Text)
    way: str = Field(max_length=20)
    owner: str = Field(max_length=120)
    kept_at: str = Field(max_length=400)
    dated: date
    looked_at_by: str = Field(default="", max_length=120)
    review_by: date | None = None  # None: no day is set
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class EvidenceAboutRow(SQLModel, table=True):
    """A criterion or statement that a piece of evidence is about."""

    __tablename__ = "evidence_about"

    evidence_id: int = Field(primary_key=True, foreign_key="evidence.id")
    framework: str = Field(primary_key=True, max_length=80)
    ref: str = Field(primary_key=True, max_length=20)


class EvidenceSettingRow(SQLModel, table=True):
    """For how many months evidence is current; one row, or none while the usual period holds."""

    __tablename__ = "evidence_setting"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    months: int


ENTRY = Mapped(Entry, ChecklistEntryRow, read_only=("said_at_utc",), beside=("said_by",))
EVIDENCE = Mapped(Evidence, EvidenceRow, read_only=("ref", "said_at_utc"), beside=("about", "said_by"))
