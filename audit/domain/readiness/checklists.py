"""Checklists: recommendations that the partnership works through, and how far each is in place.

In: a framework's recommendations, and what is said of each over time.
Out: where each stands, with its reason; what was said before stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.domain.english import Worded
from audit.domain.frameworks.framework import Criterion, Framework, Key, MappingType, Recommendation, Statement
from audit.domain.identifying.released import Typed
from audit.errors import AuditError


class State(Worded):
    """How far a recommendation has come."""

    NOT_STARTED = "not_started", "Not started"
    UNDER_WAY = "under_way", "Under way"
    IN_PLACE = "in_place", "In place"
    MAKING_A_DIFFERENCE = "making_a_difference", "In place and making a difference"
    NOT_FOR_US = "not_for_us", "Not for us"


_LED = (State.UNDER_WAY, State.IN_PLACE, State.MAKING_A_DIFFERENCE)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the partnership said of one recommendation; a change of mind is a new version with its reason."""

    item: Key
    state: State = State.NOT_STARTED
    lead_agency: str = ""  # an agency's ref; empty: none named yet
    owner: Typed = ""  # a role, not a name
    review_on: date | None = None  # None: no day is set
    narrative: Typed = ""  # what is so, in a sentence or two
    evidence: Typed = ""  # what shows it
    evidence_refs: tuple[str, ...] = ()  # pieces of the evidence register
    why: Typed = ""  # why the state was changed, or why it is not for us
    version: int = 0  # 0: nothing is said yet
    said_by: str = ""
    said_at_utc: datetime | None = None  # None: not stored yet

    @property
    def is_recorded(self) -> bool:
        """Say whether anything was said of the recommendation."""
        return self.version > 0

    def must_be_sound(self) -> None:
        """Raise AuditError naming what the entry still needs."""
        if self.state is State.NOT_FOR_US and not self.why.strip():
            raise AuditError("Say why this recommendation is not for you. Somebody will ask.")
        if self.state in _LED and not self.lead_agency.strip():
            raise AuditError("Choose the agency that leads on it.")
        if self.state in _LED and not self.narrative.strip():
            raise AuditError("Say in a sentence what has been done.")
        if self.state is State.MAKING_A_DIFFERENCE and not (self.evidence.strip() or self.evidence_refs):
            raise AuditError("Say what shows the difference for children. A difference needs evidence.")
        if self.version > 0 and not self.why.strip():
            raise AuditError("Say why this changes, in a few words. It stays beside the old text.")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One recommendation of a checklist, and what is said of it."""

    key: Key
    item: Recommendation
    entry: Entry
    statements: tuple[Key, ...] = ()  # what it supports: statements and criteria

    @property
    def scored(self) -> bool:
        """Say whether the partnership says where it stands; what is for national bodies is only shown."""
        return not self.item.national


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A framework's recommendations, worked through."""

    framework: Framework
    lines: tuple[Line, ...]

    @property
    def scored(self) -> tuple[Line, ...]:
        """Return the lines that the partnership says something of."""
        return tuple(line for line in self.lines if line.scored)

    def count(self, state: State) -> int:
        """Return of how many recommendations a state was said."""
        return count(self.scored, state)

    def line(self, key: Key) -> Line:
        """Return one line; raises AuditError where there is none."""
        for line in self.lines:
            if line.key == key:
                return line
        raise AuditError(f"{self.framework.title} has no recommendation {key.ref}. Choose one from the checklist.")


def count(lines: Sequence[Line], state: State | None) -> int:
    """Return of how many local recommendations a state was said; None: of how many nothing is said yet."""
    states = [line.entry.state if line.entry.is_recorded else None for line in lines if line.scored]
    return states.count(state)


def is_checklist(framework: Framework) -> bool:
    """Say whether a framework holds recommendations that a partnership can work through."""
    return any(isinstance(item, Recommendation) and not item.national for item in framework.items)


def checklists(frameworks: Sequence[Framework], entries: Mapping[Key, Entry]) -> tuple[Checklist, ...]:
    """Return every checklist with what was last said of each recommendation, in the frameworks' order."""
    supported = supports(frameworks)
    return tuple(_checklist(framework, entries, supported) for framework in frameworks if is_checklist(framework))


def supports(frameworks: Sequence[Framework]) -> dict[Key, tuple[Key, ...]]:
    """Return, for each item, the statements and criteria that it supports; a mapping is read both ways."""
    judged = {
        framework.key(item)
        for framework in frameworks
        for item in framework.items
        if isinstance(item, Statement | Criterion)
    }
    supported: dict[Key, dict[Key, None]] = {}
    for mapping in (mapping for framework in frameworks for mapping in framework.mappings):
        if mapping.type is MappingType.SUPPORTS:
            for item, other in ((mapping.from_, mapping.to), (mapping.to, mapping.from_)):
                if other in judged:
                    supported.setdefault(item, {})[other] = None
    return {key: tuple(keys) for key, keys in supported.items()}


def _checklist(framework: Framework, entries: Mapping[Key, Entry], supported: Mapping[Key, Sequence[Key]]) -> Checklist:
    lines = []
    for item in framework.items:
        if isinstance(item, Recommendation):
            key = framework.key(item)
            entry = entries.get(key, Entry(item=key))
            lines.append(Line(key=key, item=item, entry=entry, statements=tuple(supported.get(key, ()))))
    return Checklist(framework=framework, lines=tuple(lines))
