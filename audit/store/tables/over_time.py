"""Rows about rounds over time: what became of the last round's findings, and rounds that are planned."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Settlement
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class SettlementRow(SQLModel, table=True):
    """What a round said of one of the last round's findings; a change of mind is a new version."""

    __tablename__ = "settlement"
    __table_args__ = (UniqueConstraint("round_id", "finding", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    last_round: str = Field(max_length=20)  # a ref: the finding belongs to the round that raised it
    finding: str = Field(max_length=20)
    seen: str = Field(max_length=20)  # seen_again, not_seen, not_tested
    looked_at: str = Field(sa_type=Text)
    version: int = Field(default=1)
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class PlannedRoundRow(SQLModel, table=True):
    """A round of the programme that is not opened yet."""

    __tablename__ = "planned_round"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    title: str = Field(max_length=160)
    theme: str = Field(default="", max_length=300)
    planned_on: date
    reaudit_of: str = Field(default="", max_length=20)
    opened_as: str = Field(default="", max_length=20)  # empty: still to be opened
    version: int = Field(default=1)


SETTLEMENT = Mapped(Settlement, SettlementRow, {"at_utc": "said_at_utc"}, read_only=("at_utc",), beside=("by",))
PLANNED = Mapped(Planned, PlannedRoundRow, {"on": "planned_on"}, read_only=("opened_as",))
