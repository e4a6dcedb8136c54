"""Rows about the board: what it asked, the answers it is owed, and what it is asked to do."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.plan.board_asks import OwnAsk, Question, Verb
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped, in_column


class BoardQuestionRow(SQLModel, table=True):
    """A question of the board about a round, and its answer."""

    __tablename__ = "board_question"
    __table_args__ = (UniqueConstraint("round_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    ref: str = Field(max_length=20)
    asked_on: date
    text: str = Field(sa_type=Text)
    owed_by: str = Field(max_length=120)
    answer: str = Field(default="", sa_type=Text)  # empty: still owed
    answered_on: date | None = None  # None: still owed
    version: int = Field(default=1)
    asked_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class BoardAskRow(SQLModel, table=True):
    """What the board is asked to do about a round, in the facilitator's words."""

    __tablename__ = "board_ask"

    round_id: int = Field(primary_key=True, foreign_key="audit_round.id")
    verb: str = Field(primary_key=True, max_length=10)  # decide, ask, challenge
    text: str = Field(sa_type=Text)
    version: int = Field(default=1)
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


QUESTION = Mapped(Question, BoardQuestionRow, beside=("round_ref",))
ASK = Mapped(OwnAsk, BoardAskRow, {"verb": in_column("verb", lambda verb: verb.name.lower(), Verb.parse)})
