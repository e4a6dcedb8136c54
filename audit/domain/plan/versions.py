"""Versions of the plan: what was issued, and what has changed since.

In: the plan as it stands, and as it was when it was issued.
Out: what was added, what changed and what is gone, each with the words before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from audit.domain.english import Worded, listed, short_day
from audit.domain.findings.finding import Finding
from audit.domain.identifying.released import Typed
from audit.domain.plan.action_words import last_look
from audit.domain.plan.actions import Action, ActionPlan, NoAction, Verified
from audit.errors import AuditError

FIELDS = (
    "Finding",
    "Action",
    "Difference we want",
    "Lead agency",
    "Owner",
    "First due",
    "Due",
    "Recommendation",
    "Priority",
    "Work",
    "What was said",
    "Difference to children",
    "What shows it",
    "Verified",
)
_CALLED = {  # what the owner reported at the time; where the action stands on a day is said from its dates too
    "Work": "Work, as the owner reported it",
    "Difference to children": "Difference, as the owner reported it",
}
VERIFIED = {
    Verified.NO_CLAIM: "",
    Verified.WAITS: "Not verified yet",
    Verified.HOLDS: "Verified",
    Verified.DOES_NOT_HOLD: "Looked at, not verified",
}


class Kind(Worded):
    """What happened to a line of the plan."""

    ADDED = "added", "New"
    CHANGED = "changed", "Changed"
    GONE = "gone", "No longer in the plan"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One action, finding or decision of the plan, as words by name."""

    ref: str  # A1 of an action, F1 of a finding
    texts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PlanVersion:
    """The plan as it was issued."""

    number: int
    issued_on: date
    by: str
    what_for: Typed  # such as "for the board on 3 February"
    lines: tuple[Line, ...]
    issued_at_utc: datetime | None = None  # None: not stored yet

    @property
    def name(self) -> str:
        """Return what people call it."""
        return f"Version {self.number}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """How one thing said of a line changed."""

    label: str
    before: Typed
    after: Typed


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line that is not as it was."""

    ref: str
    kind: Kind
    title: Typed
    steps: tuple[Step, ...] = ()


def lines(plan: ActionPlan) -> tuple[Line, ...]:
    """Return the plan as lines: its findings, its actions, and the decisions to take none."""
    agencies = {agency.ref: agency.name for agency in plan.audit_round.agencies}
    return (
        *(_finding(finding, plan.no_action_for(finding.ref)) for finding in plan.findings),
        *(_action(action, agencies) for action in plan.actions),
    )


def must_be_worth_issuing(plan: ActionPlan, purpose: str) -> None:
    """Raise AuditError where there is nothing to issue, or it is not said what it is issued for."""
    if not plan.actions and not plan.no_actions:
        raise AuditError("Nothing is decided yet. Decide on a finding first, then issue the plan.")
    if not purpose.strip():
        raise AuditError("Say what this version is for, such as “for the board on 3 February”.")


def changes(before: Iterable[Line], after: Iterable[Line]) -> tuple[Change, ...]:
    """Return what is different between two plans, in the order of the later one; what is gone comes last."""
    old, new = {line.ref: line for line in before}, {line.ref: line for line in after}
    line_changes = [_change(old.get(ref), line) for ref, line in new.items()]
    line_changes += [Change(ref=ref, kind=Kind.GONE, title=_title(line)) for ref, line in old.items() if ref not in new]
    return tuple(change for change in line_changes if change is not None)


def in_words(plan_changes: Iterable[Change]) -> str:
    """Return changes in a sentence."""
    counts = dict.fromkeys(Kind, 0)
    for change in plan_changes:
        counts[change.kind] += 1
    words = {Kind.ADDED: "new", Kind.CHANGED: "changed", Kind.GONE: "no longer in the plan"}
    parts = [f"{count} {words[kind]}" for kind, count in counts.items() if count]
    if not parts:
        return "Nothing has changed."
    return f"{listed(parts)}."


def _change(old: Line | None, new: Line) -> Change | None:
    if old is None:
        return Change(ref=new.ref, kind=Kind.ADDED, title=_title(new))
    names = dict.fromkeys([*old.texts, *new.texts])
    steps = tuple(
        Step(label=_CALLED.get(name, name), before=old.texts.get(name, ""), after=new.texts.get(name, ""))
        for name in names
        if old.texts.get(name, "") != new.texts.get(name, "")
    )
    return Change(ref=new.ref, kind=Kind.CHANGED, title=_title(new), steps=steps) if steps else None


def _title(line: Line) -> str:
    return line.texts.get("Action") or line.texts.get("Finding", "")


def _finding(finding: Finding, none: NoAction | None) -> Line:
    texts = {"Kind": finding.kind.label, "Finding": finding.text, "No action, because": none.reason if none else ""}
    return Line(ref=finding.ref, texts=texts)


def _action(action: Action, agencies: Mapping[str, str]) -> Line:
    text = [update.text for update in action.updates if update.text.strip()]
    evidence = [update.evidence_of_impact for update in action.updates if update.evidence_of_impact.strip()]
    look = last_look(action)
    seen = f"{VERIFIED[action.verified]}{f': {look.what_was_seen}' if look else ''}"
    values = (
        action.finding,
        action.text,
        action.success_measure,
        agencies.get(action.lead_agency, action.lead_agency),
        action.owner,
        short_day(action.due),
        short_day(action.due_now),
        action.recommendation,
        action.priority.value.capitalize(),
        action.progress.label,
        text[-1] if text else "",
        action.impact.label,
        evidence[-1] if evidence else "",
        seen,
    )
    return Line(ref=action.ref, texts=dict(zip(FIELDS, values, strict=True)))
