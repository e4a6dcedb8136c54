"""What a written self-evaluation is made from.

In: readiness, what rounds found and planned, the register, from whoever gathers them; without a child's reference.
Out: one value that holds everything the document prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.documents.plan.paper import PlanPaper
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Framework, Item, Key
from audit.domain.identifying.released import must_be_released
from audit.domain.people.person import Agency
from audit.domain.plan.actions import Action
from audit.domain.readiness.assessment import Judged, Readiness
from audit.domain.readiness.bands import Band
from audit.domain.readiness.evidence import Evidence
from audit.domain.release.decisions import Clearance


@dataclass(frozen=True, kw_only=True)
class EvaluationPaper:
    """All that a written self-evaluation says, as values."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    today: date
    rows: tuple[Readiness, ...]
    judged: tuple[Judged, ...]
    register: tuple[Evidence, ...]
    plans: tuple[PlanPaper, ...]  # of rounds in which every child is judged, the newest first; none names a case
    frameworks: tuple[Framework, ...]  # those that the rows are of
    overlaps: Mapping[Key, tuple[Key, ...]]  # criterion to the statements it overlaps with
    agencies: tuple[Agency, ...]
    months: int  # for which evidence is current
    part_judged: tuple[PlanPaper, ...] = ()  # of rounds in which some child is not; their findings are left out
    invented: bool = False

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    def is_part_judged(self, round_ref: str) -> bool:
        """Say whether some child of a round is not judged on every statement."""
        return any(one.audit_round.ref == round_ref for one in self.part_judged)

    def findings(self, *kinds: FindingKind) -> tuple[tuple[PlanPaper, Finding], ...]:
        """Return the findings of some kinds with the plan each stands in, the newest round first."""
        return tuple((plan, one) for plan in self.plans for one in plan.findings(*kinds))

    def actions(self) -> tuple[tuple[PlanPaper, Action], ...]:
        """Return every action with the plan it stands in."""
        return tuple((plan, one) for plan in self.plans for one in plan.plan.actions)

    def of_band(self, *bands: Band) -> tuple[Readiness, ...]:
        """Return the rows of some bands, in their order."""
        return tuple(one for one in self.rows if one.band in bands)

    def judged_about(self, keys: Iterable[Key]) -> tuple[Judged, ...]:
        """Return what rounds agreed about some statements."""
        wanted = set(keys)
        return tuple(one for one in self.judged if one.statement in wanted)

    def evidence_about(self, key: Key) -> tuple[Evidence, ...]:
        """Return the pieces of the register about a criterion or statement."""
        return tuple(one for one in self.register if key in one.about)

    def called(self, key: Key) -> str:
        """Return what people call an item of the frameworks."""
        return next((title(one.item) for one in self.rows if one.key == key), key.ref)


def title(item: Item) -> str:
    """Return an item as people call it."""
    return f"{item.ref} {item.title}"
