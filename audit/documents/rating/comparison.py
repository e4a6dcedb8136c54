"""What a child's sheet brings, held against what the agency has saved.

In: what a workbook gives, and the agency's form as it is.
Out: the form as it would be, with what is new, changed, unchanged, missing and wrong.

Here too:
- What a workbook brings, as it is shown before it is taken in: numbers and places, and texts to who may read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.documents.excel.list_workbook import INSTRUCTIONS
from audit.documents.excel.returned import Answers, Outcome, outcome, question, still_asked
from audit.documents.excel.sheets import Wrong, places
from audit.documents.rating.form import AUDITOR, Field, Spot, called, words_of
from audit.documents.rating.reading import WorkbookReturn
from audit.documents.rating.values import value_in, with_values
from audit.domain.frameworks.framework import Scale
from audit.domain.identifying.marking import IdentifierKind, IncomingText, Look, incoming, unread
from audit.domain.rating import form as rules
from audit.domain.rating.form import Missing, RatingDraft
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Involvement

_TAKEN = (Outcome.NEW, Outcome.CHANGED)
_SAME_AS_EMPTY = {Field.SEEN_IN: "no", Field.INVOLVEMENT: Involvement.INVOLVED.value}
_REASON = "Another copy of the workbook was chosen over what was submitted."


class Side(StrEnum):
    """Which copy stands where a workbook and what is here differ."""

    FILE = "file"
    SAVED = "here"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an agency's form about a child is, before the workbook is taken in."""

    draft: RatingDraft
    closed: bool  # submitted, and not opened again to correct
    no_involvement: bool  # the agency has said that it knows nothing of the child


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A cell in which a workbook says other than what is here, and did not stand on what is here."""

    spot: Spot
    file: str
    saved: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a child's sheet brings."""

    ref: str
    before: Standing
    after: RatingDraft
    no_involvement: bool
    new: int
    changed: int
    unchanged: int
    clashes: tuple[Clash, ...]  # that wait for a side to be chosen
    missing: tuple[Missing, ...]
    wrong: tuple[Wrong, ...]  # beyond what reading found: the sheet contradicts itself or lacks a reason
    amiss: bool  # reading found a wrong cell on this sheet
    gives: bool  # the sheet gives anything at all
    correction: str  # why a submitted rating is changed
    values: Mapping[Spot, str]  # what the sheet would put into cells, or might once a side is chosen

    @property
    def left_out(self) -> bool:
        """Say whether the sheet is left out whole: it contradicts itself, or would half undo a submitted rating."""
        return bool(self.wrong) or (self.before.closed and (self.amiss or bool(self.missing)))

    @property
    def changes(self) -> bool:
        """Say whether taking it in changes anything."""
        return not self.left_out and self.new + self.changed > 0

    @property
    def submits(self) -> bool:
        """Say whether taking it in submits the rating: complete, nothing wrong, and not submitted like this before."""
        ready = self.gives and not (self.no_involvement or self.missing or self.wrong or self.amiss or self.clashes)
        return ready and (self.changes or not self.before.closed)


def compare(
    returned: WorkbookReturn, ref: str, before: Standing, audit_round: Round, side: Side | None = None
) -> Comparison:
    """Return what the sheet of a child brings; `side` is the copy that was chosen where the two clash."""
    statements, scale = audit_round.statements_for(returned.agency, ref), audit_round.scale
    cell_values = returned.of_case(ref)
    correction = cell_values.pop(Spot(field=Field.CORRECTION, case=ref), "").strip()
    if side is Side.SAVED and before.closed and not correction:
        cell_values = {}  # what was submitted stands, whole
    outcomes = {spot: _outcome(returned, before, spot, value, scale) for spot, value in cell_values.items()}
    clashing = [spot for spot, brings in outcomes.items() if brings is Outcome.CONFLICTING]
    if side is Side.FILE and clashing:
        correction = correction or _REASON
        outcomes |= dict.fromkeys(clashing, Outcome.CHANGED)
    accepted = {spot: cell_values[spot] for spot, brings in outcomes.items() if brings in _TAKEN}
    count = Counter(outcomes.values())
    involvement = accepted.pop(Spot(field=Field.INVOLVEMENT, case=ref), "")
    no_involvement = involvement == Involvement.NO_INVOLVEMENT if involvement else before.no_involvement
    after = with_values(before.draft, accepted)
    contradicts = no_involvement and (bool(accepted) or (bool(involvement) and before.closed))
    open_clashes = () if side else tuple(_clash(before, spot, cell_values[spot]) for spot in clashing)
    no_reason = before.closed and bool(accepted or involvement) and not (correction or open_clashes)
    return Comparison(
        ref=ref,
        before=before,
        after=after,
        no_involvement=no_involvement,
        new=count[Outcome.NEW],
        changed=count[Outcome.CHANGED],
        unchanged=count[Outcome.UNCHANGED],
        clashes=open_clashes,
        missing=() if no_involvement else rules.missing(after, statements),
        wrong=tuple(_wrong(returned, ref, contradicts, no_reason)),
        amiss=_sheet_of(returned, ref) in {fault.sheet for fault in returned.wrong},
        gives=bool(cell_values),
        correction=correction,
        values=_values(cell_values, outcomes, ref, correction if before.closed else ""),
    )


