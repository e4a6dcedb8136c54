"""A list as an Excel workbook that comes back: one row a thing, one column a field, and a sheet of instructions.

In: columns, rows and a few sentences.
Out: the bytes of one .xlsx file. Nothing a person typed can become a formula, and choices are offered in the cells.
"""

from __future__ import annotations

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

from audit.documents.excel import saving
from audit.documents.typed import fit, one_line

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
    return saving.as_bytes(book)


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
    texts = [(column.width, said) for column, said in zip(columns, row, strict=True) if isinstance(said, str)]
    lines = [sum(ceil(max(len(part), 1) / (width * _FILLED)) for part in said.split("\n")) for width, said in texts]
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
        said = ",".join(column.choices)
        validation = DataValidation(
            type="list",
            formula1=f'"{said}"',
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
    rows = [(listed.title, ""), (listed.marking, ""), *((one, "") for one in listed.how), ("", ""), *listed.known]
    for number, (first, second) in enumerate(rows, start=1):
        for place, text in ((1, first), (2, second)):
            if text:
                cell = sheet.cell(number, place, fit(text))
                cell.data_type = "s"
                cell.font = Font(name=_FACE, bold=number == 1, size=14 if number == 1 else 11)


def _label(book: Workbook, listed: ListSheet) -> None:
    made = datetime(listed.made_on.year, listed.made_on.month, listed.made_on.day, tzinfo=UTC).replace(tzinfo=None)
    book.properties.title = one_line(listed.title)
    book.properties.creator = book.properties.lastModifiedBy = "Seven Statements"
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = made
