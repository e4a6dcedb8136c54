"""One invented letter in many forms, PDF and Word: each is read right, or what may be wrong is marked to be checked.

In: what differs from the usual letter, in its words or in how it is printed.
Out: the same letter, in both formats; a field that is not right is in doubt, and nothing is left out in silence.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from audit.domain.inspection.letter_facts import Letter
from audit.domain.inspection.letter_reading import FoundKind
from audit.errors import WrongInput
from audit.services.inspection import letter_files

STRENGTH, IMPROVE = FoundKind.STRENGTH, FoundKind.NEEDS_TO_IMPROVE
PRIORITY, PRACTICE = FoundKind.PRIORITY_ACTION, FoundKind.PRACTICE_EXAMPLE
PARTS: Mapping[str, tuple[str, ...]] = {
    "day": ("16 March 2023",),
    "dear": ("Dear Wrenmere Safeguarding Children Partnership",),
    "title": ("**Joint targeted area inspection of Wrenmere",),
    "about": (
        "This letter summarises the findings of the joint targeted area inspection (JTAI) of",
        "the multi-agency response to the neglect of older children in Wrenmere.",
    ),
    "when": ("This inspection took place from 23 to 27 January 2023. It was carried out by", "inspectors from Ofsted."),
    "headlines": ("**Headline findings", "Children are heard by those who know them."),
    "priority heading": ("**Areas for priority action",),
    "priority": ("• Children wait too long for a first", "  appointment."),
    "improve heading": ("**What needs to improve?",),
    "improve": ("• The sharing of plans between the agencies that", "  know the child.", "• The checks of registers."),
    "strength heading": ("**Strengths",),
    "strength": ("• Leaders listen to children.", "• Nurses know the children whom they", "  see."),
    "main": ("**Main findings", "Children in Wrenmere are mostly safe.", "Their strengths are known."),
    "box": ("|**Practice study: effective practice", "|Ama was heard by her nurse, who", "|came to school to see her."),
    "after": ("Plans are kept up to date.",),
    "steps": (
        "**Next steps",
        "We have determined that Wrenmere Council is the principal authority and should",
        "prepare a written statement of proposed action responding to the findings.",
    ),
    "due": (
        "Wrenmere Council should send the written statement of action to",
        "ProtectionOfChildren@ofsted.gov.uk by 23 June 2023. This statement will inform",
        "the lines of enquiry.",
    ),
    "end": ("Yours sincerely",),
}
RIGHT = {
    "area": "Wrenmere",
    "theme": "the neglect of older children",
    "inspection_start": date(2023, 1, 23),
    "inspection_end": date(2023, 1, 27),
    "published": date(2023, 3, 16),
    "due": date(2023, 6, 23),
    "principal_authority": "Wrenmere Council",
}
FOUND = (
    (PRIORITY, "Children wait too long for a first appointment."),
    (IMPROVE, "The sharing of plans between the agencies that know the child."),
    (IMPROVE, "The checks of registers."),
    (STRENGTH, "Leaders listen to children."),
    (STRENGTH, "Nurses know the children whom they see."),
    (PRACTICE, "Ama was heard by her nurse, who came to school to see her."),
)


@dataclass(frozen=True)
class Form:
    """What differs from the usual letter: parts of its words, what is right then, and how it is printed."""

    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    right: Mapping[str, object] = field(default_factory=dict)
    found: tuple[tuple[FoundKind, str], ...] = FOUND
    print: Mapping[str, object] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return the letter's lines, part by part."""
        return [line for name, part in PARTS.items() for line in self.words.get(name, part)]


def words(part: str, *lines: str, **right: object) -> Form:
    """Return a form that has other words in one part."""
    return Form(words={part: lines}, right=right)


def heading(part: str, *lines: str) -> Form:
    """Return a form with another heading; bold and not bold are both tried."""
    return words(f"{part} heading", *lines)


def steps(*lines: str, principal: str) -> Form:
    """Return a form that says in other words who answers."""
    return words("steps", "**Next steps", *lines, principal_authority=principal)


