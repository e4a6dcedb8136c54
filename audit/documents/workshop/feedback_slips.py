"""Feedback slips as a Word document: a page for each case's practitioners.

In: what was agreed about each case, without its grades.
Out: the bytes of a .docx: what went well, what to think about, and room for an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import long_day
from audit.documents.word import finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Column, PageFit, plain, table
from audit.documents.word.xml import Piece, Text
from audit.documents.workshop.pack_paper import ALL_IN_ALL, FeedbackPaper, Slip
from audit.domain.english import listed, sentence
from audit.domain.workshop import participation_words

TITLE = "Feedback for practitioners"
REPLY_HEIGHT = 24  # mm
_NOTHING = "The group wrote nothing down here. Ask your facilitator what was said."
_REFERENCE_NOTE = (
    "This page shows the case’s reference because it goes to this child’s own practitioners, and to nobody else."
)
_REPLY = (
    "What do you make of this? Is anything wrong or missing?",
    "What will you keep doing, or do another way?",
    "Name, role and date",
)


def write_feedback_slips(paper: FeedbackPaper) -> bytes:
    """Return the slips as a Word document; the first page is for the facilitator and stays behind."""
    sheet = finish.begun(marking=paper.marking, line=f"{TITLE}, {long_day(paper.today)}.")
    _front(sheet, paper)
    for place, slip in enumerate(paper.slips, start=1):
        _slip(sheet, paper, slip, anchor=_anchor(place))
    return finish.as_bytes(
        sheet, title=f"{TITLE}: {paper.audit_round.title}", author=paper.partnership, made_on=paper.today
    )


def _anchor(place: int) -> str:
    return f"slip_{place}"


def _front(sheet: Sheet, paper: FeedbackPaper) -> None:
    sheet.paragraph(paper.partnership, "Plan Partnership")
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph(paper.audit_round.title, "Subtitle")
    sheet.paragraph("For the facilitator: keep this page back", "Plan Front Heading", keep_next=True)
    sheet.paragraph(
        "A page follows for each case whose judgements are all recorded. Give each page to the practitioners who work "
        "with that child, and to nobody else. It holds no grade, no agency’s own answers and nothing about another "
        "child."
    )
    if paper.invented:
        sheet.paragraph("This partnership and its children are invented.")
    if paper.slips:
        _list(sheet, paper)
    else:
        sheet.paragraph("No case has all its judgements yet, so there is no page to give out.")
    if paper.not_agreed:
        sheet.note(f"No page yet, because some judgements are not recorded: {listed(paper.not_agreed)}.")
    sheet.note(
        "Read every page before it goes out: what went well and what to think about stand as the group typed them."
    )


def _list(sheet: Sheet, paper: FeedbackPaper) -> None:
    rows = []
    for place, slip in enumerate(paper.slips, start=1):
        check = "Speaks of a grade: read it, and take that out" if slip.speaks_of_grades else "Read it once"
        link = Piece(slip.case.ref, link=_anchor(place))
        cells = (plain(sheet, link, "Plan Table Row Head"), plain(sheet, _practitioners(slip)), plain(sheet, check))
        rows.append(cells)
    sheet.caption("Table", "Who gets which page")
    table(
        sheet,
        (Column("Case", 30), Column("Goes to practitioners of", 90), Column("Before it goes out", 50)),
        rows,
        title="Who gets which page",
        says="One case a row, with a link to its page, the agencies whose practitioners get it, and what to look at.",
    )


def _practitioners(slip: Slip) -> str:
    return listed([agency.short_name for agency in slip.agencies]) if slip.agencies else "No agency was asked"


def _slip(sheet: Sheet, paper: FeedbackPaper, slip: Slip, *, anchor: str) -> None:
    sheet.heading(f"Feedback on {slip.case.ref}", 1, anchor=anchor, new_page=True)
    addressees = (
        f"To those who work with this child at: {_practitioners(slip)}." if slip.agencies else "To this child’s team."
    )
    sheet.paragraph([Piece(addressees, bold=True), f" {_REFERENCE_NOTE}"])
    sheet.paragraph(
        f"Thank you for your work. {participation_words.about_case(paper.participation, slip.case.ref)} "
        f"{participation_words.met(paper.audit_round)} This is what the audit group would like you to know. "
        "It is not a judgement of you, and it has no grade."
    )
    sheet.heading("What went well", 2)
    _texts(sheet, slip.went_well)
    sheet.heading("What to think about", 2)
    _texts(sheet, slip.to_think_about)
    sheet.note(f"This page is not a referral. {paper.in_danger}")
    sheet.heading("Your reply", 2)
    _reply(sheet)
    sheet.note(f"Please do not send this page on. Your reply goes to the facilitator at {paper.partnership}.")


def _texts(sheet: Sheet, texts: Sequence[tuple[str, str]]) -> None:
    if not texts:
        sheet.paragraph(_NOTHING)
        return
    sheet.bullets([_point(title, text) for title, text in texts])


def _point(title: str, text: str) -> list[Text]:
    return [sentence(text)] if title == ALL_IN_ALL else [sentence(text), f" ({title})"]


def _reply(sheet: Sheet) -> None:
    table(
        sheet,
        (Column("Question", 60), Column("Your words", 110)),
        [
            (plain(sheet, question, "Plan Table Row Head"), plain(sheet, "Write here", "Plan Open Cell"))
            for question in _REPLY
        ],
        title="Your reply",
        says="One question a row, with room for the practitioner’s answer.",
        page_fit=PageFit(together=True, row_height=REPLY_HEIGHT),
    )
