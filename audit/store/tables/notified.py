"""Rows about inspections: that one was notified, and what inspectors asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from audit.store.columns import UtcDateTime


class NotifiedRow(SQLModel, table=True):
    """One inspection that was notified."""

    __tablename__ = "notified_inspection"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    kind: str = Field(max_length=20)
    notified_on: date
    note: str = Field(default="", sa_type=Text)
    called_off: str | None = Field(default=None, sa_type=Text)  # the reason; None: it goes on
    keep_until: date | None = None  # None: no day is set on which it is due to be erased
    version: int = Field(default=1)
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class NotifiedRequestRow(SQLModel, table=True):
    """Information that inspectors asked for."""

    __tablename__ = "inspection_request"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    inspection_id: int = Field(foreign_key="notified_inspection.id", index=True)
    what: str = Field(max_length=200)
    agency: str = Field(default="", max_length=20)  # empty: all agencies together
    asked_on: date
    due: date
    state: str = Field(max_length=20)
    who: str = Field(default="", max_length=120)
    version: int = Field(default=1)


class NotifiedCorrectionRow(SQLModel, table=True):
    """That an inspection's day of notification was put right, and why."""

    __tablename__ = "notified_correction"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    inspection_id: int = Field(foreign_key="notified_inspection.id", index=True)
    was: date
    now: date
    reason: str = Field(sa_type=Text)
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class StatementSentRow(SQLModel, table=True):
    """On which day the written statement that answers a letter was sent; the newest row counts."""

    __tablename__ = "statement_sent"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    sent_on: date | None = None  # None: it was not sent after all
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")
