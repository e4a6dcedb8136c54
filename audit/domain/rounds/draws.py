"""Draws: how the cases of a round were chosen, kept so that the choice can be explained and made again.

In: a draw from a council's return, or cases chosen on purpose; and a reserve that takes the place of a withdrawn case.
Out: what is kept of it (a seed, counts and bands; nothing that points to a child) and how it is said.

Here too:
- Counts of a draw as they may be shown outside the audit group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from audit.domain.english import capital, counted
from audit.domain.rounds.audit_round import Drawn as HowDrawn
from audit.domain.rounds.cases import GENDERS, PLACEMENTS, Case, Population
from audit.domain.rounds.sampling import BANDS, EVERYBODY, NOT_RECORDED, RULE, Drawn, InFrame, Plan, Stratum, comparison
from audit.domain.small_numbers.secondary_suppression import CountTable
from audit.domain.small_numbers.tables import HIDDEN, suppress
from audit.errors import AuditError

PURPOSE = "purpose"  # the method of cases that somebody chose one by one
RESERVE = "reserve"  # the method of a reserve that takes a withdrawn case's place
REPLACED = "A case that left the round was replaced by a reserve, in the order drawn."
ERASED = "a case that was erased"
Comparison = Mapping[str, tuple[tuple[str, int, int], ...]]  # by band: value, how many of the frame, of the cases


@dataclass(frozen=True, kw_only=True)
class Spare:
    """A child in reserve, as a reference and bands."""

    ref: str  # such as "Reserve 1", as in the key of its draw
    bands: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A withdrawn case's place, taken by a reserve."""

    draw: int  # the draw that the reserve is of
    spare: str
    case: str  # the reference that the child has now
    instead_of: str  # the case that was withdrawn


@dataclass(frozen=True, kw_only=True)
class KeptDraw:
    """One choice of cases, as the round keeps it."""

    source: str  # the kind of return, such as "SSDA903 return to 31 March 2026"
    method: str  # random, stratified, purpose, or reserve
    by: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None  # None: chosen on purpose
    size: int = 0
    reserves: int = 0
    frame: int = 0
    strata: tuple[Stratum, ...] = ()
    compared: Comparison = field(default_factory=dict)
    reason: str = ""  # of a choice on purpose
    spares: tuple[Spare, ...] = ()  # in the order drawn
    replacement: Replacement | None = None  # None unless a reserve took a place
    id: int = 0
    made_at_utc: datetime | None = None  # None: not kept yet
    made_by: str = ""

    @property
    def in_words(self) -> str:
        """Return how the cases were chosen, exactly enough to do it again."""
        if self.replacement is not None:
            replacement = self.replacement
            return (
                f"{replacement.spare} took the place of {replacement.instead_of}, which was withdrawn, and "
                f"is {replacement.case} now."
            )
        cases = capital(counted(self.size, "case was", "cases were"))
        if self.method == PURPOSE:
            return f"{cases} chosen on purpose from {self.frame} children ({self.source}): {self.reason}"
        how = (
            "at random"
            if not self.by
            else f"at random within groups ({', '.join(BANDS[band].lower() for band in self.by)})"
        )
        spare = f", with {self.reserves} in reserve" if self.reserves else ""
        filters = ", ".join(f"{_filter(name)} {value}" for name, value in sorted(self.filters.items()))
        scope = f" ({filters})" if filters else ""
        return (
            f"{cases} drawn {how} from {self.frame} children{scope}{spare}. Source: {self.source}. Seed: {self.seed}."
        )

    @property
    def rule(self) -> str:
        """Return the rule of the draw in words."""
        if self.replacement is not None:
            return "Reserves take their places in the order in which they were drawn."
        if self.method == PURPOSE:
            return "The cases were chosen one by one, so they do not stand for all children in care."
        return RULE if self.by else EVERYBODY


def record_of(drawn: Drawn, plan: Plan, frame: tuple[InFrame, ...], *, source: str) -> KeptDraw:
    """Return what a round keeps of a draw; its reserves go by the references that the key gives them."""
    return KeptDraw(
        source=source,
        method=plan.method.value,
        by=plan.by,
        filters=dict(plan.filters),
        seed=plan.seed,
        size=len(drawn.cases),
        reserves=len(drawn.reserves),
        frame=drawn.frame,
        strata=drawn.strata,
        compared=compared(frame, drawn.cases),
        spares=tuple(Spare(ref=spare_ref(n), bands=dict(reserve.bands)) for n, reserve in enumerate(drawn.reserves, 1)),
    )


