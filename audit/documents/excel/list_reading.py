"""A list workbook that came back: its rows as text, and every cell that cannot be used, by name.

In: the bytes of a file, and the columns that it should have.
Out: rows of cells, each with its place; WrongInput for a file, sheet or heading that is not as it went out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.utils import get_column_letter

from audit.documents.excel.list_workbook import ListColumn
from audit.documents.excel.sheets import Book, CellFound, SheetFound
from audit.errors import WrongInput

LONGEST = 8_000  # characters of one cell
_TYPED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})( 00:00)?")
_PLACE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, kw_only=True)
class WrongCell:
    """A cell that cannot be used."""

    sheet: str
    cell: str
    why: str

    def in_words(self) -> str:
        """Return the place and what is wrong there."""
        return f"{self.sheet}, {self.cell}: {self.why}"


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One row: what stands under each heading, without space around it."""

    sheet: str
    number: int
    texts: dict[str, str]
    columns: tuple[ListColumn, ...]

    def wrong(self, title: str, why: str) -> WrongCell:
        """Return the cell of this row under a heading, with what is wrong there."""
        place = next(n for n, column in enumerate(self.columns, start=1) if column.title == title)
        return WrongCell(sheet=self.sheet, cell=f"{get_column_letter(place)}{self.number}", why=why)


def read_list(
    data: bytes, *, name: str, columns: Sequence[ListColumn]
) -> tuple[tuple[ListRow, ...], tuple[WrongCell, ...]]:
    """Return the rows that hold something, and the cells that cannot be read.

    Raises WrongInput where the file is no workbook, the sheet is missing or a heading is not as it went out.
    """
    book = Book(data)
    entry = next((one for one in book.sheets if one.name == name), None)
    if entry is None:
        raise WrongInput(f"This workbook has no sheet “{name}”. Take the workbook out again and fill that in.")
    sheet = book.sheet(entry)
    _must_be_headed(sheet, name, columns)
    rows, wrong = [], []
    for number in _filled(sheet, len(columns)):
        texts = {}
        for place, column in enumerate(columns, start=1):
            at = f"{get_column_letter(place)}{number}"
            cell = sheet.cells.get(at, CellFound(text=""))
            texts[column.title] = "" if cell.formula or cell.error else cell.text.strip()
            if why := _unreadable(cell):
                wrong.append(WrongCell(sheet=name, cell=at, why=why))
        rows.append(ListRow(sheet=name, number=number, texts=texts, columns=tuple(columns)))
    return tuple(rows), tuple(wrong)


def day_in(text: str) -> date | None:
    """Return the day that a cell says, as Excel keeps it or as people type it: 31/12/2026; None for anything else."""
    iso, typed = _ISO.fullmatch(text), _TYPED.fullmatch(text)
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(typed[3]), int(typed[2]), int(typed[1])) if typed is not None else None
    except ValueError:
        return None


def choice_in(text: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a cell says, whatever its capitals; None for anything else."""
    return next((one for one in choices if one.casefold() == " ".join(text.split()).casefold()), None)


def _must_be_headed(sheet: SheetFound, name: str, columns: Sequence[ListColumn]) -> None:
    for place, column in enumerate(columns, start=1):
        at = f"{get_column_letter(place)}1"
        said = sheet.cells.get(at, CellFound(text="")).text.strip()
        if said != column.title:
            raise WrongInput(
                f"{name}, {at}: the heading should be “{column.title}” and says “{said[:60]}”. "
                "Put it back, or take the workbook out again."
            )


def _filled(sheet: SheetFound, width: int) -> list[int]:
    letters = {get_column_letter(place) for place in range(1, width + 1)}
    found = set()
    for at, cell in sheet.cells.items():
        place = _PLACE.fullmatch(at)
        if place is not None and place[1] in letters and int(place[2]) > 1 and (cell.text.strip() or cell.formula):
            found.add(int(place[2]))
    return sorted(found)


def _unreadable(cell: CellFound) -> str:
    if cell.formula:
        return "This is a formula. Write what it should say."
    if cell.error:
        return f"This says {cell.text}. Write what it should say."
    if len(cell.text) > LONGEST:
        return f"This has {len(cell.text):,} characters; {LONGEST:,} is the most. Shorten it."
    return ""
