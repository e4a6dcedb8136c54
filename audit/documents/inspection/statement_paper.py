"""What a written statement of proposed action is made from.

In: the inspection, its letter's words, and the plan that answers them, from whoever gathers them.
Out: one value, which holds everything that the document prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from audit.domain.findings.finding import Finding
from audit.domain.identifying.released import must_be_released
from audit.domain.inspection.letters import FoundKind
from audit.domain.inspection.published import Inspection, Quotation, Signer
from audit.domain.plan.actions import ActionPlan
from audit.domain.release.decisions import Clearance


@dataclass(frozen=True, kw_only=True)
class StatementPaper:
    """All that a written statement says, as values."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    today: date
    inspection: Inspection
    due: date
    plan: ActionPlan
    quotations: tuple[Quotation, ...]
    signers: tuple[Signer, ...]
    invented: bool = False  # the partnership is made up, to look round in

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    def quoted(self, *kinds: FoundKind) -> tuple[Quotation, ...]:
        """Return what the letter found of some kinds, in the letter's order."""
        return tuple(one for one in self.quotations if one.found.kind in kinds)

    def finding(self, ref: str) -> Finding | None:
        """Return the finding that now stands for one of the letter's; None where none does."""
        by_ref = {one.ref: one for one in self.plan.findings}
        found = by_ref.get(ref)
        if found is None or found.stands:
            return found
        return next((one for one in self.plan.findings if one.stands and ref in one.came_from), None)
