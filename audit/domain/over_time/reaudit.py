"""Re-audit: the last round's findings, looked at again one by one, and what changed since.

In: the last round with its plan, this round, and what the audit group said of each old finding.
Out: what became of every finding, and each statement's and theme's word then and now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.domain.english import capital, counted, listed, number
from audit.domain.findings.finding import Finding, FindingKind, ThemeCount, by_theme
from audit.domain.identifying.released import Typed
from audit.domain.over_time import change
from audit.domain.over_time.change import StatementChange
from audit.domain.plan.actions import Action, ActionPlan, NoAction
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.errors import AuditError


class Seen(StrEnum):
    """What looking again at an old finding showed."""

    SEEN_AGAIN = "seen_again"
    NOT_SEEN = "not_seen"
    NOT_TESTED = "not_tested"

    @property
    def label(self) -> str:
        """Return the choice in words."""
        return _LABELS[self]

    def meaning(self, kind: FindingKind) -> str:
        """Return what the choice means for a finding of a kind."""
        if self is Seen.NOT_TESTED:
            return "No case of this round could show it, either way."
        noun = _NOUNS[kind]
        if self is Seen.SEEN_AGAIN:
            return f"{noun} was found in this round too."
        return f"{noun} was looked for in this round’s cases, and not found."


NOT_YET = "Not checked yet"
_LABELS = {
    Seen.SEEN_AGAIN: "Found again",
    Seen.NOT_SEEN: "Not found in the cases looked at",
    Seen.NOT_TESTED: "Not checked",
}
_NOUNS = {
    FindingKind.PRIORITY_ACTION: "The same fault",
    FindingKind.NEEDS_TO_IMPROVE: "The same fault",
    FindingKind.STRENGTH: "The same strength",
    FindingKind.LEARNING: "What was learned",
}


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What the audit group said of one of the last round's findings; a change of mind is a new version."""

    finding: str  # its ref in the last round
    seen: Seen
    looked_at: Typed  # what was looked at, in a sentence
    by: str = ""
    at_utc: datetime | None = None  # None: not stored yet
    version: int = 1

    def must_be_sound(self) -> None:
        """Raise AuditError without a sentence of what was looked at."""
        if not self.looked_at.strip():
            raise AuditError(f"Say in a sentence what was looked at for {self.finding}.")


@dataclass(frozen=True, kw_only=True)
class LastFinding:
    """One of the last round's findings, with what was done about it and what became of it."""

    finding: Finding
    actions: tuple[Action, ...]
    no_action: NoAction | None  # None: an action was taken, or nothing was decided
    settlement: Settlement | None  # None: nobody has looked again yet

    @property
    def became(self) -> str:
        """Return what became of the finding, in words."""
        return self.settlement.seen.label if self.settlement else NOT_YET


@dataclass(frozen=True, kw_only=True)
class ThemeChange:
    """How many findings stand under a theme, then and now; counts of findings, not of children."""

    then: ThemeCount
    now: ThemeCount

    @property
    def to_improve(self) -> tuple[int, int]:
        """Return how many findings say that something must improve, then and now."""
        return self.then.improvements + self.then.priority, self.now.improvements + self.now.priority

    @property
    def sentence(self) -> str:
        """Return the theme in words: what was found under it then and now."""
        return f"Then {_of(self.then)}; now {_of(self.now)}."


