"""Pages: upright and turned, with the marking above and below.

In: a document under way.
Out: sections that share the same header and footer.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import cast

from docx.document import Document
from docx.section import Section
from docx.shared import Mm

from audit.documents.look import Look
from audit.documents.word import xml
from audit.documents.word.sheet import Sheet
from audit.documents.word.xml import Element, HeaderFooter, element_of, qn

SIDES, TOP, LANDSCAPE_SIDES, LANDSCAPE_TOP, EDGE = 20, 22, 15, 20, 9  # mm


def set_page(document: Document, look: Look) -> None:
    """Set an A4 page with our margins; a template's page stays as it is."""
    section = document.sections[0]
    if not look.own:
        return
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(SIDES)
    section.top_margin = section.bottom_margin = Mm(TOP)
    section.header_distance = section.footer_distance = Mm(EDGE)


def mark(sheet: Sheet, *, marking: str, line: str) -> None:
    """Put the marking into every header and footer in use, and the line with the page number beneath."""
    for place in _places(sheet.document):
        root = element_of(place)
        if marking.casefold() not in _text_of(root).casefold():
            _put(root, sheet.made(marking, "Plan Marking"))
        if root.tag == qn("w:ftr"):
            _put(root, _footer_line(sheet, line, numbered=_has_page_number(root)))


def turn(sheet: Sheet, *, landscape: bool) -> None:
    """End the section that was written; what follows stands on a page the other way round."""
    body = cast("Element", sheet.document.element.body)
    last = body.find(qn("w:sectPr"))
    assert last is not None  # noqa: S101 - every document has one
    ended = deepcopy(last)
    settings = sheet.elements[-1].find(qn("w:pPr"))
    assert settings is not None  # noqa: S101 - a section ends with one of our paragraphs
    settings.append(ended)
    for old in last.findall(qn("w:titlePg")):
        last.remove(old)
    _turn_page(sheet, last, landscape=landscape)


def _turn_page(sheet: Sheet, settings: Element, *, landscape: bool) -> None:
    section = sheet.document.sections[-1]
    size = settings.find(qn("w:pgSz"))
    assert size is not None and section.page_width and section.page_height  # noqa: S101, PT018
    width, height = section.page_width, section.page_height
    section.page_width, section.page_height = height, width
    if landscape:
        size.set(qn("w:orient"), "landscape")
        section.left_margin = section.right_margin = Mm(LANDSCAPE_SIDES)
        if sheet.look.own:
            section.top_margin = section.bottom_margin = Mm(LANDSCAPE_TOP)
        sheet.width = sheet.look.landscape_width
        return
    size.attrib.pop(qn("w:orient"), None)
    first = next(sheet_sections(sheet))
    margins, old = settings.find(qn("w:pgMar")), first.find(qn("w:pgMar"))
    assert margins is not None and old is not None  # noqa: S101, PT018
    settings.replace(margins, deepcopy(old))
    sheet.width = sheet.look.text_width


def sheet_sections(sheet: Sheet) -> Iterator[Element]:
    """Return the settings of the sections that were ended already."""
    return (section for element in sheet.elements for section in element.iter(qn("w:sectPr")))


def _places(document: Document) -> Iterator[HeaderFooter]:
    section = document.sections[0]
    for place in _in_use(document, section):
        if place.is_linked_to_previous:
            place.is_linked_to_previous = False
            root = element_of(place)
            for blank in list(root):
                root.remove(blank)
        yield place


def _in_use(document: Document, section: Section) -> list[HeaderFooter]:
    places: list[HeaderFooter] = [section.header, section.footer]
    if section.different_first_page_header_footer:
        places += [section.first_page_header, section.first_page_footer]
    if document.settings.odd_and_even_pages_header_footer:
        places += [section.even_page_header, section.even_page_footer]
    return places


def _put(root: Element, paragraph: Element) -> None:
    blanks = [p for p in root.findall(qn("w:p")) if not _text_of(p) and not list(p.iter(qn("w:drawing"), qn("w:pict")))]
    for blank in blanks:
        if len(root) > 1 or blank is not root[0]:
            root.remove(blank)
    root.append(paragraph)
    if len(root) > 1 and blanks and blanks[0].getparent() is root:
        root.remove(blanks[0])


def _footer_line(sheet: Sheet, line: str, *, numbered: bool) -> Element:
    made = sheet.made(line if numbered else f"{line} Page ", "Plan Footer")
    if numbered:
        return made
    for run in (*xml.field("PAGE", "1"), xml.run(" of "), *xml.field("NUMPAGES", "1")):
        made.append(run)
    return made


def _text_of(root: Element) -> str:
    return "".join(node.text or "" for node in root.iter(qn("w:t"), qn("w:instrText")))


def _has_page_number(root: Element) -> bool:
    instructions = [node.text or "" for node in root.iter(qn("w:instrText"))]
    instructions += [node.get(qn("w:instr"), "") for node in root.iter(qn("w:fldSimple"))]
    return any("PAGE" in text.split() for text in instructions)
