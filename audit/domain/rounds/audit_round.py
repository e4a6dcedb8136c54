"""Rounds: what is audited, by whom, and how far the round has come.

In: frameworks, agencies and dates.
Out: a round at a stage, which says what may be done to it now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Self

from audit.domain.frameworks.framework import Criterion, Framework, Key, LineOfEnquiry, Scale, Statement, Theme
from audit.domain.identifying.released import Typed
from audit.domain.people.person import Act, Agency, Person
from audit.domain.rounds.cases import Case, Involvement, known_not_to_apply
from audit.errors import AuditError


class Stage(StrEnum):
    """Where a round is on its path, in its order: what the path calls it, and which of its dates it is planned by."""

    label: str
    planned_by: str  # a field of Dates; empty: it is not planned by a day

    def __new__(cls, value: str, label: str = "", planned_by: str = "") -> Self:
        """Make a stage from what is stored, its words and its date."""
        stage = str.__new__(cls, value)
        stage._value_, stage.label, stage.planned_by = value, label, planned_by
        return stage

    SETUP = "setup", "Set up"
    RATING = "rating", "Rate", "audits_due"
    WORKSHOP = "workshop", "Workshop", "workshop"
    FINDINGS = "findings", "Findings"
    PLAN = "plan", "Plan", "plan"
    BOARD = "board", "Board", "board"
    CLOSED = "closed", "Closed", "reaudit"


STAGES = tuple(Stage)
AFTER_WORKSHOP = STAGES[STAGES.index(Stage.WORKSHOP) + 1 :]  # from here on a round is told in words


def steps(*, of_letter: bool = False) -> tuple[Stage, ...]:
    """Return the steps that a round takes once it is set up.

    A round made from an inspection letter has no agency's rating and no workshop, so its path begins at the findings.
    """
    return AFTER_WORKSHOP if of_letter else STAGES[STAGES.index(Stage.SETUP) + 1 :]


def step_in_words(stage: Stage, *, of_letter: bool = False) -> str:
    """Return where on the path a step is, such as "Step 4 of 6"."""
    walked = steps(of_letter=of_letter)
    return f"Step {walked.index(stage) + 1} of {len(walked)}"


class Drawn(StrEnum):
    """How the cases of a round were drawn, which decides what may be said beyond them."""

    AT_RANDOM = "at_random"
    ON_PURPOSE = "on_purpose"

    @property
    def label(self) -> str:
        """Return the choice in words; a round with one case that somebody chose was chosen on purpose in part."""
        return "At random" if self is Drawn.AT_RANDOM else "On purpose, wholly or in part"


class Depth(StrEnum):
    """How closely a round looks."""

    label: str
    means: str

    def __new__(cls, value: str, label: str = "", means: str = "") -> Self:
        """Make a depth from what is stored, its words and what it means."""
        depth = str.__new__(cls, value)
        depth._value_, depth.label, depth.means = value, label, means
        return depth

    FULL = "full", "In full", "Every question. For a first audit, or one that looks at everything."
    SHORT = (
        "short",
        "In short",
        "Two or more questions a statement, the grade and the difference made. To look again, or at a single theme.",
    )


IN_SHORT = "This was a short audit: agencies were asked only some of the questions about each statement."


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The days that a round is planned by; None: not set yet."""

    audits_due: date | None = None
    workshop: date | None = None
    plan: date | None = None
    board: date | None = None
    reaudit: date | None = None

    def planned(self, stage: Stage) -> date | None:
        """Return the day that a step of the path is planned for; None where there is none, or it is not set yet."""
        return getattr(self, stage.planned_by) if stage.planned_by else None

    def must_be_in_order(self) -> None:
        """Raise AuditError naming the first day that comes before the one it follows."""
        days = [(title, getattr(self, name)) for name, title in DATE_TITLES.items()]
        known = [(title, day) for title, day in days if day is not None]
        for (earlier, first), (later, second) in pairwise(known):
            if second < first:
                raise AuditError(f"“{later}” comes before “{earlier}”. Change one of them.")


@dataclass(frozen=True, kw_only=True)
class WorkshopHeld:
    """The days on which the workshop was held, as a facilitator confirmed them; planned days prove nothing."""

    days: tuple[date, ...]  # in order
    typed_in_afterwards: bool = False  # the judgements were not entered in the room

    def must_be_sound(self, today: date) -> None:
        """Raise AuditError without a day, or for a day to come."""
        if not self.days:
            raise AuditError("Choose at least one day on which the workshop was held.")
        if max(self.days) > today:
            raise AuditError("The workshop cannot have been held on a day to come. Choose today or an earlier day.")


