"""Rows about the workshop: what was agreed, what is on the screen, and immediate concerns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.rounds.concerns import Concern
from audit.domain.workshop.moderation import Dissent, Judgement
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class JudgementRow(SQLModel, table=True):
    """What was agreed about a case, for one statement or overall; a change of mind is a new version."""

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("case_id", "framework", "ref", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    framework: str = Field(default="", max_length=80)  # empty, with ref: the overall judgement
    ref: str = Field(default="", max_length=20)
    version: int = Field(default=1)
    latest: bool = Field(default=True)  # the one flag that a newer version takes away
    outcome: str = Field(max_length=30)
    grade: str | None = Field(default=None, max_length=40)  # None unless a grade was agreed
    reason: str = Field(sa_type=Text)
    good_practice: str = Field(default="", sa_type=Text)
    to_develop: str = Field(default="", sa_type=Text)
    difference: str = Field(default="", sa_type=Text)
    agreed_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class DissentRow(SQLModel, table=True):
    """An agency that holds to another view."""

    __tablename__ = "dissent"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    judgement_id: int = Field(foreign_key="judgement.id", index=True)
    agency: str = Field(max_length=20)
    position: str = Field(max_length=200)
    reason: str = Field(sa_type=Text)


class ShowingRow(SQLModel, table=True):
    """What a round's workshop has on its screen, so that a second window can follow."""

    __tablename__ = "showing"

    round_id: int = Field(primary_key=True, foreign_key="audit_round.id")
    case_id: int = Field(foreign_key="sampled_case.id")
    framework: str = Field(default="", max_length=80)  # empty, with ref: the overall judgement
    ref: str = Field(default="", max_length=20)
    agreeing: bool = Field(default=False)  # whether the judgement is being written
    version: int = Field(default=1)


class WorkshopDraftRow(SQLModel, table=True):
    """A judgement that is being written, so that a reload loses nothing; it goes when the judgement is recorded."""

    __tablename__ = "workshop_draft"

    case_id: int = Field(primary_key=True, foreign_key="sampled_case.id")
    framework: str = Field(default="", primary_key=True, max_length=80)  # empty, with ref: the overall judgement
    ref: str = Field(default="", primary_key=True, max_length=20)
    content: str = Field(sa_type=Text)  # JSON: each field of the form and what was put in it
    version: int = Field(default=1)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class ConcernRow(SQLModel, table=True):
    """An immediate concern, told outside the audit."""

    __tablename__ = "concern"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    told_at_utc: datetime = Field(sa_type=UtcDateTime)
    agency_told: str = Field(max_length=120)
    role_told: str = Field(max_length=120)
    line: str = Field(max_length=500)
    raised_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")  # None: not confirmed
    confirmed_at_utc: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: not confirmed


DISSENT = Mapped(Dissent, DissentRow)
JUDGEMENT = Mapped(Judgement, JudgementRow, read_only=("agreed_at_utc",), beside=("case", "dissents", "recorded_by"))
CONCERN = Mapped(Concern, ConcernRow, read_only=("confirmed_at_utc",), beside=("case", "raised_by", "confirmed_by"))
