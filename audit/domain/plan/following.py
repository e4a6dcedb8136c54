"""Following up: whose an action is, what waits for its owner, and whether what was said of it was verified.

In: actions of every round, and the roles that a person says are theirs.
Out: the person's own actions, the most pressing first; how far each was verified.

Here too:
- Reminders: whom to remind of what, in words ready to be copied into an e-mail; nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.domain.english import agree
from audit.domain.identifying.released import Typed, must_be_released
from audit.domain.people.person import Person
from audit.domain.plan.action_words import in_brief, is_report
from audit.domain.plan.actions import Action, ActionPlan, Group, Verified

_ORDER = (Group.LATE, Group.SOON, Group.ON_TIME, Group.DONE, Group.DIFFERENCE, Group.STOPPED)


@dataclass(frozen=True, kw_only=True, order=True)
class OwnerRole:
    """A role in an agency that owns actions: a role and not a person, so that an action outlives a change of job."""

    agency: str
    role: str

    @property
    def same(self) -> tuple[str, str]:
        """Return what makes two roles the same: small and capital letters and spaces make no difference."""
        return self.agency, " ".join(self.role.split()).casefold()


@dataclass(frozen=True, kw_only=True)
class Followed:
    """An action, with the round that it came from."""

    round_ref: str
    round_title: Typed
    agency: str  # the lead agency's short name
    action: Action

    @property
    def owner(self) -> OwnerRole:
        """Return whose the action is."""
        return OwnerRole(agency=self.action.lead_agency, role=self.action.owner)


def followed(plans: Iterable[ActionPlan]) -> tuple[Followed, ...]:
    """Return every action of some plans, in their order."""
    return tuple(_followed(plan, action) for plan in plans for action in plan.actions)


def roles_in(actions: Iterable[Followed]) -> tuple[OwnerRole, ...]:
    """Return the roles that own actions, each once, by agency and name."""
    by_role = {followed_action.owner.same: followed_action.owner for followed_action in reversed(tuple(actions))}
    return tuple(sorted(by_role.values()))


def own_actions(actions: Sequence[Followed], person: Person, roles: Iterable[OwnerRole]) -> tuple[Followed, ...]:
    """Return a person's own actions: those owned by a role they chose; until they choose, all of their agency's."""
    own = {role.same for role in roles}
    if own:
        return tuple(followed_action for followed_action in actions if followed_action.owner.same in own)
    return tuple(
        followed_action
        for followed_action in actions
        if person.agency is not None and followed_action.action.lead_agency == person.agency
    )


def in_order(actions: Iterable[Followed], today: date) -> tuple[tuple[Group, tuple[Followed, ...]], ...]:
    """Return actions in groups, the most pressing first, the earliest due first in each; empty groups are left out."""
    by_due = sorted(
        actions,
        key=lambda followed_action: (
            followed_action.action.pressing_from(today),
            followed_action.round_ref,
            followed_action.action.ref,
        ),
    )
    groups = (
        (group, tuple(followed_action for followed_action in by_due if followed_action.action.group(today) is group))
        for group in _ORDER
    )
    return tuple((group, group_actions) for group, group_actions in groups if group_actions)


def to_verify(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return the actions of which something is said that nobody has verified."""
    return tuple(action for action in actions if action.verified is Verified.WAITS)


def _followed(plan: ActionPlan, action: Action) -> Followed:
    audit_round = plan.audit_round
    names = {agency.ref: agency.short_name for agency in audit_round.agencies}
    agency = names.get(action.lead_agency, action.lead_agency)
    return Followed(round_ref=audit_round.ref, round_title=audit_round.title, agency=agency, action=action)


_WANTED = (Group.LATE, Group.SOON, Group.DONE)
_ASKS = {
    Group.LATE: "Late. Please say what stands in the way, and by when it will be done:",
    Group.SOON: "Due within 4 weeks. Please say how the work is going:",
    Group.DONE: (
        "Done, but the difference for children is not fully shown. Please say what has changed for children, and how "
        "you know:"
    ),
}


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What one role is reminded of."""

    owner: OwnerRole
    agency: str  # its short name
    groups: tuple[tuple[Group, tuple[Followed, ...]], ...]
    today: date

    @property
    def late(self) -> int:
        """Return how many of the actions are late."""
        return sum(len(group_actions) for group, group_actions in self.groups if group is Group.LATE)

    @property
    def count(self) -> int:
        """Return how many actions the reminder is about."""
        return sum(len(group_actions) for _, group_actions in self.groups)

    @property
    def subject(self) -> str:
        """Return the subject of an e-mail."""
        count_text = agree(self.count, "one action", f"{self.count} actions")
        return f"Children’s mental health audit: {count_text} of yours {agree(self.count, 'needs', 'need')} an update"

    @property
    def text(self) -> str:
        """Return the words of an e-mail; it names no child, and asks the reader to name none."""
        lines = [f"To the {self.owner.role}, {self.agency}", ""]
        for group, group_actions in self.groups:
            lines += [_ASKS[group], *(_line(followed_action, self.today) for followed_action in group_actions), ""]
        lines.append(
            "You can answer in Seven Statements (My actions), or reply to this. Please name no child in your reply. "
            "Thank you for what you do."
        )
        return "\n".join(lines)


def reminders(actions: Sequence[Followed], today: date) -> tuple[Reminder, ...]:
    """Return a reminder for each role that has something to say, those with most that is late first.

    Reminders leave the audit group, so the actions are released.
    """
    must_be_released(actions)
    by_owner: dict[tuple[str, str], list[Followed]] = {}
    for followed_action in actions:
        group = followed_action.action.group(today)
        reported = group is Group.DONE and is_report(followed_action.action)  # somebody else is to verify it
        if group in _WANTED and not reported:
            by_owner.setdefault(followed_action.owner.same, []).append(followed_action)
    role_reminders = [
        Reminder(owner=own[0].owner, agency=own[0].agency, groups=in_order(own, today), today=today)
        for own in by_owner.values()
    ]
    return tuple(sorted(role_reminders, key=lambda reminder: (-reminder.late, -reminder.count, reminder.owner)))


def _line(followed_action: Followed, today: date) -> str:
    action = followed_action.action
    return f"- {action.ref} ({followed_action.round_title}), {in_brief(action, today)}: {action.text.rstrip('.')}."