DATE_TITLES = {
    "audits_due": "Agencies' own audits due",
    "workshop": "Workshop",
    "plan": "Action plan",
    "board": "Board",
    "reaudit": "Re-audit",
}


@dataclass(frozen=True, kw_only=True)
class FrameworkCopy:
    """A framework as it was when the round opened, and the hash that shows it has not changed."""

    framework: Framework
    digest: str


@dataclass(frozen=True, kw_only=True)
class RoundStatement:
    """A statement (or criterion) of a round, with the lines of enquiry asked about it."""

    key: Key
    item: Statement | Criterion
    lines: tuple[LineOfEnquiry, ...]
    number: int  # its place in the round, from 1
    away: Mapping[str, str] = field(default_factory=dict)  # why a line cannot apply to the case, by its ref

    @property
    def short_title(self) -> str:
        """Return the title that fits a strip."""
        return self.item.short_title or self.item.title

    def line_key(self, line: LineOfEnquiry) -> Key:
        """Return where one of the lines is found."""
        return Key(self.key.framework, line.ref)


@dataclass(frozen=True, kw_only=True)
class Round:
    """One audit round, whole but for what people wrote in it."""

    id: int
    ref: str
    title: Typed
    theme: Typed
    stage: Stage
    scale: Scale
    copies: tuple[FrameworkCopy, ...]
    agencies: tuple[Agency, ...]
    look_back_months: int
    dates: Dates
    cases: tuple[Case, ...] = ()
    involvement: dict[tuple[str, str], Involvement] = field(default_factory=dict)  # (case ref, agency ref)
    seen_by_board: date | None = None  # None: the board has not seen it
    keep_until: date | None = None  # None: the partnership has set no day on which the round is erased
    period: tuple[date, date] | None = None  # the months looked at; None: not set
    chosen_how: Typed = ""
    drawn: Drawn | None = None  # None: nobody has said
    depth: Depth = Depth.FULL
    reaudit_of: str = ""  # the ref of the round that this one looks at again; empty: of none
    workshop_held: WorkshopHeld | None = None  # None: nobody has confirmed its days

    def must_be_at(self, *stages: Stage) -> None:
        """Raise AuditError unless the round is at one of the stages."""
        if self.stage not in stages:
            *earlier, last = (f"“{stage.label}”" for stage in stages)
            wanted = f"{', '.join(earlier)} or {last}" if earlier else last
            raise AuditError(
                f"{self.title} is at “{self.stage.label}”. This can be done at {wanted}. Nothing was changed: choose "
                "another round, or ask a facilitator to move this one, on its page “Path and history”."
            )

    def frameworks(self) -> tuple[Framework, ...]:
        """Return the frameworks the round was opened with."""
        return tuple(copy.framework for copy in self.copies)

    def statements(self, *, sector: str | None = None) -> tuple[RoundStatement, ...]:
        """Return what each case is graded against, with the lines asked of one sector where it is given.

        A statement that has no line for the sector is left out: it is not asked of that agency. In a short round only
        the marked lines are asked; a sector that is asked none of them keeps its first, so that it still grades.
        """
        graded = ((fw, item) for fw in self.frameworks() for item in fw.graded())
        statements = (
            RoundStatement(
                key=fw.key(item), item=item, lines=self._at_depth(fw.lines_of(item.ref, sector=sector)), number=number
            )
            for number, (fw, item) in enumerate(graded, start=1)
        )
        return tuple(statement for statement in statements if statement.lines)

    def _at_depth(self, lines: tuple[LineOfEnquiry, ...]) -> tuple[LineOfEnquiry, ...]:
        return lines if self.depth is Depth.FULL else tuple(line for line in lines if line.short) or lines[:1]

    @property
    def in_short(self) -> str:
        """Return, in a sentence, that this is a short audit; empty where it is a full one."""
        return IN_SHORT if self.depth is Depth.SHORT else ""

    def statements_for(self, agency: str, case: str | None = None) -> tuple[RoundStatement, ...]:
        """Return the statements and lines that an agency answers, of a case with the lines that cannot apply to it."""
        statements = self.statements(sector=self.agency(agency).sector)
        return statements if case is None else tuple(self._about(self.case(case), each) for each in statements)

    def _about(self, case: Case, statement: RoundStatement) -> RoundStatement:
        reasons = {line.ref: known_not_to_apply(line, case, self.period) for line in statement.lines}
        return replace(statement, away={ref: why for ref, why in reasons.items() if why})

    def statement(self, key: Key) -> RoundStatement:
        """Return one statement with all its lines; raises AuditError where the round has none such."""
        for statement in self.statements():
            if statement.key == key:
                return statement
        raise AuditError(f"{self.title} has no statement {key.ref}. Choose one from the round.")

    def themes(self) -> tuple[tuple[Key, Theme], ...]:
        """Return the themes that findings are gathered under, of every framework of the round."""
        return tuple((fw.key(theme), theme) for fw in self.frameworks() for theme in fw.themes())

    def agency(self, ref: str) -> Agency:
        """Return an agency of the round; raises AuditError where it does not take part."""
        for agency in self.agencies:
            if agency.ref == ref:
                return agency
        raise AuditError(f"{ref} does not take part in {self.title}. Choose an agency of the round.")

    def case(self, ref: str) -> Case:
        """Return a case of the round; raises AuditError where there is none such."""
        for case in self.cases:
            if case.ref == ref:
                return case
        raise AuditError(f"{self.title} has no case {ref}. Choose one from the round.")

    def is_readable_by(self, person: Person) -> bool:
        """Say whether a person may read what was found: who works on it at once, others when the workshop is over."""
        return self.stage in AFTER_WORKSHOP or person.may(Act.READ_CASES) or person.may(Act.UPDATE_ACTIONS)

    def active_cases(self) -> tuple[Case, ...]:
        """Return the cases that were not withdrawn."""
        return tuple(case for case in self.cases if case.withdrawn is None)

    def involvement_of(self, case: str, agency: str) -> Involvement:
        """Return how an agency stands to a case; involved unless somebody said otherwise."""
        return self.involvement.get((case, agency), Involvement.INVOLVED)

    def asks(self, case: str, agency: str) -> bool:
        """Say whether an agency's form about a case is part of the round here, whatever it has come to."""
        return self.involvement_of(case, agency) in (Involvement.INVOLVED, Involvement.NO_INVOLVEMENT)

    def raters_of(self, case: str) -> tuple[Agency, ...]:
        """Return the agencies that are asked about a case and have not found that they know nothing of the child."""
        return tuple(a for a in self.agencies if self.involvement_of(case, a.ref) is Involvement.INVOLVED)

    def left_out_of(self, case: str) -> tuple[Agency, ...]:
        """Return the agencies whose form about a case was left out of the file that brought the round here."""
        return tuple(a for a in self.agencies if self.involvement_of(case, a.ref) is Involvement.LEFT_OUT)


