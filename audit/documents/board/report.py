"""The board report as a Word document: a round told to people who were not in the room.

In: the board's view of a round, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx in which every typed text was released.

Here too:
- The board report about an inspection letter: what the inspectorates found, what will be done, by whom, by when.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.documents import letter_wording as words
from audit.documents.board import summary
from audit.documents.board.parts import (
    write_actions,
    write_findings,
    write_questions,
    write_quoted,
    write_since,
    write_statements,
    write_themes,
)
from audit.documents.board.summary import TITLE, point, title_block, write_asks, write_front, write_minute
from audit.documents.phrases import long_day
from audit.documents.plan.front import Part, contents, finding_anchor
from audit.documents.word import acronyms, finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Column, about, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView
from audit.domain.english import sentence
from audit.domain.glossary import GLOSSARY
from audit.domain.inspection.published import Inspection

Write = Callable[[Part], None]


def write_board_report(view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return the board report as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}."
    sheet = finish.begun(marking=view.clearance.marked(view.marking), line=line, template=template)
    written = _parts(sheet, view)
    parts = [Part(number, title) for number, (title, _) in enumerate(written, start=1)]
    write_front(sheet, view, parts)
    for part, (_, write) in zip(parts, written, strict=True):
        write(part)
    sheet.note(summary.not_a_referral(view))
    return finish.as_bytes(sheet, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def write_words(sheet: Sheet, part: Part) -> None:
    """Write what the words of the report mean, and what the acronyms used so far stand for."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    used_acronyms = acronyms.used(sheet.text())
    table(
        sheet,
        (Column("Word", 44), Column("What it means here", 126)),
        [
            (plain(sheet, word, "Plan Table Row Head"), plain(sheet, meaning))
            for word, meaning in (*GLOSSARY, *used_acronyms)
        ],
        title="Words used here",
        says="One word or acronym a row, and what it means in this report.",
    )


def _parts(sheet: Sheet, view: BoardView) -> list[tuple[str, Write]]:
    """Return the parts that this round has, in their order; a part with nothing in it is left out."""
    since, questions = view.since, (*view.owed, *view.questions)
    parts: list[tuple[str, Write]] = [("The report in one minute", lambda part: write_minute(sheet, view, part))]
    if view.workshop_over:
        parts += [
            ("The statements at a glance", lambda part: write_statements(sheet, view, part)),
            ("What we found", lambda part: write_findings(sheet, view, part)),
        ]
    if since is not None:
        parts.append(("What changed since last time", lambda part: write_since(sheet, since, part)))
    if view.workshop_over:
        parts += [
            ("What is being done, and does it help?", lambda part: write_actions(sheet, view, part)),
            ("What children and carers said", lambda part: write_quoted(sheet, view, part)),
            ("Findings by theme", lambda part: write_themes(sheet, view, part)),
        ]
    if questions:
        parts.append(("Questions from the board", lambda part: write_questions(sheet, questions, part)))
    return [*parts, ("Words used here", lambda part: write_words(sheet, part))]


LETTER_TITLE = "Board report on an inspection letter"
MOST_POINTS = 4  # of a kind in the summary


def write_letter_report(view: BoardView, letter: Inspection, *, template: bytes | None = None) -> bytes:
    """Return the report as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{LETTER_TITLE} {view.round_ref}, {long_day(view.today)}."
    sheet = finish.begun(marking=view.marking, line=line, template=template)
    written = _letter_report_parts(sheet, view, letter)
    parts = [Part(number, title) for number, (title, _) in enumerate(written, start=1)]
    _front(sheet, view, letter, parts)
    for part, (_, write) in zip(parts, written, strict=True):
        write(part)
    sheet.note(words.not_a_referral(view))
    return finish.as_bytes(sheet, title=f"{LETTER_TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _letter_report_parts(sheet: Sheet, view: BoardView, letter: Inspection) -> list[tuple[str, Callable[[Part], None]]]:
    parts: list[tuple[str, Callable[[Part], None]]] = [
        ("The letter in one minute", lambda part: _minute(sheet, view, part)),
        ("What inspectors found", lambda part: _findings(sheet, view, letter, part)),
        ("What is being done, and does it help?", lambda part: write_actions(sheet, view, part)),
    ]
    if summary.theme_counts(view):
        parts.append(("Findings by theme", lambda part: write_themes(sheet, view, part)))
    if questions := (*view.owed, *view.questions):
        parts.append(("Questions from the board", lambda part: write_questions(sheet, questions, part)))
    return parts


def _front(sheet: Sheet, view: BoardView, letter: Inspection, parts: list[Part]) -> None:
    title_block(sheet, view, LETTER_TITLE)
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
        "Board": summary.when_seen(view),
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
