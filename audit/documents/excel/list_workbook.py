"""A list as an Excel workbook that comes back: one row a thing, one column a field, and a sheet of instructions.

In: columns, rows and a few sentences.
Out: the bytes of one .xlsx file. Nothing a person typed can become a formula, and choices are offered in the cells.

Here too:
- A list workbook that came back: its rows as text, and every cell that cannot be used, by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import writing
from audit.documents.excel.sheets import Book, CellFound, SheetFound
from audit.documents.typed import fit, single_line
from audit.errors import WrongInput

ROOM = 200  # rows to fill in below what is there
DAY_FORMAT = "dd/mm/yyyy"
_EDGE = Side(style="thin", color="8A949C")
_LINE, _MOST_LINES, _FILLED = 15.5, 26, 0.82  # points; Excel's highest row; how full a line of a cell gets
_HEAD, _FIXED, _FACE = "12436D", "DDE4EA", "Calibri"


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    FIXED = "fixed"  # ours; it comes back as it went out


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """One column."""

    title: str
    width: int  # characters
    holds: Holds = Holds.TEXT
    choices: tuple[str, ...] = ()  # empty: anything


@dataclass(frozen=True, kw_only=True)
class ListSheet:
    """One list."""

    name: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str | date | None, ...], ...]
    title: str
    how: tuple[str, ...]  # what to do, a sentence a row
    known: tuple[tuple[str, str], ...] = ()  # refs that may be used in cells, and what they are called
    made_on: date
    marking: str = ""


def write_list_workbook(listed: ListSheet) -> bytes:
    """Return the workbook: the list first, then how to fill it in."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    sheet.title = listed.name
    _head(sheet, listed)
    for number, row in enumerate(listed.rows, start=2):
        for place, (column, value) in enumerate(zip(listed.columns, row, strict=True), start=1):
            _put(sheet, number, place, value, column)
        sheet.row_dimensions[number].height = _height(listed.columns, row)
    for number in range(len(listed.rows) + 2, len(listed.rows) + 2 + ROOM):
        for place, column in enumerate(listed.columns, start=1):
            if column.holds is Holds.DAY:
                sheet.cell(number, place).number_format = DAY_FORMAT
    _choices(sheet, listed)
    _instructions(book.create_sheet("How to fill it in"), listed)
    _label(book, listed)
    return writing.as_bytes(book)


def _head(sheet: Worksheet, listed: ListSheet) -> None:
    for place, column in enumerate(listed.columns, start=1):
        cell = sheet.cell(1, place, column.title)
        cell.font = Font(name=_FACE, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _height(columns: tuple[ListColumn, ...], row: tuple[str | date | None, ...]) -> float:
    """Return how high a row is in points, so that its longest text is read whole; not every program finds that out."""
    texts = [(column.width, text) for column, text in zip(columns, row, strict=True) if isinstance(text, str)]
    lines = [sum(ceil(max(len(part), 1) / (width * _FILLED)) for part in text.split("\n")) for width, text in texts]
    return _LINE * min(max(lines, default=1), _MOST_LINES)


def _put(sheet: Worksheet, row: int, place: int, value: str | date | None, column: ListColumn) -> None:
    cell = sheet.cell(row, place)
    if not isinstance(cell, SheetCell):  # this sheet merges nothing; says so to the type checker
        raise TypeError("the sheet has merged cells")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
    cell.font = Font(name=_FACE)
    if column.holds is Holds.FIXED:
        cell.fill = PatternFill("solid", fgColor=_FIXED)
    if column.holds is Holds.DAY:
        cell.number_format = DAY_FORMAT
    if value is None or value == "":
        return
    if isinstance(value, date):
        cell.value = value
        return
    cell.value = fit(value)
    cell.data_type = "s"
    if value[:1] in "=+-@\t":
        cell.quotePrefix = True  # Excel keeps it as text when somebody edits the cell


def _choices(sheet: Worksheet, listed: ListSheet) -> None:
    last = len(listed.rows) + 1 + ROOM
    for place, column in enumerate(listed.columns, start=1):
        if not column.choices:
            continue
        choice_list = ",".join(column.choices)
        validation = DataValidation(
            type="list",
            formula1=f'"{choice_list}"',
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Choose from the list",
            error="Choose one of the words in the list.",
        )
        letter = get_column_letter(place)
        validation.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(validation)


def _instructions(sheet: Worksheet, listed: ListSheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    rows = [(listed.title, ""), (listed.marking, ""), *((line, "") for line in listed.how), ("", ""), *listed.known]
    for number, (first, second) in enumerate(rows, start=1):
        for place, text in ((1, first), (2, second)):
            if text:
                cell = sheet.cell(number, place, fit(text))
                cell.data_type = "s"
                cell.font = Font(name=_FACE, bold=number == 1, size=14 if number == 1 else 11)


def _label(book: Workbook, listed: ListSheet) -> None:
    made = datetime(listed.made_on.year, listed.made_on.month, listed.made_on.day, tzinfo=UTC).replace(tzinfo=None)
    book.properties.title = single_line(listed.title)
    book.properties.creator = book.properties.lastModifiedBy = "Seven Statements"
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = made


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
    entry = next((entry for entry in book.sheets if entry.name == name), None)
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
    return next((choice for choice in choices if choice.casefold() == " ".join(text.split()).casefold()), None)


def _must_be_headed(sheet: SheetFound, name: str, columns: Sequence[ListColumn]) -> None:
    for place, column in enumerate(columns, start=1):
        at = f"{get_column_letter(place)}1"
        heading = sheet.cells.get(at, CellFound(text="")).text.strip()
        if heading != column.title:
            raise WrongInput(
                f"{name}, {at}: the heading should be “{column.title}” and says “{heading[:60]}”. "
                "Put it back, or take the workbook out again."
            )


def _filled(sheet: SheetFound, width: int) -> list[int]:
    letters = {get_column_letter(place) for place in range(1, width + 1)}
    row_numbers = set()
    for at, cell in sheet.cells.items():
        place = _PLACE.fullmatch(at)
        if place is not None and place[1] in letters and int(place[2]) > 1 and (cell.text.strip() or cell.formula):
            row_numbers.add(int(place[2]))
    return sorted(row_numbers)


def _unreadable(cell: CellFound) -> str:
    if cell.formula:
        return "This is a formula. Write what it should say."
    if cell.error:
        return f"This says {cell.text}. Write what it should say."
    if len(cell.text) > LONGEST:
        return f"This has {len(cell.text):,} characters; {LONGEST:,} is the most. Shorten it."
    return ""
