"""Tables and charts on slides: PowerPoint's own, each with words that say the same.

In: a slide, the room for a figure, and what it shows.
Out: a figure with a white ground of its own, so that it can be read on every template.

Here too:
- The last touches to slides: language, properties, what pictures are called; then bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Literal

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import XmlPart
from pptx.parts.chart import ChartPart
from pptx.util import Emu, Pt

from audit.documents.look import INK, RULE, WHITE
from audit.documents.powerpoint import look as fit
from audit.documents.powerpoint.deck import Deck, runs
from audit.documents.powerpoint.look import POINT, Area, SlideLook, solid
from audit.documents.powerpoint.xml import (
    Presentation,
    Slide,
    add_chart_frame,
    drop_parts_of_package,
    nsdecls,
    parse_xml,
    qn,
    root_of,
    settings_of_cell,
    settings_of_paragraph,
    settings_of_run,
    settings_of_table,
)
from audit.documents.typed import single_line
from audit.documents.word import charts
from audit.documents.word.charts import Bars
from audit.documents.word.xml import LANGUAGE

_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
_PAD_SIDE, _PAD_UP = 6 * POINT, 4 * POINT
_ALIGN = {"left": "l", "right": "r", "center": "ctr"}


@dataclass(frozen=True)
class Column:
    """A column: its heading, and its share of the width."""

    title: str
    width: float
    align: Literal["left", "right", "center"] = "left"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and on what ground."""

    text: str
    bold: bool = False
    ground: str = WHITE  # RRGGBB
    colour: str = INK
    size: float = 0.0  # points; 0: as the table


Row = Sequence[Cell]


def table_size(columns: Sequence[Column], rows: Sequence[Row], room: Area) -> float | None:
    """Return the largest size at which a table fits; None where it fits at none."""
    for size in fit.TABLE_SIZES:
        every = _with_heads(columns, rows)
        if height(columns, rows, room, size) <= room.height and all(
            _holds_words(columns, row, room.width, size) for row in every
        ):
            return size
    return None


def height(columns: Sequence[Column], rows: Sequence[Row], room: Area, size: float | None) -> int:
    """Return how high a table stands at a size; at the smallest where it is None."""
    size = size or fit.TABLE_SIZES[-1]
    return sum(_row_height(columns, row, room.width, size) for row in _with_heads(columns, rows))


def table(
    slide: Slide,
    look: SlideLook,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    room: Area,
    title: str,
    says: str,
    size: float | None = None,
) -> None:
    """Add a table with one header row; `title` and `says` are what a screen reader tells of it first."""
    size = size or table_size(columns, rows, room) or fit.TABLE_SIZES[-1]
    heads = [Cell(column.title, bold=True, colour=look.heading) for column in columns]
    high = [_row_height(columns, row, room.width, size) for row in (heads, *rows)]
    frame = slide.shapes.add_table(
        len(rows) + 1, len(columns), Emu(room.left), Emu(room.top), Emu(room.width), Emu(sum(high))
    )
    _named(frame, title, says)
    settings = settings_of_table(frame.table)
    settings.set("firstRow", "1")
    settings.set("firstCol", "1")
    settings.set("bandRow", "0")
    settings.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    for column, width in zip(frame.table.columns, _widths(columns, room.width), strict=True):
        column.width = Emu(width)
    for number, (row, row_high) in enumerate(zip((heads, *rows), high, strict=True)):
        frame.table.rows[number].height = Emu(row_high)
        for at, cell in enumerate(row):
            rule = (look.heading, 19_050) if number == 0 else (RULE, 6_350)
            _fill(frame.table.cell(number, at), cell, columns[at], cell.size or size, rule)


def chart(slide: Slide, look: SlideLook, bars: Bars, *, room: Area) -> None:
    """Add a chart that PowerPoint itself draws and lets people edit, with its workbook."""
    made, workbook = charts.drawn(bars, font=look.font, size=14)
    package = slide.part.package
    part = ChartPart.load(
        package.next_partname(ChartPart.partname_template), CONTENT_TYPE.DML_CHART, package, _on_white(made)
    )
    part.chart_workbook.update_from_xlsx_blob(workbook)
    number = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    frame = add_chart_frame(slide, number, room.left, room.top, room.width, room.height)
    _described(frame.nvGraphicFramePr.cNvPr, bars.title, bars.alt_text)


def _on_white(made: Any) -> bytes:  # noqa: ANN401 - lxml
    ground = next(child for child in made if child.tag == qn("c:spPr"))
    white = parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{WHITE}"/></a:solidFill>')
    ground.replace(ground.find(qn("a:noFill")), white)
    return bytes(serialize_part_xml(made))


