"""What stands in a spot of an agency's form, and the form with what a workbook gives put into it.

In: a form as it is saved, and values by spot.
Out: the value of a spot as text, or the form with new values; an empty cell changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audit.documents.rating.form import Field, Spot, words_of
from audit.documents.typed import fit
from audit.domain.frameworks.scale import Scale
from audit.domain.rating.form import Answer, LineAnswer, RatingDraft, Saved, SeenIn, Standing, StatementGrade

_EMPTY = {Field.INVOLVEMENT: "Involved, with answers", Field.SEEN_IN: "No"}  # what an empty cell means there
_UNGRADED = (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE)


def value_in(draft: RatingDraft, spot: Spot) -> str:
    """Return what a form says in a spot; empty where it says nothing, or where the spot is not part of it."""
    if spot.field is Field.SYNOPSIS:
        return fit(draft.account.synopsis)
    if spot.field is Field.DIFFERENCE:
        return fit(draft.account.difference)
    if spot.key is None:
        return ""
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


def with_values(draft: RatingDraft, given: Mapping[Spot, str]) -> RatingDraft:
    """Return a form with the given values put in; what is not given stays as it is."""
    answers, grades, account = dict(draft.answers), dict(draft.grades), draft.account
    for spot, value in given.items():
        if spot.field is Field.SYNOPSIS:
            account = replace(account, synopsis=value)
        elif spot.field is Field.DIFFERENCE:
            account = replace(account, difference=value)
        elif spot.key is None:
            continue
        elif spot.field in (Field.ANSWER, Field.SEEN_IN, Field.NOTE):
            there = answers.get(spot.key, LineAnswer(line=spot.key))
            answers[spot.key] = _into_answer(there, spot, value)
        else:
            kept = grades.get(spot.key, StatementGrade(statement=spot.key))
            grades[spot.key] = _into_grade(kept, spot, value)
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
    words = {Field.REASON: grade.reason, Field.GOOD_PRACTICE: grade.good_practice, Field.TO_DEVELOP: grade.to_develop}
    return fit(words.get(spot.field, ""))


def _into_answer(answer: LineAnswer, spot: Spot, value: str) -> LineAnswer:
    if spot.field is Field.ANSWER:
        return replace(answer, answer=Answer(value))
    if spot.field is Field.NOTE:
        return replace(answer, note=value)
    source = frozenset({SeenIn(spot.source)}) if spot.source else frozenset()
    return replace(answer, seen_in=answer.seen_in | source if value == "yes" else answer.seen_in - source)


def _into_grade(grade: StatementGrade, spot: Spot, value: str) -> StatementGrade:
    if spot.field is Field.REASON:
        return replace(grade, reason=value)
    if spot.field is Field.GOOD_PRACTICE:
        return replace(grade, good_practice=value)
    if spot.field is Field.TO_DEVELOP:
        return replace(grade, to_develop=value)
    if value in (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE):
        return replace(grade, standing=Standing(value), grade=None)
    return replace(grade, standing=Standing.GRADED, grade=value)
