"""Writing a workbook that comes back: words as words, fixed cells locked, nothing a formula.

In: a sheet, and what belongs in its cells.
Out: cells, locks, the hidden sheet, and the workbook's own label.

Here too:
- Saving a workbook as Excel writes one itself, so that nothing has to be repaired or written anew.
- A workbook that came back, with the cells marked that are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel.sheets import STRUCTURE, Row, Wrong
from audit.documents.typed import fit, single_line

_FONT = (
    b"b",
    b"i",
    b"strike",
    b"condense",
    b"extend",
    b"outline",
    b"shadow",
    b"u",
    b"vertAlign",
    b"sz",
    b"color",
    b"name",
    b"family",
    b"charset",
    b"scheme",
)
_FONTS, _PART = re.compile(rb"<font>(.*?)</font>", re.DOTALL), re.compile(rb"<(\w+)[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_CELL = re.compile(rb'(<c [^>]*?)t="inlineStr"([^>]*>)<is>(.*?)</is>', re.DOTALL)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAMED = {
    "[Content_Types].xml": b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/>',
    "xl/_rels/workbook.xml.rels": b'<Relationship Id="rIdWords" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/>',
}  # where the format asks that the words be named


_OURS = "Seven Statements"
LISTS = "Lists"


def as_bytes(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    written, finished = BytesIO(), BytesIO()
    book.save(written)
    words: dict[bytes, int] = {}
    with ZipFile(written) as old, ZipFile(finished, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if _SHEET.fullmatch(info.filename):
                part = _CELL.sub(lambda cell: _as_shared_string(cell, words), part)
            elif info.filename == "xl/styles.xml":
                part = _FONTS.sub(_in_order, part)
            elif info.filename in _NAMED:
                inside, end, name = part.rpartition(b"</")
                part = inside + _NAMED[info.filename] + end + name
            new.writestr(info, part)
        new.writestr("xl/sharedStrings.xml", _strings(words))
    return finished.getvalue()


def _as_shared_string(cell: re.Match[bytes], words: dict[bytes, int]) -> bytes:
    start, attributes, text = cell.groups()
    return b'%bt="s"%b<v>%d</v>' % (start, attributes, words.setdefault(text, len(words)))


def _in_order(font: re.Match[bytes]) -> bytes:
    parts = sorted(_PART.finditer(font[1]), key=lambda match: _FONT.index(match[1]))
    return b"<font>%b</font>" % b"".join(match[0] for match in parts)


def _strings(words: dict[bytes, int]) -> bytes:
    strings = b"".join(b"<si>%b</si>" % string for string in words)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="%b" uniqueCount="%d">%b</sst>' % (
        _SPACE,
        len(words),
        strings,
    )


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


def add_lists(book: Workbook, lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Add a sheet that nobody sees with the words that drop-downs offer, and return the cells of each list by name."""
    sheet: Worksheet = book.create_sheet(LISTS)
    cells = {}
    for place, (name, words) in enumerate(lists.items(), start=1):
        letter, last = get_column_letter(place), 1
        for last, text in enumerate(words, start=1):
            put(sheet, f"{letter}{last}", text)
        cells[name] = f"{LISTS}!${letter}$1:${letter}${last}"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    return cells


def drop_down(cells: str, title: str, prompt: str, *, only: bool = True) -> DataValidation:
    """Return a drop-down list of the words in some cells that lets a cell stay empty; without cells just the prompt.

    `only` says whether no other word may be written.
    """
    return DataValidation(
        type="list" if cells else None,
        formula1=cells or None,
        allow_blank=True,
        showErrorMessage=bool(cells) and only,
        showInputMessage=True,
        errorTitle="Choose from the list",
        error="Choose one of the words in the list, or leave the cell empty.",
        promptTitle=title[:32],
        prompt=prompt[:250],
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
    book.properties.title = single_line(title)
    book.properties.creator = book.properties.lastModifiedBy = _OURS
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = made
    book.security = WorkbookProtection(lockStructure=True)


_MARK = PatternFill("solid", fgColor="F6D7D2")


def marked(data: bytes, wrong: Sequence[Wrong]) -> bytes:
    """Return a workbook that was read before, with a mark and the sentence on each cell that is wrong, and no other."""
    book = load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        for cell in (
            cell for row in sheet.iter_rows() for cell in row if cell.comment and cell.comment.author == _OURS
        ):
            cell.comment, cell.fill = None, PatternFill()
    for fault in wrong:
        place = book[fault.sheet][fault.cell] if fault.sheet in book.sheetnames else None
        if isinstance(place, SheetCell):
            before = f"{place.comment.text} " if place.comment else ""
            place.comment, place.fill = Comment(fit(f"{before}{fault.why}"), _OURS, height=120, width=300), _MARK
    return as_bytes(book)
