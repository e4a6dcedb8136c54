"""Reminders: whom to remind of what, in words ready to be copied into an e-mail; nothing is sent from here.

In: actions of every round, and the day.
Out: a reminder for each role that owns something late, due soon, or done without a difference shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit.domain.identifying.released import must_be_released
from audit.domain.plan.action_words import in_brief, is_report
from audit.domain.plan.actions import Group
from audit.domain.plan.following import Followed, OwnerRole, in_order

_WANTED = (Group.LATE, Group.SOON, Group.DONE)
_ASKS = {
    Group.LATE: "Late. Please say what stands in the way, and by when it will be done:",
    Group.SOON: "Due within four weeks. Please say how the work is going:",
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
        return sum(len(found) for group, found in self.groups if group is Group.LATE)

    @property
    def count(self) -> int:
        """Return how many actions the reminder is about."""
        return sum(len(found) for _, found in self.groups)

    @property
    def subject(self) -> str:
        """Return the subject of an e-mail."""
        what = "one action" if self.count == 1 else f"{self.count} actions"
        return f"Children’s mental health audit: {what} of yours {'needs' if self.count == 1 else 'need'} an update"

    @property
    def text(self) -> str:
        """Return the words of an e-mail; it names no child, and asks the reader to name none."""
        lines = [f"To the {self.owner.role}, {self.agency}", ""]
        for group, found in self.groups:
            lines += [_ASKS[group], *(_line(one, self.today) for one in found), ""]
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
    for one in actions:
        group = one.action.group(today)
        reported = group is Group.DONE and is_report(one.action)  # somebody else is to verify it
        if group in _WANTED and not reported:
            by_owner.setdefault(one.owner.same, []).append(one)
    found = [
        Reminder(owner=own[0].owner, agency=own[0].agency, groups=in_order(own, today), today=today)
        for own in by_owner.values()
    ]
    return tuple(sorted(found, key=lambda one: (-one.late, -one.count, one.owner)))


def _line(one: Followed, today: date) -> str:
    action = one.action
    return f"- {action.ref} ({one.round_title}), {in_brief(action, today)}: {action.text.rstrip('.')}."