def next_stage(stage: Stage) -> Stage:
    """Return the stage that follows; raises AuditError after the last."""
    if stage is Stage.CLOSED:
        raise AuditError("The round is closed. Open a re-audit to look again.")
    return STAGES[STAGES.index(stage) + 1]


def stage_back(stage: Stage, *, reason: str) -> Stage:
    """Return the stage before; raises AuditError without a reason or before the first."""
    if stage is Stage.SETUP:
        raise AuditError("The round is at its first stage already.")
    if not reason.strip():
        raise AuditError("Say why the round goes back a step.")
    return STAGES[STAGES.index(stage) - 1]


def must_be_openable(audit_round: Round) -> None:
    """Raise AuditError, saying what is missing, unless agencies can begin to rate."""
    missing = []
    if not audit_round.active_cases():
        missing.append("add at least one case")
    if not audit_round.agencies:
        missing.append("choose the agencies that take part")
    if not audit_round.statements():
        missing.append("choose a framework with lines of enquiry")
    if missing:
        raise AuditError(f"Before agencies can rate: {'; '.join(missing)}.")


def period_of(workshop: date, months: int) -> tuple[date, date]:
    """Return the first and last day looked at: whole months up to the month before the given day."""
    last_month = workshop.year * 12 + workshop.month - 1
    first_month = last_month - months
    first = date(first_month // 12, first_month % 12 + 1, 1)
    end = date(last_month // 12, last_month % 12 + 1, 1)
    return first, date.fromordinal(end.toordinal() - 1)


@dataclass(frozen=True, kw_only=True)
class StageMove:
    """A step along the path, or one back, as the round's history shows it."""

    stage: Stage
    at_utc: datetime
    by: str
    reason: str = ""