def _values(
    cell_values: Mapping[Spot, str], outcomes: Mapping[Spot, Outcome], ref: str, correction: str
) -> dict[Spot, str]:
    values = {spot: cell_values[spot] for spot, outcome in outcomes.items() if outcome != Outcome.UNCHANGED}
    return values | {Spot(field=Field.CORRECTION, case=ref): correction} if values and correction else values


def _outcome(returned: WorkbookReturn, before: Standing, spot: Spot, value: str, scale: Scale) -> Outcome:
    """Return what a cell brings; where the cell began with something else than is here now, and both differ, a clash.

    Where nothing is here, nothing can be lost. A cell that nobody touched brings nothing.
    """
    saved, began = _saved_value(before, spot), returned.initial_digests.get(spot, "")
    if value == saved or (not saved and value == _SAME_AS_EMPTY.get(spot.field)):
        return Outcome.UNCHANGED
    if not saved:
        return Outcome.CONFLICTING if spot.field is Field.INVOLVEMENT and _answered(before.draft) else Outcome.NEW
    shown = words_of(scale, spot.field)
    return outcome(sent=began, here=shown.get(saved, saved), file=shown.get(value, value))


def _saved_value(before: Standing, spot: Spot) -> str:
    if spot.field is Field.INVOLVEMENT:
        return Involvement.NO_INVOLVEMENT.value if before.no_involvement else ""
    return value_in(before.draft, spot)


def _answered(draft: RatingDraft) -> bool:
    account = draft.account
    return bool(draft.answers or draft.grades or account.synopsis or account.difference or account.seen_in)


def _clash(before: Standing, spot: Spot, value: str) -> Clash:
    return Clash(spot=spot, file=value, saved=_saved_value(before, spot))


def _wrong(returned: WorkbookReturn, ref: str, contradicts: bool, no_reason: bool) -> Iterator[Wrong]:
    if contradicts:
        why = "This says that no involvement was found, but there are answers too. Keep one or the other."
        yield returned.wrong_at(Spot(field=Field.INVOLVEMENT, case=ref), why)
    if no_reason:
        why = f"{ref} was submitted before. Say here why it is changed, or send the sheet back as it was."
        yield returned.wrong_at(Spot(field=Field.CORRECTION, case=ref), why)


def _sheet_of(returned: WorkbookReturn, ref: str) -> str:
    places: Mapping[Spot, tuple[str, str]] = returned.places
    return places.get(Spot(field=Field.INVOLVEMENT, case=ref), (ref, ""))[0]


_MOST_CLASHES = 5  # that a message tells


@dataclass(frozen=True, kw_only=True)
class ClashPreview:
    """A cell in which a workbook and what is here part, without the one standing on the other."""

    case: str
    sheet: str
    cell: str
    file: str | None  # what the workbook says; None: the person may not read it before the reveal
    saved: str | None  # what is here, likewise
    saved_by: str = ""  # who gave what is here; empty: nobody in particular
    saved_at_utc: datetime | None = None  # None: likewise

    @property
    def in_words(self) -> str:
        """Return the place, and both texts where the person may read them."""
        place = f"{self.sheet}, {self.cell}"
        if self.file is None or self.saved is None:
            return f"{place}: this copy says something else than {self.saved_by or 'somebody'} gave before"
        return f"{place}: this copy says “{self.file}”; here it says “{self.saved}”"


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
    missing: tuple[str, ...] = ()  # the rows that went out and did not come back
    notes: tuple[str, ...] = ()  # what is not read, and why

    @property
    def question(self) -> str:
        """Return what is asked about the rows that are missing; empty where none is."""
        return question(self.missing)

    def left(self, answers: Answers) -> str:
        """Return what a person has still to decide before anything can be taken in; empty where nothing is left."""
        whole = [fault for fault in self.wrong if fault.structure or fault.sheet == INSTRUCTIONS]
        if self.refused or (whole and self.does_something):
            return f"Nothing was taken in. {places(whole)}"
        return still_asked(wrong=self.wrong, missing=self.question if self.does_something else "", answers=answers)

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
        return any(fault.structure for fault in self.wrong)

    @property
    def clashes_in_words(self) -> str:
        """Return where two copies of the workbook clash, and what each says where the person may read it."""
        clash_words = "; ".join(clash.in_words for clash in self.clashes[:_MOST_CLASHES])
        left = len(self.clashes) - _MOST_CLASHES
        more = f" There are {left} more." if left > 0 else ""
        return f"Nothing was taken in: this copy did not start from what is here. {clash_words}.{more} Choose one."


def auditor_text(returned: WorkbookReturn, look: Look) -> IncomingText:
    """Return the name of an auditor who would be added; that it is a name is as it should be."""
    return incoming(INSTRUCTIONS, AUDITOR, returned.auditor, look, besides=(IdentifierKind.NAME,))


def texts(brings: Comparison, audit_round: Round, look: Look, *, readable: bool) -> Iterator[IncomingText]:
    """Yield what a child's sheet would bring in the auditor's own words.

    Where the person may not read it before the reveal, only what something was found in, and none of its words.
    """
    statements = audit_round.statements_for(brings.before.draft.agency)
    for spot, value in ({} if brings.left_out else brings.values).items():
        if words_of(audit_round.scale, spot.field):
            continue
        text = incoming(brings.ref, called(spot, statements), value, look)
        if readable:
            yield text
        elif text.identifiers:
            yield unread(text)
