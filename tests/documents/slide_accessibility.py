"""What makes slides work on a wall, on a screen and aloud: every fault that a test can see.

In: the bytes of a .pptx.
Out: a list of faults in words; an empty list where there is none.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pptx
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from audit.documents.look import contrast
from audit.documents.powerpoint.look import ground, letters

LEAST_POINTS = 12


class Shown:
    """A set of slides, opened once for all checks."""

    def __init__(self, written: bytes) -> None:
        self.parts = zipfile.ZipFile(BytesIO(written))
        self.presentation: Any = pptx.Presentation(BytesIO(written))
        self.slides: list[Any] = list(self.presentation.slides)

    def names(self, pattern: str) -> list[str]:
        return [name for name in self.parts.namelist() if re.fullmatch(pattern, name)]

    def xml(self, name: str) -> Any:
        return parse_xml(self.parts.read(name))


def problems(written: bytes, *, marking: str = "OFFICIAL-SENSITIVE") -> list[str]:
    """Return every fault that is found."""
    one = Shown(written)
    checks = (_properties, _languages, _titles, _order, _figures, _tables, _charts, _letters, _notes, _kept_inside)
    found = [fault for check in checks for fault in check(one)]
    return [*found, *_marking(one, marking)]


def said(slide: Any) -> str:
    """Return everything that stands on a slide, its tables included, in reading order."""
    texts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            texts.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(texts)


def all_said(written: bytes) -> str:
    """Return everything that stands on the slides and in their notes."""
    slides = Shown(written).slides
    return "\n".join(f"{said(slide)}\n{slide.notes_slide.notes_text_frame.text}" for slide in slides)


def _properties(one: Shown) -> Iterator[str]:
    properties = one.presentation.core_properties
    if properties.language != "en-GB" or not properties.title:
        yield "no language or no title in the properties"
    if not one.slides:
        yield "no slide at all"


def _languages(one: Shown) -> Iterator[str]:
    parts = one.names(r"ppt/(slides|slideLayouts|slideMasters|notesSlides|notesMasters)/[^/]+\.xml")
    for name in (*parts, "ppt/presentation.xml"):
        for run in one.xml(name).iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            if run.get("lang", "en-GB") != "en-GB" or (run.tag == qn("a:rPr") and not run.get("lang")):
                yield f"another language, or none, in {name}"
                break


def _titles(one: Shown) -> Iterator[str]:
    titles = []
    for number, slide in enumerate(one.slides, start=1):
        holders = [s for s in slide.placeholders if _kind(s) in ("title", "ctrTitle")]
        if len(holders) != 1 or not holders[0].text_frame.text.strip():
            yield f"slide {number} has {len(holders)} titles, or an empty one"
            continue
        titles.append(holders[0].text_frame.text)
        if slide.shapes[0].shape_id != holders[0].shape_id:
            yield f"slide {number} does not begin with its title"
    if len(titles) != len(set(titles)):
        yield "two slides with one title"


def _order(one: Shown) -> Iterator[str]:
    for number, slide in enumerate(one.slides, start=1):
        shapes = [s for s in slide.shapes if _kind(s) not in ("title", "ctrTitle")]
        ids = [s.shape_id for s in slide.shapes]
        if len(ids) != len(set(ids)):
            yield f"slide {number} has two shapes with one id"
        for before, after in pairwise(shapes):
            if after.top + after.height <= before.top:
                yield f"slide {number} is read in another order than it is seen"
        if any(s.is_placeholder and not s.text_frame.text.strip() for s in slide.shapes):
            yield f"slide {number} has an empty place"


def _figures(one: Shown) -> Iterator[str]:
    for name in one.names(r"ppt/(slides|slideLayouts|slideMasters)/[^/]+\.xml"):
        root = one.xml(name)
        for frame in (*root.iter(qn("p:graphicFrame")), *root.iter(qn("p:pic"))):
            if not next(frame.iter(qn("p:cNvPr"))).get("descr"):
                yield f"a picture, chart or table without words in {name}"


def _tables(one: Shown) -> Iterator[str]:
    for number, slide in enumerate(one.slides, start=1):
        for table in slide._element.iter(qn("a:tbl")):
            if table.find(qn("a:tblPr")).get("firstRow") != "1":
                yield f"a table without a header row on slide {number}"
            for cell in table.iter(qn("a:tc")):
                if set(cell.attrib) & {"gridSpan", "rowSpan", "hMerge", "vMerge"}:
                    yield f"merged cells on slide {number}"
                if not "".join(t.text or "" for t in cell.iter(qn("a:t"))).strip():
                    yield f"an empty cell on slide {number}"


def _charts(one: Shown) -> Iterator[str]:
    tables = [[_numbers(s.table) for s in slide.shapes if getattr(s, "has_table", False)] for slide in one.slides]
    for number, slide in enumerate(one.slides, start=1):
        for shape in slide.shapes:
            if not getattr(shape, "has_chart", False):
                continue
            part = shape.chart.part
            if [lang.get("val") for lang in part._element.iter(qn("c:lang"))] != ["en-GB"]:
                yield f"a chart without its language on slide {number}"
            sheet = openpyxl.load_workbook(BytesIO(part.chart_workbook.xlsx_part.blob)).active
            assert sheet is not None
            kept = [list(row[1:]) for row in sheet.iter_rows(min_row=2, values_only=True)]
            drawn = [list(row) for row in zip(*(series.values for series in shape.chart.plots[0].series), strict=True)]
            if drawn != kept:
                yield f"a chart does not show its workbook on slide {number}"
            if kept not in [figures for near in tables[number - 1 : number + 1] for figures in near]:
                yield f"a chart has no table with its figures on slide {number} or the next"


def _letters(one: Shown) -> Iterator[str]:
    for number, slide in enumerate(one.slides, start=1):
        paper, own = ground(slide.slide_layout), cache(partial(letters, slide.slide_layout))
        for shape in slide.shapes:
            for run in shape._element.iter(qn("a:r"), qn("a:fld")):
                text = "".join(t.text or "" for t in run.iter(qn("a:t")))
                cell = next(run.iterancestors(qn("a:tc")), None)
                under = paper if cell is None else _solid(cell.find(qn("a:tcPr")))
                colour = _solid(run.find(qn("a:rPr"))) or own(_kind(shape))
                if under and colour and contrast(colour, under) < 4.5:
                    yield f"{text!r} is {colour} on {under} on slide {number}"
                size = run.find(qn("a:rPr")).get("sz")
                if size is not None and int(size) < LEAST_POINTS * 100:
                    yield f"{text!r} is too small on slide {number}"


def _notes(one: Shown) -> Iterator[str]:
    for number, slide in enumerate(one.slides, start=1):
        if not slide.has_notes_slide or len(slide.notes_slide.notes_text_frame.text.split()) < 5:
            yield f"nothing is said to slide {number}"
        if list(slide._element.iter(qn("p:transition"), qn("p:timing"))):
            yield f"slide {number} moves"


def _kept_inside(one: Shown) -> Iterator[str]:
    width, height = one.presentation.slide_width, one.presentation.slide_height
    for number, slide in enumerate(one.slides, start=1):
        for s in slide.shapes:
            if s.left < 0 or s.top < 0 or s.left + s.width > width or s.top + s.height > height:
                yield f"{s.name} reaches over the edge of slide {number}"


def _marking(one: Shown, marking: str) -> Iterator[str]:
    for number, slide in enumerate(one.slides, start=1):
        if said(slide).count(marking) != 1:
            yield f"slide {number} is not marked, once"
        numbered = any(_kind(s) == "sldNum" for s in slide.slide_layout.placeholders)
        if numbered and not any(field.get("type") == "slidenum" for field in slide._element.iter(qn("a:fld"))):
            yield f"slide {number} has no number"


def _numbers(table: Any) -> list[list[int]]:
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    return [[int(text) for text in row if text.isdigit()] for row in rows]


def _solid(settings: Any) -> str:
    said_ = settings.find(f"{qn('a:solidFill')}/{qn('a:srgbClr')}") if settings is not None else None
    return said_.get("val") if said_ is not None else ""


def _kind(shape: Any) -> str:
    return str(shape._element.ph.get("type") or "obj") if shape.is_placeholder else "text"
