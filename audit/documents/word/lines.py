"""The lines of a Word document that somebody sent, for reading it.

In: a .docx file's bytes, written in Word or made from a PDF: then a paragraph may be one line, or many.
Out: its lines in order, with bullets as bullets, each with its table or text box, and pages as Word last drew them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from audit.documents.word.xml import Element, element_of, qn
from audit.domain.inspection.letter_reading import Line, is_bullet
from audit.errors import WrongInput

_BULLET = "◼ "
_MARGIN, _LEVEL, _HANGING = 72.0, 18.0, 12.0  # points
_STEP, _LINE = 2.5, 1.2  # sizes of its print from the line above to a paragraph, and to a paragraph's next line
_USUAL = 11.0  # points, where a document names no size
_APART = 4.0  # points of space that part two paragraphs where lines are paragraphs
_BROKEN = 0.1  # of the paragraphs begin with a small letter: the document's lines are its paragraphs
_ENDED = (".", ":", ";", "?", "!")
_LONGEST = 200  # pages; an inspection letter has about fifteen
_MOST_PARAGRAPHS = 6000
_MOST_BYTES = 100_000_000  # unpacked; a letter is far smaller
_OLD_FILE = b"\xd0\xcf\x11\xe0"
_LISTED = re.compile(r"List (?:Bullet|Number)(?: (\d))?")
_HOLDERS = tuple(qn(f"w:{name}") for name in ("tr", "tc", "sdt", "sdtContent", "ins", "customXml"))  # of paragraphs
_NO_TEXT = tuple(qn(f"w:{name}") for name in ("pPr", "del", "moveFrom"))
_SIGNS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}


@dataclass
class _Piece:
    """What stands between two line breaks of a paragraph."""

    page: int
    runs: list[tuple[str, bool, float]] = field(default_factory=list)  # text, whether bold, size

    def text(self) -> str:
        return " ".join("".join(text for text, _, _ in self.runs).split())

    def is_bold(self) -> bool:
        printed = [(len(text.strip()), bold) for text, bold, _ in self.runs]
        return sum(long for long, bold in printed if bold) * 2 > sum(long for long, _ in printed)

    def size(self) -> float:
        sizes: Counter[float] = Counter()
        for text, _, size in self.runs:
            sizes[size] += len(text.strip())
        return sizes.most_common(1)[0][0]


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
    paragraphs = list(_inside(document.element.body, document, 0, count(1)))
    written = [text for paragraph, _ in paragraphs if (text := paragraph.text.strip())]
    broken = sum(text[0].islower() for text in written) > len(written) * _BROKEN
    pages = _Pages(document)
    top, before, last = 0.0, None, None
    for paragraph, frame in paragraphs:
        pieces = [piece for piece in pages.pieces(paragraph) if piece.text()]
        for number, piece in enumerate(pieces):
            line = _line(paragraph, piece, frame, hangs=number > 0)
            goes_on = broken and before is not None and last is not None and _goes_on(before, last, paragraph, line)
            top += (_LINE if number or goes_on else _STEP) * line.size
            last = replace(line, top=top)
            yield last
        before = paragraph if pieces else None


def _line(paragraph: Paragraph, piece: _Piece, frame: int, *, hangs: bool) -> Line:
    """Return a piece of a paragraph as a line; one that is not the paragraph's first hangs under it."""
    level = _level(paragraph)
    listed = level is not None and not hangs
    left = _MARGIN + (_indent(paragraph, hangs=hangs) if level is None else _LEVEL * level + _HANGING * hangs)
    text = f"{_BULLET if listed else ''}{piece.text()}"
    bold = (piece.is_bold() or _is_heading(paragraph)) and not listed
    return Line(page=piece.page, text=text, bold=bold, left=left, size=piece.size(), frame=frame)


def _goes_on(before: Paragraph, last: Line, paragraph: Paragraph, line: Line) -> bool:
    """Say whether a paragraph is the next line of the one before, in a document whose lines are paragraphs."""
    spaces = (before.paragraph_format.space_after, paragraph.paragraph_format.space_before)
    if sum(space.pt for space in spaces if space is not None) > _APART or is_bullet(line):
        return False
    alike = last.bold == line.bold and last.frame == line.frame
    return alike and (line.text[:1].islower() or not last.text.endswith(_ENDED))


