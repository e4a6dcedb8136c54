"""The lines of a Word document that somebody sent, for reading it.

In: a .docx file's bytes.
Out: its paragraphs as lines in order, with bullets as bullets, and pages as Word last drew them.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from audit.domain.letters import Line
from audit.errors import WrongInput

_BULLET = "◼ "
_MARGIN, _STEP = 72.0, 30.0  # points: a text has no places, so each paragraph stands apart


def lines(content: bytes, name: str) -> tuple[Line, ...]:
    """Return the paragraphs of a Word document; raises WrongInput for a file that is none, or that holds no text."""
    try:
        document = Document(BytesIO(content))
    except (PackageNotFoundError, BadZipFile, ValueError, KeyError) as error:
        raise WrongInput(f"{name} cannot be read as a Word document. Save it as .docx, then try again.") from error
    found: list[Line] = []
    page, top = 1, 0.0
    for paragraph in document.iter_inner_content():
        if not isinstance(paragraph, Paragraph):
            continue
        page += _breaks(paragraph)
        top += _STEP
        if text := " ".join(paragraph.text.split()):
            bullet = _is_bullet(paragraph)
            bold = _is_bold(paragraph) and not bullet
            found.append(Line(page=page, text=f"{_BULLET if bullet else ''}{text}", bold=bold, left=_MARGIN, top=top))
    if not found:
        raise WrongInput(f"{name} holds no text. Choose the letter itself.")
    return tuple(found)


def _breaks(paragraph: Paragraph) -> int:
    """Return how many pages begin in or before a paragraph, as Word last drew it."""
    drawn = len(paragraph._p.findall(f".//{qn('w:lastRenderedPageBreak')}"))
    return drawn or sum(one.get(qn("w:type")) == "page" for one in paragraph._p.findall(f".//{qn('w:br')}"))


def _is_bullet(paragraph: Paragraph) -> bool:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr
    return name.startswith("List") or (properties is not None and properties.numPr is not None)


def _is_bold(paragraph: Paragraph) -> bool:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return name.startswith(("Heading", "Title")) or (bool(runs) and all(run.bold for run in runs))