def drawn_as(stated: HowDrawn | None, draws: Sequence[KeptDraw], cases: int) -> HowDrawn | None:
    """Return how a round's cases were drawn, so that no page says other than its kept draws do.

    One choice on purpose makes the round one on purpose; draws that brought in all of its `cases` make it a random
    one. Where cases came in by hand, what was `stated` stands.
    """
    if any(draw.method == PURPOSE for draw in draws):
        return HowDrawn.ON_PURPOSE
    drawn = sum(draw.size for draw in draws)
    return HowDrawn.AT_RANDOM if drawn and drawn >= cases else stated


def spare_ref(number: int) -> str:
    """Return what a reserve is called, in the round and in the key, by its number from 1."""
    return f"Reserve {number}"


def left_in_reserve(draws: Sequence[KeptDraw]) -> list[tuple[KeptDraw, Spare]]:
    """Return the reserves that have taken no place yet, the next one first: by draw, the oldest first, in order."""
    gone = {(draw.replacement.draw, draw.replacement.spare) for draw in draws if draw.replacement is not None}
    ordered = sorted(draws, key=lambda draw: draw.id)
    return [(draw, spare) for draw in ordered for spare in draw.spares if (draw.id, spare.ref) not in gone]


def replacement_of(draws: Sequence[KeptDraw], case_ref: str) -> Replacement | None:
    """Return which reserve took the place of a case; None where none did."""
    return next(
        (
            draw.replacement
            for draw in draws
            if draw.replacement is not None and draw.replacement.instead_of == case_ref
        ),
        None,
    )


def compared(frame: tuple[InFrame, ...], cases: tuple[InFrame, ...]) -> Comparison:
    """Return how the cases compare with the whole frame, by each band that the source has."""
    held = [band for band in BANDS if any(band in candidate.bands for candidate in frame)]
    return {band: tuple(comparison(frame, cases, band)) for band in held}


def case_of(candidate: InFrame, ref: str, *, how_chosen: str) -> Case:
    """Return a drawn child as a case: a reference and bands; raises AuditError where no age is known."""
    band = candidate.bands.get("age_band", NOT_RECORDED)
    if band == NOT_RECORDED:
        raise AuditError(
            "The age of one child drawn, as a case or in reserve, is not known, so there is no age band. "
            "Draw again with a range of ages, which leaves such children out."
        )
    home, gender = candidate.bands.get("placement_type", ""), candidate.bands.get("gender", "")
    ethnic = candidate.bands.get("ethnicity", "")
    return Case(
        ref=ref,
        population=Population.IN_CARE,
        age_band=band,
        gender=gender if gender in GENDERS else "Not recorded",
        placement=home if home in PLACEMENTS else "Other",
        out_of_area=candidate.bands.get("out_of_area") == "Outside the area",
        ethnic_group="" if ethnic == NOT_RECORDED else ethnic,
        how_chosen=how_chosen,
    )


def _filter(name: str) -> str:
    return "aged" if name == "age" else f"{BANDS[name].lower()}:"


Row = tuple[str, str, str]  # a value, how many of the frame, how many of the cases


def compared_counts(draw: KeptDraw) -> dict[str, tuple[Row, ...]]:
    """Return how the cases compare with the frame, by band, as it may be shown."""
    return {band: _rows(BANDS[band], values) for band, values in draw.compared.items()}


def strata(draw: KeptDraw) -> tuple[Row, ...]:
    """Return how many of each group were drawn, as it may be shown."""
    return _rows("Group", [(stratum.value, stratum.frame, stratum.drawn) for stratum in draw.strata])


def _rows(corner: str, values: Sequence[tuple[str, int, int]]) -> tuple[Row, ...]:
    if not values:
        return ()
    table = CountTable(
        corner=corner,
        columns=("Cases", "Not drawn"),
        rows=tuple(value for value, _, _ in values),
        counts=tuple((cases, frame - cases) for _, frame, cases in values),
        totals=("In the frame", "Total"),
    )
    last = len(values)
    shown_table = suppress(table, shown=[(last, 0), (last, 1), (last, 2)])
    if shown_table is None:
        return tuple((value, HIDDEN, HIDDEN) for value in table.rows)
    return tuple(
        (value, shown_table.cell((number, 2)), shown_table.cell((number, 0))) for number, value in enumerate(table.rows)
    )
