"""An audit workbook that came back: what each cell gives, and what is wrong with sheet, cell and why.

In: the bytes of the file, and the form that it went out with.
Out: the given values by spot; nothing is guessed, and what a wrong cell holds is never repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.documents.excel import sheets as seal
from audit.documents.excel.list_reading import ListReturn, read_lists
from audit.documents.excel.list_workbook import INSTRUCTIONS, ListSheet
from audit.documents.excel.sheets import MOST_WRONG, Book, CellFound, Wrong, unreadable
from audit.documents.rating import values
from audit.documents.rating.form import AUDITOR, Field, Spot, WorkbookForm
from audit.documents.rating.layout import Spots, sheets, spots_of

_LEFT = "This child has left the round, or your agency is not asked any more. The sheet is not read."
_ASKED_ANEW = "What is asked of this agency has changed since. Take the workbook out again."


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
    missing: tuple[str, ...] = ()  # the rows that went out and did not come back
    notes: tuple[str, ...] = ()  # what is not read, and why

    def of_case(self, case: str) -> dict[Spot, str]:
        """Return what is given about a child."""
        return {spot: value for spot, value in self.cell_values.items() if spot.case == case}

    def wrong_at(self, spot: Spot, why: str) -> Wrong:
        """Return that the cell of a spot is wrong."""
        sheet, cell = self.places.get(spot, (spot.case or INSTRUCTIONS, "A1"))
        return Wrong(sheet=sheet, cell=cell, why=why)


def whose(data: bytes) -> tuple[str, str]:
    """Return the round and the agency that a workbook says it is for; raises WrongInput for any other file."""
    sent = seal.sent_with(Book(data), values.KIND, values.CALLED)
    return sent.about, sent.basis[0]


def read_audit_workbook(data: bytes, expected: WorkbookForm) -> WorkbookReturn:
    """Return what a workbook that came back gives; an empty cell gives nothing.

    Raises WrongInput for a file that is not this agency's workbook for this round, or that cannot be opened safely.
    """
    book = Book(data)
    sent = seal.sent_with(book, values.KIND, values.CALLED)
    values.must_belong(sent.about, sent.basis, expected)
    declared = sheets(expected)
    returned = read_lists(book, kind=values.KIND, called=values.CALLED, expected=declared)
    reading = _Reading()
    reading.wrong += [*returned.wrong, *(Wrong(sheet=name, cell="A1", why=_LEFT) for name in returned.unknown)]
    auditor = reading.auditor(returned.filled_in)
    for sheet in (sheet for sheet in declared if sheet.about in returned.lists):
        reading.read(sheet, returned.lists[sheet.about], spots_of(expected, sheet.about))
    return WorkbookReturn(
        round=sent.about,
        agency=sent.basis[0],
        auditor=auditor,
        cases=tuple(reading.cases),
        cell_values=reading.given,
        initial_digests=reading.stood_on,
        places=reading.places,
        wrong=tuple(reading.wrong[:MOST_WRONG]),
        missing=tuple(reading.missing),
        notes=(*returned.notes, *reading.notes),
    )


class _Reading:
    def __init__(self) -> None:
        self.cases: list[str] = []
        self.given: dict[Spot, str] = {}
        self.stood_on: dict[Spot, str] = {}
        self.places: dict[Spot, tuple[str, str]] = {}
        self.wrong: list[Wrong] = []
        self.missing: list[str] = []
        self.notes: list[str] = []

    def auditor(self, filled_in: Mapping[str, tuple[str, CellFound]]) -> str:
        """Return who filled the workbook in, on one line."""
        at, cell = filled_in.get(AUDITOR, ("B3", CellFound(text="")))
        self.places[Spot(field=Field.AUDITOR)] = (INSTRUCTIONS, at)
        if why := unreadable(cell):
            self.wrong.append(Wrong(sheet=INSTRUCTIONS, cell=at, why=why))
        return "" if why else " ".join(cell.text.split())

    def read(self, sheet: ListSheet, returned: ListReturn, spots: Mapping[str, Spots]) -> None:
        """Read what the sheet of a child gives."""
        stamps = {row.ref: row.stamp or "-" for row in sheet.rows}
        if any(stamps.get(row.ref) != row.stamp for row in returned.rows):
            self.wrong.append(Wrong(sheet=returned.sheet, cell="A1", why=_ASKED_ANEW, structure=True))
            return
        self.cases.append(sheet.about)
        self.wrong += returned.wrong
        self.missing += [f"{returned.sheet}, row {ref}" for ref in returned.missing if ref in spots]
        self.notes += [f"{returned.sheet}: {note}" for note in returned.notes]
        for row in returned.rows:
            for name, spot in spots.get(row.ref, {}).items():
                self.places[spot] = (returned.sheet, returned.cell(row.number, name))
                self.stood_on |= {spot: row.sent[name]} if name in row.sent else {}
                self.given |= {spot: row.cells[name]} if name in row.cells else {}
