"""Rows about findings and what they rest on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.findings.finding import ChildWords, Finding, JudgementUsed
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class FindingRow(SQLModel, table=True):
    """One thing that a round found."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("round_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    ref: str = Field(max_length=20)
    kind: str = Field(max_length=30)
    text: str = Field(sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    source: str = Field(default="audit", max_length=20)
    came_from: str = Field(default="", max_length=400)  # refs with a comma between
    put_into: str = Field(default="", max_length=400)  # empty: it stands
    version: int = Field(default=1)
    raised_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class FindingTagRow(SQLModel, table=True):
    """What a finding is about: a statement, a theme, an agency or a case."""

    __tablename__ = "finding_tag"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    finding_id: int = Field(foreign_key="finding.id", index=True)
    kind: str = Field(max_length=20)  # statement, theme, agency, case
    framework: str = Field(default="", max_length=80)  # empty: an agency or a case
    ref: str = Field(max_length=20)


class FindingWordsRow(SQLModel, table=True):
    """What a child or carer said."""

    __tablename__ = "finding_words"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    finding_id: int = Field(foreign_key="finding.id", index=True)
    text: str = Field(sa_type=Text)
    case_ref: str = Field(default="", max_length=20)
    said_by: str = Field(default="child", max_length=20)
    for_papers: bool = False
    how_asked: str = Field(default="", max_length=500)


class FindingRestsOnRow(SQLModel, table=True):
    """A judgement that a finding rests on, at the version it had then."""

    __tablename__ = "finding_rests_on"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    finding_id: int = Field(foreign_key="finding.id", index=True)
    case_ref: str = Field(max_length=20)
    framework: str = Field(default="", max_length=80)  # empty, with ref: the overall judgement
    ref: str = Field(default="", max_length=20)
    version: int


WORDS = Mapped(ChildWords, FindingWordsRow, {"case": "case_ref"}, beside=("apart",))
USED = Mapped(JudgementUsed, FindingRestsOnRow, {"case": "case_ref"})
FINDING = Mapped(
    Finding,
    FindingRow,
    read_only=("put_into",),
    fixed=("source", "came_from"),
    beside=("statements", "agencies", "themes", "cases", "words", "rests_on", "said_by"),
)
