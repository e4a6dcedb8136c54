"""An audit workbook that came back: what each cell gives, and what is wrong with sheet, cell and why.

In: the bytes of the file, and the form that it went out with.
Out: the given values by spot; nothing is guessed, and what a wrong cell holds is never repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.documents.excel import sheets as seal
from audit.documents.excel.sheets import MOST_WRONG, Book, CellFound, SheetEntry, SheetFound, Wrong, unreadable
from audit.documents.excel.writing import LISTS
from audit.documents.rating import values
from audit.documents.rating.form import Field, Spot, WorkbookForm, choices
from audit.documents.rating.layout import INSTRUCTIONS, STRUCTURE, SheetPlan, case_sheet, sheets
from audit.documents.rating.values import SheetLabel, Structure
from audit.errors import WrongInput

_FRESH = "Undo it, or fill in a fresh copy."
_ON_OFF = {"true": "yes", "false": "no"}  # what Excel makes of a ticked box


@dataclass(frozen=True, kw_only=True)
class WorkbookReturn:
    """What a workbook gives."""

    round: str
    agency: str
    auditor: str = ""
    cases: tuple[str, ...] = ()  # those whose sheet was read
    cell_values: Mapping[Spot, str] = field(default_factory=dict)
    initial_digests: Mapping[Spot, str] = field(
        default_factory=dict
    )  # the digest of what each cell began with, if anything
    places: Mapping[Spot, tuple[str, str]] = field(default_factory=dict)  # sheet and cell
    wrong: tuple[Wrong, ...] = ()

    def of_case(self, case: str) -> dict[Spot, str]:
        """Return what is given about a child."""
        return {spot: value for spot, value in self.cell_values.items() if spot.case == case}

    def wrong_at(self, spot: Spot, why: str) -> Wrong:
        """Return that the cell of a spot is wrong."""
        sheet, cell = self.places.get(spot, (spot.case or INSTRUCTIONS, "A1"))
        return Wrong(sheet=sheet, cell=cell, why=why)


def whose(data: bytes) -> tuple[str, str]:
    """Return the round and the agency that a workbook says it is for; raises WrongInput for any other file."""
    structure = _structure(Book(data))
    return structure.round, structure.agency


def read_audit_workbook(data: bytes, expected: WorkbookForm) -> WorkbookReturn:
    """Return what a workbook that came back gives; an empty cell gives nothing.

    Raises WrongInput for a file that is not this agency's workbook for this round, or that cannot be opened safely.
    """
    book = Book(data)
    structure = _structure(book)
    values.must_belong(structure, expected)
    reading = _Reading(expected)
    entries = {entry.name.casefold(): entry for entry in book.sheets}
    reading.wrong += _sheets_amiss(structure, book.sheets)
    for label in structure.sheets:
        entry = entries.get(label.name.casefold())
        if entry is not None:
            reading.read(label, book.sheet(entry))
    return WorkbookReturn(
        round=structure.round,
        agency=structure.agency,
        auditor=" ".join(reading.given.pop(Spot(field=Field.AUDITOR), "").split()),
        cases=tuple(reading.cases),
        cell_values=reading.given,
        initial_digests=reading.stood_on,
        places=reading.places,
        wrong=tuple(reading.wrong[:MOST_WRONG]),
    )


class _Reading:
    def __init__(self, form: WorkbookForm) -> None:
        self.form = form
        self.cases: list[str] = []
        self.given: dict[Spot, str] = {}
        self.stood_on: dict[Spot, str] = {}
        self.places: dict[Spot, tuple[str, str]] = {}
        self.wrong: list[Wrong] = []
        self._options = {form_field: choices(form, form_field) for form_field in Field}

    def read(self, label: SheetLabel, sheet: SheetFound) -> None:
        """Read one sheet."""
        plan = self._plan(label)
        if plan is None:
            why = "This child has left the round, or your agency is not asked any more. The sheet is not read."
            self.wrong.append(Wrong(sheet=label.name, cell="A1", why=why))
            return
        if values.spots_digest(plan) != label.spots:
            why = "What is asked of this agency has changed since. Take the workbook out again."
            self.wrong.append(Wrong(sheet=label.name, cell="A1", why=why, structure=True))
            return
        if label.case:
            self.cases.append(label.case)
        spots = plan.spots()
        self.places.update({spot: (label.name, at) for at, spot in spots.items()})
        self.stood_on.update(
            {spot: label.initial_digests[at] for at, spot in spots.items() if at in label.initial_digests}
        )
        self.wrong += _amiss(label, plan, sheet)
        for at, spot in spots.items():
            if at in sheet.cells:
                self._take(label.name, at, spot, sheet.cells[at])

    def _plan(self, label: SheetLabel) -> SheetPlan | None:
        if not label.case:
            return sheets(self.form)[0]
        of = self.form.case(label.case)
        return None if of is None else case_sheet(self.form, of, label.name)

    def _take(self, sheet: str, at: str, spot: Spot, cell: CellFound) -> None:
        why, options = unreadable(cell), self._options[spot.field]
        if not why and cell.text.strip():
            try:
                self.given[spot] = _chosen(cell.text, options, spot) if options else cell.text
            except WrongInput as fault:
                why = str(fault)
        if why:
            self.wrong.append(Wrong(sheet=sheet, cell=at, why=why))


def _structure(book: Book) -> Structure:
    return values.parsed(seal.rows_in(book, "an audit workbook"))


def _sheets_amiss(structure: Structure, entries: tuple[SheetEntry, ...]) -> Iterator[Wrong]:
    entry_names = {entry.name.casefold() for entry in entries}
    behind = {STRUCTURE.casefold(), LISTS.casefold()}
    known = {label.name.casefold() for label in structure.sheets} | behind
    for label in structure.sheets:
        if label.name.casefold() not in entry_names:
            yield _edited(label.name, "A1", "This sheet is missing or has another name.")
    for entry in entries:
        if entry.name.casefold() not in known:
            yield _edited(entry.name, "A1", "This sheet was added.")
        elif entry.hidden and entry.name.casefold() not in behind:
            yield _edited(entry.name, "A1", "This sheet was hidden.")


def _amiss(label: SheetLabel, plan: SheetPlan, sheet: SheetFound) -> Iterator[Wrong]:
    for cells in sheet.merged:
        yield _edited(label.name, cells.partition(":")[0], "Cells were merged here.")
    for row in sorted({cell.row for cell in plan.cells} & sheet.hidden_rows):
        yield _edited(label.name, f"A{row}", "This row was hidden.")
    for column in sorted({cell.column for cell in plan.cells} & sheet.hidden_columns):
        first = next(cell for cell in plan.cells if cell.column == column)
        yield _edited(label.name, first.at, "This column was hidden.")
    for at, seen in label.fixed.items():
        cell = sheet.cells.get(at)
        if cell is None or cell.formula or seal.digest(cell.text) != seen:
            yield _edited(label.name, at, "The words of this cell are fixed, and were changed.")
    spots = plan.spots()
    for at, cell in sheet.cells.items():
        if at not in spots and at not in label.fixed and (cell.formula or cell.text.strip()):
            yield _edited(label.name, at, "Nothing belongs in this cell.")


def _edited(sheet: str, cell: str, why: str) -> Wrong:
    return Wrong(sheet=sheet, cell=cell, why=f"{why} {_FRESH}", structure=True)


def _chosen(text: str, options: Mapping[str, str], spot: Spot) -> str:
    ticked = _ON_OFF.get(text.strip().casefold(), "") if spot.field is Field.SEEN_IN else ""
    return ticked or seal.chosen(text, options)
