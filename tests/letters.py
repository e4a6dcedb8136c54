"""Inspection letters that tests make themselves, in both formats.

In: lines; ** begins one in bold, "• " a bullet, "  • " a bullet of a bullet, "  " a line that hangs, ~ a new page.
Out: the bytes of a PDF, with a page number and a footnote at the foot of each page that is turned, or of a .docx.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from types import MappingProxyType

import docx
from docx.enum.text import WD_BREAK
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

OPENING = (
    "12 July 2024",
    "**Joint targeted area inspection of Wrenmere",
    "This inspection took place from 22 April to 26 April 2024. It was carried out by",
    "inspectors. They looked at the multi-agency response to serious harm in Wrenmere.",
)
CLOSING = (
    "**Next steps",
    "We have determined that Wrenmere Council is the principal authority and should",
    "prepare a written statement of proposed action. Wrenmere Council should send the",
    "written statement of action to the inspectorate by 21 October 2024.",
    "Yours sincerely",
)
WITHOUT_DUE = (*CLOSING[:2], "prepare a written statement of proposed action.", CLOSING[-1])


def a_pdf(lines: Iterable[str]) -> bytes:
    """Return a PDF of lines."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    top, page, before = 760, 1, ""
    for line in lines:
        if line == "~":
            _foot(canvas, page)
            top, page = 760, page + 1
            continue
        bold, deep = line.startswith("**"), line.startswith("  • ")
        if bold and not before.startswith("**"):
            top -= 16  # a heading stands apart, and its second line does not
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 12)
        left = 100 if deep or line.startswith("    ") else 86 if line.startswith("  ") else 72
        canvas.drawString(left, top, line.removeprefix("**").strip())
        top, before = top - 14, line
    canvas.save()
    return made.getvalue()


def a_word_letter(lines: Iterable[str]) -> bytes:
    """Return a Word document of lines; a line that hangs belongs to the paragraph above."""
    document = docx.Document()
    for line in _whole(lines):
        if line == "~":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif line.startswith("**"):
            document.add_paragraph().add_run(line.removeprefix("**")).bold = True
        elif line.strip().startswith("• "):
            style = "List Bullet" if line.startswith("• ") else "List Bullet 2"
            document.add_paragraph(line.strip().removeprefix("• "), style=style)
        else:
            document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


MAKERS: Mapping[str, Callable[[Iterable[str]], bytes]] = MappingProxyType({"pdf": a_pdf, "docx": a_word_letter})


def _foot(canvas: Canvas, page: int) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 60, "1 A footnote about the law.")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(500, 40, str(page))
    canvas.showPage()


def _whole(lines: Iterable[str]) -> list[str]:
    whole: list[str] = []
    for line in lines:
        heading_goes_on = line.startswith("**") and whole and whole[-1].startswith("**")
        hangs = line.startswith("  ") and not line.strip().startswith("• ")
        if hangs or heading_goes_on:
            last = -2 if whole[-1] == "~" else -1
            whole[last] += f" {line.removeprefix('**').strip()}"
        else:
            whole.append(line)
    return whole
