"""How an audit workbook looks: one named style for each kind of cell, and rows tall enough for their words.

In: the plan of a sheet and the words in its cells.
Out: styles, heights and a footer; what can be filled in is pale blue and not locked.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.rating.layout import Look
from audit.documents.typed import fit

_EDGE = Side(style="thin", color="8A949C")
_FACE = "Calibri"
_FILLS = {Look.HEAD: "12436D", Look.SECTION: "DDE4EA", Look.CHOICE: "E6F1FA", Look.WORDS: "E6F1FA"}
_BOLD = (Look.TITLE, Look.HEAD, Look.SECTION, Look.LABEL)
_ALONE = (Look.TITLE, Look.SOFT)  # runs over the cells beside it, and has no edge
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
        style.number_format = "@"  # a date or a figure stays as it is typed
        style.protection = Protection(locked=look not in (Look.CHOICE, Look.WORDS))
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
    left, right = _HeaderFooterPart(text=fit(text).strip().replace("&", "&&")), _HeaderFooterPart(text="&P / &N")
    return HeaderFooter(oddFooter=HeaderFooterItem(left=left, right=right))


def _lines(text: str, width: int) -> int:
    return sum(max(ceil(len(line) / (width * 1.1)), 1) for line in text.split("\n")) if text else 1
