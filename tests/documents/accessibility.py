"""What makes a Word document work on paper, on a screen and aloud: every fault that a test can see.

In: the bytes of a .docx.
Out: a list of faults in words; an empty list where there is none.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from audit.documents.look import INK, WHITE, contrast

_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

_FIRST = ("plan front heading", "plan brief heading")  # our own styles whose outline level is the first


class Opened:
    """A document, opened once for all checks."""

    def __init__(self, written: bytes) -> None:
        self.parts = zipfile.ZipFile(BytesIO(written))
        self.document = docx.Document(BytesIO(written))
        self.body: Any = self.document.element.body
        styles = self.document.styles.element.findall(qn("w:style"))
        self.styles = {one.get(qn("w:styleId")): one for one in styles}

    def xml(self, name: str) -> Any:
        return parse_xml(self.parts.read(name))

    def names(self, pattern: str) -> list[str]:
        return [name for name in self.parts.namelist() if re.fullmatch(pattern, name)]

    def style_name(self, paragraph: Any) -> str:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        found = self.styles.get(style.get(qn("w:val"))) if style is not None else None
        return found.find(qn("w:name")).get(qn("w:val")) if found is not None else "missing style"


def all_text(written: bytes) -> str:
    """Return everything that stands in any part of the document, the charts' workbooks and all properties included."""
    parts = zipfile.ZipFile(BytesIO(written))
    texts = []
    for name in parts.namelist():
        content = parts.read(name)
        texts.append(all_text(content) if name.endswith(".xlsx") else content.decode("utf-8", "replace"))
    return "\n".join(texts)


def problems(
    written: bytes, *, marking: str = "OFFICIAL-SENSITIVE", turned: tuple[bool, ...] = (False, True, False)
) -> list[str]:
    """Return every fault that is found; `turned` says of each section whether its pages lie on their side."""
    one = Opened(written)
    checks = (_headings, _language, _tables, _widths, _drawings, _links, _fields, _contrast, _charts)
    found = [fault for check in checks for fault in check(one)]
    return [*found, *_pages(one, turned), *_marking(one, marking)]


def _headings(one: Opened) -> Iterator[str]:
    names = [one.style_name(p).lower() for p in one.body.iter(qn("w:p"))]
    if names.count("title") != 1:
        yield f"{names.count('title')} titles"
    if "missing style" in names:
        yield "a paragraph without a style"
    levels = [
        1 if name in _FIRST else int(name[-1]) for name in names if name in _FIRST or re.fullmatch(r"heading \d", name)
    ]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"heading level {after} follows {before}"
    blank = [p for p in one.body.iter(qn("w:p")) if not _said(p) and not list(p.iter(qn("w:drawing")))]
    if len(blank) > 1:
        yield f"{len(blank)} empty paragraphs"


def _language(one: Opened) -> Iterator[str]:
    if one.document.core_properties.language != "en-GB" or not one.document.core_properties.title:
        yield "no language or no title in the properties"
    for name in ("word/styles.xml", "word/document.xml"):
        if {lang.get(qn("w:val")) for lang in one.xml(name).iter(qn("w:lang"))} - {"en-GB"}:
            yield f"another language in {name}"
    for name in one.names(r"word/charts/chart\d+\.xml"):
        if [lang.get("val") for lang in one.xml(name).iter(f"{_C}lang")] != ["en-GB"]:
            yield f"{name} has no language"
    modes = [
        c.get(qn("w:val"))
        for c in one.xml("word/settings.xml").iter(qn("w:compatSetting"))
        if c.get(qn("w:name")) == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield "opens in compatibility mode"


def _tables(one: Opened) -> Iterator[str]:
    for tag in ("gridSpan", "vMerge"):
        if list(one.body.iter(qn(f"w:{tag}"))):
            yield "merged cells"
    for table in one.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        heads = [bool(list(row.iter(qn("w:tblHeader")))) for row in rows]
        if heads != [True] + [False] * (len(rows) - 1):
            yield "a table without exactly one header row, the first"
        if not all(list(row.iter(qn("w:cantSplit"))) for row in rows):
            yield "a row that may be split over pages"
        told = (table.find(f"{qn('w:tblPr')}/{qn(f'w:{tag}')}") for tag in ("tblCaption", "tblDescription"))
        if any(one is None or not one.get(qn("w:val")) for one in told):
            yield "a table that says nothing of itself"
        if list(table.iterdescendants(qn("w:tbl"))):
            yield "a table in a table"
        for cell in table.iter(qn("w:tc")):
            if not _said(cell):
                yield "an empty cell"


def _widths(one: Opened) -> Iterator[str]:
    for table in one.body.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        if int(table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").get(qn("w:w"))) != sum(grid):
            yield "a table's width is not that of its columns"
        for row in table.findall(qn("w:tr")):
            if [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))] != grid:
                yield "a row that does not fit its columns"


