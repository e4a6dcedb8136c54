"""What an action plan on paper is made from.

In: the round, its findings and actions, and what was agreed, from whoever gathers them.
Out: one value, which holds every figure that the document prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.domain.findings.finding import Finding, FindingKind, ThemeCount
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import must_be_released
from audit.domain.inspection.published import Inspection
from audit.domain.people.danger import RING
from audit.domain.plan.actions import ActionPlan
from audit.domain.plan.closing import notice
from audit.domain.plan.versions import Change
from audit.domain.release.decisions import Clearance
from audit.domain.rounds.audit_round import Asked, Round
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.suppression import Word

PARTNERS = (
    ("Local authority", "Lead safeguarding partner"),
    ("Integrated care board (ICB)", "Lead safeguarding partner"),
    ("Police", "Lead safeguarding partner"),
)  # the three safeguarding partners (Children Act 2004, section 16E)
_ORDER = (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE, FindingKind.LEARNING, FindingKind.STRENGTH)


@dataclass(frozen=True, kw_only=True)
class PlanPaper:
    """All that a written action plan says, as values."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    version: str
    today: date
    plan: ActionPlan
    participation: Participation
    words: Mapping[Key, Word]  # the judgement of each statement, in words
    themes: tuple[ThemeCount, ...]
    part_judged: Mapping[Key, str] = field(default_factory=dict)  # said of statements with cases without a grade
    judgements: tuple[Judgement, ...] = ()  # with their words; empty unless case material is wanted
    keeper: str = "Facilitator of the audit group"
    partners: tuple[tuple[str, str], ...] = PARTNERS  # who signs: agency, role
    invented: bool = False  # the partnership is made up, to look round in
    in_danger: str = RING  # whom to ring about a child in danger
    since_version: str = ""  # the version issued last; empty: none was
    changed: tuple[Change, ...] = ()  # what is different from it
    letter: Inspection | None = None  # the inspection letter that the round was made from; None: an audit
    looked_again_in: str = ""  # the ref of the round that looks at this one again; empty: none was opened
    names_cases: bool = False  # True: for the audit group alone, with references to cases

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    @property
    def audit_round(self) -> Round:
        """Return the round that the plan follows."""
        return self.plan.audit_round

    @property
    def unfinished(self) -> str:
        """Return what is not finished in the round, for the first page; empty where nothing is."""
        return notice(self.audit_round, self.participation, self.plan)

    @property
    def statements(self) -> tuple[Asked, ...]:
        """Return what the cases were judged on."""
        return self.audit_round.statements()

    def findings(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of some kinds, or of all, what is most pressing first."""
        wanted = [kind for kind in _ORDER if not kinds or kind in kinds]
        return tuple(one for kind in wanted for one in self.plan.findings if one.kind is kind)

    def agency_name(self, named: str) -> str:
        """Return an agency's whole name for its ref; anything else as it is."""
        return next((agency.name for agency in self.audit_round.agencies if agency.ref == named), named)

    def statement_titles(self, keys: Iterable[Key]) -> tuple[str, ...]:
        """Return statements as people call them, such as "QS2 Leadership", in the round's order."""
        keys = set(keys)
        return tuple(title_of(asked) for asked in self.statements if asked.key in keys)


def title_of(asked: Asked) -> str:
    """Return a statement as people call it."""
    return f"{asked.item.ref} {asked.item.title}"