NOTHING = tuple(one for one in FOUND if one[0] is not PRIORITY)
TWICE = "Partners should act on these:"
FORMS = {
    "usual": Form(),
    **{
        f"heading {part} “{' / '.join(lines)}”": heading(part, *lines)
        for part, headings in {
            "strength": (
                ("**Early help strengths",),
                ("Early help strengths",),
                ("Strengths",),
                ("**STRENGTHS:",),
                ("**Leadership and management: strengths",),
                ("**Key areas of strength",),
                ("**Strengths of the partnership",),
                ("**1. Strengths",),
                ("**What works well",),
                ("**What is working well in Wrenmere?",),
                ("**Key strengths of the", "**partnership"),
            ),
            "improve": (
                ("**Areas for improvement",),
                ("Areas for improvement",),
                ("What needs to improve?",),
                ("**Early help: areas for improvement",),
                ("**Area(s) for improvement",),
                ("**What the partnership needs to improve",),
                ("**Areas that need to improve",),
                ("**What needs", "**to improve?"),
                ("**Areas for further development",),
            ),
            "priority": (
                ("**Area for priority action",),
                ("**Priority actions",),
                ("Areas for priority action",),
                ("**AREAS FOR PRIORITY ACTION",),
                ("**Areas for priority", "**action"),
            ),
        }.items()
        for lines in headings
    },
    **{
        f"nothing: {line}": Form(words={"priority": lines}, found=NOTHING)
        for lines in (
            ("• There are no areas for priority action",),
            ("There are no areas for priority action.",),
            ("• There were no areas for priority action identified at this inspection.",),
            ("None.",),
            ("Inspectors identified no priority actions.",),
        )
        for line in lines[:1]
    },
    **{
        f"title {lines[0]}": words("title", *lines)
        for lines in (
            ("**Joint targeted area inspection of Wrenmere Council",),
            ("**Joint targeted area inspection of Wrenmere Metropolitan District Council",),
            ("**Joint targeted area inspection of the London Borough of Wrenmere",),
            ("**Joint targeted area inspection of Wrenmere, 23 to 27 January 2023",),
            ("**Joint targeted area inspection (JTAI) of Wrenmere local authority area",),
            ("Joint targeted area inspection of Wrenmere",),
            ("**Joint targeted area inspection: Wrenmere",),
            (
                "**Joint targeted area inspection of the multi-agency response to the neglect",
                "**of older children in Wrenmere City Council",
            ),
            (
                "**Joint targeted area inspection of the multi-agency responses to the neglect",
                "**of older children in Wrenmere",
            ),
            ("**Joint targeted area inspection of Wrenmere’s multi-agency response to the neglect of older children",),
        )
    },
    **{
        f"about {lines[-1]}": words("about", *lines, theme=theme)
        for theme, lines in (
            ("neglect", ("This letter is about the multi-agency response to neglect.",)),
            ("neglect", ("We looked at the multi-agency response to neglect in Wrenmere, and found much.",)),
            ("neglect", ("We looked at the multi-agency response to neglect in Wrenmere Borough Council.",)),
            (
                "neglect in the family",
                ("We looked at the multi-agency response to neglect in the family in Wrenmere.",),
            ),
            ("children in need", ("We looked at the multi-agency response to children in need.",)),
        )
    },
    "two counties": Form(
        words={"title": ("**Joint targeted area inspection of Wren, Fen and Mere Council",)},
        right={"area": "Wren, Fen and Mere"},
    ),
    "no title": Form(words={"title": ()}),
    **{
        f"when {line}": words("when", line, inspection_start=first, inspection_end=last)
        for first, last, line in (
            (date(2023, 1, 23), date(2023, 1, 27), "Between 23 and 27 January, Ofsted and others inspected."),
            (date(2023, 1, 23), date(2023, 1, 27), "It took place from Monday 23 to Friday 27 January 2023."),
            (
                date(2023, 1, 23),
                date(2023, 1, 27),
                "It took place from Monday, 23rd January to Friday, 27th January 2023.",
            ),
            (date(2023, 1, 23), date(2023, 1, 27), "It took place from 23 – 27 January 2023."),
            (date(2023, 1, 23), date(2023, 1, 27), "It took place from 23 Jan 23 to 27 Jan 23."),
            (date(2023, 1, 23), date(2023, 1, 27), "Inspection dates: 23/01/2023 to 27/01/2023"),
            (date(2023, 1, 30), date(2023, 2, 3), "It took place from 30 January to 3 February 2023."),
            (date(2023, 1, 30), date(2023, 2, 3), "Between 30 January and 3 February, Ofsted inspected."),
            (date(2022, 12, 12), date(2022, 12, 16), "Between 12 and 16 December, Ofsted inspected."),
            (date(2022, 12, 19), date(2023, 1, 6), "Between 19 December and 6 January, Ofsted inspected."),
            (date(2022, 12, 19), date(2023, 1, 6), "It took place from 19 December 2022 to 6 January 2023."),
            (date(2023, 1, 23), date(2023, 1, 27), "The inspection was carried out over 23 to 27 January 2023."),
            (date(2023, 1, 23), date(2023, 1, 27), "Ofsted and others came to Wrenmere, 23–27 January 2023."),
            (date(2023, 1, 23), date(2023, 1, 27), "It took place from Tuesday 23 to Friday 27 January 2023."),
        )
    },
    **{
        f"day {line}": words("day", line)
        for line in (
            "Thursday 16 March 2023",
            "16th March 2023",
            "16 Mar 23",
            "Published: 16 March 2023",
            "16/03/2023",
            "16 March",
            "Friday 16 March 2023",
            "Date: 16 March 2023",
        )
    },
    **{
        f"due {line}": words("due", "Wrenmere Council should send the written statement of action", line)
        for line in (
            "by Friday 23 June 2023. It will inform us.",
            "by Friday, 23rd June 2023.",
            "no later than 23 June 2023.",
            "by 23 June 23.",
            "by 23 June. This statement will inform us.",
            "by 5pm on 23 June 2023.",
            "to ProtectionOfChildren@ofsted.gov.uk by 23 June 2023.This statement will inform us.",
            "by 23/06/2023.",
            "by Monday 23 June 2023.",
        )
    },
    "due first": words("due", "By 23 June 2023, Wrenmere Council should send the written statement to us."),
    "due in days": words("due", "The statement should be sent within 70 working days.", due=None),
    **{
        f"principal {principal} {lines[-1]}": steps(*lines, principal=principal)
        for principal, lines in (
            (
                "local authority",
                ("The local authority should coordinate the preparation of a written statement of action.",),
            ),
            ("Wrenmere Council", ("Wrenmere Council should co-ordinate and submit a written statement of action.",)),
            ("Wrenmere Council", ("Wrenmere Council must produce a written statement of proposed action.",)),
            ("Wrenmere Council", ("Wrenmere Council is required to lead the production of the written statement.",)),
            ("Wrenmere Council", ("Wrenmere Council is the principal authority.",)),
            ("Wrenmere Council", ("The principal authority is Wrenmere Council, and should prepare the statement.",)),
            (
                "Wrenmere Council",
                ("Wrenmere Council, as the principal authority, should prepare a written statement.",),
            ),
            (
                "A Person, Chair of the Wrenmere MASA",
                ("We have determined that A Person, Chair of the Wrenmere MASA, is the", "principal authority."),
            ),
            ("Wrenmere Council", ("This was a good inspection.",)),
        )
    },
    **{
        f"lead-in {at}": Form(
            words={"improve": (*before, "• The sharing of plans.", *between, "• The checks of registers.")},
            found=(FOUND[0], *((IMPROVE, f"{lead}{text}") for lead, text in found), *FOUND[3:]),
        )
        for at, (before, between, found) in enumerate(
            (
                ((TWICE,), (), ((f"{TWICE} ", "The sharing of plans."), (f"{TWICE} ", "The checks of registers."))),
                (
                    ("Much is to do.",),
                    (),
                    tuple(
                        (("Much is to do. "), text) for text in ("The sharing of plans.", "The checks of registers.")
                    ),
                ),
                ((), (TWICE,), (("", "The sharing of plans."), (f"{TWICE} ", "The checks of registers."))),
                ((), ("**Health",), (("", "The sharing of plans."), ("", "The checks of registers."))),
            )
        )
    },
    "box heading not bold": words("box", "|Case study: highly effective practice", *PARTS["box"][1:]),
    "good practice": words("box", "|**Good practice example", *PARTS["box"][1:]),
    "box among strengths": Form(
        words={"strength": (PARTS["strength"][0], *PARTS["box"], *PARTS["strength"][1:]), "box": ()},
        found=(*FOUND[:4], FOUND[5], FOUND[4]),
    ),
    "box in a run of text": words("box", *(line.lstrip("|") for line in PARTS["box"])),
    "over a page’s end": words("strength", PARTS["strength"][0], PARTS["strength"][1], "~", PARTS["strength"][2]),
    "no main findings heading": words("main", "Children in Wrenmere are mostly safe."),
    "unknown heading": Form(words={"strength heading": ("**Things to be proud of",)}),
    **{
        f"bullets {mark}": Form(print={"bullet": mark})
        for mark in ("◾", "▪", "–", "-", "o", "*", "►", "✓", "1.", "a)")
    },
    **{
        f"print {name}": Form(print={name: True})
        for name in (
            "shuffled",
            "reversed",
            "bullets_last",
            "box_last",
            "box_sides",
            "large_headings",
            "no_hanging",
            "furniture",
            "wide",
            "plain_headings",
            "line_paragraphs",
            "line_breaks",
            "text_box",
            "styled",
            "typed_bullets",
            "tracked",
        )
    },
}