def _inside(element: Element, document: Document, frame: int, frames: Iterator[int]) -> Iterator[tuple[Paragraph, int]]:
    """Return the paragraphs in order with the number of the table or text box each stands in; 0: in none."""
    for child in element:
        if child.tag == qn("w:p"):
            yield Paragraph(child, document), frame
            for box in child.iter(qn("w:txbxContent")):
                if not any(str(above.tag).endswith("}Fallback") for above in box.iterancestors()):  # it says the same
                    yield from _inside(box, document, next(frames), frames)
        elif child.tag == qn("w:tbl"):
            yield from _inside(child, document, frame or next(frames), frames)
        elif child.tag in _HOLDERS:
            yield from _inside(child, document, frame, frames)


class _Pages:
    """The pages of a document, counted as its paragraphs are gone through."""

    def __init__(self, document: Document) -> None:
        """Begin on page 1; where Word noted how it drew the pages, that alone counts."""
        self.page = 1
        self.drawn = next(document.element.iter(qn("w:lastRenderedPageBreak")), None) is not None
        size = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:sz')}")
        self.usual = _USUAL if size is None else float(size.get(qn("w:val"))) / 2

    def pieces(self, paragraph: Paragraph) -> list[_Piece]:
        """Return what stands between a paragraph's line breaks, each with the page it stands on."""
        self.page += not self.drawn and bool(paragraph.paragraph_format.page_break_before)
        pieces = [_Piece(self.page)]
        for element in _runs(element_of(paragraph)):
            run = Run(element, paragraph)
            if run.font.superscript:
                continue  # a footnote's mark
            look = _is_bold(run, paragraph), _size(run, paragraph) or self.usual
            for child in element:
                self._take(child, look, pieces)
        section = element_of(paragraph).find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None and not self.drawn:
            kind = section.find(qn("w:type"))
            self.page += kind is None or kind.get(qn("w:val")) != "continuous"
        return pieces

    def _take(self, child: Element, look: tuple[bool, float], pieces: list[_Piece]) -> None:
        turned = child.tag == qn("w:br") and child.get(qn("w:type")) == "page"
        if child.tag == qn("w:lastRenderedPageBreak") or (turned and not self.drawn):
            self.page += 1
            pieces.append(_Piece(self.page))
        elif child.tag in (qn("w:br"), qn("w:cr")) and not turned:
            pieces.append(_Piece(self.page))
        elif child.tag == qn("w:sym"):
            pieces[-1].runs.append((chr(int(child.get(qn("w:char"), "25FC"), 16)), *look))
        elif child.tag == qn("w:t"):
            pieces[-1].runs.append((child.text or "", *look))
        elif child.tag in _SIGNS:
            pieces[-1].runs.append((_SIGNS[child.tag], *look))


def _runs(element: Element) -> Iterator[Element]:
    """Return a paragraph's runs, those in links and in accepted changes too; what was deleted is left out."""
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _NO_TEXT:
            yield from _runs(child)


def _level(paragraph: Paragraph) -> int | None:
    """Return how deep in a list a paragraph is, from 0; None for one that is in none, as a numbered heading is."""
    if _is_heading(paragraph):
        return None
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
    style: BaseStyle | None = paragraph.style
    while isinstance(style, ParagraphStyle):
        yield style
        style = style.base_style


def _indent(paragraph: Paragraph, *, hangs: bool) -> float:
    """Return how far a line stands in, in points; the first line of a paragraph may stand further left or right."""
    formats = [paragraph.paragraph_format, *(style.paragraph_format for style in _styles(paragraph))]
    left = next((each.left_indent for each in formats if each.left_indent is not None), None)
    first = next((each.first_line_indent for each in formats if each.first_line_indent is not None), None)
    return (left.pt if left is not None else 0.0) + (first.pt if first is not None and not hangs else 0.0)


def _is_heading(paragraph: Paragraph) -> bool:
    return any((style.name or "").startswith(("Heading", "Title")) for style in _styles(paragraph))


def _is_bold(run: Run, paragraph: Paragraph) -> bool:
    fonts = [run.font, run.style.font, *(style.font for style in _styles(paragraph))]
    return bool(next((font.bold for font in fonts if font.bold is not None), False))


def _size(run: Run, paragraph: Paragraph) -> float | None:
    """Return a run's size in points; None where neither it nor a style names one."""
    fonts = [run.font, run.style.font, *(style.font for style in _styles(paragraph))]
    size = next((font.size for font in fonts if font.size is not None), None)
    return size.pt if size is not None else None
