"""Pieces of Word's XML that python-docx does not make by itself, and the one place that reaches behind its parts.

In: text and settings; or a part of a document.
Out: elements in the order that the file format asks for; or the element behind a part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _BaseHeaderFooter
from docx.text.paragraph import Paragraph

from audit.documents import typed

__all__ = ["parse_xml", "qn"]

Element = BaseOxmlElement
HeaderFooter = _BaseHeaderFooter
LANGUAGE = "en-GB"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True)
class Piece:
    """A stretch of text in a paragraph."""

    text: str
    bold: bool = False
    link: str = ""  # the bookmark it leads to; empty: no link
    style: str = ""  # the id of a character style; empty: as the paragraph
    colour: str = ""  # RRGGBB; empty: as the paragraph


Text = str | Piece


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return a Word element with its attributes and children; a child that is None is left out."""
    attrs = {qn(f"w:{name}"): typed.single_line(str(value)) for name, value in attributes.items()}
    element = OxmlElement(f"w:{tag}", attrs=attrs)
    for child in children:
        if child is not None:
            element.append(child)
    return element


def parsed(xml: str) -> Element:
    """Return the element that a text with the prefixes w: and r: stands for."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {_NAMESPACES}", xml.strip(), count=1))


def element_of(part: Paragraph | HeaderFooter) -> Element:
    """Return the element behind a paragraph, a header or a footer."""
    return part._element


def set_blob(part: Any, blob: bytes) -> None:  # noqa: ANN401 - python-docx's own
    """Put other bytes into a part that is kept as bytes, such as a theme."""
    part._blob = blob


def run(text: Text) -> Element:
    """Return a run of text, with its line breaks."""
    piece = text if isinstance(text, Piece) else Piece(text)
    settings = (
        w("rStyle", val=piece.style) if piece.style else None,
        w("b") if piece.bold else None,
        w("color", val=piece.colour) if piece.colour else None,
    )
    holds = w("rPr", *settings) if any(setting is not None for setting in settings) else None
    made = w("r", holds)
    for number, line in enumerate(typed.lines(piece.text)):
        if number:
            made.append(w("br"))
        text_node = w("t")
        text_node.text = line
        text_node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(text_node)
    return made


def linked(piece: Piece) -> Element:
    """Return a run that leads to a bookmark of the same document."""
    return w("hyperlink", run(piece), anchor=piece.link, history=1)


def field(instruction: str, shown: str) -> list[Element]:
    """Return the five runs of a field, with the text shown until Word works it out."""
    instruction_node = w("instrText")
    instruction_node.text = f" {instruction} "
    instruction_node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    marks = [w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    return [marks[0], w("r", instruction_node), marks[1], run(shown), marks[2]]


def bookmarked(name: str, ids: count[int], content: list[Element]) -> list[Element]:
    """Return content between the two ends of a bookmark."""
    number = next(ids)
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def emu(millimetres: float) -> int:
    """Return a length in English Metric Units, which drawings are measured in."""
    return round(millimetres * 36000)
