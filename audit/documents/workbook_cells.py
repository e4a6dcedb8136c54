"""Single cells of a workbook: words written as words, and what keeps a cell that came back from being read.

In: words for a cell, or a cell that was found.
Out: the cell, or a sentence that says why it cannot be read.
"""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.audit_workbook_values import clean
from audit.documents.workbook_sheets import CellFound

MOST = 32_767  # the most UTF-16 units that Excel keeps in a cell
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read what follows as one character


def put(sheet: Worksheet, at: str, text: str, *, style: str = "") -> Cell:
    """Write words as words, whatever character they begin with."""
    cell = sheet[at]
    if not isinstance(cell, Cell):  # our sheets merge nothing; says so to the type checker
        raise TypeError("the sheet has merged cells")
    if style:
        cell.style = style
    if text:
        cell.value = _ESCAPED.sub("_x005F_", clean(text))
        cell.data_type = "s"
        if text[:1] in "=+-@\t":
            cell.quotePrefix = True  # Excel keeps it as text when somebody edits the cell
    return cell


def unreadable(found: CellFound) -> str:
    """Return why a cell cannot be read; empty where it can."""
    if found.formula:
        return "This is a formula. Write the words themselves."
    if found.error:
        return "This cell shows an error. Write the words themselves."
    if len(found.text) > MOST:
        return f"This is too long for a cell. Keep it under {MOST:,} characters."
    return ""
