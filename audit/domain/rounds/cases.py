"""Cases: the children a round looks at, as references and bands, never as people.

In: what the coordinator enters about a child.
Out: a case that agencies can rate, with the processes in play and dated measurements.

Here too:
- Which lines of enquiry cannot apply to a case, by what is recorded of it.
- A case's dates form: what a coordinator found in the child's record about when things happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from audit.domain.english import Worded, capital
from audit.domain.frameworks.framework import Condition, LineOfEnquiry
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.domain.timescales.child_dates import EVENTS, FACTS, Breaks, ChildDates
from audit.domain.timescales.rules import Rules
from audit.errors import AuditError

AGE_BANDS = ("0-4", "5-9", "10-12", "13-15", "16-17", "18-20", "21-25")
GENDERS = ("Girl or young woman", "Boy or young man", "Non-binary or another", "Not recorded")
PLACEMENTS = (
    "Foster care",
    "Kinship foster care",
    "Children's home",
    "Supported accommodation or lodgings",
    "Mental health ward or other hospital",
    "Secure home or custody",
    "Placed for adoption",
    "With parents",
    "With kin or special guardian",
    "Own home",
    "Other",
)
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .\-]{0,19}")  # short, so that a name is hard to put there


class Population(Worded):
    """Which group of children the case belongs to."""

    IN_CARE = "in_care", "In care"
    CARE_LEAVER = "care_leaver", "Care leaver"
    ADOPTED = "adopted_from_care", "Adopted from care"
    SPECIAL_GUARDIANSHIP = "special_guardianship", "Special guardianship"
    KINSHIP = "kinship", "Kinship care"
    IN_NEED = "in_need", "Child in need"
    PROTECTION_PLAN = "protection_plan", "Child protection plan"
    EDGE_OF_CARE = "edge_of_care", "On the edge of care"


class Involvement(StrEnum):
    """How an agency stands to a case."""

    INVOLVED = "involved"
    NO_INVOLVEMENT = "no_involvement_found"  # counts as submitted, and leaves every denominator
    NOT_ASKED = "not_asked"
    LEFT_OUT = "left_out"  # its form did not come with the round's file: neither submitted nor not, in no figure


class ProcessKind(Worded):
    """A statutory process that may be in play for a child."""

    CARE_PLAN = "care_plan", "Care plan and reviews"
    PEP = "pep", "Personal education plan (PEP)"
    EHC_PLAN = "ehc_plan", "Education, health and care (EHC) plan"
    HEALTH_PLAN = "health_plan", "Health plan"
    PROTECTION_PLAN = "protection_plan", "Child protection plan"
    MENTAL_HEALTH_ACT = "mental_health_act", "Mental Health Act"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    SECURE_ORDER = "secure_order", "Secure order"
    IMMIGRATION = "immigration", "Immigration"


class SpokenTo(StrEnum):
    """Whether somebody was spoken to for this audit."""

    YES = "yes"
    NO = "no"
    DECLINED = "declined"
    NOT_RECORDED = "unknown"  # nobody has said


class Held(Worded):
    """What became of a meeting's day."""

    HELD = "held", "Held"
    PUT_OFF = "put_off", "Put off"
    PLANNED = "planned", "Planned"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A dated meeting of a process: a review, a hearing, a panel."""

    day: date
    held: Held = Held.HELD
    about: str = ""  # what it was, or why it was put off, in a line
    together: bool = False  # held as one with the meeting of another process


@dataclass(frozen=True, kw_only=True)
class Process:
    """One statutory process in play for the child."""

    kind: ProcessKind
    owner: str = ""  # agency ref; empty: not recorded
    started_on: date | None = None  # None: not known, or before anybody looked
    ended_on: date | None = None  # None: still in play
    last_on: date | None = None  # None: not known
    next_on: date | None = None  # None: none planned
    conflict: str = ""  # the conflict seen with another process, in a line
    meetings: tuple[Meeting, ...] = ()

    def lasted(self, first: date, last: date) -> bool:
        """Say whether it is recorded that the process was in play on every day from the first to the last."""
        began = self.started_on is not None and self.started_on <= first
        return began and (self.ended_on is None or self.ended_on >= last)

    def must_be_sound(self) -> None:
        """Raise AuditError where the process ends before it begins."""
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise AuditError(f"{self.kind.label}: it ends before it begins. Change one of them.")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One child in a round: a reference and bands."""

    ref: str
    population: Population
    age_band: str
    gender: str
    placement: str
    out_of_area: bool = False
    same_throughout: bool = False  # group, home and area were the same for the whole look-back; False: nobody said so
    short_breaks: bool = False
    ethnic_group: str = ""
    disability: str = ""
    family_group: str = ""
    same_child_as: str = ""  # "round/case" of a past round
    how_chosen: str = ""
    processes: tuple[Process, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    child_spoken_to: SpokenTo = SpokenTo.NOT_RECORDED
    child_spoken_to_by: str = ""
    carer_spoken_to: SpokenTo = SpokenTo.NOT_RECORDED
    carer_spoken_to_by: str = ""
    withdrawn: str | None = None  # the reason; None: still in the round
    revealed_at_utc: datetime | None = None  # None: agencies' ratings are still blind
    version: int = 1

    @property
    def in_words(self) -> str:
        """Return the case in a line: reference, age band, home."""
        return f"{self.ref}, {self.age_band.replace('-', ' to ')}, {self.placement[0].lower()}{self.placement[1:]}"

    def must_be_sound(self) -> None:
        """Raise AuditError naming the first field that cannot stand."""
        if not REFERENCE.fullmatch(self.ref.strip()):
            raise AuditError(
                "Give the child a short reference such as Child A: letters, figures, spaces and hyphens, at most 20."
            )
        if self.age_band not in AGE_BANDS:
            raise AuditError(f"Age band: choose one of {', '.join(AGE_BANDS)}.")
        kinds = [process.kind for process in self.processes]
        for process in self.processes:
            process.must_be_sound()
            if kinds.count(process.kind) > 1:
                raise AuditError(f"{process.kind.label} stands twice. Keep its dates in one.")
        for measurement in self.measurements:
            if not 0 <= measurement.value <= measurement.kind.most:
                raise AuditError(
                    f"{measurement.kind.label}: {measurement.value:g} is outside 0 to {measurement.kind.most}."
                )


LookBack = tuple[date, date] | None  # the first and the last day looked at; None: not set


def known_not_to_apply(line: LineOfEnquiry, case: Case, look_back: LookBack) -> str:
    """Return, in a sentence, why a line cannot apply to a case; empty where it may.

    Only what is recorded for every day of the look-back counts: what nobody recorded says nothing.
    """
    for condition in line.does_not_apply_where:
        if look_back is not None and _holds(condition, case, look_back):
            return f"{case.ref} {condition.because}"
    return ""


def _holds(condition: Condition, case: Case, look_back: tuple[date, date]) -> bool:
    first, last = look_back
    youngest, oldest = (int(age) for age in case.age_band.split("-"))
    if condition.fact == "at_least":
        return youngest - (last.year - first.year + 1) >= int(condition.one_of[0])
    if condition.fact == "under":
        return oldest < int(condition.one_of[0])
    if condition.fact == "process":
        return any(process.kind in condition.one_of and process.lasted(first, last) for process in case.processes)
    area = "outside" if case.out_of_area else "inside"
    known = {"area": area, "placement": case.placement, "group": case.population.value}
    return case.same_throughout and known[condition.fact] in condition.one_of


ONCE = (
    "entry_to_care",
    "first_placement",
    "placement_start",
    "care_plan",
    "initial_health_assessment",
    "mental_health_assessment",
    "pep_begun",
    "pep_ready",
    "out_of_area_notice",
)
SERIES = ("review", "health_assessment", "pep_review", "visit")  # every one is entered; a missing one shows as a gap
HOME_FACTS = ("emergency", "meant_to_last", "parent_unassessed", "temporary_or_interim", "parent_care_order")
FORM_FACTS = ("care_proceedings", *HOME_FACTS, "adult_services")  # what the form asks for; the case says the rest
ANSWERS = ("yes", "no", "not_applicable")


@dataclass(frozen=True, kw_only=True)
class CaseDates:
    """One version of a case's dates form."""

    dates: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    none: frozenset[str] = frozenset()  # looked for in the record and not there
    facts: Mapping[str, bool] = field(default_factory=dict)
    marks: Mapping[date, bool] = field(default_factory=dict)  # was mental health looked at, by a review's day
    answers: Mapping[str, str] = field(default_factory=dict)  # by a question's ref
    version: int = 0  # 0: nothing is kept yet
    kept_at_utc: datetime | None = None  # None: nothing is kept yet
    kept_by: str = ""

    def tidied(self) -> CaseDates:
        """Return the form with each event's days in order, and without events that have none."""
        return replace(self, dates={event: tuple(sorted({*days})) for event, days in self.dates.items() if days})

    def must_be_sound(self, case: Case, today: date) -> None:
        """Raise AuditError naming the first field that cannot stand."""
        for event in self.none:
            if self.dates.get(event):
                words = EVENTS[event]
                raise AuditError(f"{capital(words)}: there is a date, and “not done” is ticked too. Keep one.")
        for event in ("review", "visit", "health_assessment"):
            if len(self.dates.get(event, ())) > 60:
                raise AuditError(f"{EVENTS[event].capitalize()}: 60 dates are the most. Leave out the oldest.")
        _child(case, self, today).must_be_sound(today)


def child_of(case: Case, case_dates: CaseDates, today: date) -> ChildDates:
    """Return what is known of a case's child: the dates form, the bands and the SDQ totals noted for the case."""
    return _child(case, case_dates, today)


def rules_for(case: Case, rules: Rules) -> Rules:
    """Return the rules that a case is checked against: all for a child in care, else the questions on help alone."""
    if case.population is Population.IN_CARE:
        return rules
    return tuple(rule for rule in rules if rule[0].check == "question" and rule[0].ref in ("T24", "T25"))


def differences(own: CaseDates, stored: CaseDates) -> list[tuple[str, str, str]]:
    """Return what two forms say differently, in words: what, mine, theirs."""
    rows = zip(in_words(own), in_words(stored), strict=True)
    return [(name, words or "empty", other or "empty") for (name, words), (_, other) in rows if words != other]


def in_words(case_dates: CaseDates) -> list[tuple[str, str]]:
    """Return a form as a list of names and words, every field once."""
    rows = [(_title(event), _days(case_dates, event)) for event in (*ONCE, *SERIES)]
    marks = ", ".join(f"{day:%d/%m/%Y} {'yes' if mark else 'no'}" for day, mark in sorted(case_dates.marks.items()))
    rows.append(("Mental health looked at", marks))
    yes_no = {True: "yes", False: "no"}
    rows += [
        (f"{capital(FACTS[fact])}", yes_no[case_dates.facts[fact]] if fact in case_dates.facts else "")
        for fact in FORM_FACTS
    ]
    answers = ", ".join(f"{ref} {answer.replace('_', ' ')}" for ref, answer in sorted(case_dates.answers.items()))
    return [*rows, ("Questions", answers)]


def _days(case_dates: CaseDates, event: str) -> str:
    if event in case_dates.none:
        return "not done"
    return ", ".join(f"{day:%d/%m/%Y}" for day in case_dates.dates.get(event, ()))


def _title(event: str) -> str:
    words = EVENTS[event]
    return capital(words)


def _child(case: Case, case_dates: CaseDates, today: date) -> ChildDates:
    youngest, oldest = (int(age) for age in case.age_band.split("-"))
    totals = {
        measurement.on: measurement.value
        for measurement in case.measurements
        if measurement.kind is MeasurementKind.SDQ and measurement.on <= today
    }
    return ChildDates(
        child=case.ref,
        dates={**case_dates.dates, "sdq": tuple(sorted(totals))},
        none=case_dates.none,
        ages=(youngest, oldest),
        facts={**case_dates.facts, "out_of_area": case.out_of_area},
        breaks=Breaks.SERIES if case.short_breaks else Breaks.NONE,
        answers=case_dates.answers,
        marks=case_dates.marks,
        sdq_totals=totals,
    )
