"""The lines of a PDF, as a reader sees them.

In: a PDF's bytes.
Out: its lines in order, each with its page, place and whether it is bold; raised figures of footnotes are left out.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from audit.domain.inspection.letter_reading import Line
from audit.errors import WrongInput

_RAISED = 0.8  # a character this much smaller than its line's is a footnote's mark
_LONGEST = 200  # pages; an inspection letter has about fifteen
_END, _TAIL = b"%%EOF", 4096  # every PDF ends so; a reader that mends a cut one would leave findings out in silence
_BREAKS = ("\r", "\n", "\x02")


@dataclass(frozen=True)
class _Char:
    text: str
    size: float
    bold: bool
    left: float
    top: float


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


def _line(chars: list[_Char], page: int) -> Iterator[Line]:
    seen = [char for char in chars if char.text.strip()]
    if not seen:
        return
    size = Counter(round(char.size, 1) for char in seen).most_common(1)[0][0]
    body_chars = [char for char in chars if char.size >= size * _RAISED or not char.text.strip()]
    words = " ".join("".join(char.text for char in body_chars).split())
    bold = sum(char.bold for char in seen) * 2 > len(seen)
    yield Line(page=page, text=words, bold=bold, left=seen[0].left, top=seen[0].top, size=size)


def _char(text: pypdfium2.PdfTextPage, index: int, char: str, height: float) -> _Char:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
    size = pdfium.FPDFText_GetFontSize(text.raw, index)
    return _Char(char, size, _is_bold(text, index), left.value, height - top.value)


def _is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, 128, flags)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(text.raw, index) >= 600
