"""The board report about an inspection letter: what the inspectorates found, what will be done, by whom, by when.

In: the board's view of a round that was made from a letter, and perhaps a council's own Word file for the look.
Out: the bytes of a .docx that says nothing of an audit.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.documents import letter_wording as words
from audit.documents.board import wording
from audit.documents.board.actions import write_actions, write_themes
from audit.documents.board.front import point, title_block, write_asks
from audit.documents.board.parts import write_questions
from audit.documents.phrases import long_day, sentence
from audit.documents.plan.front import Part, contents, finding_anchor
from audit.documents.word import blank, finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import about
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView
from audit.domain.inspection.published import Inspection

TITLE = "Board report on an inspection letter"
MOST_POINTS = 4  # of a kind in the summary


def write_letter_report(view: BoardView, letter: Inspection, *, template: bytes | None = None) -> bytes:
    """Return the report as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}."
    sheet = blank.begun(marking=view.marking, line=line, template=template)
    written = _parts(sheet, view, letter)
    parts = [Part(number, title) for number, (title, _) in enumerate(written, start=1)]
    _front(sheet, view, letter, parts)
    for part, (_, write) in zip(parts, written, strict=True):
        write(part)
    sheet.note(words.not_a_referral(view))
    return finish.as_bytes(sheet, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _parts(sheet: Sheet, view: BoardView, letter: Inspection) -> list[tuple[str, Callable[[Part], None]]]:
    parts: list[tuple[str, Callable[[Part], None]]] = [
        ("The letter in one minute", lambda part: _minute(sheet, view, part)),
        ("What inspectors found", lambda part: _findings(sheet, view, letter, part)),
        ("What is being done, and does it help?", lambda part: write_actions(sheet, view, part)),
    ]
    if wording.theme_counts(view):
        parts.append(("Findings by theme", lambda part: write_themes(sheet, view, part)))
    if asked := (*view.owed, *view.questions):
        parts.append(("Questions from the board", lambda part: write_questions(sheet, asked, part)))
    return parts


def _front(sheet: Sheet, view: BoardView, letter: Inspection, parts: list[Part]) -> None:
    title_block(sheet, view, TITLE)
    sheet.paragraph(sentence(view.message), "Plan Message")
    if view.asks:
        sheet.paragraph("What the board is asked to do", "Plan Front Heading", keep_next=True)
        write_asks(sheet, view)
    sheet.paragraph("About this report", "Plan Front Heading", keep_next=True)
    write_about(sheet, view, letter, "this report")
    contents(sheet, parts, "In this report", roomy=sheet.look.roomy)


def write_about(sheet: Sheet, view: BoardView, letter: Inspection, paper: str) -> None:
    """Write what a paper about a letter is, one thing a row."""
    rows = {
        "Date": long_day(view.today),
        "Marking": view.marking,
        "Inspection": words.inspected(letter),
        "Principal authority": letter.principal_authority.strip() or "Not recorded",
        "Written statement": f"Due on {long_day(view.dates.plan)}" if view.dates.plan else "No date set",
        "Board": wording.when_seen(view),
    }
    if view.invented:
        rows["Please note"] = "This partnership is invented."
    about(
        sheet,
        paper,
        rows,
        names=36,
        says="Date, marking, inspection, principal authority, written statement and board, one in each row.",
    )


def _minute(sheet: Sheet, view: BoardView, part: Part) -> None:
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=True)
    sheet.paragraph(f"{words.raised(view)} {words.NOT_AN_AUDIT}")
    for kind, title in words.TITLES.items():
        findings = view.of_kind(kind)
        if not findings:
            continue
        sheet.heading(title, 2)
        sheet.bullets([point(finding) for finding in findings[:MOST_POINTS]])
        if len(findings) > MOST_POINTS:
            sheet.note(f"{len(findings) - MOST_POINTS} more in “What inspectors found”.")
    sheet.heading("What is being done", 2)
    sheet.paragraph(" ".join(text for text in (words.answered(view), words.statement_due(view)) if text))


def _findings(sheet: Sheet, view: BoardView, letter: Inspection, part: Part) -> None:
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(words.inspected(letter))
    for kind, title in words.TITLES.items():
        findings = view.of_kind(kind)
        if findings:
            sheet.heading(title, 2)
        for finding in findings:
            text: list[Text] = [Piece(f"{finding.ref} ", bold=True), sentence(finding.text)]
            sheet.paragraph(text, "Plan Finding", anchor=finding_anchor(finding.ref))