def as_pdf(form: Form) -> bytes:
    """Return the letter as a PDF; what is printed of a page is drawn in the order that the form says."""
    looks = dict(form.print)
    content = BytesIO()
    canvas = Canvas(content, pagesize=A4)
    top, before, page = 760.0, "", 1
    drawn: list[tuple[str, float, float, str, float]] = []
    boxes: list[tuple[float, float]] = []

    def turn() -> None:
        nonlocal top, page
        if looks.get("furniture"):
            drawn.append(("Helvetica", 9, 72, "Ofsted and partners", 810))
            drawn.append(("Helvetica", 12, 300, f"Page {page} of 3", 40))
        _draw(canvas, drawn, boxes, looks)
        drawn.clear()
        boxes.clear()
        top, page = 760.0, page + 1

    for line in form.lines():
        if line == "~" or top < 80:
            turn()
        if line == "~":
            continue
        boxed, text = line.startswith("|"), line.lstrip("|")
        bold, bullet = text.startswith("**"), text.startswith("• ")
        apart = (bold and not before.startswith("**")) or boxed != before.startswith("|")
        top -= 26 if apart else 14
        top -= 10 if looks.get("wide") and not text.startswith("  ") and (bullet or bold) else 0
        heads = bold and not text.startswith("**Joint")
        plain = looks.get("plain_headings") and heads
        large = looks.get("large_headings") and heads
        top -= (
            12
            if plain or (form.words.get("strength heading") and not bold and text == form.words["strength heading"][0])
            else 0
        )
        font, size = ("Helvetica-Bold" if bold and not plain and not large else "Helvetica"), 16 if large else 12
        left = 90.0 if boxed else 86.0 if text.startswith("  ") and not looks.get("no_hanging") else 72.0
        if boxed:
            boxes.append((top + 14, top - 5))
        words = text.removeprefix("**").strip()
        if bullet:
            drawn.append((font, size, left, str(looks.get("bullet", "•")), top))
            drawn.append((font, size, left + 14, words.removeprefix("• "), top))
        else:
            drawn.append((font, size, left, words, top))
        before = line
    turn()
    canvas.save()
    return content.getvalue()


