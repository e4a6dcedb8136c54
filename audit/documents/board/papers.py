"""The papers that a round's board view is told in: what each is for, who should get it, and its file.

In: a kind of paper, the board's view, and perhaps a council's own file to take the look from.
Out: the bytes of a .docx or .pptx.
"""

from __future__ import annotations

from audit.documents.board.briefing import write_briefing
from audit.documents.board.healthwatch import write_healthwatch
from audit.documents.board.report import write_board_report, write_letter_report
from audit.documents.board.slides import write_board_slides, write_letter_slides
from audit.documents.powerpoint import template as slide_template
from audit.documents.word import template as word_template
from audit.domain.board.view import BoardView
from audit.domain.english import Worded
from audit.domain.inspection.published import Inspection
from audit.errors import WrongInput

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class PaperKind(Worded):
    """A paper for people outside the audit group."""

    BOARD = "board", "Board report"
    SLIDES = "slides", "Board slides"
    BRIEFING = "briefing", "Seven-minute briefing"
    HEALTHWATCH = "healthwatch", "Yearly summary for Healthwatch"

    @property
    def purpose(self) -> str:
        """Return what it is for, in a sentence."""
        return _PURPOSES[self]

    @property
    def readers(self) -> str:
        """Return who should get it, in a sentence."""
        return _READERS[self]

    @property
    def suffix(self) -> str:
        """Return how its file's name ends, without the dot."""
        return "pptx" if self is PaperKind.SLIDES else "docx"

    @property
    def mime(self) -> str:
        """Return the kind of file, for a browser."""
        return _SLIDES if self is PaperKind.SLIDES else _WORD

    def file_name(self, round_ref: str) -> str:
        """Return what its file is called."""
        return f"{self.label.lower().replace(' ', '-')}-{round_ref}.{self.suffix}"


_PURPOSES = {
    PaperKind.BOARD: "The whole round to read before the meeting: what was found, what changed, what is being done and "
    "what the board is asked to do.",
    PaperKind.SLIDES: "The round in 10 minutes of a meeting, with what to say in the notes under each slide. "
    "The charts can be edited in PowerPoint.",
    PaperKind.BRIEFING: "One page for a team meeting: 7 headings, and something to ask oneself at the end. "
    "Read it first and change any detail by which a child or family could be known.",
    PaperKind.HEALTHWATCH: "What children and carers said, what was done about it and whether it made a difference, "
    "as recommendation 13 of the sixteen asks for once a year.",
}
_READERS = {
    PaperKind.BOARD: "The corporate parenting board and the three safeguarding partners.",
    PaperKind.SLIDES: "Whoever presents the round to councillors and the board.",
    PaperKind.BRIEFING: "Practitioners and their managers in every agency that took part.",
    PaperKind.HEALTHWATCH: "Local Healthwatch, or the body that follows it, and the health and wellbeing board.",
}


def check_template(suffix: str, template: bytes) -> None:
    """Raise WrongInput, saying what to do, for a file that cannot lend its look to papers that end in the suffix."""
    if suffix == "pptx":
        slide_template.of(template)
    else:
        word_template.of(template)


def write_paper(kind: PaperKind, view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return a paper as a file.

    Raises WrongInput, saying what to do, for a template that does not fit its kind, and for a paper that an inspection
    letter does not have.
    """
    if view.letter:
        return _write_letter_paper(kind, view, view.letter, template)
    write = {
        PaperKind.BOARD: write_board_report,
        PaperKind.SLIDES: write_board_slides,
        PaperKind.BRIEFING: write_briefing,
        PaperKind.HEALTHWATCH: write_healthwatch,
    }[kind]
    return write(view, template=template)


def kinds_for(letter: Inspection | None) -> tuple[PaperKind, ...]:
    """Return the papers of a round; one made from an inspection letter has none that tells what children said."""
    return tuple(kind for kind in PaperKind if letter is None or kind is not PaperKind.HEALTHWATCH)


def _write_letter_paper(kind: PaperKind, view: BoardView, letter: Inspection, template: bytes | None) -> bytes:
    if kind is PaperKind.BOARD:
        return write_letter_report(view, letter, template=template)
    if kind is PaperKind.SLIDES:
        return write_letter_slides(view, letter, template=template)
    if kind is PaperKind.BRIEFING:
        return write_briefing(view, template=template)
    raise WrongInput(
        f"{view.round_ref} is about an inspection letter, so it has no “{kind.label}”: that paper tells what children "
        "and carers said in an audit. Choose an audit round."
    )
