"""Rows about ratings: an agency's draft as it is typed, and what it submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.rating.form import Account, LineAnswer, Rating, Saved, StatementGrade
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class DraftAnswerRow(SQLModel, table=True):
    """An agency's answer to a line of enquiry, as saved last."""

    __tablename__ = "draft_answer"
    __table_args__ = (UniqueConstraint("case_id", "agency_id", "framework", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id")
    agency_id: int = Field(foreign_key="agency.id")
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)
    answer: str | None = Field(default=None, max_length=20)  # None: not answered yet
    note: str = Field(default="", sa_type=Text)
    seen_in: str = Field(default="", max_length=80)  # values with a comma between
    version: int = Field(default=1)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class DraftGradeRow(SQLModel, table=True):
    """An agency's grade of a statement, as saved last."""

    __tablename__ = "draft_grade"
    __table_args__ = (UniqueConstraint("case_id", "agency_id", "framework", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id")
    agency_id: int = Field(foreign_key="agency.id")
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)
    standing: str | None = Field(default=None, max_length=20)  # None: not graded yet
    grade: str | None = Field(default=None, max_length=40)  # None unless graded
    reason: str = Field(default="", sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    good_practice: str = Field(default="", sa_type=Text)
    to_develop: str = Field(default="", sa_type=Text)
    version: int = Field(default=1)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class DraftAccountRow(SQLModel, table=True):
    """An agency's account of a case, as saved last."""

    __tablename__ = "draft_account"
    __table_args__ = (UniqueConstraint("case_id", "agency_id"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id")
    agency_id: int = Field(foreign_key="agency.id")
    synopsis: str = Field(default="", sa_type=Text)
    difference: str = Field(default="", sa_type=Text)
    seen_in: str = Field(default="", max_length=80)  # of every answer that has none of its own
    version: int = Field(default=1)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class DraftEntryRow(SQLModel, table=True):
    """Somebody who wrote in an agency's draft; kept when the draft changes, so that blindness can be told."""

    __tablename__ = "draft_entry"

    case_id: int = Field(primary_key=True, foreign_key="sampled_case.id")
    agency_id: int = Field(primary_key=True, foreign_key="agency.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    on_behalf: bool = False


class LeftOutRow(SQLModel, table=True):
    """A form that was blind when its round was written to the file it came from, and did not come with it."""

    __tablename__ = "left_out_form"

    case_id: int = Field(primary_key=True, foreign_key="sampled_case.id")
    agency_id: int = Field(primary_key=True, foreign_key="agency.id")


class CorrectionRow(SQLModel, table=True):
    """A submitted rating that its agency has opened again to correct; gone when the correction is submitted."""

    __tablename__ = "correction"

    case_id: int = Field(primary_key=True, foreign_key="sampled_case.id")
    agency_id: int = Field(primary_key=True, foreign_key="agency.id")
    reason: str = Field(sa_type=Text)
    opened_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class RatingRow(SQLModel, table=True):
    """An agency's submitted rating of a case; a correction is a new version."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("case_id", "agency_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id")
    agency_id: int = Field(foreign_key="agency.id")
    version: int = Field(default=1)
    latest: bool = Field(default=True)  # the one flag that a newer version takes away
    synopsis: str = Field(default="", sa_type=Text)
    difference: str = Field(default="", sa_type=Text)
    seen_in: str = Field(default="", max_length=80)  # of every answer that has none of its own
    submitted_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")
    on_behalf: bool = False
    after_reveal: bool = False
    reason: str = Field(default="", sa_type=Text)


class RatingEntryRow(SQLModel, table=True):
    """Somebody who wrote in a rating before it was submitted."""

    __tablename__ = "rating_entry"

    rating_id: int = Field(primary_key=True, foreign_key="rating.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")


class RatingAnswerRow(SQLModel, table=True):
    """One answer of a submitted rating."""

    __tablename__ = "rating_answer"
    __table_args__ = (Index("ix_rating_answer_rating", "rating_id", "framework", "ref", "answer"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    rating_id: int = Field(foreign_key="rating.id")
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)
    answer: str = Field(max_length=20)
    note: str = Field(default="", sa_type=Text)
    seen_in: str = Field(default="", max_length=80)


class RatingGradeRow(SQLModel, table=True):
    """One statement's grade in a submitted rating."""

    __tablename__ = "rating_grade"
    __table_args__ = (Index("ix_rating_grade_rating", "rating_id", "framework", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    rating_id: int = Field(foreign_key="rating.id")
    framework: str = Field(max_length=80)
    ref: str = Field(max_length=20)
    standing: str = Field(max_length=20)  # graded, not_applicable, not_evidenced
    grade: str | None = Field(default=None, max_length=40)  # None unless graded
    reason: str = Field(default="", sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    good_practice: str = Field(default="", sa_type=Text)
    to_develop: str = Field(default="", sa_type=Text)


class PromptRow(SQLModel, table=True):
    """Something that an agency was asked once more before it submitted, and what it did with it."""

    __tablename__ = "prompt"
    __table_args__ = (UniqueConstraint("case_id", "agency_id", "rule", "framework", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id")
    agency_id: int = Field(foreign_key="agency.id")
    rule: str = Field(max_length=40)
    framework: str = Field(default="", max_length=80)  # empty, with ref: about the case as a whole
    ref: str = Field(default="", max_length=20)
    shown_at_utc: datetime = Field(sa_type=UtcDateTime)
    settled: str = Field(default="", max_length=10)  # kept, changed; empty: not submitted since
    by_id: int = Field(foreign_key="person.id")


SAVED: Mapped[Saved, Any] = Mapped(
    Saved, DraftAnswerRow, {"at_utc": "saved_at_utc"}, read_only=("at_utc",), beside=("by",)
)
DRAFT_ANSWER = Mapped(LineAnswer, DraftAnswerRow, beside=("saved",))
DRAFT_GRADE = Mapped(StatementGrade, DraftGradeRow, beside=("saved",))
DRAFT_ACCOUNT = Mapped(Account, DraftAccountRow, beside=("saved",))
ANSWER = Mapped(LineAnswer, RatingAnswerRow, beside=("saved",))
GRADE = Mapped(StatementGrade, RatingGradeRow, beside=("saved",))
ACCOUNT = Mapped(Account, RatingRow, beside=("saved",))
RATING = Mapped(
    Rating,
    RatingRow,
    {"submitted_by": "by_id", "account": ACCOUNT},
    beside=("case", "agency", "answers", "grades", "entered_by", "blind"),
)
