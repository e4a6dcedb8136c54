"""Rows about a child's journey: the way to help, who is around them, and the meetings of the processes in play."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class PathwayEventRow(SQLModel, table=True):
    """Something dated that happened on a child's way to help."""

    __tablename__ = "pathway_event"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)  # the part of the pathway
    happened_on: date
    approximate: bool = Field(default=False)
    what: str = Field(sa_type=Text)
    who: str = Field(default="", max_length=120)
    agency: str = Field(default="", max_length=20)
    version: int = Field(default=1)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class TieRow(SQLModel, table=True):
    """Somebody around a child, or somebody who should be."""

    __tablename__ = "case_tie"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)  # the role on the map
    who: str = Field(default="", max_length=80)
    strength: str = Field(max_length=20)
    direction: str = Field(max_length=20)
    version: int = Field(default=1)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class MeetingRow(SQLModel, table=True):
    """A dated meeting of one of a case's processes; it goes with the case's other facts, in one version."""

    __tablename__ = "case_meeting"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    process: str = Field(max_length=30)  # a case has one process of a kind
    met_on: date
    held: str = Field(max_length=20)  # held, put_off, planned
    about: str = Field(default="", max_length=300)
    together: bool = Field(default=False)
