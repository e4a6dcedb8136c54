"""What python-pptx keeps to itself and slides need: the one place that reaches behind its public parts.

In: a part, a shape, a paragraph, a run or a cell of python-pptx.
Out: the element behind it, as lxml has it; or the one change that there is no public way to make.
"""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

__all__ = ["nsdecls", "parse_xml", "qn"]

# python-pptx's types do not hold under strict checks, so its parts are known by their names alone.
Xml = Any  # an element of lxml, whose types say nothing of this format
Presentation = Any
SlideMaster = Any
SlideLayout = Any
Slide = Any
Shape = Any
Part = Any


def root_of(part: Part) -> Xml:
    """Return the element that a part of the package is made of."""
    return part._element


def set_blob(part: Part, blob: bytes) -> None:
    """Put other bytes into a part that is kept as bytes, such as a theme."""
    part._blob = blob


def drop_parts_of_package(made: Presentation, endings: tuple[str, ...]) -> None:
    """Let go of what stands beside the presentation, by the ends of its kinds."""
    related = made.part.package._rels
    for number, relationship in list(related.items()):
        if relationship.reltype.endswith(endings):
            related.pop(number)


def next_shape_id(slide: Slide) -> int:
    """Return a number that no shape of a slide has yet."""
    return int(slide.shapes._next_shape_id)


def add_chart_frame(slide: Slide, number: str, left: int, top: int, width: int, height: int) -> Xml:
    """Add the frame of a chart that the slide is related to already, and return its element."""
    return slide.shapes._add_chart_graphicFrame(number, Emu(left), Emu(top), Emu(width), Emu(height))


def settings_of_paragraph(paragraph: Any) -> Xml:  # noqa: ANN401 - python-pptx's own
    """Return a paragraph's settings."""
    return paragraph._p.get_or_add_pPr()


def settings_of_run(run: Any) -> Xml:  # noqa: ANN401 - python-pptx's own
    """Return the settings of a run's letters."""
    return run._r.get_or_add_rPr()


def settings_of_cell(cell: Any) -> Xml:  # noqa: ANN401 - python-pptx's own
    """Return a cell's settings."""
    return cell._tc.get_or_add_tcPr()


def settings_of_table(table: Any) -> Xml:  # noqa: ANN401 - python-pptx's own
    """Return a table's settings."""
    return table._tbl.tblPr
