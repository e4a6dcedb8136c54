"""Rows about rounds: frameworks as copied, agencies, cases and what is known of them.

Here too:
- Rows about a case's dates, about how the cases of a round were chosen, and about the partnership's school terms.
- Rows about a child's journey: the way to help, who is around them, and the meetings of the processes in play.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.domain.rounds.audit_round import Dates, FrameworkCopy, Round, StageMove, WorkshopHeld
from audit.domain.rounds.cases import Case, CaseDates, Meeting, Process
from audit.domain.rounds.draws import KeptDraw
from audit.domain.rounds.measurements import Measurement
from audit.domain.timescales.moments import SchoolTerm, SchoolTerms
from audit.store import copies
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped, Part, in_column


class FrameworkRow(SQLModel, table=True):
    """A framework as some round was opened with; the same copy serves every round that has its hash."""

    __tablename__ = "framework"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    ref: str = Field(max_length=80, index=True)
    version: int
    digest: str = Field(max_length=64, unique=True)
    content: str = Field(sa_type=Text)


class RoundRow(SQLModel, table=True):
    """One audit round."""

    __tablename__ = "audit_round"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    ref: str = Field(max_length=20, unique=True)
    title: str = Field(max_length=160)
    theme: str = Field(default="", max_length=300)
    stage: str = Field(default="setup", max_length=20)
    scale: str = Field(sa_type=Text)  # the scale whole, as JSON, so that the round keeps its own
    look_back_months: int = Field(default=6)
    chosen_how: str = Field(default="", max_length=1000)
    drawn: str = Field(default="", max_length=20)  # at_random, on_purpose; empty: nobody has said
    depth: str = Field(default="full", max_length=10, sa_column_kwargs={"server_default": "full"})
    reaudit_of: str = Field(default="", max_length=20)  # a round's ref, not its id: either can be erased by itself
    period_from: date | None = None  # None: not set
    period_to: date | None = None
    audits_due: date | None = None
    workshop: date | None = None
    plan: date | None = None
    board: date | None = None
    reaudit: date | None = None
    workshop_held: str = Field(default="", max_length=400)  # days with a comma between; empty: nobody confirmed any
    typed_in_afterwards: bool | None = None  # None: nobody has confirmed the workshop's days
    seen_by_board: date | None = None  # None: the board has not seen it
    keep_until: date | None = None  # None: the partnership has set no day on which the round is erased


class StageMoveRow(SQLModel, table=True):
    """A round's step along its path, or one back."""

    __tablename__ = "stage_move"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    stage: str = Field(max_length=20)
    at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")
    reason: str = Field(default="", max_length=1000)


class RoundFrameworkRow(SQLModel, table=True):
    """A framework that a round was opened with."""

    __tablename__ = "round_framework"

    round_id: int = Field(primary_key=True, foreign_key="audit_round.id")
    framework_id: int = Field(primary_key=True, foreign_key="framework.id")
    place: int = Field(default=0)


class RoundAgencyRow(SQLModel, table=True):
    """An agency that takes part in a round."""

    __tablename__ = "round_agency"

    round_id: int = Field(primary_key=True, foreign_key="audit_round.id")
    agency_id: int = Field(primary_key=True, foreign_key="agency.id")
    place: int = Field(default=0)


