"""The file that a document begins as: our own, or a council's that lends its look.

In: nothing, or the bytes of a .docx.
Out: an empty document and its look; a file that cannot be used is refused with what to do.

Here too:
- Files that cannot lend their look: macros, templates, shows, locked and damaged files, each refused in words.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import cast

import docx
from docx.document import Document

from audit.documents.look import FONT, GREY, HEADING, INK, WHITE, Look, contrast
from audit.documents.word.xml import Element, qn, set_blob, w
from audit.errors import WrongInput

_OLD_FILE = b"\xd0\xcf\x11\xe0"  # how files of the old kinds begin, and those with a password


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """What is looked for in files of one kind, and what is said of each fault."""

    maker: str  # the program's name in types of its own, such as "ms-word"
    markup: str  # the name of the open markup, such as "wordprocessingml"
    macros: str  # the part that holds them
    most_bytes: int  # unpacked
    wrong_kind: str
    locked: str
    too_large: str
    kinds: Mapping[str, str]  # a mark in the type of the main part, and what is said of it


def must_be_office(template: bytes, refusals: Refusals) -> None:
    """Raise WrongInput, saying what to do, for a file that is not of the kind or may not be opened."""
    if template.startswith(_OLD_FILE):
        raise WrongInput(refusals.locked)
    try:
        with zipfile.ZipFile(BytesIO(template)) as parts:
            if sum(entry.file_size for entry in parts.infolist()) > refusals.most_bytes:
                raise WrongInput(refusals.too_large)
            types = parts.read("[Content_Types].xml").decode("utf-8", "replace")
            names = parts.namelist()
    except (zipfile.BadZipFile, KeyError) as fault:
        raise WrongInput(refusals.wrong_kind) from fault
    named = rf"{refusals.maker}|openxmlformats[\w.-]*{refusals.markup}"
    main = re.findall(rf"application/vnd\.(?:{named})\.[\w.]*main\+xml", types)
    if not main:
        raise WrongInput(refusals.wrong_kind)
    for mark, says in refusals.kinds.items():
        if any(mark in kind for kind in main) or (mark == "macroEnabled" and refusals.macros in names):
            raise WrongInput(says)


MOST_BYTES = 60_000_000  # unpacked; a style template is far smaller
_NOT_WORD = "This template is not a Word document. Choose a file that Word saved as .docx."
_WORD = Refusals(
    maker="ms-word",
    markup="wordprocessingml",
    macros="word/vbaProject.bin",
    most_bytes=MOST_BYTES,
    wrong_kind=_NOT_WORD,
    locked="This template is an old Word file (.doc) or is locked with a password. "
    "Open it in Word and save it as .docx, without a password.",
    too_large="This template is too large. Take large pictures out, and save it again.",
    kinds={
        "macroEnabled": "This template holds macros (.docm). Macros are programs, so it is not opened. "
        "Open it in Word and save it as a Word document (.docx).",
        "template.main": "This is a Word template (.dotx). Open it in Word and save it as a Word document (.docx).",
    },
)
_DROPPED = (
    "attachedTemplate",
    "mailMerge",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "savePreviewPicture",
)


def own() -> tuple[Document, Look]:
    """Return an empty document with our own look."""
    document = docx.Document()
    _empty(document)
    _set_theme_fonts(document, FONT)
    return document, Look()


def of(template: bytes) -> tuple[Document, Look]:
    """Return an empty document with a council's look; raises WrongInput, saying what to do, for any other file."""
    must_be_office(template, _WORD)
    try:
        document = docx.Document(BytesIO(template))
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError) as fault:
        raise WrongInput(_NOT_WORD) from fault
    page = _empty(document)
    heading = _heading_colour(document)
    _make_readable(document, heading)
    return document, Look(
        own=False,
        font=_font(document),
        heading=heading,
        numbers_headings=not _numbered(document),
        text_height=page[0],
        text_width=page[1],
        landscape_width=page[2],
    )


