"""Tables that can be heard as well as seen: one header row, every cell filled, no merged cells.

In: columns with their widths, and cells.
Out: a table with equal widths in all three places where the format keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from audit.documents.look import RULE, WHITE
from audit.documents.word.sheet import Sheet
from audit.documents.word.xml import Element, Piece, Text, twips, w


@dataclass(frozen=True)
class Column:
    """A column: its heading, and its share of the table's width."""

    title: str
    width: float
    align: Literal["left", "right", "center"] = "left"
    ref: str = ""  # stands bold before the title, in a strip
    narrow: bool = False  # one of many: small heading, little space at its sides


@dataclass(frozen=True)
class Cell:
    """A cell: paragraphs made by the sheet, and the ground they stand on."""

    paragraphs: tuple[Element, ...]
    ground: str = ""  # RRGGBB; empty: the paper
    parted: bool = False  # white side borders keep neighbours of the same shade apart


@dataclass(frozen=True, kw_only=True)
class PageFit:
    """How a table may break over pages."""

    together: bool = False  # True for small tables only: whole on one page
    row_height: float = 0.0  # least height of a row, mm; 0: as high as its text


def plain(sheet: Sheet, text: Text | Sequence[Text], style: str = "Plan Table Text", *, keep: bool = False) -> Cell:
    """Return a cell of one paragraph."""
    return Cell((sheet.made(text, style, keep_next=keep),))


def table(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    title: str,
    says: str,
    page_fit: PageFit = PageFit(),
) -> None:
    """Add a table as wide as the text; `title` and `says` are what a screen reader tells of it first."""
    widths = _widths(sheet, columns)
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    made = w("tbl", _settings(sheet, sum(widths), title, says), grid, _header(sheet, columns, widths))
    for number, row in enumerate(rows):
        keep = page_fit.together and number < len(rows) - 1
        made.append(_row(row, widths, keep=keep, height=page_fit.row_height))
    sheet.elements.append(made)


def about(sheet: Sheet, subject: str, rows: Mapping[str, str], *, says: str, names: float = 46) -> None:
    """Add what a paper is, one thing a row; `names` is how wide the first column is, of a text of 170."""
    title = f"About {subject}"
    cells = [(plain(sheet, name, "Plan Table Row Head"), plain(sheet, text)) for name, text in rows.items()]
    table(sheet, (Column(title, names), Column("Detail", 170 - names)), cells, title=title, says=says)


def _widths(sheet: Sheet, columns: Sequence[Column]) -> list[int]:
    whole = sum(column.width for column in columns)
    widths = [twips(column.width / whole * sheet.width) for column in columns]
    widths[-1] += twips(sheet.width) - sum(widths)
    return widths


def _settings(sheet: Sheet, width: int, title: str, says: str) -> Element:
    return w(
        "tblPr",
        w("tblStyle", val=sheet.style("Plan Table")),
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=0, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=0),
        w("tblCaption", val=title),
        w("tblDescription", val=says),
    )


def _header(sheet: Sheet, columns: Sequence[Column], widths: Sequence[int]) -> Element:
    made = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
    for column, width in zip(columns, widths, strict=True):
        rule = w("tcBorders", w("bottom", val="single", sz=12, space=0, color=sheet.look.heading))
        tight = _tight() if column.narrow else None
        settings = w("tcPr", w("tcW", w=width, type="dxa"), rule, tight, w("vAlign", val="bottom"))
        made.append(w("tc", settings, _title(sheet, column)))
    return made


def _title(sheet: Sheet, column: Column) -> Element:
    if column.ref:
        return sheet.made([Piece(column.ref, bold=True), f" {column.title}"], "Plan Strip Head")
    if column.narrow:
        return sheet.made(Piece(column.title, bold=True), "Plan Strip Head")
    made = sheet.made(column.title, "Plan Table Head")
    if column.align != "left":
        made[0].append(w("jc", val=column.align))
    return made


def _row(row: Sequence[Cell], widths: Sequence[int], *, keep: bool, height: float) -> Element:
    least = w("trHeight", val=twips(height), hRule="atLeast") if height else None
    made = w("tr", w("trPr", w("cantSplit"), least))
    for cell, width in zip(row, widths, strict=True):
        settings = w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            _parting() if cell.parted else None,
            w("shd", val="clear", color="auto", fill=cell.ground) if cell.ground else None,
            _tight() if cell.parted else None,
            w("vAlign", val="center") if cell.parted else None,
        )
        made.append(
            w("tc", settings, *(_keep_with_next(paragraph) if keep else paragraph for paragraph in cell.paragraphs))
        )
    return made


def _parting() -> Element:
    sides = (w(side, val="single", sz=12, space=0, color=WHITE) for side in ("left", "right"))
    left, right = sides
    bottom = w("bottom", val="single", sz=4, space=0, color=RULE)
    return w("tcBorders", left, bottom, right)


def _tight() -> Element:
    return w("tcMar", *(w(side, w=40, type="dxa") for side in ("left", "right")))


def _keep_with_next(paragraph: Element) -> Element:
    settings = paragraph[0]
    if not any(setting.tag.endswith("}keepNext") for setting in settings):
        settings.insert(1, w("keepNext"))
    return paragraph
