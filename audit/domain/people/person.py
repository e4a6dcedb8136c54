"""People: who may do what, and whose eyes a rating is read with.

In: a person's roles and agency.
Out: yes or no to an act, and the viewer that every query about ratings asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit.domain.people.danger import EmergencyNumbers
from audit.errors import NotAllowed


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
