"""How a workbook that comes back looks: one named style for each kind of cell, and rows tall enough for their words.

In: a workbook, a sheet, and the words of its cells.
Out: styles, heights, a footer, and the sheet of instructions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import writing
from audit.documents.typed import fit


class Look(StrEnum):
    """How a cell looks, and with it whether it can be filled in."""

    TITLE = "title"
    SOFT = "soft"
    HEAD = "head"
    SECTION = "section"
    LABEL = "label"
    TEXT = "text"
    WORDS = "words"  # filled in
    DAY = "day"  # filled in
    FIXED_DAY = "fixed day"


_FILLED_IN = (Look.WORDS, Look.DAY)
_FILLS = {Look.HEAD: "12436D", Look.SECTION: "DDE4EA"} | dict.fromkeys(_FILLED_IN, "E6F1FA")
_BOLD = (Look.TITLE, Look.HEAD, Look.SECTION, Look.LABEL)
_ALONE = (Look.TITLE, Look.SOFT)  # runs over the cells beside it, and has no edge
_DAY_FORMAT = "dd/mm/yyyy"
_EDGE = Side(style="thin", color="8A949C")
_FACE = "Calibri"
_LINE, _TALLEST = 15.0, 400.0  # points


class _Growing(RowDimension):
    """A row that has a height to begin with, and grows as somebody types."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - the format's own name
        """Say that nobody set the height by hand."""
        return False


def add_styles(book: Workbook) -> None:
    """Add a named style for each kind of cell."""
    for style in styles().values():
        book.add_named_style(style)


def styles() -> dict[Look, NamedStyle]:
    """Return a style for each kind of cell, new ones each time."""
    made = {}
    for look in Look:
        style = NamedStyle(name=style_name(look))
        style.font = Font(
            name=_FACE,
            size=16 if look is Look.TITLE else 11,
            bold=look in _BOLD,
            color={Look.HEAD: "FFFFFF", Look.SOFT: "3D4650"}.get(look, "0B0C0C"),
        )
        style.alignment = Alignment(wrap_text=look not in _ALONE, vertical="top")
        if look in _FILLS:
            style.fill = PatternFill("solid", fgColor=_FILLS[look])
        if look not in _ALONE:
            style.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
        style.number_format = (
            _DAY_FORMAT if look in (Look.DAY, Look.FIXED_DAY) else "@"
        )  # a figure stays as it is typed
        style.protection = Protection(locked=look not in _FILLED_IN)
        made[look] = style
    return made


def style_name(look: Look) -> str:
    """Return what a style is called in the workbook."""
    return f"Audit {look.value}"


def set_height(sheet: Worksheet, row: int, cells: Iterable[tuple[str, int]], *, least: int = 1) -> None:
    """Make a row tall enough for its cells, each with its words and its column's width in characters."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    height = min(max(lines, least) * _LINE + 3, _TALLEST)
    sheet.row_dimensions[row] = _Growing(sheet, index=row, ht=height)


def footer(text: str) -> HeaderFooter:
    """Return a footer with words at the left and the page's number at the right."""
    foot = HeaderFooterItem()
    foot.left.text, foot.right.text = fit(text).strip().replace("&", "&&"), "&P / &N"
    return HeaderFooter(oddFooter=foot)


def instruct(sheet: Worksheet, title: str, sections: Sequence[tuple[str, Sequence[tuple[str, str | None]]]]) -> None:
    """Write instructions: sections of labelled lines under a title; a line without a text is to be filled in."""
    widths = (28, 92)
    for letter, width in zip("AB", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    writing.put(sheet, "A1", title, style=style_name(Look.TITLE))
    row = 2
    for heading, lines in sections:
        for at, words in ((f"A{row}", heading), (f"B{row}", "")):
            writing.put(sheet, at, words, style=style_name(Look.SECTION))
        for label, text in lines:
            row += 1
            writing.put(sheet, f"A{row}", label, style=style_name(Look.LABEL))
            look = Look.WORDS if text is None else Look.TEXT
            writing.put(sheet, f"B{row}", text or "", style=style_name(look))
            set_height(sheet, row, [(label, widths[0]), (text or "", widths[1])])
        row += 2
    writing.on_paper(sheet, landscape=False)
    writing.lock(sheet)


def _lines(text: str, width: int) -> int:
    return sum(max(ceil(len(line) / (width * 1.1)), 1) for line in text.split("\n")) if text else 1