def _draw(canvas, drawn, boxes, looks) -> None:
    order = list(drawn)
    if looks.get("shuffled"):
        random.Random(7).shuffle(order)
    if looks.get("reversed"):
        order.reverse()
    if looks.get("bullets_last"):
        order.sort(key=lambda one: len(one[3]) <= 2)
    if looks.get("box_last"):
        order.sort(key=lambda one: one[2] == 90.0)
    if boxes:
        high, low = max(top for top, _ in boxes), min(bottom for _, bottom in boxes)
        if looks.get("box_sides"):
            for x in (80, 520):
                canvas.rect(x, low, 0.5, high - low, fill=1)
        else:
            canvas.rect(80, low, 440, high - low)
    for font, size, left, words, top in order:
        canvas.setFont(font, size)
        canvas.drawString(left, top, words)
    canvas.showPage()


def as_word(form: Form) -> bytes:
    """Return the letter as a Word document, written as the form says."""
    looks = dict(form.print)
    document = docx.Document()
    cell = None
    lines = form.lines() if looks.get("line_paragraphs") or looks.get("line_breaks") else _whole(form.lines())
    last = None
    for line in lines:
        if line == "~":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            continue
        boxed, text = line.startswith("|"), line.lstrip("|")
        if boxed and cell is None:
            cell = _text_box(document) if looks.get("text_box") else document.add_table(1, 1).rows[0].cells[0]
        cell = cell if boxed else None
        hangs = text.startswith("  ")
        if looks.get("line_breaks") and last is not None and hangs:
            last.add_run().add_break()
            last.add_run(text.strip())
            continue
        where: Any = cell or document
        paragraph = where.paragraphs[0] if boxed and not len(where.paragraphs[0]._p) else where.add_paragraph()
        last = paragraph
        _write(document, paragraph, text, looks)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _write(document, paragraph, text, looks) -> None:
    bold, bullet = text.startswith("**"), text.startswith("• ")
    heads = bold and not text.startswith("**Joint")
    words = text.removeprefix("**").strip()
    typed = looks.get("typed_bullets") or "bullet" in looks or looks.get("line_paragraphs")
    if bullet and typed:
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(18), Pt(-18)
        words = f"{looks.get('bullet', '•')}\t{words.removeprefix('• ')}"
    elif bullet:
        paragraph.style = document.styles["List Bullet"]
        words = words.removeprefix("• ")
    elif text.startswith("  ") and not looks.get("no_hanging"):
        paragraph.paragraph_format.left_indent = Pt(18)
    if bold and looks.get("styled"):
        if "Marked" not in document.styles:
            document.styles.add_style("Marked", 1).font.bold = True
        paragraph.style = document.styles["Marked"]
    run = paragraph.add_run(words)
    if bold and not looks.get("styled") and not (heads and looks.get("plain_headings")):
        if heads and looks.get("large_headings"):
            run.font.size = Pt(16)
        else:
            run.bold = True
    if looks.get("tracked"):
        inserted = OxmlElement("w:ins")
        paragraph._p.append(inserted)
        inserted.append(run._r)