@dataclass(frozen=True, kw_only=True)
class SinceLastTime:
    """What changed since the last round; it holds no count of children but for the tallies of `statements`."""

    last: Round
    now: Round
    findings: tuple[LastFinding, ...]
    statements: tuple[StatementChange, ...]
    themes: tuple[ThemeChange, ...]

    @property
    def to_look_at(self) -> tuple[LastFinding, ...]:
        """Return the findings that nobody has looked at again yet."""
        return tuple(last_finding for last_finding in self.findings if last_finding.settlement is None)

    @property
    def chance(self) -> str:
        """Return how far the words of the two rounds may be set against each other."""
        return change.caution(self.statements)

    @property
    def sentence(self) -> str:
        """Return what became of the last round's findings: faults, strengths and learning each by themselves."""
        if not self.findings:
            return f"{self.last.title} left no finding to check."
        parts = [f"{noun}: {became}." for noun, kinds in _KINDS if (became := self._became(kinds))]
        return f"{_counted(len(self.findings), 'finding')} last time. {' '.join(parts)}"

    def _became(self, kinds: Collection[FindingKind]) -> str:
        outcomes = [last_finding.became for last_finding in self.findings if last_finding.finding.kind in kinds]
        labels = [label for label in (*_LABELS.values(), NOT_YET) if label in outcomes]
        return listed([f"{number(outcomes.count(label))} {_small(label)}" for label in labels]) if outcomes else ""


_KINDS = (
    ("To improve", (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE)),
    ("Strengths", (FindingKind.STRENGTH,)),
    ("Learning", (FindingKind.LEARNING,)),
)


def since_last_time(
    *,
    last: Round,
    now: Round,
    plan: ActionPlan,
    settled: Sequence[Settlement],
    then: Sequence[Judgement],
    judged: Sequence[Judgement],
    findings: Sequence[Finding],
) -> SinceLastTime:
    """Return what changed since the last round.

    `plan` is the last round's plan, `settled` what was said of its findings in this one, `then` and `judged` the
    judgements of the two rounds (their words are not needed), and `findings` this round's findings.
    """
    return SinceLastTime(
        last=last,
        now=now,
        findings=last_findings(plan, settled),
        statements=change.compare(last, now, then, judged),
        themes=theme_changes(last, now, plan.findings, findings),
    )


def last_findings(plan: ActionPlan, settled: Sequence[Settlement]) -> tuple[LastFinding, ...]:
    """Return each standing finding of the last round's plan with what became of it, what must improve first."""
    newest = newest_of(settled)
    return tuple(
        LastFinding(
            finding=finding,
            actions=plan.actions_for(finding.ref),
            no_action=plan.no_action_for(finding.ref),
            settlement=newest.get(finding.ref),
        )
        for finding in sorted(plan.findings, key=lambda finding: _FIRST.index(finding.kind))
    )


def newest_of(settled: Iterable[Settlement]) -> dict[str, Settlement]:
    """Return the newest version of what was said of each finding, by its ref."""
    return {settlement.finding: settlement for settlement in sorted(settled, key=lambda settlement: settlement.version)}


def theme_changes(
    last: Round, now: Round, then: Sequence[Finding], findings: Sequence[Finding]
) -> tuple[ThemeChange, ...]:
    """Return the themes that both rounds have and that one of them has a finding under, in this round's order."""
    before = {theme_count.theme: theme_count for theme_count in by_theme(then, last.themes())}
    both = [
        (before[theme_count.theme], theme_count)
        for theme_count in by_theme(findings, now.themes())
        if theme_count.theme in before
    ]
    return tuple(ThemeChange(then=was, now=theme_count) for was, theme_count in both if was.total or theme_count.total)


def line_back(rounds: Sequence[Round], ref: str) -> tuple[Round, ...]:
    """Return a round and those it re-audits, one after another, the oldest first."""
    by_ref = {audit_round.ref: audit_round for audit_round in rounds}
    line: list[Round] = []
    current = by_ref.get(ref)
    while current is not None and current not in line:
        line.insert(0, current)
        current = by_ref.get(current.reaudit_of)
    return tuple(line)


_FIRST = (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE, FindingKind.LEARNING, FindingKind.STRENGTH)


def _of(count: ThemeCount) -> str:
    kinds = (
        (count.improvements + count.priority, "to improve"),
        (count.strengths, "of strength"),
        (count.learning, "of learning"),
    )
    parts = [f"{number(many)} {words}" for many, words in kinds if many]
    return listed(parts) if parts else "no finding"


def _counted(count: int, noun: str) -> str:
    return capital(counted(count, noun))


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
