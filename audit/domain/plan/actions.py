"""Actions: what is done about findings, until children are better off.

In: findings and the decisions on them.
Out: the action plan, in which being done and having made a difference are two separate things.

Here too:
- Verification: somebody else looked whether what is said of an action is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from audit.domain.english import Worded
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.identifying.released import Typed
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError


class Verified(StrEnum):
    """How far what is said of an action was verified."""

    NO_CLAIM = "nothing_said"
    WAITS = "waits"
    HOLDS = "holds"
    DOES_NOT_HOLD = "does_not_hold"


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What was found when somebody looked."""

    on: date
    by: str
    holds: bool  # False: it was looked at and could not be verified
    what_was_seen: Typed
    at_utc: datetime | None = None  # None: not stored yet

    def must_be_sound(self) -> None:
        """Raise AuditError where it does not say what was seen."""
        if not self.what_was_seen.strip():
            raise AuditError("Say what you saw: records read, people asked, figures counted. Or what was not there.")


def verified(claimed_at: datetime | None, looks: Sequence[Verification]) -> Verified:
    """Say how far a claim was verified; None: nothing is claimed. A look before the claim does not count for it."""
    if claimed_at is None:
        return Verified.NO_CLAIM
    seen = [look for look in looks if look.at_utc is not None and look.at_utc >= claimed_at]
    if not seen:
        return Verified.WAITS
    return Verified.HOLDS if seen[-1].holds else Verified.DOES_NOT_HOLD


DUE_SOON_DAYS = 28


class Priority(StrEnum):
    """How pressing an action is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Progress(StrEnum):
    """How far the work on an action has come."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """Return the progress in words."""
        return self.value.replace("_", " ").capitalize()


class Impact(Worded):
    """What is known of the difference an action makes."""

    NOT_KNOWN = "not_known", "Not yet known"
    NONE_FOUND = "none_found", "Looked for, none found"
    PARTLY = "partly", "Partly shown"
    SHOWN = "shown", "Shown"


class Status(StrEnum):
    """The plan's four colours (practice: BRAG)."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


STATUS_KEY = {
    Status.BLUE: "impact shown and verified",
    Status.GREEN: "on track or not started, or done with impact not fully shown and verified",
    Status.AMBER: "at risk",
    Status.RED: "late or stopped",
}


@dataclass(frozen=True, kw_only=True)
class Update:
    """Something said about an action after it was planned; updates are added, never changed."""

    on: date
    by: str
    progress: Progress
    text: Typed = ""
    impact: Impact = Impact.NOT_KNOWN
    evidence_of_impact: Typed = ""
    new_due: date | None = None  # None: the due date did not move
    said_at_utc: datetime | None = None  # None: not stored yet

    def must_be_sound(self) -> None:
        """Raise AuditError naming what the update still needs."""
        if not self.text.strip() and not self.evidence_of_impact.strip():
            raise AuditError("Say in a sentence what has happened.")
        if self.impact in (Impact.PARTLY, Impact.SHOWN) and not self.evidence_of_impact.strip():
            raise AuditError("Say what shows the difference for children. Impact needs evidence.")
        if self.new_due is not None and not self.text.strip():
            raise AuditError("Say why the due date moves.")


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing that somebody will do by a day, and the difference it is meant to make."""

    ref: str
    finding: str
    text: Typed
    success_measure: Typed
    lead_agency: str
    owner: Typed  # a role, not a name
    due: date
    recommendation: Typed = ""
    priority: Priority = Priority.MEDIUM
    updates: tuple[Update, ...] = ()
    verifications: tuple[Verification, ...] = ()
    version: int = 1

    def must_be_sound(self) -> None:
        """Raise AuditError naming the first thing without which this is no action."""
        wanted = {
            "what will be done, beginning with a verb": self.text,
            "the difference it is meant to make for children": self.success_measure,
            "the lead agency": self.lead_agency,
            "the owner, by role": self.owner,
        }
        for meaning, text in wanted.items():
            if not text.strip():
                raise AuditError(f"Say {meaning}. An action needs an owner and a due date too.")

    @property
    def progress(self) -> Progress:
        """Return what the last update said of the work."""
        return self.updates[-1].progress if self.updates else Progress.NOT_STARTED

    @property
    def impact(self) -> Impact:
        """Return what is known of the difference made, as last said."""
        known = (update.impact for update in reversed(self.updates) if update.impact is not Impact.NOT_KNOWN)
        return next(known, Impact.NOT_KNOWN)

    @property
    def due_now(self) -> date:
        """Return the due date, moved where an update moved it."""
        return next((update.new_due for update in reversed(self.updates) if update.new_due is not None), self.due)

    @property
    def last_update(self) -> date | None:
        """Return the day of the last update; None where there is none."""
        return self.updates[-1].on if self.updates else None

    @property
    def verified(self) -> Verified:
        """Return how far the newest claim that the work is done or a difference made was verified."""
        return verified(_claimed_at(self.updates), self.verifications)

    @property
    def makes_a_difference(self) -> bool:
        """Say whether a difference is shown and verified; what the owner alone says of it is a report."""
        return self.impact is Impact.SHOWN and self.verified is Verified.HOLDS

    def pressing_from(self, today: date) -> date:
        """Return the day that an action is put in order by: its first due date once it is late, else the date now."""
        return self.due if self.is_late(today) else self.due_now

    def is_late(self, today: date) -> bool:
        """Say whether the first due date has passed without the work being done; moving the date does not hide it."""
        return self.progress not in (Progress.DONE, Progress.STOPPED) and self.due < today

    def status(self, today: date) -> Status:
        """Return the plan's colour for the action on a day."""
        if self.progress is Progress.DONE:
            return Status.BLUE if self.makes_a_difference else Status.GREEN
        if self.progress is Progress.STOPPED or self.is_late(today):
            return Status.RED
        return Status.AMBER if self.progress is Progress.AT_RISK else Status.GREEN

    def group(self, today: date) -> Group:
        """Return where the action stands in the plan's order."""
        if self.progress is Progress.DONE:
            return Group.DIFFERENCE if self.makes_a_difference else Group.DONE
        if self.progress is Progress.STOPPED:
            return Group.STOPPED
        if self.is_late(today):
            return Group.LATE
        return Group.SOON if (self.due_now - today).days <= DUE_SOON_DAYS else Group.ON_TIME


