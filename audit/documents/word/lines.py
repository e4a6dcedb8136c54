"""The lines of a Word document that somebody sent, for reading it.

In: a .docx file's bytes.
Out: its paragraphs as lines in order, with bullets as bullets, and pages as Word last drew them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from audit.documents.word.xml import Element, element_of, qn
from audit.domain.inspection.letter_reading import Line
from audit.errors import WrongInput

_BULLET = "◼ "
_MARGIN, _STEP, _LEVEL = 72.0, 30.0, 18.0  # points: a text has no places, so each paragraph stands apart
_LONGEST = 200  # pages; an inspection letter has about fifteen
_MOST_PARAGRAPHS = 6000
_MOST_BYTES = 100_000_000  # unpacked; a letter is far smaller
_OLD_FILE = b"\xd0\xcf\x11\xe0"
_LISTED = re.compile(r"List (?:Bullet|Number)(?: (\d))?")


def lines(content: bytes, name: str) -> tuple[Line, ...]:
    """Return the paragraphs of a Word document; raises WrongInput for a file that is none, or that holds no text."""
    document = _opened(content, name)
    letter_lines = tuple(_lines(document))
    if not letter_lines:
        raise WrongInput(f"{name} holds no text. Choose the letter itself.")
    if letter_lines[-1].page > _LONGEST or len(letter_lines) > _MOST_PARAGRAPHS:
        raise WrongInput(f"{name} is far longer than an inspection letter. Choose the letter as it was published.")
    return letter_lines


def _opened(content: bytes, name: str) -> Document:
    if content.startswith(_OLD_FILE):
        raise WrongInput(
            f"{name} is locked with a password, or is an old Word file (.doc). Save it as .docx without a password, "
            "then try again."
        )
    try:
        with ZipFile(BytesIO(content)) as packed:
            large = sum(entry.file_size for entry in packed.infolist()) > _MOST_BYTES
        if large:
            raise WrongInput(f"{name} is far larger than an inspection letter. Choose the letter as it was published.")
        return docx.Document(BytesIO(content))
    except (BadZipFile, OSError, ValueError, KeyError, SyntaxError, AttributeError, NotImplementedError) as error:
        raise WrongInput(f"{name} cannot be read as a Word document. Save it as .docx, then try again.") from error


def _lines(document: Document) -> Iterator[Line]:
    page, top = 1, 0.0
    for paragraph in _paragraphs(document):
        page += _breaks(paragraph)
        top += _STEP
        if text := " ".join(paragraph.text.split()):
            level = _level(paragraph)
            bullet = "" if level is None else _BULLET
            left = _MARGIN + (_indent(paragraph) if level is None else _LEVEL * level)
            bold = _is_bold(paragraph) and not bullet
            yield Line(page=page, text=f"{bullet}{text}", bold=bold, left=left, top=top)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Return the paragraphs in order, those in the cells of tables too: boxes about practice are often tables."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from cell.paragraphs


def _breaks(paragraph: Paragraph) -> int:
    """Return how many pages begin in or before a paragraph, as Word last drew it."""
    drawn = len(element_of(paragraph).findall(f".//{qn('w:lastRenderedPageBreak')}"))
    return drawn or sum(
        line_break.get(qn("w:type")) == "page" for line_break in element_of(paragraph).findall(f".//{qn('w:br')}")
    )


def _level(paragraph: Paragraph) -> int | None:
    """Return how deep in a list a paragraph is, from 0; None for one that is in none."""
    own = _numbered(element_of(paragraph))
    if own is not None:
        return None if own[0] == "0" else own[1]  # 0: taken out of its style's list
    for style in _styles(paragraph):
        if listed := _LISTED.fullmatch(style.name or ""):
            return int(listed[1] or 1) - 1
        inherited = _numbered(style.element)
        if inherited is not None:
            return inherited[1]
    return None


def _numbered(element: Element) -> tuple[str, int] | None:
    """Return the list that an element names for itself, and how deep in it; None where it names none."""
    number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if number is None:
        return None
    level = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
    return number.get(qn("w:val"), "0"), int(level.get(qn("w:val"), "0")) if level is not None else 0


def _styles(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    style = paragraph.style
    while isinstance(style, ParagraphStyle):
        yield style
        style = style.base_style


def _indent(paragraph: Paragraph) -> float:
    own = paragraph.paragraph_format.left_indent
    indent = (
        own
        if own is not None
        else next(
            (style.paragraph_format.left_indent for style in _styles(paragraph) if style.paragraph_format.left_indent),
            None,
        )
    )
    return float(indent.pt) if indent is not None else 0.0


def _is_bold(paragraph: Paragraph) -> bool:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return name.startswith(("Heading", "Title")) or (bool(runs) and all(run.bold for run in runs))
