"""Rows about actions, and decisions to take none.

Here too:
- Rows about following actions up: who owns which, what was verified, and the plan's versions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.plan.actions import Action, NoAction, Update, Verification
from audit.domain.plan.following import OwnerRole
from audit.domain.plan.versions import Line, PlanVersion
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped, in_column


class ActionRow(SQLModel, table=True):
    """One thing that somebody will do by a day."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("round_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    ref: str = Field(max_length=20)
    text: str = Field(sa_type=Text)
    recommendation: str = Field(default="", sa_type=Text)
    success_measure: str = Field(sa_type=Text)
    lead_agency: str = Field(max_length=20)
    owner: str = Field(max_length=120)
    due: date
    priority: str = Field(default="medium", max_length=10)
    version: int = Field(default=1)
    planned_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class ActionUpdateRow(SQLModel, table=True):
    """Something said about an action; added, never changed."""

    __tablename__ = "action_update"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    action_id: int = Field(foreign_key="action.id", index=True)
    said_on: date
    progress: str = Field(max_length=20)
    text: str = Field(default="", sa_type=Text)
    impact: str = Field(default="not_known", max_length=20)
    evidence_of_impact: str = Field(default="", sa_type=Text)
    new_due: date | None = None  # None: the due date did not move
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")
    by_name: str = Field(default="", max_length=120)  # who said it, where that is not the person who noted it


class NoActionRow(SQLModel, table=True):
    """The decision to do nothing about a finding."""

    __tablename__ = "no_action"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    finding_id: int = Field(foreign_key="finding.id", unique=True)
    reason: str = Field(sa_type=Text)
    decided_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class OwnedRoleRow(SQLModel, table=True):
    """A role that a person says is theirs; actions are owned by roles."""

    __tablename__ = "owned_role"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    agency: str = Field(primary_key=True, max_length=20, foreign_key="agency.ref")
    role: str = Field(primary_key=True, max_length=120)


class VerificationRow(SQLModel, table=True):
    """Somebody looked whether what is said of an action is so; added, never changed."""

    __tablename__ = "action_verification"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    action_id: int = Field(foreign_key="action.id", index=True)
    seen_on: date
    holds: bool  # False: it was looked at and could not be verified
    what_was_seen: str = Field(sa_type=Text)
    verified_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class PlanVersionRow(SQLModel, table=True):
    """The plan as it was issued; it holds no reference to a case."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    number: int
    issued_on: date
    what_for: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)  # JSON
    issued_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class FileRowRow(SQLModel, table=True):
    """Which action a new row of a plan workbook became, so that the same file brings it only once."""

    __tablename__ = "action_from_file"
    __table_args__ = (UniqueConstraint("round_id", "token"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    token: str = Field(max_length=60)


def _lines_text(lines: Sequence[Line]) -> str:
    return json.dumps([{"ref": line.ref, "said": dict(line.texts)} for line in lines], ensure_ascii=False)


def _lines_from(text: str) -> tuple[Line, ...]:
    return tuple(Line(ref=line["ref"], texts=line["said"]) for line in json.loads(text))


ACTION = Mapped(Action, ActionRow, beside=("finding", "updates", "verifications"))
UPDATE = Mapped(Update, ActionUpdateRow, {"on": "said_on"}, read_only=("said_at_utc",), beside=("by",))
VERIFICATION = Mapped(
    Verification, VerificationRow, {"on": "seen_on", "at_utc": "verified_at_utc"}, read_only=("at_utc",), beside=("by",)
)
NO_ACTION = Mapped(NoAction, NoActionRow, beside=("finding",))
OWNED_ROLE = Mapped(OwnerRole, OwnedRoleRow)
PLAN_VERSION = Mapped(
    PlanVersion,
    PlanVersionRow,
    {"lines": in_column("content", _lines_text, _lines_from)},
    read_only=("issued_at_utc",),
    beside=("by",),
)
