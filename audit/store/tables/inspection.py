"""Rows about inspections, and the words of their letters.

Here too:
- Rows about inspections: that one was notified, and what inspectors asked for.
- Rows about letters that are being checked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft, SaidOfInspection
from audit.domain.inspection.letter_reading import LetterFinding, Line
from audit.domain.inspection.notified import Correction, Notified, Request
from audit.domain.inspection.published import Inspection, Quotation
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped, in_column


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


class LetterDraftRow(SQLModel, table=True):
    """A letter as read and put right so far, for whoever checks it; gone when it is kept or thrown away."""

    __tablename__ = "letter_draft"
    __table_args__ = (UniqueConstraint("person_id", "mark"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    person_id: int = Field(foreign_key="person.id", index=True)
    mark: str = Field(max_length=64)  # the digest of the file
    name: str = Field(max_length=200)
    lines: str = Field(sa_type=Text)  # as JSON: what was read, to hold beside the findings
    area: str = Field(default="", max_length=160)
    theme: str = Field(default="", max_length=300)
    principal_authority: str = Field(default="", max_length=700)
    inspection_start: date | None = None  # None: not read and not given
    inspection_end: date | None = None  # None: not read and not given
    published: date | None = None  # None: not read and not given
    due: date | None = None  # None: counted from the letter's day
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)


class LetterDraftFindingRow(SQLModel, table=True):
    """A finding of a letter that is being checked."""

    __tablename__ = "letter_draft_finding"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    draft_id: int = Field(foreign_key="letter_draft.id", index=True)
    place: float  # where it stands among the others
    kind: str = Field(max_length=30)
    text: str = Field(sa_type=Text)
    page: int
    lines: str = Field(default="", sa_type=Text)  # the places of its lines, with commas between
    left_out: bool = Field(default=False)
    looked_at: bool = Field(default=False)


def _lines_text(lines: Sequence[Line]) -> str:
    places = [
        [line.page, line.text, line.bold, *(round(n, 1) for n in (line.left, line.top, line.size)), line.frame]
        for line in lines
    ]
    return json.dumps(places, ensure_ascii=False)


def _lines_from(text: str) -> tuple[Line, ...]:
    return tuple(
        Line(page=page, text=text, bold=bold, left=left, top=top, size=size, frame=next(iter(frame), 0), at=at)
        for at, (page, text, bold, left, top, size, *frame) in enumerate(json.loads(text))  # old drafts have no frame
    )


INSPECTION = Mapped(Inspection, InspectionRow)
LETTER_FINDING = Mapped(LetterFinding, QuotationRow, beside=("lines",))
QUOTATION = Mapped(Quotation, QuotationRow, {"original": LETTER_FINDING}, beside=("finding",))
NOTIFIED = Mapped(Notified, NotifiedRow, read_only=("called_off", "keep_until"))
REQUEST = Mapped(Request, NotifiedRequestRow)
CORRECTION = Mapped(Correction, NotifiedCorrectionRow, {"at_utc": "said_at_utc"}, beside=("by",))
PARTICULARS = Mapped(SaidOfInspection, LetterDraftRow)
LETTER_DRAFT = Mapped(
    LetterDraft,
    LetterDraftRow,
    {"lines": in_column("lines", _lines_text, _lines_from), "inspection": PARTICULARS},
    beside=("findings",),
)
DRAFT_FINDING = Mapped(DraftFinding, LetterDraftFindingRow)
