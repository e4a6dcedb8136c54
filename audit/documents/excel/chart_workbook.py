"""A chart's table as an Excel workbook: what was worked out, with its message and its source.

In: the chart's title, sentence, source and table.
Out: the bytes of one .xlsx file. Nothing a person typed can become a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import writing
from audit.documents.typed import fit, single_line

_HEAD = 5  # the heading row: title, sentence, source and an empty row stand above it
_NARROW, _WIDE = 12, 60  # characters


class HasTable(Protocol):
    """Anything with a heading row and rows beneath it."""

    @property
    def columns(self) -> Sequence[str]:
        """Return the headings."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """Return the rows, each as long as the headings."""
        ...


def write_chart_workbook(chart_title: str, sentence: str, source: str, table: HasTable) -> bytes:
    """Return a workbook of one sheet: title, sentence, source, and the table, whose heading row stays in view."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    sheet.title = "Table"
    book.properties.title = single_line(chart_title)
    book.properties.language = "en-GB"
    for row, text in enumerate((chart_title, sentence, source), start=1):
        _write(sheet, row, 1, text)
    sheet["A1"].font = Font(bold=True, size=14)
    _fill(sheet, table)
    return writing.as_bytes(book)


def _fill(sheet: Worksheet, table: HasTable) -> None:
    for column, heading in enumerate(table.columns, start=1):
        _write(sheet, _HEAD, column, heading)
        sheet.cell(_HEAD, column).font = Font(bold=True)
        cells = [row[column - 1] for row in table.rows]
        longest = max(len(str(cell)) for cell in (heading, *cells))
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, _NARROW), _WIDE)
        for row, cell in enumerate(cells, start=_HEAD + 1):
            _write(sheet, row, column, cell)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"B{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Write a number as a number and everything else as text, whatever character it begins with."""
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):  # this sheet merges nothing; says so to the type checker
        raise TypeError("the sheet has merged cells")
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    text = fit(str(value))
    cell.value = text
    cell.data_type = "s"
    if text[:1] in "=+-@\t\r":
        cell.quotePrefix = True  # Excel keeps it as text when somebody edits the cell
