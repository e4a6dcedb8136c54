"""A published letter gives each of its findings once, whole and in order, and says when it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_BREAK
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from audit.domain.letters import FoundKind, Letter
from audit.errors import WrongInput
from audit.services import letters
from tests.repository import ROOT
from tests.services.letters_expected import LETTERS, Expected

FOLDER = ROOT.parent / "shared" / "data" / "jtai-letters"
THERE = [name for name in LETTERS if (FOLDER / name).exists()]
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
STRENGTH, IMPROVE = FoundKind.STRENGTH, FoundKind.NEEDS_TO_IMPROVE
PRIORITY, PRACTICE = FoundKind.PRIORITY_ACTION, FoundKind.PRACTICE_EXAMPLE


def test_every_letter_that_is_there_is_read_as_it_was_counted():
    for name in THERE:
        letter, _ = letters.read((FOLDER / name).read_bytes(), name)
        assert _as_expected(letter) == LETTERS[name], name


def test_a_letter_in_bullets_is_read_from_a_pdf():
    lines = (
        *OPENING,
        "**Headline findings",
        "**What needs to improve?",
        "• The sharing of infor-",
        "  mation between agencies when a child",
        "  moves.",
        "• Well-",
        "  being checks.",
        "~",
        "• The time children wait.",
        "**Strengths",
        "• Leaders listen to children.",
        "**Main findings",
        "Children are heard in most of the agencies.",
        *CLOSING,
    )
    letter, seen = letters.read(a_pdf(lines), "letter.pdf")
    assert [(one.kind, one.page) for one in letter.findings] == [
        (IMPROVE, 1), (IMPROVE, 1), (IMPROVE, 2), (STRENGTH, 2),
    ]  # fmt: skip
    assert letter.findings[0].text.endswith("between agencies when a child moves.")
    assert letter.findings[2].text == "The time children wait.", "the page's number and its footnote are no finding"
    assert letter.findings[3].text == "Leaders listen to children."
    assert letter.unread() == ()
    assert (letter.area, letter.principal_authority) == ("Wrenmere", "Wrenmere Council")
    assert {line.page for line in seen} == {1, 2}


def test_a_box_about_practice_is_one_finding():
    lines = (
        *OPENING, "**Areas for priority action", "• Children wait too long.", "**Strengths", "• Nurses listen.",
        "**Main findings", "Children are heard.", "**Practice study: effective practice",
        "Ama was heard by her nurse.", "Her plan changed.", *CLOSING,
    )  # fmt: skip
    letter, _ = letters.read(a_pdf(lines), "letter.pdf")
    assert [one.kind for one in letter.findings] == [PRIORITY, STRENGTH, PRACTICE]
    assert letter.findings[-1].text == "Ama was heard by her nurse. Her plan changed."


def test_a_word_letter_gives_its_bullets_and_pages():
    content = _word(
        (*OPENING, "**Key strengths", "• Leaders listen.", "• Nurses know the child.", "~", "**Areas for improvement",
         "• Plans are not shared.", *CLOSING)
    )  # fmt: skip
    letter, _ = letters.read(content, "letter.docx")
    assert [(one.kind, one.text, one.page) for one in letter.findings] == [
        (STRENGTH, "Leaders listen.", 1),
        (STRENGTH, "Nurses know the child.", 1),
        (IMPROVE, "Plans are not shared.", 2),
    ]
    assert letter.due is not None
    assert letter.due.isoformat() == "2024-10-21"


def test_without_bullets_each_paragraph_is_a_finding():
    content = _word((*OPENING, "**Key strengths", "Leaders listen.", "Nurses know the child.", *CLOSING))
    letter, _ = letters.read(content, "letter.docx")
    assert [one.text for one in letter.findings] == ["Leaders listen.", "Nurses know the child."]


def test_what_a_letter_does_not_say_is_named():
    content = _word(("**Strengths", "• Leaders listen."))
    letter, _ = letters.read(content, "letter.docx")
    assert letter.published is None
    assert "the day of the letter" in letter.unread()
    assert "any finding" not in letter.unread()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("letter.pdf", b"%PDF-1.7 and then nothing", "damaged"),
        ("letter.docx", b"no zip at all", "cannot be read as a Word document"),
        ("letter.doc", b"\xd0\xcf\x11\xe0", "neither a PDF nor a Word document"),
        ("letter.pdf", b"%PDF" + b" " * letters.LARGEST, "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_by_name(name: str, content: bytes, says: str):
    with pytest.raises(WrongInput, match=says) as refused:
        letters.read(content, name)
    assert name in str(refused.value)


def test_a_locked_pdf_is_refused():
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, encrypt="secret")
    canvas.drawString(72, 700, "Strengths")
    canvas.save()
    with pytest.raises(WrongInput, match="locked with a password"):
        letters.read(made.getvalue(), "letter.pdf")


def test_a_pdf_of_pictures_is_refused():
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.rect(72, 72, 200, 200)
    canvas.save()
    with pytest.raises(WrongInput, match="pictures of pages and no text"):
        letters.read(made.getvalue(), "scan.pdf")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_text_that_is_no_letter_is_refused(ending: str):
    lines = ("**Minutes of the board", "The board met, and thanked its members.")
    content = a_pdf(lines) if ending == "pdf" else _word(lines)
    with pytest.raises(WrongInput, match="does not read like an inspection letter"):
        letters.read(content, f"minutes.{ending}")


def _as_expected(letter: Letter) -> Expected:
    groups = {}
    for one in letter.findings:
        groups.setdefault(one.kind, []).append(one.text.split())
    found = tuple(
        (kind.value, len(texts), " ".join(texts[0][:5]), " ".join(texts[-1][-5:])) for kind, texts in groups.items()
    )
    return Expected(
        area=str(letter.area), days=(str(letter.inspection_start), str(letter.inspection_end)),
        published=str(letter.published), due=str(letter.due), principal=str(letter.principal_authority), found=found,
    )  # fmt: skip


def a_pdf(lines: Iterable[str]) -> bytes:
    """Return a PDF of lines; ** makes one bold, and ~ turns the page, with a number and a footnote at its foot."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    top, page = 760, 1
    for line in lines:
        if line == "~":
            canvas.setFont("Helvetica", 8)
            canvas.drawString(72, 60, "1 A footnote about the law.")
            canvas.setFont("Helvetica", 12)
            canvas.drawString(500, 40, str(page))
            canvas.showPage()
            top, page = 760, page + 1
            continue
        bold = line.startswith("**")
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 12)
        hangs = line.startswith("  ")
        canvas.drawString(86 if hangs else 72, top, line.removeprefix("**").strip())
        top -= 30 if bold else 14
    canvas.save()
    return made.getvalue()


def _word(lines: Iterable[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        if line == "~":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif line.startswith("**"):
            document.add_paragraph().add_run(line.removeprefix("**")).bold = True
        elif line.startswith("• "):
            document.add_paragraph(line.removeprefix("• "), style="List Bullet")
        else:
            document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return made.getvalue()
