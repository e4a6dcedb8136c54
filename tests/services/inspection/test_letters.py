"""A published letter gives each of its findings once, whole and in order, and says when it cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.enum.text import WD_BREAK
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from audit.domain.inspection.letter_facts import Letter
from audit.domain.inspection.letter_reading import FoundKind, joined
from audit.errors import WrongInput
from audit.services.inspection import letter_files
from tests.letters import CLOSING, MAKERS, OPENING, WITHOUT_DUE, a_pdf, a_word_letter
from tests.repository import ROOT
from tests.services.letters_expected import LETTERS, Expected

FOLDER = ROOT.parent / "shared" / "data" / "jtai-letters"
STRENGTH, IMPROVE = FoundKind.STRENGTH, FoundKind.NEEDS_TO_IMPROVE
PRIORITY, PRACTICE = FoundKind.PRIORITY_ACTION, FoundKind.PRACTICE_EXAMPLE
INVENTED = (
    *OPENING,
    "**Headline findings",
    "Children are heard.",
    "**What needs to improve?",
    "• The time children wait for",
    "  help in each of the schools.",
    "• The sharing of plans.",
    "**Strengths",
    "• Leaders listen to children.",
    "**Main findings",
    "Nurses listen.",
    "**Practice study: effective practice",
    "Ama was heard by her nurse.",
    *CLOSING,
)
INVENTED_SAYS = Expected(
    area="Wrenmere",
    days=("2024-04-22", "2024-04-26"),
    published="2024-07-12",
    due="2024-10-21",
    principal="Wrenmere Council",
    found=(
        ("needs_to_improve", 2, "The time children wait for", "The sharing of plans.", 15, (1, 1)),
        ("strength", 1, "Leaders listen to children.", "Leaders listen to children.", 4, (1, 1)),
        ("practice_example", 1, "Ama was heard by her", "was heard by her nurse.", 6, (1, 1)),
    ),
)
PUBLISHED = {name: said for name, said in LETTERS.items() if (FOLDER / name).exists()}
EVERY = {"invented.pdf": INVENTED_SAYS, "invented.docx": INVENTED_SAYS, **PUBLISHED}


@pytest.fixture(params=MAKERS)
def made(request: pytest.FixtureRequest) -> Callable[..., Letter]:
    """Return what reads lines as a letter, once as a PDF and once as a Word document."""
    return lambda *lines: letter_files.read(MAKERS[request.param](lines), f"letter.{request.param}")[0]


@pytest.mark.parametrize("name", EVERY)
def test_a_letter_is_read_as_it_was_counted(name: str):
    content = MAKERS[name.rpartition(".")[2]](INVENTED) if name not in PUBLISHED else (FOLDER / name).read_bytes()
    letter, _ = letter_files.read(content, name)
    assert _as_expected(letter) == EVERY[name]


@pytest.mark.parametrize("name", EVERY)
def test_a_finding_names_the_lines_it_was_read_from(name: str):
    content = MAKERS[name.rpartition(".")[2]](INVENTED) if name not in PUBLISHED else (FOLDER / name).read_bytes()
    letter, lines = letter_files.read(content, name)
    taken = Counter(at for one in letter.findings for at in one.lines)
    leading = [at for at, times in taken.items() if times > 1]
    assert all(joined([lines[at] for at in leading]).endswith(":") for _ in leading), (
        "only what leads bullets is in two"
    )
    for one in letter.findings:
        words = _letters(" ".join(lines[at].text for at in one.lines))
        assert words == _letters(one.text)
        assert one.page in {lines[at].page for at in one.lines}


def test_a_bullet_of_a_bullet_stays_with_it(made: Callable[..., Letter]):
    letter = made(
        *OPENING,
        "**Strengths",
        "• Leaders listen:",
        "  • to children,",
        "  • to their carers.",
        "• Nurses listen.",
        *CLOSING,
    )
    assert [one.text for one in letter.findings] == [
        "Leaders listen: – to children, – to their carers.",
        "Nurses listen.",
    ]


def test_a_bullet_over_a_pages_end_is_one_finding(made: Callable[..., Letter]):
    letter = made(
        *OPENING,
        "**Strengths",
        "• Nurses listen.",
        "• Leaders listen to",
        "~",
        "  children in care:",
        "  • in school",
        "  • at home.",
        "• Plans are shared.",
        *CLOSING,
    )
    texts = [(one.text, one.page) for one in letter.findings]
    whole = "Leaders listen to children in care: – in school – at home."
    assert [text for text, _ in texts] == ["Nurses listen.", whole, "Plans are shared."]
    assert texts[0][1] == 1
    assert texts[2][1] == 2


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Key strengths", STRENGTH),
        ("Areas of strength:", STRENGTH),
        ("Areas for improvement", IMPROVE),
        ("What needs to improve", IMPROVE),
        ("AREAS FOR PRIORITY ACTION", PRIORITY),
        ("Area for priority action", PRIORITY),
        ("Case study: highly effective practice", PRACTICE),
    ],
)
def test_headings_differ_and_are_known(made: Callable[..., Letter], heading: str, kind: FoundKind):
    letter = made(*OPENING, f"**{heading}", "• Children are heard.", *CLOSING)
    assert [one.kind for one in letter.findings] == [kind]


def test_a_heading_over_two_lines_is_one(made: Callable[..., Letter]):
    letter = made(
        *OPENING,
        "**What needs",
        "**to improve?",
        "• Plans are not shared.",
        "**Areas for priority",
        "**action",
        "• Children wait.",
        *CLOSING,
    )
    assert [(one.kind, one.text) for one in letter.findings] == [
        (IMPROVE, "Plans are not shared."),
        (PRIORITY, "Children wait."),
    ]


def test_a_heading_in_large_print_is_as_good_as_a_bold_one():
    content = BytesIO()
    canvas = Canvas(content, pagesize=A4)
    for top, size, line in ((700, 16, "Strengths"), (670, 12, "• Leaders listen."), (656, 12, "• Nurses listen.")):
        canvas.setFont("Helvetica", size)
        canvas.drawString(72, top, line)
    canvas.save()
    letter, _ = letter_files.read(content.getvalue(), "letter.pdf")
    assert [one.text for one in letter.findings] == ["Leaders listen.", "Nurses listen."]


def test_a_letter_without_a_due_day_says_so(made: Callable[..., Letter]):
    letter = made(*OPENING, "**Strengths", "• Leaders listen.", *WITHOUT_DUE)
    assert letter.due is None
    assert letter.unread() == ("the day the statement is due",)


def test_a_word_that_a_lines_end_cut_is_whole_and_the_pages_foot_is_no_finding():
    letter, seen = letter_files.read(
        a_pdf(
            (
                *OPENING,
                "**What needs to improve?",
                "• The sharing of",
                "  information when a child moves.",
                "• Well-",
                "  being checks.",
                "~",
                "• The time children wait.",
                *CLOSING,
            )
        ),
        "letter.pdf",
    )
    assert [one.text for one in letter.findings] == [
        "The sharing of information when a child moves.",
        "Well-being checks.",
        "The time children wait.",
    ]
    assert {line.page for line in seen} == {1, 2}


def test_without_bullets_each_paragraph_is_a_finding():
    content = a_word_letter((*OPENING, "**Key strengths", "Leaders listen.", "Nurses know the child.", *CLOSING))
    letter, _ = letter_files.read(content, "letter.docx")
    assert [one.text for one in letter.findings] == ["Leaders listen.", "Nurses know the child."]


def test_a_box_that_is_a_table_in_word_is_one_finding():
    document = docx.Document()
    document.add_paragraph("Strengths", style="Heading 1")
    document.add_paragraph("Leaders listen.", style="List Bullet")
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.paragraphs[0].add_run("Case study: highly effective practice").bold = True
    cell.add_paragraph("Ama was heard.")
    letter, _ = letter_files.read(_saved(document), "letter.docx")
    assert [(one.kind, one.text) for one in letter.findings] == [
        (STRENGTH, "Leaders listen."),
        (PRACTICE, "Ama was heard."),
    ]


def test_what_a_letter_does_not_say_is_named(made: Callable[..., Letter]):
    letter = made("**Strengths", "• Leaders listen.")
    assert letter.published is None
    assert "the day of the letter" in letter.unread()
    assert "any finding" not in letter.unread()


def _locked() -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, encrypt="secret")
    canvas.drawString(72, 700, "Strengths")
    canvas.save()
    return made.getvalue()


def _scanned() -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.rect(72, 72, 200, 200)
    canvas.save()
    return made.getvalue()


def _long_pdf() -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for _ in range(300):
        canvas.drawString(72, 700, "Strengths")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _long_word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Strengths")
    for _ in range(300):
        paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Leaders listen.")
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _workbook() -> bytes:
    made = BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def _zip() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        packed.writestr("letter.txt", "Strengths")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("letter.pdf", lambda: b"%PDF-1.7 and then nothing", "is cut short"),
        ("letter.pdf", lambda: b"%PDF-1.7 and then nothing\n%%EOF", "is damaged"),
        ("letter.pdf", lambda: a_pdf(INVENTED)[:-600], "is cut short"),
        ("letter.pdf", lambda: b"", "is damaged"),
        ("locked.pdf", _locked, "locked with a password"),
        ("scan.pdf", _scanned, "pictures of pages and no text"),
        ("long.pdf", _long_pdf, "has 300 pages"),
        ("letter.pdf", lambda: b"%PDF" + b" " * letter_files.LARGEST, "larger than 20 MB"),
        ("letter.docx", lambda: b"no zip at all", "cannot be read as a Word document"),
        ("letter.docx", lambda: a_word_letter(INVENTED)[:-600], "cannot be read as a Word document"),
        ("letter.docx", _workbook, "cannot be read as a Word document"),
        ("letter.docx", _zip, "cannot be read as a Word document"),
        ("letter.docx", lambda: b"\xd0\xcf\x11\xe0" + b" " * 600, "is locked with a password, or is an old Word file"),
        ("long.docx", _long_word, "far longer than an inspection letter"),
        ("letter.docx", lambda: _saved(docx.Document()), "holds no text"),
        ("letter.doc", lambda: b"\xd0\xcf\x11\xe0", "neither a PDF nor a Word document"),
        ("minutes.pdf", lambda: a_pdf(("**Minutes", "The board met.")), "does not read like an inspection letter"),
        ("minutes.docx", lambda: a_word_letter(("**Minutes", "The board met.")), "does not read like an inspection"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_by_name(name: str, content: Callable[[], bytes], says: str):
    with pytest.raises(WrongInput, match=says) as refused:
        letter_files.read(content(), name)
    assert name in str(refused.value)


def _as_expected(letter: Letter) -> Expected:
    groups: dict[FoundKind, list[tuple[list[str], int]]] = {}
    for one in letter.findings:
        groups.setdefault(one.kind, []).append((one.text.split(), one.page))
    found = tuple(
        (
            kind.value,
            len(texts),
            " ".join(texts[0][0][:5]),
            " ".join(texts[-1][0][-5:]),
            sum(len(words) for words, _ in texts),
            (texts[0][1], texts[-1][1]),
        )
        for kind, texts in groups.items()
    )
    return Expected(
        area=str(letter.area),
        days=(str(letter.inspection_start), str(letter.inspection_end)),
        published=str(letter.published),
        due=str(letter.due),
        principal=str(letter.principal_authority),
        found=found,
    )


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())
