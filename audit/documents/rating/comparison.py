"""What a child's sheet brings, held against what the agency has saved.

In: what a workbook gives, and the agency's form as it is.
Out: the form as it would be, with what is new, changed, unchanged, missing and wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.documents.excel import seal
from audit.documents.excel.wrong import Wrong
from audit.documents.rating.form import Field, Spot
from audit.documents.rating.reading import WorkbookReturn
from audit.documents.rating.values import value_in, with_values
from audit.domain.rating import form as rules
from audit.domain.rating.form import Missing, RatingDraft
from audit.domain.rounds.audit_round import Asked
from audit.domain.rounds.cases import Involvement

_NEW, _CHANGED, _UNCHANGED, _CLASHES = "new", "changed", "unchanged", "clashes"
_SAME_AS_EMPTY = {Field.SEEN_IN: "no", Field.INVOLVEMENT: Involvement.INVOLVED.value}
_REASON = "Another copy of the workbook was chosen over what was submitted."


class Side(StrEnum):
    """Which copy stands where a workbook and what is here differ."""

    FILE = "file"
    HERE = "here"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an agency's form about a child is, before the workbook is taken in."""

    draft: RatingDraft
    closed: bool  # submitted, and not opened again to correct
    none_found: bool  # the agency has said that it knows nothing of the child


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A cell in which a workbook says other than what is here, and did not stand on what is here."""

    spot: Spot
    file: str
    here: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a child's sheet brings."""

    ref: str
    before: Standing
    after: RatingDraft
    none_found: bool
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
        ready = self.gives and not (self.none_found or self.missing or self.wrong or self.amiss or self.clashes)
        return ready and (self.changes or not self.before.closed)


def compare(
    returned: WorkbookReturn, ref: str, before: Standing, asked: Sequence[Asked], side: Side | None = None
) -> Comparison:
    """Return what the sheet of a child brings; `side` is the copy that was chosen where the two clash."""
    given = returned.of_case(ref)
    correction = given.pop(Spot(field=Field.CORRECTION, case=ref), "").strip()
    if side is Side.HERE and before.closed and not correction:
        given = {}  # what was submitted stands, whole
    outcomes = {spot: _outcome(returned, before, spot, value) for spot, value in given.items()}
    clashing = [spot for spot, found in outcomes.items() if found == _CLASHES]
    if side is Side.FILE and clashing:
        correction = correction or _REASON
        outcomes |= dict.fromkeys(clashing, _CHANGED)
    taken = {spot: given[spot] for spot, found in outcomes.items() if found in (_NEW, _CHANGED)}
    count = Counter(outcomes.values())
    said = taken.pop(Spot(field=Field.INVOLVEMENT, case=ref), "")
    none_found = said == Involvement.NONE_FOUND if said else before.none_found
    after = with_values(before.draft, taken)
    contradicts = none_found and (bool(taken) or (bool(said) and before.closed))
    open_clashes = () if side else tuple(_clash(before, spot, given[spot]) for spot in clashing)
    no_reason = before.closed and count[_NEW] + count[_CHANGED] > 0 and not correction and not open_clashes
    return Comparison(
        ref=ref,
        before=before,
        after=after,
        none_found=none_found,
        new=count[_NEW],
        changed=count[_CHANGED],
        unchanged=count[_UNCHANGED],
        clashes=open_clashes,
        missing=() if none_found else rules.missing(after, asked),
        wrong=tuple(_wrong(returned, ref, contradicts, no_reason)),
        amiss=_sheet_of(returned, ref) in {one.sheet for one in returned.wrong},
        gives=bool(given),
        correction=correction,
        values=_values(given, outcomes, ref, correction if before.closed else ""),
    )


def _values(given: Mapping[Spot, str], outcomes: Mapping[Spot, str], ref: str, correction: str) -> dict[Spot, str]:
    values = {spot: given[spot] for spot, found in outcomes.items() if found != _UNCHANGED}
    return values | {Spot(field=Field.CORRECTION, case=ref): correction} if values and correction else values


def _outcome(returned: WorkbookReturn, before: Standing, spot: Spot, value: str) -> str:
    """Return what a cell brings; where the cell began with something else than is here now, and both differ, a clash.

    Where nothing is here, nothing can be lost. A cell that nobody touched brings nothing.
    """
    there, began = _here(before, spot), returned.stood_on.get(spot, "")
    if value == there or (not there and value == _SAME_AS_EMPTY.get(spot.field)):
        return _UNCHANGED
    if not there:
        return _CLASHES if spot.field is Field.INVOLVEMENT and _answered(before.draft) else _NEW
    if seal.exact(value) == began:
        return _UNCHANGED
    return _CHANGED if seal.exact(there) == began else _CLASHES


def _here(before: Standing, spot: Spot) -> str:
    if spot.field is Field.INVOLVEMENT:
        return Involvement.NONE_FOUND.value if before.none_found else ""
    return value_in(before.draft, spot)


def _answered(draft: RatingDraft) -> bool:
    return bool(draft.answers or draft.grades or draft.account.synopsis or draft.account.difference)


def _clash(before: Standing, spot: Spot, value: str) -> Clash:
    return Clash(spot=spot, file=value, here=_here(before, spot))


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