class Group(StrEnum):
    """The plan's order: what needs somebody first."""

    LATE = "Late"
    SOON = "Due soon"
    ON_TIME = "On time"
    DONE = "Done, difference not fully verified"
    DIFFERENCE = "Done, difference verified"
    STOPPED = "Stopped"


@dataclass(frozen=True, kw_only=True)
class NoAction:
    """The decision to do nothing about a finding, with its reason."""

    finding: str
    reason: Typed

    def must_be_sound(self) -> None:
        """Raise AuditError without a reason."""
        if not self.reason.strip():
            raise AuditError("Say why nothing is done about this finding.")


@dataclass(frozen=True, kw_only=True)
class ActionPlan:
    """What was decided about the findings of a round."""

    audit_round: Round
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    no_actions: tuple[NoAction, ...]

    def actions_for(self, finding: str) -> tuple[Action, ...]:
        """Return the actions about a finding, in the order of their refs."""
        return tuple(action for action in self.actions if action.finding == finding)

    def no_action_for(self, finding: str) -> NoAction | None:
        """Return the decision to do nothing about a finding; None where there is no such decision."""
        return next((no_action for no_action in self.no_actions if no_action.finding == finding), None)

    def undecided(self) -> tuple[Finding, ...]:
        """Return the findings that need a decision and have none; strengths and learning need none."""
        return tuple(f for f in self.findings if needs_decision(f) and not self._decided(f.ref))

    def by_group(self, today: date) -> tuple[tuple[Group, tuple[Action, ...]], ...]:
        """Return the actions in the plan's order on a day, what is most overdue first, leaving out empty groups."""
        late_first = sorted(self.actions, key=lambda action: action.due if action.is_late(today) else date.max)
        groups = ((group, tuple(a for a in late_first if a.group(today) is group)) for group in Group)
        return tuple((group, actions) for group, actions in groups if actions)

    def count(self, status: Status, today: date) -> int:
        """Return how many actions stand at a colour on a day."""
        return sum(action.status(today) is status for action in self.actions)

    def _decided(self, finding: str) -> bool:
        return bool(self.actions_for(finding)) or self.no_action_for(finding) is not None


def needs_decision(finding: Finding) -> bool:
    """Say whether a finding calls for an action or a reason for none."""
    return finding.stands and finding.kind in (FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION)


def plan(
    audit_round: Round, findings: Sequence[Finding], actions: Sequence[Action], no_actions: Sequence[NoAction]
) -> ActionPlan:
    """Return the action plan of a round: its standing findings with what was decided about each.

    What was decided about a finding before it was merged or split stays with the finding that took its place. An action
    stands in place of a decision to do nothing.
    """
    now_in = _standing_refs(findings)
    nothing = (replace(no_action, finding=now_in.get(no_action.finding, no_action.finding)) for no_action in no_actions)
    planned = tuple(replace(action, finding=now_in.get(action.finding, action.finding)) for action in actions)
    acted = {action.finding for action in planned}
    return ActionPlan(
        audit_round=audit_round,
        findings=tuple(finding for finding in findings if finding.stands),
        actions=planned,
        no_actions=tuple(no_action for no_action in nothing if no_action.finding not in acted),
    )


def _claimed_at(updates: Sequence[Update]) -> datetime | None:
    """Return when it was last newly said that the work is done or a difference made; None where it is not said."""
    at, before = None, (False, Impact.NOT_KNOWN)
    for update in updates:
        impact = before[1] if update.impact is Impact.NOT_KNOWN else update.impact
        now = (update.progress is Progress.DONE, impact)
        if now != before:
            at = update.said_at_utc if now[0] or impact in (Impact.PARTLY, Impact.SHOWN) else None
        before = now
    return at


def _standing_refs(findings: Sequence[Finding]) -> dict[str, str]:
    """Return, for each finding, the one that stands in its place: what it was merged into, or its first part."""
    into = {finding.ref: finding.put_into.split(",")[0] for finding in findings if finding.put_into}
    standing = {}
    for ref in into:
        now = ref
        while now in into:
            now = into[now]
        standing[ref] = now
    return standing