def _empty(document: Document) -> tuple[float, float, float]:
    """Take everything out of the body but the first page's settings; return the text's height and widths in mm."""
    body = cast("Element", document.element.body)
    settings = _first_section(body)
    for child in list(body):
        body.remove(child)
    body.append(settings)
    for name in _DROPPED:
        for old in document.settings.element.findall(qn(f"w:{name}")):
            document.settings.element.remove(old)
    section = document.sections[0]
    up = (section.top_margin or 0, section.bottom_margin or 0)
    height = (section.page_height or 0) - sum(abs(margin) for margin in up)
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return height / 36000, width / 36000, (section.page_height or 0) / 36000 - 30


def _first_section(body: Element) -> Element:
    sections: list[Element] = list(body.iter(qn("w:sectPr"))) or [w("sectPr")]
    first = sections[0]
    have = {(child.tag, child.get(qn("w:type"))) for child in first}
    for other in sections[1:]:
        for child in list(other):
            if child.tag.endswith("Reference") and (child.tag, child.get(qn("w:type"))) not in have:
                have.add((child.tag, child.get(qn("w:type"))))
                first.insert(0, child)
    for name in ("type", "pgNumType", "lnNumType", "sectPrChange", "pgBorders", "footnotePr", "endnotePr", "cols"):
        for old in first.findall(qn(f"w:{name}")):
            first.remove(old)
    return first


def _font(document: Document) -> str:
    normal = _style(document, "normal")
    fonts = None if normal is None else normal.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    named = "" if fonts is None or fonts.get(qn("w:asciiTheme")) else fonts.get(qn("w:ascii")) or ""
    return named or _theme_font(document) or FONT


def _theme_font(document: Document) -> str:
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith("/theme"):
            match = re.search(rb'<a:minorFont>.*?<a:latin typeface="([^"]+)"', relationship.target_part.blob, re.S)
            return match.group(1).decode() if match else ""
    return ""


def _set_theme_fonts(document: Document, font: str) -> None:
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith("/theme"):
            part = relationship.target_part
            put = b'<a:latin typeface="%b"' % font.encode()
            set_blob(part, re.sub(rb'<a:latin typeface="[^"]+"', put, part.blob))


def _heading_colour(document: Document) -> str:
    """Return Heading 1's colour, or ours where it has none or would be too pale on paper."""
    style = _style(document, "heading 1")
    colour = None if style is None else style.find(f"{qn('w:rPr')}/{qn('w:color')}")
    value = "" if colour is None else (colour.get(qn("w:val")) or "")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return HEADING
    return value.upper() if contrast(value, WHITE) >= 4.5 else HEADING


def _make_readable(document: Document, heading: str) -> None:
    """Give a style whose letters would be too pale on paper, as Word's own blue captions are, a colour that is read."""
    colours = {
        "normal": INK,
        "caption": INK,
        "subtitle": GREY,
        "title": heading,
        "heading 1": heading,
        "heading 2": heading,
        "heading 3": heading,
    }
    for name, readable in colours.items():
        style = _style(document, name)
        colour = None if style is None else style.find(f"{qn('w:rPr')}/{qn('w:color')}")
        hex_colour = "" if colour is None else (colour.get(qn("w:val")) or "")
        if colour is not None and re.fullmatch(r"[0-9A-Fa-f]{6}", hex_colour) and contrast(hex_colour, WHITE) < 4.5:
            for attribute in list(colour.attrib):
                del colour.attrib[attribute]  # a theme's colour would win over the one that is named
            colour.set(qn("w:val"), readable)


def _numbered(document: Document) -> bool:
    style = _style(document, "heading 1")
    number = None if style is None else style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return number is not None and number.get(qn("w:val")) != "0"


def _style(document: Document, name: str) -> Element | None:
    for style in cast("Element", document.styles.element).findall(qn("w:style")):
        name_node = style.find(qn("w:name"))
        if name_node is not None and (name_node.get(qn("w:val")) or "").lower() == name:
            return cast("Element", style)
    return None
