"""What stands in a spot of an agency's form, and the form with what a workbook gives put into it.

In: a form as it is saved, and values by spot.
Out: the value of a spot as text, or the form with new values; an empty cell changes nothing.

Here too:
- What a workbook stands on: its round, its agency, and the round's scale and frameworks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from audit.documents.excel.sheets import digest
from audit.documents.rating.form import Field, Spot, WorkbookForm, words_of
from audit.documents.typed import fit
from audit.domain.frameworks.framework import Scale
from audit.domain.rating.form import Answer, LineAnswer, RatingDraft, Saved, SeenIn, Standing, StatementGrade
from audit.domain.rounds.cases import Involvement
from audit.errors import WrongInput

_EMPTY = {Field.INVOLVEMENT: "Involved, with answers", Field.SEEN_IN: "No"}  # what an empty cell means there
_ABOUT_GRADES = (Field.REASON, Field.EVIDENCE, Field.GOOD_PRACTICE, Field.TO_DEVELOP)  # texts, named like the grade's
_UNGRADED = (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE)


def value_in(draft: RatingDraft, spot: Spot) -> str:
    """Return what a form says in a spot; empty where it says nothing, or where the spot is not part of it."""
    if spot.field is Field.SYNOPSIS:
        return fit(draft.account.synopsis)
    if spot.field is Field.DIFFERENCE:
        return fit(draft.account.difference)
    if spot.key is None:
        return "yes" if spot.source in draft.account.seen_in else ""
    if spot.field in (Field.ANSWER, Field.SEEN_IN, Field.NOTE):
        return _of_answer(draft.answer(spot.key), spot)
    return _of_grade(draft.grade(spot.key), spot)


def saved_in(draft: RatingDraft, spot: Spot) -> Saved | None:
    """Return who gave what stands in a spot, and when; None where nobody is known."""
    if spot.key is None:
        return draft.account.saved
    if spot.field in (Field.ANSWER, Field.SEEN_IN, Field.NOTE):
        return draft.answer(spot.key).saved
    return draft.grade(spot.key).saved


def in_words(scale: Scale, field: Field, value: str) -> str:
    """Return a value as it is read in a cell."""
    return words_of(scale, field).get(value, value) or _EMPTY.get(field, "")


def with_values(draft: RatingDraft, values: Mapping[Spot, str]) -> RatingDraft:
    """Return a form with the given values put in; what is not given stays as it is."""
    answers, grades, account = dict(draft.answers), dict(draft.grades), draft.account
    for spot, value in values.items():
        if spot.field is Field.SYNOPSIS:
            account = replace(account, synopsis=value)
        elif spot.field is Field.DIFFERENCE:
            account = replace(account, difference=value)
        elif spot.key is None and spot.field is Field.SEEN_IN:
            account = replace(account, seen_in=_into_sources(account.seen_in, spot, value))
        elif spot.key is None:
            continue
        elif spot.field in (Field.ANSWER, Field.SEEN_IN, Field.NOTE):
            answer = answers.get(spot.key, LineAnswer(line=spot.key))
            answers[spot.key] = _into_answer(answer, spot, value)
        else:
            grade = grades.get(spot.key, StatementGrade(statement=spot.key))
            grades[spot.key] = _into_grade(grade, spot, value)
    return replace(draft, answers=answers, grades=grades, account=account)


def _of_answer(answer: LineAnswer, spot: Spot) -> str:
    if spot.field is Field.ANSWER:
        return answer.answer.value if answer.answer else ""
    if spot.field is Field.NOTE:
        return fit(answer.note)
    return "yes" if spot.source in answer.seen_in else ""


def _of_grade(grade: StatementGrade, spot: Spot) -> str:
    if spot.field is Field.GRADE:
        return grade.standing.value if grade.standing in _UNGRADED else grade.grade or ""
    return fit(getattr(grade, spot.field.value)) if spot.field in _ABOUT_GRADES else ""


def _into_answer(answer: LineAnswer, spot: Spot, value: str) -> LineAnswer:
    if spot.field is Field.ANSWER:
        return replace(answer, answer=Answer(value))
    if spot.field is Field.NOTE:
        return replace(answer, note=value)
    return replace(answer, seen_in=_into_sources(answer.seen_in, spot, value))


def _into_sources(seen_in: frozenset[SeenIn], spot: Spot, value: str) -> frozenset[SeenIn]:
    source = frozenset({SeenIn(spot.source)}) if spot.source else frozenset()
    return seen_in | source if value == "yes" else seen_in - source


def _into_grade(grade: StatementGrade, spot: Spot, value: str) -> StatementGrade:
    if spot.field in _ABOUT_GRADES:
        text: dict[str, Any] = {spot.field.value: value}
        return replace(grade, **text)
    if value in (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE):
        return replace(grade, standing=Standing(value), grade=None)
    return replace(grade, standing=Standing.GRADED, grade=value)


KIND, CALLED = "audit 2", "an audit workbook"


def scale_digest(scale: Scale) -> str:
    """Return the digest of a scale's grades and their words."""
    return digest("; ".join(f"{step.value}={step.label}" for step in scale.steps))


def began_with(form: WorkbookForm, spot: Spot) -> str:
    """Return what the cell of a spot begins with: a value, not yet its word; empty where nothing is here yet."""
    of = form.case(spot.case)
    if of is None:
        return ""
    if spot.field is Field.INVOLVEMENT:
        return Involvement.NO_INVOLVEMENT.value if of.no_involvement else ""
    return value_in(of.draft, spot)


def basis(form: WorkbookForm) -> tuple[str, ...]:
    """Return what a workbook stands on: its agency, the round's scale, and its frameworks with their fingerprints."""
    copies = (f"{copy.framework.id} {copy.framework.version} {copy.digest}".strip() for copy in form.audit_round.copies)
    return (form.agency.ref, scale_digest(form.audit_round.scale), *copies)


def must_belong(round_ref: str, stands_on: tuple[str, ...], form: WorkbookForm) -> None:
    """Raise WrongInput, saying what is different, unless the workbook is this agency's for this round as it is."""
    if round_ref != form.audit_round.ref:
        raise WrongInput(
            f"This workbook is for round {round_ref}, not {form.audit_round.ref}. Choose the workbook of this round."
        )
    if stands_on[:1] != (form.agency.ref,):
        raise WrongInput(f"This workbook is {stands_on[0]}’s, not {form.agency.ref}’s. Choose the right agency.")
    if stands_on != basis(form):
        raise WrongInput("The round’s questions or its scale have changed since. Take the workbook out again.")