class _Box:
    """A text box, as far as writing into it goes."""

    def __init__(self, holder) -> None:
        self.holder = holder

    @property
    def paragraphs(self):
        """Return its paragraphs."""
        from docx.text.paragraph import Paragraph

        return [Paragraph(each, self.holder) for each in self.holder.findall(qn("w:p"))]

    def add_paragraph(self):
        """Add one."""
        self.holder.append(OxmlElement("w:p"))
        return self.paragraphs[-1]


def _text_box(document) -> _Box:
    run = document.add_paragraph().add_run()
    drawing = OxmlElement("w:drawing")
    holder = OxmlElement("w:txbxContent")
    holder.append(OxmlElement("w:p"))
    drawing.append(holder)
    run._r.append(drawing)
    return _Box(holder)


def _whole(lines: Sequence[str]) -> list[str]:
    """Return lines as paragraphs: what a PDF cuts at a line's end is whole in Word."""
    whole: list[str] = []
    for line in lines:
        text = line.lstrip("|")
        before = whole[-1] if whole else ""
        hangs = text.startswith("  ")
        bold = text.startswith("**") and before.startswith("**")
        prose = (
            before
            and "study" not in before
            and not text.startswith(("**", "•", "~"))
            and not before.lstrip("|").startswith(("**", "•", "~"))
        )
        goes_on = (
            prose and not before.rstrip().endswith((".", ":", "2023", "Partnership")) and before[0] == line[0]
        ) or (prose and line.startswith("|") and before.startswith("|"))
        if hangs or bold or (goes_on and text[:1] and not before.startswith("Dear")):
            at = -2 if before == "~" else -1
            whole[at] += f" {text.removeprefix('**').strip()}"
        else:
            whole.append(line)
    return whole


MAKERS: Mapping[str, Callable[[Form], bytes]] = {"pdf": as_pdf, "docx": as_word}


@pytest.mark.parametrize("ending", MAKERS)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_a_letter_is_read_right_or_marked_to_be_checked(name: str, ending: str):
    form = FORMS[name]
    letter, _ = letter_files.read(MAKERS[ending](form), f"letter.{ending}")
    doubted = {doubt.field for doubt in letter.doubts}
    wrong = {
        field: getattr(letter, field)
        for field, right in {**RIGHT, **form.right}.items()
        if getattr(letter, field) != right and field not in doubted
    }
    assert not wrong
    assert _found(letter) == form.found or "findings" in doubted


@pytest.mark.parametrize("ending", MAKERS)
@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("**Area SEND inspection of Wrenmere Local Area Partnership", "SEND"),
        ("**Focused visit to Wrenmere children’s services", "ILACS"),
        ("**Inspection of Wrenmere local authority children’s services", "ILACS"),
        ("**An inspection of youth offending services in Wrenmere", "youth justice"),
        ("**National child protection inspection: Wrenmere Police", "police"),
        ("**Inspection of Wrenmere Primary School", "school"),
        ("**Local child safeguarding practice review: Ama", "review of practice"),
        ("**Written statement of proposed action", "written statement that answers"),
        ("**Peer review of safeguarding in Wrenmere", "Peer review of safeguarding"),
    ],
)
def test_a_report_of_another_kind_is_refused_as_what_it_is(title: str, says: str, ending: str):
    about = "This letter summarises what we found."
    form = Form(words={"title": (title,), "about": (about,)})
    with pytest.raises(WrongInput, match=says) as refused:
        letter_files.read(MAKERS[ending](form), f"other.{ending}")
    assert f"other.{ending} is " in str(refused.value)


def _found(letter: Letter) -> tuple[tuple[FoundKind, str], ...]:
    return tuple((finding.kind, finding.text) for finding in letter.findings)
