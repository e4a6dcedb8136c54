"""Writing a workbook that comes back: words as words, fixed cells locked, nothing a formula.

In: a sheet, and what belongs in its cells.
Out: cells, locks, the hidden sheet, and the workbook's own label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel.seal import STRUCTURE, Row
from audit.documents.typed import fit, one_line

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read what follows as one character


def put(sheet: Worksheet, at: str, text: str, *, style: str = "") -> SheetCell:
    """Write words as words, whatever character they begin with."""
    cell = sheet[at]
    if not isinstance(cell, SheetCell):  # this sheet merges nothing; says so to the type checker
        raise TypeError("the sheet has merged cells")
    if style:
        cell.style = style
    if text:
        cell.value = _ESCAPED.sub("_x005F_", fit(text))
        cell.data_type = "s"
        if text[:1] in "=+-@\t":
            cell.quotePrefix = True  # Excel keeps it as text when somebody edits the cell
    return cell


def drop_down(formula: str, title: str, prompt: str) -> DataValidation:
    """Return a drop-down list that lets a cell stay empty."""
    return DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle="Choose from the list",
        error="Choose one of the words in the list, or leave the cell empty.",
        promptTitle=title,
        prompt=prompt,
    )


def on_paper(sheet: Worksheet, *, landscape: bool) -> None:
    """Make a sheet print on A4, as wide as the paper."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def lock(sheet: Worksheet) -> None:
    """Lock what is fixed; rows and columns may be made larger."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False  # not forbidden


def add_structure(book: Workbook, rows: Iterable[Row]) -> Worksheet:
    """Add the sheet that nobody sees, and return it."""
    sheet: Worksheet = book.create_sheet(STRUCTURE)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            put(sheet, f"{get_column_letter(column)}{number}", text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    return sheet


def label(book: Workbook, title: str, made_on: date) -> None:
    """Give the workbook its title and language, and lock which sheets it has."""
    made = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).replace(tzinfo=None)
    book.properties.title = one_line(title)
    book.properties.creator = book.properties.lastModifiedBy = "Seven Statements"
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = made
    book.security = WorkbookProtection(lockStructure=True)
