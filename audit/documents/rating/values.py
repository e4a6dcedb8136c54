"""What stands in a spot of an agency's form, and the form with what a workbook gives put into it.

In: a form as it is saved, and values by spot.
Out: the value of a spot as text, or the form with new values; an empty cell changes nothing.

Here too:
- What a workbook says of itself, on a sheet that nobody sees: whose it is, and how every fixed cell read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.documents.excel import sheets as seal
from audit.documents.excel.sheets import Row, digest
from audit.documents.rating.form import Field, Spot, WorkbookForm, words_of
from audit.documents.rating.layout import SheetPlan
from audit.documents.typed import fit
from audit.domain.frameworks.framework import Scale
from audit.domain.rating.form import Answer, LineAnswer, RatingDraft, Saved, SeenIn, Standing, StatementGrade
from audit.domain.rounds.cases import Involvement
from audit.errors import WrongInput

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


def with_values(draft: RatingDraft, values: Mapping[Spot, str]) -> RatingDraft:
    """Return a form with the given values put in; what is not given stays as it is."""
    answers, grades, account = dict(draft.answers), dict(draft.grades), draft.account
    for spot, value in values.items():
        if spot.field is Field.SYNOPSIS:
            account = replace(account, synopsis=value)
        elif spot.field is Field.DIFFERENCE:
            account = replace(account, difference=value)
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


FORMAT = "1"
_INITIAL_DIGESTS = "stood on"


@dataclass(frozen=True, kw_only=True)
class SheetLabel:
    """One sheet as it went out."""

    name: str
    case: str  # empty: the instructions
    spots: str  # the digest of which cell is for what
    fixed: dict[str, str]  # the digest of each fixed cell's words, by the cell's name
    initial_digests: dict[
        str, str
    ]  # the digest of what each cell to fill in began with, by its name; empty ones left out


@dataclass(frozen=True, kw_only=True)
class Structure:
    """What a workbook says of itself."""

    format: str
    round: str
    agency: str
    scale: str
    frameworks: tuple[str, ...]
    sheets: tuple[SheetLabel, ...]


def spots_digest(plan: SheetPlan) -> str:
    """Return the digest of which cell of a sheet is for what."""
    return digest(" ".join(f"{at}={spot.code}" for at, spot in sorted(plan.spots().items())))


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


def rows(form: WorkbookForm, plans: Iterable[SheetPlan]) -> tuple[Row, ...]:
    """Return the rows of the hidden sheet; the last one is the digest of those above it."""
    structure_rows: list[Row] = [
        ("format", FORMAT),
        ("round", form.audit_round.ref),
        ("agency", form.agency.ref),
        ("scale", scale_digest(form.audit_round.scale)),
        *(("framework", framework) for framework in frameworks(form)),
        *(_sheet_row(plan) for plan in plans),
        *(_initial_digests_row(form, plan) for plan in plans),
    ]
    return seal.sealed(structure_rows)


def frameworks(form: WorkbookForm) -> tuple[str, ...]:
    """Return the frameworks of the round, each with its fingerprint."""
    return tuple(
        f"{copy.framework.id} {copy.framework.version} {copy.digest}".strip() for copy in form.audit_round.copies
    )


def parsed(structure_rows: Sequence[Row]) -> Structure:
    """Return what the rows of a hidden sheet say; raises WrongInput where they were edited."""
    values = seal.unsealed(structure_rows)
    try:
        return Structure(
            format=values["format"][0][0],
            round=values["round"][0][0],
            agency=values["agency"][0][0],
            scale=values["scale"][0][0],
            frameworks=tuple(row[0] for row in values.get("framework", [])),
            sheets=tuple(_label(row, values.get(_INITIAL_DIGESTS, [])) for row in values.get("sheet", [])),
        )
    except (KeyError, IndexError, ValueError) as fault:
        raise seal.edited() from fault


def must_belong(structure: Structure, form: WorkbookForm) -> None:
    """Raise WrongInput, saying what is different, unless the workbook is this agency's for this round as it is."""
    audit_round = form.audit_round
    if structure.format != FORMAT:
        raise WrongInput("This workbook is of another version of the tool. Take it out again and fill in the new one.")
    if structure.round != audit_round.ref:
        raise WrongInput(
            f"This workbook is for round {structure.round}, not {audit_round.ref}. Choose the workbook of this round."
        )
    if structure.agency != form.agency.ref:
        raise WrongInput(f"This workbook is {structure.agency}’s, not {form.agency.ref}’s. Choose the right agency.")
    if structure.scale != scale_digest(audit_round.scale) or structure.frameworks != frameworks(form):
        raise WrongInput("The round’s questions or its scale have changed since. Take the workbook out again.")


def _sheet_row(plan: SheetPlan) -> Row:
    fixed = " ".join(f"{cell.at}:{digest(cell.text)}" for cell in plan.cells if cell.spot is None and cell.text)
    return ("sheet", plan.name, plan.case or "-", spots_digest(plan), *_pieces(fixed))


def _pieces(text: str, size: int = 30_000) -> tuple[str, ...]:
    return tuple(text[at : at + size] for at in range(0, len(text), size))


def _initial_digests_row(form: WorkbookForm, plan: SheetPlan) -> Row:
    values = {at: began_with(form, spot) for at, spot in plan.spots().items()}
    digests = " ".join(f"{at}:{seal.exact(value)}" for at, value in values.items() if value)
    return (_INITIAL_DIGESTS, plan.name, *_pieces(digests))


def _label(row: Row, initial_rows: Sequence[Row]) -> SheetLabel:
    name, case, spots, *pieces = row
    began = next((cells for sheet, *cells in initial_rows if sheet == name), [])
    fixed, values = _digests(pieces), _digests(began)
    return SheetLabel(name=name, case="" if case == "-" else case, spots=spots, fixed=fixed, initial_digests=values)


def _digests(pieces: Iterable[str]) -> dict[str, str]:
    return {at: seen for at, _, seen in (part.partition(":") for part in "".join(pieces).split())}
