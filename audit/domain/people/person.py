"""People: who may do what, and whose eyes a rating is read with.

In: a person's roles and agency.
Out: yes or no to an act, and the viewer that every query about ratings asks for.

Here too:
- Danger: whom to ring about a child who may be in danger now, in the one sentence that every place uses.
- How long a sign-in holds: until its owner signs out, or leaves it unused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from audit.errors import AuditError, NotAllowed

_NUMBER = re.compile(r"(?:\+44|0)[1-9]\d{8,9}(?:ext\.?\d{1,6})?")
_HOW = "Enter a telephone number in full, like 0121 496 0000 or 01632 960001 ext 12."


@dataclass(frozen=True, kw_only=True)
class EmergencyNumbers:
    """The partnership's numbers for a child who may be in danger; empty: not named yet."""

    social_work: str = ""  # the child's social work team, in office hours
    duty_team: str = ""  # the emergency duty team, out of hours

    @property
    def sentence(self) -> str:
        """Return what to do, in one sentence."""
        team, duty = _bracketed(self.social_work), _bracketed(self.duty_team)
        return (
            f"If a child is in immediate danger, ring 999; otherwise tell the child’s social work team{team} or, "
            f"out of hours, the emergency duty team{duty}, now."
        )

    def tidied(self) -> EmergencyNumbers:
        """Return the numbers with single spaces."""
        return EmergencyNumbers(
            social_work=" ".join(self.social_work.split()), duty_team=" ".join(self.duty_team.split())
        )

    def must_be_sound(self) -> None:
        """Raise AuditError where one of them cannot be rung."""
        for whose, number in (("social work team", self.social_work), ("emergency duty team", self.duty_team)):
            if number and _NUMBER.fullmatch(re.sub(r"[ ()-]", "", number)) is None:
                raise AuditError(f"“{number}” is not a number for the {whose} that can be rung. {_HOW}")


def _bracketed(number: str) -> str:
    return f" ({number})" if number else ""


RING = EmergencyNumbers().sentence  # where no partnership is set up yet


SHORTEST, USUAL, LONGEST = 5, 30, 480  # minutes a sign-in may stand unused
_NOTED_EVERY = timedelta(minutes=1)  # use is noted no more often, so that looking does not write


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """One sign-in of one person, on one browser."""

    mark: str  # a digest of what the sign-in service said; says nothing about the person
    person: int
    used_at_utc: datetime
    ended_at_utc: datetime | None = None  # None: it was not ended

    def holds(self, now: datetime, idle: timedelta) -> bool:
        """Say whether it still stands for its owner."""
        return self.ended_at_utc is None and now - self.used_at_utc <= idle

    def stands(self, now: datetime, idle: timedelta) -> bool:
        """Say whether it holds, and its use was noted so lately that nothing is to be written."""
        return self.holds(now, idle) and now - self.used_at_utc < _NOTED_EVERY


class Role(StrEnum):
    """What a person does in the partnership; several roles give the union of what each may do."""

    FACILITATOR = "facilitator"
    AUDITOR = "auditor"
    SCRUTINEER = "scrutineer"
    BOARD_MEMBER = "board_member"
    MANAGER = "manager"


class Act(StrEnum):
    """Something a person does, worded so that "may …" can go before it."""

    SET_UP = "set up the partnership and its rounds"
    RATE = "rate cases for their own agency"
    ENTER_ON_BEHALF = "enter for an agency in the room"
    MODERATE = "run the workshop and record what was agreed"
    READ_CASES = "read case material after the reveal"
    DECIDE = "record findings and decide on actions"
    READ_FINDINGS = "read findings and the action plan"
    UPDATE_ACTIONS = "say how an action is going"
    KEEP_EVIDENCE = "keep the checklists and the evidence register"
    VERIFY = "verify what is said of an action"
    TELL_CONCERN = "record an immediate concern"
    CHECK = "decide what leaves the audit group"


OWNER = "This computer"  # the person that stands for whoever sits at it, where there is nothing to sign in to
ROLE_TITLES = {
    Role.FACILITATOR: "Facilitator",
    Role.AUDITOR: "Auditor",
    Role.SCRUTINEER: "Independent scrutineer",
    Role.BOARD_MEMBER: "Board member",
    Role.MANAGER: "Manager who owns actions",
}

_READS = frozenset({Act.READ_CASES, Act.READ_FINDINGS, Act.CHECK})
_MAY = {
    Role.FACILITATOR: _READS
    | {
        Act.SET_UP,
        Act.ENTER_ON_BEHALF,
        Act.MODERATE,
        Act.DECIDE,
        Act.UPDATE_ACTIONS,
        Act.KEEP_EVIDENCE,
        Act.VERIFY,
        Act.TELL_CONCERN,
    },
    Role.AUDITOR: _READS | {Act.RATE, Act.TELL_CONCERN},
    Role.SCRUTINEER: _READS,
    Role.BOARD_MEMBER: frozenset({Act.READ_FINDINGS}),
    Role.MANAGER: frozenset({Act.READ_FINDINGS, Act.UPDATE_ACTIONS, Act.KEEP_EVIDENCE}),
}


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """The partnership itself."""

    name: str
    marking: str  # stands in the head and foot of every paper
    invented: bool = False  # the invented one, to look round in
    emergency: EmergencyNumbers = EmergencyNumbers()


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An agency of the partnership, or a second form of one."""

    ref: str
    name: str
    short_name: str
    sector: str
    form_of: str | None = None  # None: an agency itself; else the agency that this is a second form of
    successor: str | None = None  # None: it goes on; else the agency that took its place


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who uses the tool."""

    id: int
    name: str
    roles: frozenset[Role]
    agency: str | None = None  # None: belongs to no agency
    email: str | None = None  # None: never signs in
    active: bool = True

    def may(self, act: Act) -> bool:
        """Say whether any of the person's roles allows the act."""
        return self.active and any(act in _MAY[role] for role in self.roles)

    def must_be_allowed(self, act: Act) -> None:
        """Raise NotAllowed, naming who may, unless the person may do the act."""
        if not self.may(act):
            who = " or ".join(ROLE_TITLES[role].lower() for role in Role if act in _MAY[role])
            raise NotAllowed(f"{self.name} may not {act.value}. Ask a {who} to do it.")


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Whose eyes a rating is read with; before the reveal only the agency's own form is seen."""

    person: Person
    agency: str | None = None  # None: no agency's form is open

    @classmethod
    def of(cls, person: Person) -> Viewer:
        """Return a person as themselves: an auditor sees with their agency's eyes."""
        return cls(person=person, agency=person.agency if Role.AUDITOR in person.roles else None)

    @property
    def on_behalf(self) -> bool:
        """Say whether the person enters for an agency that is not their own."""
        return self.agency is not None and (self.agency != self.person.agency or Role.AUDITOR not in self.person.roles)

    @property
    def own_form(self) -> bool:
        """Say whether the person may open the agency's form at all; an agency's name alone opens nothing."""
        return self.agency is not None and self.person.may(Act.ENTER_ON_BEHALF if self.on_behalf else Act.RATE)

    def must_be_able_to_enter(self) -> str:
        """Return the agency entered for; raises NotAllowed where the person may not enter for it."""
        if self.agency is None:
            raise NotAllowed("Choose the agency you are entering for first.")
        self.person.must_be_allowed(Act.ENTER_ON_BEHALF if self.on_behalf else Act.RATE)
        return self.agency
