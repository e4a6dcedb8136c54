"""The lines of a PDF, as a reader sees them.

In: a PDF's bytes.
Out: its lines in the order of their places on the page, whenever they were drawn, each with its page, its place, the
box that is drawn around it, and whether it is bold; raised figures of footnotes are left out.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from audit.domain.inspection.letter_reading import Line
from audit.errors import WrongInput

_RAISED = 0.8  # a character this much smaller than its line's is a footnote's mark
_LONGEST = 200  # pages; an inspection letter has about fifteen
_END, _TAIL = b"%%EOF", 4096  # every PDF ends so; a reader that mends a cut one would leave findings out in silence
_BREAKS = ("\r", "\n", "\x02")
_SAME = 5  # points: lines no further apart stand at one height
_MARK = 3  # characters: so little on a line of its own is the bullet or the number of what stands beside it
_THIN, _LOW, _NARROW = 4, 30, 100  # points: an edge is no wider, a box is higher and wider
_PAGE = 0.9  # of a page's height and width: a box larger than that is the page's own ground


@dataclass(frozen=True)
class _Char:
    text: str
    size: float
    bold: bool
    left: float
    right: float
    top: float
    base: float  # how far from the page's top the line it stands on is


@dataclass(frozen=True)
class _Drawn:
    """A line as it was drawn."""

    line: Line
    right: float
    base: float


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, drawn: _Drawn) -> bool:
        return self.left - 2 <= drawn.line.left <= self.right and self.top - 2 <= drawn.base <= self.bottom + 2


def lines(content: bytes, name: str) -> tuple[Line, ...]:
    """Return the lines of a PDF; raises WrongInput for one that is damaged, cut short, locked, too long or textless."""
    if content.startswith(b"%PDF") and _END not in content[-_TAIL:]:
        raise WrongInput(f"{name} is cut short: its end is missing. Get it anew, then try again.")
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > _LONGEST:
                raise WrongInput(f"{name} has {len(document)} pages. An inspection letter has far fewer: choose it.")
            document_lines = tuple(
                line for number in range(len(document)) for line in _page(document[number], number + 1)
            )
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).casefold()
        why = "is locked with a password. Save it without one" if locked else "is damaged, or is no PDF. Get it anew"
        raise WrongInput(f"{name} {why}, then try again.") from error
    if not document_lines:
        raise WrongInput(f"{name} holds pictures of pages and no text. Ask for the letter as a PDF with text, or Word.")
    return document_lines


def _page(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    boxes = _boxes(page)
    for drawn in _in_place(_drawn(page, number)):
        frame = next((at for at, box in enumerate(boxes, start=1) if box.holds(drawn)), 0)
        yield replace(drawn.line, frame=frame)


def _drawn(page: pypdfium2.PdfPage, number: int) -> Iterator[_Drawn]:
    height = page.get_height()
    text = page.get_textpage()
    current: list[_Char] = []
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if char in _BREAKS:
            if char == "\x02":  # a hyphen at the end of a line
                current.append(_char(text, index, "-", height))
            yield from _line(current, number)
            current = []
        else:
            current.append(_char(text, index, char, height))
    yield from _line(current, number)


def _line(chars: list[_Char], page: int) -> Iterator[_Drawn]:
    seen = [char for char in chars if char.text.strip()]
    if not seen:
        return
    size = Counter(round(char.size, 1) for char in seen).most_common(1)[0][0]
    body_chars = [char for char in chars if char.size >= size * _RAISED or not char.text.strip()]
    words = " ".join("".join(char.text for char in body_chars).split())
    bold = sum(char.bold for char in seen) * 2 > len(seen)
    line = Line(page=page, text=words, bold=bold, left=seen[0].left, top=seen[0].top, size=size)
    yield _Drawn(line, right=max(char.right for char in seen), base=seen[0].base)


def _in_place(drawn: Iterator[_Drawn]) -> list[_Drawn]:
    """Return lines from the top of the page to its foot; a second column stays whole, behind the first."""
    placed: list[_Drawn] = []
    for run in _runs(drawn):
        columns = sum(any(_stands_beside(line, other) and not _marks(line, other) for other in placed) for line in run)
        if columns * 2 > len(run):
            placed += run
            continue
        for line in run:
            _place(line, placed)
    return placed


def _runs(drawn: Iterator[_Drawn]) -> Iterator[list[_Drawn]]:
    """Return the lines in runs, each of them drawn from above to below."""
    run: list[_Drawn] = []
    for line in drawn:
        if run and line.base < run[-1].base - _SAME:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _place(drawn: _Drawn, placed: list[_Drawn]) -> None:
    """Put a line among those above and below it; a bullet that was drawn alone goes before the text beside it."""
    for at, other in enumerate(placed):
        mark, words = sorted((drawn, other), key=lambda each: each.line.left)
        if _stands_beside(drawn, other) and _marks(drawn, other):
            whole = replace(words.line, text=f"{mark.line.text} {words.line.text}", left=mark.line.left)
            placed[at] = replace(words, line=whole)
            return
    at = next((at for at, other in enumerate(placed) if other.base > drawn.base + _SAME), len(placed))
    placed.insert(at, drawn)


def _stands_beside(drawn: _Drawn, other: _Drawn) -> bool:
    apart = drawn.line.left >= other.right or other.line.left >= drawn.right
    return apart and abs(drawn.base - other.base) <= _SAME


def _marks(drawn: _Drawn, other: _Drawn) -> bool:
    return len(min(drawn, other, key=lambda each: each.line.left).line.text) <= _MARK


def _boxes(page: pypdfium2.PdfPage) -> Sequence[_Box]:
    """Return the boxes that are drawn on a page, as an area or by their two sides, the largest first."""
    width, height = page.get_size()
    areas: list[_Box] = []
    sides: list[_Box] = []
    for path in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = path.get_bounds()
        box = _Box(left, height - top, right, height - bottom)
        if right - left > _NARROW and top - bottom > _LOW:
            areas.append(box)
        elif right - left < _THIN and top - bottom > _THIN:
            sides.append(box)
    sides = _grown_together(sides)
    areas += [
        _Box(one.left, max(one.top, other.top), other.right, min(one.bottom, other.bottom))
        for one in sides
        for other in sides
        if other.left - one.left > _NARROW and min(one.bottom, other.bottom) - max(one.top, other.top) > _LOW
    ]
    areas = [
        box for box in areas if not (box.right - box.left > width * _PAGE and box.bottom - box.top > height * _PAGE)
    ]
    return sorted(_grown_together(areas), key=lambda box: (box.top - box.bottom) * (box.right - box.left))


def _grown_together(boxes: Sequence[_Box]) -> list[_Box]:
    """Return boxes with those that touch one below the other as one: a table draws each of its rows."""
    grown: list[_Box] = []
    for box in sorted(boxes, key=lambda box: (round(box.left), round(box.right), box.top)):
        last = grown[-1] if grown else None
        if last and abs(last.left - box.left) < 3 and abs(last.right - box.right) < 3 and box.top < last.bottom + 3:
            grown[-1] = replace(last, bottom=max(last.bottom, box.bottom))
        else:
            grown.append(box)
    return grown


def _char(text: pypdfium2.PdfTextPage, index: int, char: str, height: float) -> _Char:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
    size = pdfium.FPDFText_GetFontSize(text.raw, index)
    bold = _is_bold(text, index)
    return _Char(char, size, bold, left.value, right.value, height - top.value, height - y.value)


def _is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, 128, flags)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(text.raw, index) >= 600