class CaseRow(SQLModel, table=True):
    """One child in a round: a reference and bands."""

    __tablename__ = "sampled_case"
    __table_args__ = (UniqueConstraint("round_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    ref: str = Field(max_length=20)
    place: int = Field(default=0)
    population: str = Field(max_length=30)
    age_band: str = Field(max_length=10)
    gender: str = Field(max_length=40)
    placement: str = Field(max_length=60)
    out_of_area: bool = False
    same_throughout: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # False: nobody said so
    short_breaks: bool = False
    ethnic_group: str = Field(default="", max_length=80)
    disability: str = Field(default="", max_length=120)
    family_group: str = Field(default="", max_length=40)
    same_child_as: str = Field(default="", max_length=45)
    how_chosen: str = Field(default="", max_length=500)
    child_spoken_to: str = Field(default="unknown", max_length=10)
    child_spoken_to_by: str = Field(default="", max_length=80)
    carer_spoken_to: str = Field(default="unknown", max_length=10)
    carer_spoken_to_by: str = Field(default="", max_length=80)
    withdrawn: str | None = Field(default=None, max_length=500)  # None: still in the round
    revealed_at_utc: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: still blind
    version: int = Field(default=1)


class ProcessRow(SQLModel, table=True):
    """A statutory process in play for a child."""

    __tablename__ = "case_process"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    kind: str = Field(max_length=30)
    owner: str = Field(default="", max_length=20)
    started_on: date | None = None  # None: not known
    ended_on: date | None = None  # None: still in play
    last_on: date | None = None  # None: not known
    next_on: date | None = None  # None: none planned
    conflict: str = Field(default="", max_length=500)


class MeasurementRow(SQLModel, table=True):
    """A dated figure about a child."""

    __tablename__ = "case_measurement"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    kind: str = Field(max_length=30)
    measured_on: date
    value: float


class InvolvementRow(SQLModel, table=True):
    """How an agency stands to a case, where it is not simply involved."""

    __tablename__ = "involvement"

    case_id: int = Field(primary_key=True, foreign_key="sampled_case.id")
    agency_id: int = Field(primary_key=True, foreign_key="agency.id")
    involvement: str = Field(max_length=30)
    said_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class CaseDatesRow(SQLModel, table=True):
    """One version of a case's dates form, whole, as JSON; a change is a new version."""

    __tablename__ = "case_dates"
    __table_args__ = (UniqueConstraint("case_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    version: int = Field(default=1)
    content: str = Field(sa_type=Text)
    kept_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class DrawRow(SQLModel, table=True):
    """How cases of a round were chosen: the seed, counts and bands, as JSON; nothing that points to a child."""

    __tablename__ = "round_draw"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int = Field(foreign_key="audit_round.id", index=True)
    source: str = Field(max_length=120)
    method: str = Field(max_length=20)
    content: str = Field(sa_type=Text)
    reason: str = Field(default="", max_length=500)
    made_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


class SchoolTermsRow(SQLModel, table=True):
    """One version of the school terms that the partnership named, whole, as JSON; a change is a new version."""

    __tablename__ = "school_terms"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    version: int = Field(unique=True)
    content: str = Field(sa_type=Text)
    kept_at_utc: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="person.id")


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


def _terms_text(terms: Sequence[SchoolTerm]) -> str:
    return json.dumps([[term.first.isoformat(), term.last.isoformat()] for term in terms])


def _terms_from(text: str) -> tuple[SchoolTerm, ...]:
    days = ((date.fromisoformat(first), date.fromisoformat(last)) for first, last in json.loads(text))
    return tuple(SchoolTerm(first=first, last=last) for first, last in days)


def _period(row: RoundRow) -> tuple[date, date] | None:
    return (row.period_from, row.period_to) if row.period_from and row.period_to else None


DATES = Mapped(Dates, RoundRow)
HELD = Mapped(WorkshopHeld, RoundRow, {"days": "workshop_held"})
ROUND = Mapped(
    Round,
    RoundRow,
    {
        "scale": in_column("scale", copies.scale_text, copies.scale_from),
        "dates": DATES,
        "period": Part(columns=("period_from", "period_to"), write=lambda period: period or (None, None), read=_period),
        "workshop_held": Part(
            columns=HELD.as_part().columns,
            write=HELD.as_part().write,
            read=lambda row: HELD.read(row) if row.workshop_held else None,
        ),
    },
    read_only=("seen_by_board", "keep_until"),
    beside=("copies", "agencies", "cases", "involvement"),
)
COPY = Mapped(
    FrameworkCopy, FrameworkRow, {"framework": in_column("content", copies.framework_text, copies.framework_from)}
)
STAGE_MOVE = Mapped(StageMove, StageMoveRow, beside=("by",))
CASE = Mapped(Case, CaseRow, read_only=("withdrawn", "revealed_at_utc"), beside=("processes", "measurements"))
PROCESS = Mapped(Process, ProcessRow, beside=("meetings",))
MEETING = Mapped(Meeting, MeetingRow, {"day": "met_on"})
MEASUREMENT = Mapped(Measurement, MeasurementRow, {"on": "measured_on"})
CASE_DATES = Mapped(CaseDates, CaseDatesRow, read_only=("kept_at_utc",), beside=("kept_by",), rest="content")
DRAW = Mapped(
    KeptDraw, DrawRow, {"replacement": "taken"}, read_only=("made_at_utc",), beside=("made_by",), rest="content"
)
SCHOOL_TERMS = Mapped(
    SchoolTerms,
    SchoolTermsRow,
    {"terms": in_column("content", _terms_text, _terms_from)},
    read_only=("kept_at_utc",),
    beside=("kept_by",),
)
EVENT = Mapped(Event, PathwayEventRow, {"on": "happened_on"}, read_only=("saved_at_utc",), beside=("saved_by",))
TIE = Mapped(Tie, TieRow, read_only=("saved_at_utc",), beside=("saved_by",))
