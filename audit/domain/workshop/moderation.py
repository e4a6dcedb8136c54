"""Moderation: from blind agency ratings to one agreed judgement.

In: the submitted ratings of one case against one statement.
Out: how far apart they are, and the judgement agreed with its reason; never an average.

Here too:
- The form of a joint judgement: its fields by name, kept one by one while several windows have it open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.domain.english import agree, capital, counted, listed
from audit.domain.frameworks.framework import Key, Scale
from audit.domain.identifying.released import Typed
from audit.domain.rating.form import Answer, Rating, Standing, StatementGrade
from audit.errors import AuditError


class Outcome(StrEnum):
    """What a workshop can agree about a statement."""

    GRADE = "grade"
    NOT_APPLICABLE = "not_applicable"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NOT_AGREED = "not_agreed"  # every agency's position is kept

    @property
    def label(self) -> str:
        """Return the outcome in words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class Dissent:
    """An agency that holds to another view, in the record for good."""

    agency: str
    position: Typed  # a grade of the scale, or a view in words
    reason: Typed


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What was agreed about a case: for one statement, or overall."""

    case: str
    statement: Key | None  # None: the overall judgement of the case
    outcome: Outcome
    reason: Typed
    grade: str | None = None  # None unless the outcome is a grade
    dissents: tuple[Dissent, ...] = ()
    good_practice: Typed = ""
    to_develop: Typed = ""
    difference: Typed = ""  # overall judgement only: the difference made for the child
    version: int = 1
    agreed_at_utc: datetime | None = None  # None: not recorded yet
    recorded_by: str = ""

    def must_be_sound(self, scale: Scale) -> None:
        """Raise AuditError naming what the record still needs."""
        if not self.reason.strip():
            raise AuditError("Give the reason for what was agreed. It is what people will read a year from now.")
        if self.outcome is Outcome.GRADE:
            if self.grade is None:
                raise AuditError("Choose the grade that was agreed, or say that none was.")
            scale.step(self.grade)
        if self.statement is None and not self.difference.strip():
            raise AuditError("Say what difference the help made for the child before you close the case.")
        for dissent in self.dissents:
            if not dissent.reason.strip():
                raise AuditError(f"Give {dissent.agency}'s reason for holding another view.")


def spread(grades: Sequence[StatementGrade], scale: Scale) -> int:
    """Return how many steps of the scale part the two furthest grades.

    "Not applicable" and "not evidenced" are left out, and fewer than two grades cannot differ.
    """
    steps = [scale.step_of(grade.grade) for grade in grades if grade.grade is not None]
    return max(steps, default=0) - min(steps, default=0)


def spread_in_words(grades: Mapping[str, StatementGrade], scale: Scale) -> str:
    """Return how far apart the agencies stand; `grades` maps an agency's short name to its grade."""
    graded = {name: grade for name, grade in grades.items() if grade.grade is not None}
    if not graded:
        return "No agency gave a grade."
    apart = spread(list(graded.values()), scale)
    if apart == 0:
        everyone = "Everyone who graded" if len(graded) > 1 else next(iter(graded))
        first = f"{everyone} says {_label(next(iter(graded.values())), scale)}."
    else:
        first = f"{capital(counted(apart, 'step'))} apart."
    parts = [first, *(_camps(graded, scale) if apart else []), *_without_grade(grades)]
    return " ".join(parts)


def widest_first(keys: Sequence[Key], ratings: Sequence[Rating], scale: Scale) -> tuple[Key, ...]:
    """Return the statements in the order in which agencies part, widest first; ties keep their order."""
    return tuple(sorted(keys, key=lambda key: -spread(grades_of(key, ratings), scale)))


def grades_of(statement: Key, ratings: Sequence[Rating]) -> list[StatementGrade]:
    """Return the grades that the ratings give to one statement."""
    return [grade for rating in ratings if (grade := rating.grade(statement)) is not None]


def answers_apart(line: Key, ratings: Sequence[Rating]) -> int:
    """Return how far apart the agencies' answers to a line are: 2 for met against not met."""
    order = {Answer.MET: 0, Answer.PARTLY_MET: 1, Answer.NOT_MET: 2}
    steps = [order[answer.answer] for r in ratings if (answer := r.answer(line)) is not None and answer.answer in order]
    return max(steps, default=0) - min(steps, default=0)


def latest(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Return the newest judgement of each case and statement; the older ones stay readable elsewhere."""
    newest: dict[tuple[str, Key | None], Judgement] = {}
    for judgement in sorted(judgements, key=lambda judgement: judgement.version):
        newest[(judgement.case, judgement.statement)] = judgement
    return tuple(newest.values())


def _camps(graded: Mapping[str, StatementGrade], scale: Scale) -> list[str]:
    camps = []
    for step in scale.steps:
        names = [name for name, grade in graded.items() if grade.grade == step.value]
        if names:
            camps.append(f"{listed(names)} {agree(len(names), 'says', 'say')} {step.label.lower()}")
    return ["; ".join(camps) + "."]


def _without_grade(grades: Mapping[str, StatementGrade]) -> list[str]:
    unseen = [name for name, grade in grades.items() if grade.standing is Standing.NOT_EVIDENCED]
    away = [name for name, grade in grades.items() if grade.standing is Standing.NOT_APPLICABLE]
    sentences = []
    if unseen:
        sentences.append(f"{listed(unseen)} could not see it in what they looked at.")
    if away:
        sentences.append(f"{listed(away)} {agree(len(away), 'says', 'say')} it does not apply.")
    return sentences


def _label(grade: StatementGrade, scale: Scale) -> str:
    return scale.step(grade.grade).label.lower() if grade.grade is not None else "nothing"


GRADE = "grade:"  # an outcome that is a grade begins so
TEXTS = ("reason", "good_practice", "to_develop", "difference")


def fields_of(judgement: Judgement | None) -> dict[str, str]:
    """Return a recorded judgement as the form's fields, to begin again from; none where there is no judgement."""
    if judgement is None:
        return {}
    outcome = GRADE + (judgement.grade or "") if judgement.outcome is Outcome.GRADE else judgement.outcome.value
    fields = {"outcome": outcome, **{name: getattr(judgement, name) for name in TEXTS}}
    for dissent in judgement.dissents:
        fields |= {
            f"holds {dissent.agency}": "yes",
            f"position {dissent.agency}": dissent.position,
            f"why {dissent.agency}": dissent.reason,
        }
    return fields


def in_form(agreed: Judgement | None, drafted: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the form: what was recorded, and over it what was written since."""
    return fields_of(agreed) | dict(drafted)


def differing(own: Mapping[str, str], stored: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields in which two windows differ; a field that is not there is empty."""
    names = dict.fromkeys((*own, *stored))
    return tuple(name for name in names if own.get(name, "") != stored.get(name, ""))


def is_text(name: str) -> bool:
    """Say whether a field holds words that somebody typed."""
    return name in TEXTS or name.startswith("why ")
