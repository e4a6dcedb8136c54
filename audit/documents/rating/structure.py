"""What a workbook says of itself, on a sheet that nobody sees: whose it is, and how every fixed cell read.

In: the form and the plans of its sheets, or the rows of that sheet in a workbook that came back.
Out: those rows, or the labels by which an edited structure is noticed and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.documents.excel import seal
from audit.documents.excel.seal import Row, digest
from audit.documents.rating.form import Field, Spot, WorkbookForm
from audit.documents.rating.layout import SheetPlan
from audit.documents.rating.values import value_in
from audit.domain.frameworks.scale import Scale
from audit.domain.rounds.cases import Involvement
from audit.errors import WrongInput

FORMAT = "1"
_STOOD_ON = "stood on"


@dataclass(frozen=True, kw_only=True)
class SheetLabel:
    """One sheet as it went out."""

    name: str
    case: str  # empty: the instructions
    spots: str  # the digest of which cell is for what
    fixed: dict[str, str]  # the digest of each fixed cell's words, by the cell's name
    stood_on: dict[str, str]  # the digest of what each cell to fill in began with, by its name; empty ones left out


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
        return Involvement.NONE_FOUND.value if of.none_found else ""
    return value_in(of.draft, spot)


def rows(form: WorkbookForm, plans: Iterable[SheetPlan]) -> tuple[Row, ...]:
    """Return the rows of the hidden sheet; the last one is the digest of those above it."""
    said: list[Row] = [
        ("format", FORMAT),
        ("round", form.audit_round.ref),
        ("agency", form.agency.ref),
        ("scale", scale_digest(form.audit_round.scale)),
        *(("framework", framework) for framework in frameworks(form)),
        *(_sheet_row(plan) for plan in plans),
        *(_stood_on_row(form, plan) for plan in plans),
    ]
    return seal.sealed(said)


def frameworks(form: WorkbookForm) -> tuple[str, ...]:
    """Return the frameworks of the round, each with its fingerprint."""
    return tuple(f"{one.framework.id} {one.framework.version} {one.digest}".strip() for one in form.audit_round.copies)


def parsed(said: Sequence[Row]) -> Structure:
    """Return what the rows of a hidden sheet say; raises WrongInput where they were edited."""
    values = seal.unsealed(said)
    try:
        return Structure(
            format=values["format"][0][0],
            round=values["round"][0][0],
            agency=values["agency"][0][0],
            scale=values["scale"][0][0],
            frameworks=tuple(row[0] for row in values.get("framework", [])),
            sheets=tuple(_label(row, values.get(_STOOD_ON, [])) for row in values.get("sheet", [])),
        )
    except (KeyError, IndexError, ValueError) as fault:
        raise seal.edited() from fault


def must_belong(found: Structure, form: WorkbookForm) -> None:
    """Raise WrongInput, saying what is different, unless the workbook is this agency's for this round as it is."""
    one = form.audit_round
    if found.format != FORMAT:
        raise WrongInput("This workbook is of another version of the tool. Take it out again and fill in the new one.")
    if found.round != one.ref:
        raise WrongInput(f"This workbook is for round {found.round}, not {one.ref}. Choose the workbook of this round.")
    if found.agency != form.agency.ref:
        raise WrongInput(f"This workbook is {found.agency}’s, not {form.agency.ref}’s. Choose the right agency.")
    if found.scale != scale_digest(one.scale) or found.frameworks != frameworks(form):
        raise WrongInput("The round’s questions or its scale have changed since. Take the workbook out again.")


def _sheet_row(plan: SheetPlan) -> Row:
    fixed = " ".join(f"{cell.at}:{digest(cell.text)}" for cell in plan.cells if cell.spot is None and cell.text)
    return ("sheet", plan.name, plan.case or "-", spots_digest(plan), *_pieces(fixed))


def _pieces(text: str, size: int = 30_000) -> tuple[str, ...]:
    return tuple(text[at : at + size] for at in range(0, len(text), size))


def _stood_on_row(form: WorkbookForm, plan: SheetPlan) -> Row:
    values = {at: began_with(form, spot) for at, spot in plan.spots().items()}
    said = " ".join(f"{at}:{seal.exact(value)}" for at, value in values.items() if value)
    return (_STOOD_ON, plan.name, *_pieces(said))


def _label(row: Row, stood_on: Sequence[Row]) -> SheetLabel:
    name, case, spots, *pieces = row
    began = next((rest for sheet, *rest in stood_on if sheet == name), [])
    fixed, values = _digests(pieces), _digests(began)
    return SheetLabel(name=name, case="" if case == "-" else case, spots=spots, fixed=fixed, stood_on=values)


def _digests(pieces: Iterable[str]) -> dict[str, str]:
    return {at: seen for at, _, seen in (part.partition(":") for part in "".join(pieces).split())}