def _drawings(one: Opened) -> Iterator[str]:
    ids = []
    for name in one.names(r"word/(document|header\d*|footer\d*)\.xml"):
        part = one.xml(name)
        if name == "word/document.xml" and list(part.iter(_ANCHOR)):
            yield "a floating drawing"
        for drawing in part.iter(_DOC_PR):
            ids.append(drawing.get("id"))
            if not drawing.get("descr"):
                yield f"a picture without words in {name}"
    if len(ids) != len(set(ids)):
        yield "two drawings with one id"


def _links(one: Opened) -> Iterator[str]:
    marks = list(one.body.iter(qn("w:bookmarkStart")))
    names = [mark.get(qn("w:name")) for mark in marks]
    for said, values in (("name", names), ("id", [mark.get(qn("w:id")) for mark in marks])):
        if len(values) != len(set(values)):
            yield f"two bookmarks with one {said}"
    wanted = {link.get(qn("w:anchor")) for link in one.body.iter(qn("w:hyperlink"))}
    if wanted - set(names):
        yield f"links to nowhere: {wanted - set(names)}"


def _fields(one: Opened) -> Iterator[str]:
    for name in one.names(r"word/(document|header\d*|footer\d*)\.xml"):
        for paragraph in one.xml(name).iter(qn("w:p")):
            kinds = Counter(char.get(qn("w:fldCharType")) for char in paragraph.iter(qn("w:fldChar")))
            if len({kinds[kind] for kind in ("begin", "separate", "end")}) > 1:
                yield f"a field that does not end in {name}"


def _contrast(one: Opened) -> Iterator[str]:
    for paragraph in one.body.iter(qn("w:p")):
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        cell_ground = "" if cell is None else _fill(cell.find(qn("w:tcPr")))
        ground = _fill(paragraph.find(qn("w:pPr"))) or cell_ground or WHITE
        for run in paragraph.iter(qn("w:r")):
            colour = run.find(f"{qn('w:rPr')}/{qn('w:color')}")
            value = colour.get(qn("w:val")) if colour is not None else _style_colour(one, paragraph)
            if _said(run) and contrast(value, ground) < 4.5:
                yield f"{_said(run)!r} is {value} on {ground}"


def _charts(one: Opened) -> Iterator[str]:
    types = one.parts.read("[Content_Types].xml").decode()
    for name in one.names(r"word/charts/chart\d+\.xml"):
        if f'PartName="/{name}"' not in types:
            yield f"{name} has no content type"
        chart = one.xml(name)
        number = re.findall(r"\d+", name)[0]
        sheet = openpyxl.load_workbook(BytesIO(one.parts.read(f"word/embeddings/chart{number}.xlsx"))).active
        assert sheet is not None
        kept = [list(row[1:]) for row in sheet.iter_rows(min_row=2, values_only=True)]
        drawn = [[int(v.text) for v in series.findall(f"{_C}val//{_C}v")] for series in chart.iter(f"{_C}ser")]
        if [list(row) for row in zip(*drawn, strict=True)] != kept:
            yield f"{name} does not show its workbook"
        if kept not in _figures(one):
            yield f"{name} has no table with its figures"


def _pages(one: Opened, turned: tuple[bool, ...]) -> Iterator[str]:
    if tuple((section.page_width or 0) > (section.page_height or 0) for section in one.document.sections) != turned:
        yield "the pages are not upright and turned as they should be"
    for section in one.document.sections:
        told = "".join(t.text or "" for t in section.footer._element.iter(qn("w:instrText")))
        if not {"PAGE", "NUMPAGES"} <= set(told.split()):
            yield "a footer without page X of Y"


def _marking(one: Opened, marking: str) -> Iterator[str]:
    first = one.document.sections[0]
    places = [first.header, first.footer]
    if first.different_first_page_header_footer:
        places += [first.first_page_header, first.first_page_footer]
    for place in places:
        marked = [p for p in place._element.iter(qn("w:p")) if marking in _said(p)]
        if len(marked) != 1 or one.style_name(marked[0]) != "Plan Marking":
            yield "a header or footer without its marking, once and centred"
    if any(section.different_first_page_header_footer for section in list(one.document.sections)[1:]):
        yield "the turned pages have another first page"


def _figures(one: Opened) -> list[list[list[int]]]:
    """Return the figures of every table whose rows end in whole numbers."""
    found = []
    for table in one.document.tables:
        texts = [[cell.text for cell in row.cells] for row in table.rows][1:]
        found.append([[int(text) for text in row if text.isdigit()] for row in texts])
    return found


def _fill(settings: Any) -> str:
    shade = settings.find(qn("w:shd")) if settings is not None else None
    return shade.get(qn("w:fill")) if shade is not None else ""


def _style_colour(one: Opened, paragraph: Any) -> str:
    reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = reference.get(qn("w:val")) if reference is not None else ""
    while name:
        style = one.styles.get(name)
        if style is None:
            return INK
        colour = style.find(f"{qn('w:rPr')}/{qn('w:color')}")
        if colour is not None and colour.get(qn("w:val")) != "auto":
            return str(colour.get(qn("w:val")))
        based = style.find(qn("w:basedOn"))
        name = based.get(qn("w:val")) if based is not None else ""
    return INK


def _said(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t"))).strip()
