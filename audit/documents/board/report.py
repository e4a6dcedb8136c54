"""The board report as a Word document: a round told to people who were not in the room.

In: the board's view of a round, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx in which every typed text was released.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.documents.board import wording
from audit.documents.board.actions import write_actions, write_themes
from audit.documents.board.front import TITLE, write_front, write_minute
from audit.documents.board.parts import write_findings, write_questions, write_quoted, write_since, write_statements
from audit.documents.phrases import long_day
from audit.documents.plan.front import Part
from audit.documents.word import acronyms, blank, finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Column, plain, table
from audit.domain.board.view import BoardView
from audit.domain.glossary import GLOSSARY

Write = Callable[[Part], None]


def write_board_report(view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return the board report as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}."
    sheet = blank.begun(marking=view.clearance.marked(view.marking), line=line, template=template)
    written = _parts(sheet, view)
    parts = [Part(number, title) for number, (title, _) in enumerate(written, start=1)]
    write_front(sheet, view, parts)
    for part, (_, write) in zip(parts, written, strict=True):
        write(part)
    sheet.note(wording.not_a_referral(view))
    return finish.as_bytes(sheet, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def write_words(sheet: Sheet, part: Part) -> None:
    """Write what the words of the report mean, and what the acronyms used so far stand for."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    found = acronyms.used(sheet.text())
    table(
        sheet,
        (Column("Word", 44), Column("What it means here", 126)),
        [(plain(sheet, word, "Plan Table Row Head"), plain(sheet, meaning)) for word, meaning in (*GLOSSARY, *found)],
        title="Words used here",
        says="One word or acronym a row, and what it means in this report.",
    )


def _parts(sheet: Sheet, view: BoardView) -> list[tuple[str, Write]]:
    """Return the parts that this round has, in their order; a part with nothing in it is left out."""
    since, asked = view.since, (*view.owed, *view.questions)
    parts: list[tuple[str, Write]] = [("The report in one minute", lambda part: write_minute(sheet, view, part))]
    if view.told:
        parts += [
            ("The statements at a glance", lambda part: write_statements(sheet, view, part)),
            ("What we found", lambda part: write_findings(sheet, view, part)),
        ]
    if since is not None:
        parts.append(("What changed since last time", lambda part: write_since(sheet, since, part)))
    if view.told:
        parts += [
            ("What is being done, and does it help?", lambda part: write_actions(sheet, view, part)),
            ("What children and carers said", lambda part: write_quoted(sheet, view, part)),
            ("Findings by theme", lambda part: write_themes(sheet, view, part)),
        ]
    if asked:
        parts.append(("Questions from the board", lambda part: write_questions(sheet, asked, part)))
    return [*parts, ("Words used here", lambda part: write_words(sheet, part))]
