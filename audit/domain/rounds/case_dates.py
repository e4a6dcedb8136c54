"""A case's dates form: what a coordinator found in the child's record about when things happened.

In: dates by event, what was looked for and has not happened, facts, marks for each review, and yes/no answers.
Out: the child's dates that the checks read; the SDQ's come from the figures noted for the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from audit.domain.rounds.cases import Case, MeasurementKind, Population
from audit.domain.timescales.child_dates import EVENTS, FACTS, Breaks, ChildDates
from audit.domain.timescales.rules import Rules
from audit.errors import AuditError

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
ASKED = ("emergency", "meant_to_last", "adult_services")  # facts the form asks for; the case itself says the rest
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

    def must_be_sound(self, case: Case, today: date) -> None:
        """Raise AuditError naming the first field that cannot stand."""
        for event in self.none:
            if self.dates.get(event):
                words = EVENTS[event]
                raise AuditError(
                    f"{words[0].upper()}{words[1:]}: there is a date, and “not done” is ticked too. Keep one."
                )
        for event in ("review", "visit", "health_assessment"):
            if len(self.dates.get(event, ())) > 60:
                raise AuditError(f"{EVENTS[event].capitalize()}: 60 dates are the most. Leave out the oldest.")
        _child(case, self, today).must_be_sound(today)


def child_of(case: Case, kept: CaseDates, today: date) -> ChildDates:
    """Return what is known of a case's child: the dates form, the bands and the SDQ totals noted for the case."""
    return _child(case, kept, today)


def rules_for(case: Case, rules: Rules) -> Rules:
    """Return the rules that a case is checked against: all for a child in care, else the questions on help alone."""
    if case.population is Population.IN_CARE:
        return rules
    return tuple(rule for rule in rules if rule[0].check == "question" and rule[0].ref in ("T24", "T25"))


def as_data(kept: CaseDates) -> dict[str, object]:
    """Return a form as plain data, its version left out; `from_data` gives the same form back."""
    return {
        "dates": {event: [day.isoformat() for day in days] for event, days in sorted(kept.dates.items()) if days},
        "none": sorted(kept.none),
        "facts": dict(sorted(kept.facts.items())),
        "marks": {day.isoformat(): mark for day, mark in sorted(kept.marks.items())},
        "answers": dict(sorted(kept.answers.items())),
    }


def differences(mine: CaseDates, theirs: CaseDates) -> list[tuple[str, str, str]]:
    """Return what two forms say differently, in words: what, mine, theirs."""
    rows = zip(in_words(mine), in_words(theirs), strict=True)
    return [(name, said or "empty", other or "empty") for (name, said), (_, other) in rows if said != other]


def in_words(kept: CaseDates) -> list[tuple[str, str]]:
    """Return a form as a list of names and words, every field once."""
    rows = [(_title(event), _days(kept, event)) for event in (*ONCE, *SERIES)]
    marks = ", ".join(f"{day:%d/%m/%Y} {'yes' if mark else 'no'}" for day, mark in sorted(kept.marks.items()))
    rows.append(("Mental health looked at", marks))
    yes_no = {True: "yes", False: "no"}
    rows += [
        (f"{FACTS[fact][0].upper()}{FACTS[fact][1:]}", yes_no[kept.facts[fact]] if fact in kept.facts else "")
        for fact in ASKED
    ]
    answers = ", ".join(f"{ref} {said.replace('_', ' ')}" for ref, said in sorted(kept.answers.items()))
    return [*rows, ("Questions", answers)]


def _days(kept: CaseDates, event: str) -> str:
    if event in kept.none:
        return "not done"
    return ", ".join(f"{day:%d/%m/%Y}" for day in kept.dates.get(event, ()))


def _title(event: str) -> str:
    words = EVENTS[event]
    return words[0].upper() + words[1:]


def _child(case: Case, kept: CaseDates, today: date) -> ChildDates:
    youngest, oldest = (int(age) for age in case.age_band.split("-"))
    totals = {one.on: one.value for one in case.measurements if one.kind is MeasurementKind.SDQ and one.on <= today}
    return ChildDates(
        child=case.ref,
        dates={**kept.dates, "sdq": tuple(sorted(totals))},
        none=kept.none,
        ages=(youngest, oldest),
        facts={**kept.facts, "out_of_area": case.out_of_area},
        breaks=Breaks.SERIES if case.short_breaks else Breaks.NONE,
        answers=kept.answers,
        marks=kept.marks,
        sdq_totals=totals,
    )
