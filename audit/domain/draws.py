"""Draws: how the cases of a round were chosen, kept so that the choice can be explained and made again.

In: a draw from a council's return, or cases chosen on purpose.
Out: what is kept of it (a seed, counts and bands; nothing that points to a child) and how it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from audit.domain.cases import GENDERS, PLACEMENTS, Case, Population
from audit.domain.sampling import BANDS, EVERYBODY, NOT_RECORDED, RULE, Drawn, InFrame, Plan, Stratum, comparison
from audit.errors import AuditError

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
PURPOSE = "purpose"  # the method of cases that somebody chose one by one
Comparison = Mapping[str, tuple[tuple[str, int, int], ...]]  # by band: value, how many of the frame, of the cases


@dataclass(frozen=True, kw_only=True)
class KeptDraw:
    """One choice of cases, as the round keeps it."""

    source: str  # the kind of return, such as "SSDA903 return to 31 March 2026"
    method: str  # random, stratified, or purpose
    by: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None  # None: chosen on purpose
    size: int = 0
    reserves: int = 0
    frame: int = 0
    strata: tuple[Stratum, ...] = ()
    compared: Comparison = field(default_factory=dict)
    reason: str = ""  # of a choice on purpose
    id: int = 0
    made_at_utc: datetime | None = None  # None: not kept yet
    made_by: str = ""

    @property
    def in_words(self) -> str:
        """Return how the cases were chosen, exactly enough to do it again."""
        cases = "One case was" if self.size == 1 else f"{_NUMBERS[min(self.size, 8)]} cases were"
        if self.method == PURPOSE:
            return f"{cases} chosen on purpose from {self.frame} children ({self.source}): {self.reason}"
        how = (
            "at random"
            if not self.by
            else f"at random within groups ({', '.join(BANDS[one].lower() for one in self.by)})"
        )
        spare = f", with {self.reserves} in reserve" if self.reserves else ""
        kept_to = ", ".join(f"{_filter(name)} {value}" for name, value in sorted(self.filters.items()))
        whom = f" ({kept_to})" if kept_to else ""
        return f"{cases} drawn {how} from {self.frame} children{whom}{spare}. Source: {self.source}. Seed: {self.seed}."

    @property
    def rule(self) -> str:
        """Return the rule of the draw in words."""
        if self.method == PURPOSE:
            return "The cases were chosen one by one, so they do not stand for all children in care."
        return RULE if self.by else EVERYBODY


def kept_of(drawn: Drawn, plan: Plan, frame: tuple[InFrame, ...], *, source: str) -> KeptDraw:
    """Return what a round keeps of a draw."""
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
    )


def compared(frame: tuple[InFrame, ...], cases: tuple[InFrame, ...]) -> Comparison:
    """Return how the cases compare with the whole frame, by each band that the source has."""
    held = [band for band in BANDS if any(band in one.bands for one in frame)]
    return {band: tuple(comparison(frame, cases, band)) for band in held}


def case_of(one: InFrame, ref: str, *, how_chosen: str) -> Case:
    """Return a drawn child as a case: a reference and bands; raises AuditError where no age is known."""
    band = one.bands.get("age_band", NOT_RECORDED)
    if band == NOT_RECORDED:
        raise AuditError(
            "The age of one child drawn is not known, so there is no age band. "
            "Draw again with a range of ages, which leaves such children out."
        )
    home, gender = one.bands.get("placement_type", ""), one.bands.get("gender", "")
    ethnic = one.bands.get("ethnicity", "")
    return Case(
        ref=ref,
        population=Population.IN_CARE,
        age_band=band,
        gender=gender if gender in GENDERS else "Not recorded",
        placement=home if home in PLACEMENTS else "Other",
        out_of_area=one.bands.get("out_of_area") == "Outside the area",
        ethnic_group="" if ethnic == NOT_RECORDED else ethnic,
        how_chosen=how_chosen,
    )


def _filter(name: str) -> str:
    return "aged" if name == "age" else f"{BANDS[name].lower()}:"
