"""What a child's sheet brings, held against what the agency has saved.

In: what a workbook gives, and the agency's form as it is.
Out: the form as it would be, with what is new, changed, unchanged, missing and wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.documents.audit_workbook_form import Field, Spot
from audit.documents.audit_workbook_reading import WorkbookReturn
from audit.documents.audit_workbook_values import value_in, with_values
from audit.documents.workbook_wrong import Wrong
from audit.domain import rating as rules
from audit.domain.cases import Involvement
from audit.domain.rating import Missing, RatingDraft
from audit.domain.rounds import Asked

_NEW, _CHANGED, _UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an agency's form about a child is, before the workbook is taken in."""

    draft: RatingDraft
    closed: bool  # submitted, and not opened again to correct
    none_found: bool  # the agency has said that it knows nothing of the child


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
    missing: tuple[Missing, ...]
    wrong: tuple[Wrong, ...]  # beyond what reading found: the sheet contradicts itself or lacks a reason
    amiss: bool  # reading found a wrong cell on this sheet
    gives: bool  # the sheet gives anything at all
    correction: str  # why a submitted rating is changed

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
        ready = self.gives and not (self.none_found or self.missing or self.wrong or self.amiss)
        return ready and (self.changes or not self.before.closed)


def compare(returned: WorkbookReturn, ref: str, before: Standing, asked: Sequence[Asked]) -> Comparison:
    """Return what the sheet of a child brings."""
    given = returned.of_case(ref)
    says = given.pop(Spot(field=Field.INVOLVEMENT, case=ref), "")
    correction = given.pop(Spot(field=Field.CORRECTION, case=ref), "").strip()
    none_found = says == Involvement.NONE_FOUND if says else before.none_found
    found = {spot: _of(before.draft, spot, value) for spot, value in given.items()}
    after = with_values(before.draft, {spot: value for spot, value in given.items() if found[spot] != _UNCHANGED})
    count = Counter(found.values())
    answers = count[_NEW] + count[_CHANGED]
    if says:
        count[_of_involvement(before.none_found, none_found)] += 1
    brings = count[_NEW] + count[_CHANGED] > 0
    contradicts = none_found and (answers > 0 or before.closed)
    return Comparison(
        ref=ref,
        before=before,
        after=after,
        none_found=none_found,
        new=count[_NEW],
        changed=count[_CHANGED],
        unchanged=count[_UNCHANGED],
        missing=() if none_found else rules.missing(after, asked),
        wrong=tuple(_wrong(returned, ref, contradicts, before.closed and brings and not correction)),
        amiss=_sheet_of(returned, ref) in {one.sheet for one in returned.wrong},
        gives=bool(given or says),
        correction=correction,
    )


def _of(draft: RatingDraft, spot: Spot, value: str) -> str:
    there = value_in(draft, spot)
    if value == there or (value == "no" and not there):
        return _UNCHANGED
    return _CHANGED if there else _NEW


def _of_involvement(was_none: bool, is_none: bool) -> str:
    if was_none is is_none:
        return _UNCHANGED
    return _NEW if is_none else _CHANGED


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