def _named(frame: Any, title: str, says: str) -> None:  # noqa: ANN401 - python-pptx types it by kind
    _described(frame.element.nvGraphicFramePr.cNvPr, title, says)


def _described(properties: Any, title: str, says: str) -> None:  # noqa: ANN401 - lxml
    properties.set("name", single_line(title))
    properties.set("descr", single_line(says))
    properties.set("title", single_line(title))


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    whole = sum(column.width for column in columns)
    widths = [round(column.width / whole * width) for column in columns]
    widths[-1] += width - sum(widths)
    return widths


def _with_heads(columns: Sequence[Column], rows: Sequence[Row]) -> list[Row]:
    return [[Cell(column.title, bold=True) for column in columns], *rows]


def _holds_words(columns: Sequence[Column], row: Row, width: int, size: float) -> bool:
    fits = zip(row, _widths(columns, width), strict=True)
    return all(fit.holds_words(cell.text, cell.size or size, wide - 2 * _PAD_SIDE) for cell, wide in fits)


def _row_height(columns: Sequence[Column], row: Row, width: int, size: float) -> int:
    fits = zip(row, _widths(columns, width), strict=True)
    return max(
        fit.height([cell.text], cell.size or size, wide - 2 * _PAD_SIDE, between=0) + 2 * _PAD_UP for cell, wide in fits
    )


def _fill(place: Any, cell: Cell, column: Column, size: float, rule: tuple[str, int]) -> None:  # noqa: ANN401 - python-pptx
    place.margin_left = place.margin_right = Emu(_PAD_SIDE)
    place.margin_top = place.margin_bottom = Emu(_PAD_UP)
    paragraph = place.text_frame.paragraphs[0]
    settings_of_paragraph(paragraph).set("algn", _ALIGN[column.align])
    for run in runs(paragraph, cell.text):
        run.font.size = Pt(size)
        run.font.bold = cell.bold
        settings_of_run(run).insert(0, solid(cell.colour))
    settings = settings_of_cell(place)
    settings.set("anchor", "ctr" if column.align == "center" else "t")
    colour, width = rule
    settings.append(
        parse_xml(f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>')
    )
    settings.append(solid(cell.ground))


_LETTERS = ("a:rPr", "a:defRPr", "a:endParaRPr")
_DROPPED = ("/thumbnail", "/extended-properties", "/custom-properties")  # they tell of the template's own slides


def as_bytes(deck: Deck, *, title: str, author: str, made_on: date) -> bytes:
    """Return the slides as a file; pictures of the template that say nothing are called the author's logo."""
    made = deck.presentation
    _set_properties(made, title=title, author=author, made_on=made_on)
    _know_the_notes(made)
    for part in made.part.package.iter_parts():
        if isinstance(part, XmlPart):
            _speak_english(root_of(part))
            _name_pictures(root_of(part), f"{author} logo")
    drop_parts_of_package(made, _DROPPED)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _set_properties(made: Presentation, *, title: str, author: str, made_on: date) -> None:
    properties = made.core_properties
    properties.title = single_line(title)
    properties.author = properties.last_modified_by = single_line(author)
    properties.language = LANGUAGE
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.revision = 1
    properties.created = properties.modified = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)


def _know_the_notes(made: Presentation) -> None:
    """Enter the master of the notes in the presentation, which the library leaves out."""
    root = root_of(made.part)
    if root.find(qn("p:notesMasterIdLst")) is not None:
        return
    number = next(key for key, relationship in made.part.rels.items() if relationship.reltype.endswith("/notesMaster"))
    entry = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{number}"/></p:notesMasterIdLst>'
    )
    root.find(qn("p:sldMasterIdLst")).addnext(entry)


def _speak_english(root: Any) -> None:  # noqa: ANN401 - lxml
    for run in root.iter(qn("a:r"), qn("a:fld"), qn("a:br")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, parse_xml(f"<a:rPr {nsdecls('a')}/>"))
    for letters in root.iter(*(qn(tag) for tag in _LETTERS)):
        if letters.tag != qn("a:defRPr") or letters.get("lang"):
            letters.set("lang", LANGUAGE)
        letters.attrib.pop("altLang", None)


def _name_pictures(root: Any, logo: str) -> None:  # noqa: ANN401 - lxml
    for picture in root.iter(qn("p:pic")):
        properties = picture.find(f"{qn('p:nvPicPr')}/{qn('p:cNvPr')}")
        if not properties.get("descr"):
            properties.set("descr", single_line(logo))
