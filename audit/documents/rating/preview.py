"""What a workbook brings, as it is shown before it is taken in: numbers and places, and texts to who may read them.

In: the comparison of a workbook with what is here.
Out: the previews, the texts looked through, and the words for two copies that clash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from audit.documents.excel.wrong import Wrong
from audit.documents.rating.comparison import Comparison
from audit.documents.rating.form import words_of
from audit.documents.rating.layout import INSTRUCTIONS
from audit.documents.rating.reading import WorkbookReturn
from audit.documents.rating.words import AUDITOR, called
from audit.domain.identifying.incoming import IncomingText, Look, incoming, unread
from audit.domain.identifying.marking import IdentifierKind
from audit.domain.rounds.audit_round import Round

_MOST_CLASHES = 5  # that a message tells


@dataclass(frozen=True, kw_only=True)
class ClashPreview:
    """A cell in which a workbook and what is here part, without the one standing on the other."""

    case: str
    sheet: str
    cell: str
    file: str | None  # what the workbook says; None: the person may not read it before the reveal
    here: str | None  # what is here, likewise
    kept_by: str = ""  # who gave what is here; empty: nobody in particular
    kept_at_utc: datetime | None = None  # None: likewise

    @property
    def in_words(self) -> str:
        """Return the place, and both texts where the person may read them."""
        place = f"{self.sheet}, {self.cell}"
        if self.file is None or self.here is None:
            return f"{place}: this copy says something else than {self.kept_by or 'somebody'} gave before"
        return f"{place}: this copy says “{self.file}”; here it says “{self.here}”"


@dataclass(frozen=True, kw_only=True)
class CasePreview:
    """What a workbook brings for a child, in numbers; whatever it says stays unsaid."""

    ref: str
    new: int
    changed: int
    unchanged: int
    missing: tuple[str, ...]  # what is needed before it can be submitted
    submitted: bool  # whether the agency has answered for this child, now that this is so
    submits: bool  # whether taking the workbook in submits it
    left_out: bool = False  # the sheet contradicts itself, or would leave a submitted rating half done
    clashes: tuple[ClashPreview, ...] = ()  # where a side has to be chosen


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What taking a workbook in would do, or did."""

    round: str
    agency: str
    cases: tuple[CasePreview, ...]
    wrong: tuple[Wrong, ...]
    new_auditor: bool  # nobody of that name is an auditor of the agency yet; they are added
    texts: tuple[IncomingText, ...] = ()  # what would be taken in as the auditor wrote it

    @property
    def brings(self) -> int:
        """Return how many cells are new or changed."""
        return sum(case.new + case.changed for case in self.cases if not case.left_out)

    @property
    def clashes(self) -> tuple[ClashPreview, ...]:
        """Return every cell in which a side has to be chosen."""
        return tuple(clash for case in self.cases for clash in case.clashes)

    @property
    def does_something(self) -> bool:
        """Say whether taking it in would change anything, or could."""
        return self.brings > 0 or bool(self.clashes) or any(case.submits for case in self.cases)

    @property
    def refused(self) -> bool:
        """Say whether the workbook's own parts were edited, so that nothing of it may be taken in."""
        return any(one.structure for one in self.wrong)

    @property
    def clashes_in_words(self) -> str:
        """Return where two copies of the workbook clash, and what each says where the person may read it."""
        told = "; ".join(clash.in_words for clash in self.clashes[:_MOST_CLASHES])
        left = len(self.clashes) - _MOST_CLASHES
        more = f" There are {left} more." if left > 0 else ""
        return f"Nothing was taken in: this copy did not start from what is here. {told}.{more} Choose one."


def auditor_text(returned: WorkbookReturn, look: Look) -> IncomingText:
    """Return the name of an auditor who would be added; that it is a name is as it should be."""
    return incoming(INSTRUCTIONS, AUDITOR, returned.auditor, look, besides=(IdentifierKind.NAME,))


def texts(brings: Comparison, audit_round: Round, look: Look, *, readable: bool) -> Iterator[IncomingText]:
    """Yield what a child's sheet would bring in the auditor's own words.

    Where the person may not read it before the reveal, only what something was found in, and none of its words.
    """
    asked = audit_round.asked_of(brings.before.draft.agency)
    for spot, value in ({} if brings.left_out else brings.values).items():
        if words_of(audit_round.scale, spot.field):
            continue
        text = incoming(brings.ref, called(spot, asked), value, look)
        if readable:
            yield text
        elif text.found:
            yield unread(text)
