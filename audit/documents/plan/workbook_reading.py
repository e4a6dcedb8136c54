"""A plan's workbook that came back: what each row gives, and what is wrong with sheet, cell and why.

In: the bytes of the file, and the plan as it stands now.
Out: the rows, whatever order they are in now; nothing is guessed, and what a wrong cell holds is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import get_column_letter

from audit.documents.excel import sheets
from audit.documents.excel.sheets import Book, CellFound, SheetFound, Wrong, unreadable
from audit.documents.plan import workbook as layout
from audit.documents.plan.workbook import ACTIONS, COLUMNS, FIELDS, FORMAT, HEAD
from audit.domain.english import listed
from audit.domain.plan.actions import ActionPlan
from audit.domain.plan.workbook import Field, FileRow
from audit.errors import WrongInput

_WORKBOOK_NAME = "a plan’s workbook"
_ENGLISH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_AT = {column.name: get_column_letter(place) for place, column in enumerate(COLUMNS, start=1)}
_MOST_WRONG = 300


@dataclass(frozen=True, kw_only=True)
class PlanReturn:
    """What a plan's workbook gives."""

    round: str
    rows: tuple[FileRow, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)  # the line of each row in the sheet
    wrong: tuple[Wrong, ...] = ()

    def wrong_at(self, ref: str, name: Field, why: str) -> Wrong:
        """Return that a cell of a row is wrong."""
        return Wrong(sheet=ACTIONS, cell=f"{_AT[name]}{self.places.get(ref, HEAD)}", why=why)


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """A row as it went out."""

    stamp: str
    cells: Mapping[str, str]  # the digest of each cell that held something


def whose_plan(data: bytes) -> str:
    """Return the round that a workbook says it is for; raises WrongInput for any other file."""
    return _read_structure(Book(data))[0]


def read_plan_workbook(data: bytes, plan: ActionPlan) -> PlanReturn:
    """Return what a plan's workbook gives; raises WrongInput where the file is none, or is for another round."""
    book = Book(data)
    round_ref, sent = _read_structure(book)
    if round_ref != plan.audit_round.ref:
        raise WrongInput(f"This workbook is for round {round_ref}. Open that round, then take it in there.")
    entry = next((entry for entry in book.sheets if entry.name == ACTIONS), None)
    if entry is None:
        raise WrongInput("The sheet “Actions” is missing or has another name. Undo that, or fill in a fresh copy.")
    sheet = book.sheet(entry)
    reader = _Reader(plan, sent, sheet)
    wrong = [*_amiss(sheet), *reader.read()]
    return PlanReturn(round=round_ref, rows=tuple(reader.rows), places=reader.places, wrong=tuple(wrong[:_MOST_WRONG]))


class _Reader:
    def __init__(self, plan: ActionPlan, sent: Mapping[str, _Sent], sheet: SheetFound) -> None:
        self._sent, self._found = sent, sheet
        self._options = {name: options for name in FIELDS if (options := layout.choices(plan, name))}
        self.rows: list[FileRow] = []
        self.places: dict[str, int] = {}

    def read(self) -> Iterator[Wrong]:
        """Read every row, and yield what is wrong."""
        for row in sorted({int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for at in self._found.cells}):
            if row > HEAD and any(f"{_AT[name]}{row}" in self._found.cells for name in (layout.REF, *FIELDS)):
                yield from self._row(row)

    def _row(self, row: int) -> Iterator[Wrong]:
        at = f"{_AT[layout.REF]}{row}"
        ref = self._text(at)
        sent = self._sent.get(ref)
        if sent is None or ref in self.places:
            why = "This number stands in 2 rows." if sent else "The file did not go out with this number."
            yield Wrong(sheet=ACTIONS, cell=at, why=f"{why} Undo it; new actions go into the rows called New.")
            return
        self.places[ref] = row
        is_new = ref.startswith(layout.new_ref(0)[:-1])
        values: dict[Field, str] = {}
        changed: set[Field] = set()
        for name in FIELDS:
            cell = self._found.cells.get(f"{_AT[name]}{row}", CellFound(text=""))
            if sheets.exact(cell.text) == sent.cells.get(name, sheets.exact("")) and not cell.formula:
                values |= self._as_sent(name, cell.text)
                continue
            value, why = self._value(name, cell)
            if not why and not _fills(name, is_new=is_new):
                why = "This cell is fixed. Undo the change; a due date moves under “New due date”, with its reason."
            if why:
                yield Wrong(sheet=ACTIONS, cell=f"{_AT[name]}{row}", why=why)
            else:
                changed.add(name)
                values |= {name: value} if value else {}
        self.rows.append(FileRow(ref=ref, stamp=sent.stamp, cells=values, changed=frozenset(changed), is_new=is_new))

    def _as_sent(self, name: Field, text: str) -> dict[Field, str]:
        value, why = self._value(name, CellFound(text=text))
        return {} if why or not value else {name: value}

    def _value(self, name: Field, cell: CellFound) -> tuple[str, str]:
        """Return what a cell gives and why it cannot be taken; one of the two is empty."""
        why = unreadable(cell)
        text = cell.text
        if why or not text.strip():
            return "", why
        if name in self._options:
            choice, options = " ".join(text.split()).casefold(), self._options[name]
            value = next((option for option, label in options.items() if label.casefold() == choice), "")
            return (
                value,
                "" if value else f"This is not one of the choices. Choose {listed(list(options.values()), 'or')}.",
            )
        if name in layout.DATES:
            day = _day(text.strip())
            return (day.isoformat(), "") if day else ("", "This is not a day. Write it like 31/03/2027.")
        return text, ""

    def _text(self, at: str) -> str:
        cell = self._found.cells.get(at)
        return "" if cell is None or cell.formula else " ".join(cell.text.split())


def _fills(name: Field, *, is_new: bool) -> bool:
    return name not in (layout.LATER_ONLY if is_new else layout.FIRST_ONLY)


def _read_structure(book: Book) -> tuple[str, dict[str, _Sent]]:
    structure = sheets.unsealed(sheets.rows_in(book, _WORKBOOK_NAME))
    try:
        if structure["format"][0][0] != FORMAT:
            raise WrongInput("This is not a plan’s workbook of this version. Take the plan out again and fill that in.")
        sent = {}
        for ref, mark, cells in structure.get("row", []):
            parts = (part.partition(":") for part in cells.split())
            sent[ref] = _Sent(stamp=mark, cells={name: digest for name, _, digest in parts if digest})
        return structure["round"][0][0], sent
    except (KeyError, IndexError, ValueError) as fault:
        raise sheets.edited() from fault


def _amiss(sheet: SheetFound) -> Iterator[Wrong]:
    for at in sheet.merged:
        yield Wrong(sheet=ACTIONS, cell=at, why="Cells were merged here. Undo it, or fill in a fresh copy.")
    for column in COLUMNS:
        cell = sheet.cells.get(f"{_AT[column.name]}{HEAD}")
        if cell is None or cell.text != column.heading:
            why = "A column was moved or its heading changed. Undo it, or fill in a fresh copy."
            yield Wrong(sheet=ACTIONS, cell=f"{_AT[column.name]}{HEAD}", why=why, structure=True)


def _day(text: str) -> date | None:
    match = _ENGLISH_DAY.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        return None
