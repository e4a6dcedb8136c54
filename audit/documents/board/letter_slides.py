"""The slides about an inspection letter: what the inspectorates found, and what is being done about it.

In: the board's view of a round that was made from a letter, and perhaps a council's own PowerPoint file for the look.
Out: the bytes of a .pptx that says nothing of an audit.
"""

from __future__ import annotations

from audit.documents import letter_wording as words
from audit.documents.board import slide_figures as figures
from audit.documents.board import wording
from audit.documents.board.slides import write_asks, write_findings, write_owed
from audit.documents.phrases import long_day, sentence
from audit.documents.powerpoint import deck as slides
from audit.documents.powerpoint import finish
from audit.documents.powerpoint.deck import Deck, Line
from audit.domain.board.view import BoardView
from audit.domain.inspection.published import Inspection

TITLE = "Slides on an inspection letter"
QUESTION = "What did inspectors find, and what are we doing about it?"


def write_letter_slides(view: BoardView, letter: Inspection, *, template: bytes | None = None) -> bytes:
    """Return the slides; raises WrongInput, saying what to do, for a template that is not a .pptx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}"
    deck = slides.begun(marking=view.marking, line=line, template=template)
    _opening(deck, view, letter)
    _minute(deck, view, letter)
    for kind, title in words.TITLES.items():
        if findings := view.of_kind(kind):
            write_findings(deck, view, title, findings)
    figures.themes(deck, view)
    figures.actions(deck, view)
    write_asks(deck, view)
    write_owed(deck, view)
    return finish.as_bytes(deck, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _opening(deck: Deck, view: BoardView, letter: Inspection) -> None:
    lines = [view.partnership, view.title, f"{wording.when_seen(view)}. These slides are of {long_day(view.today)}."]
    if view.invented:
        lines.append("This partnership is invented.")
    notes = f"{words.inspected(letter)} {words.NOT_AN_AUDIT}\n{words.not_a_referral(view)}"
    deck.opening(QUESTION, lines, notes=notes)


def _minute(deck: Deck, view: BoardView, letter: Inspection) -> None:
    lines = [
        Line(words.inspected(letter), "The inspection."),
        Line(words.raised(view), "What inspectors found."),
        Line(words.answered(view), "What is being done."),
    ]
    if due := words.statement_due(view):
        lines.append(Line(due, "Next."))
    notes = f"{sentence(view.message)} {words.NOT_AN_AUDIT} " + " ".join(line.whole for line in lines)
    deck.listed("The letter in one minute", lines, notes=notes)
