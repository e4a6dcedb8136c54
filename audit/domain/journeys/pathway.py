"""Pathway: how help came to one child, as dated events under the five parts that every path to help has.

In: what the coordinator found in the child's chronology: somebody raised a concern, took it to someone, its level was
    judged, something was done, people kept watch. The parts are data, in a framework of the kind "pathway".
Out: the events in order, and the waits between the parts in days.

Source: EWG final report 2017, decision trees, components 1 to 5. A wait runs from the first day on which one part was
reached to the first day on which the next was; practice.md (Sefton 2019, Portsmouth 2020) asks for it in days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from audit.domain.frameworks.framework import AnyItem, Framework, FrameworkKind, Key, Point
from audit.errors import AuditError

HELP_SOUGHT, HELPED = "P2", "P4"  # components 2 and 4: the concern reached somebody; they acted on it
LONGEST = 1000  # characters of what happened


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on the way to help."""

    part: Key
    on: date
    what: str
    approximate: bool = False  # the day is known roughly
    who: str = ""  # a role, never a name
    agency: str = ""  # agency ref; empty: no agency's doing
    id: int | None = None  # None: not stored yet
    version: int = 1
    saved_at_utc: datetime | None = None  # None: not stored yet
    saved_by: str = ""

    def must_be_sound(self, parts: Sequence[Point], today: date) -> None:
        """Raise AuditError naming the first thing that cannot stand; `today` is the last day an event can have."""
        if self.part.ref not in {part.ref for part in parts}:
            raise AuditError("Choose which part of the pathway this belongs to.")
        if not self.what.strip():
            raise AuditError("Say in a sentence what happened.")
        if len(self.what) > LONGEST:
            raise AuditError(f"What happened is {len(self.what)} characters long. Keep it under {LONGEST}.")
        if self.on > today:
            raise AuditError("The day is still to come. An event is something that has happened.")


@dataclass(frozen=True, kw_only=True)
class Step:
    """An event with the days since the one before."""

    event: Event
    days: int | None  # None: it is the first
    approximate: bool  # one of the two days is known roughly


@dataclass(frozen=True, kw_only=True)
class Wait:
    """The days between reaching one part of the pathway and reaching the next that has an event."""

    before: Point
    after: Point
    days: int
    approximate: bool
    skipped: tuple[Point, ...] = ()  # parts between the two that have no event


@dataclass(frozen=True, kw_only=True)
class Open:
    """A wait that had not ended when the round stopped looking."""

    since: Point  # the last part that was reached
    days: int
    until: date


@dataclass(frozen=True, kw_only=True)
class Days:
    """From being asked for help to its beginning."""

    days: int
    so_far: bool  # no help had begun by then
    approximate: bool


@dataclass(frozen=True, kw_only=True)
class CaseWaits:
    """One child's waits along the pathway."""

    case: str
    waits: tuple[Wait, ...]
    open: Open | None
    to_help: Days | None  # None: the pathway does not say

    @property
    def total(self) -> int:
        """Return all days of the pathway, what is still open included."""
        return sum(wait.days for wait in self.waits) + (self.open.days if self.open else 0)


def framework_of(own: Iterable[Framework], installed: Iterable[Framework]) -> Framework:
    """Return the pathway framework of a round: its own copy, else the newest that is installed.

    Raises AuditError where there is none.
    """
    for known in (own, installed):
        pathways = [framework for framework in known if framework.kind is FrameworkKind.PATHWAY]
        if pathways:
            return max(pathways, key=lambda framework: framework.version)
    raise AuditError("No framework says what the parts of a pathway are. Put the file ewg-pathway-2017.yaml back.")


def parts_of(framework: Framework) -> tuple[Point, ...]:
    """Return the parts of the pathway in their order."""
    return points(framework, "pathway_part")


def points(framework: Framework, kind: str) -> tuple[Point, ...]:
    """Return a framework's points of one kind, in the file's order."""
    return tuple(item for item in framework.items if _is_point(item) and item.kind == kind and isinstance(item, Point))


def in_order(events: Iterable[Event], parts: Sequence[Point]) -> tuple[Event, ...]:
    """Return events by day; those of one day by part, then as they were entered."""
    place = {part.ref: number for number, part in enumerate(parts)}
    return tuple(
        sorted(
            events,
            key=lambda event: (event.on, place.get(event.part.ref, len(place)), event.id or 0, event.what, event.who),
        )
    )


def steps(events: Iterable[Event], parts: Sequence[Point]) -> tuple[Step, ...]:
    """Return the events in order, each with the days since the one before."""
    ordered = in_order(events, parts)
    first = tuple(Step(event=event, days=None, approximate=event.approximate) for event in ordered[:1])
    return first + tuple(
        Step(event=two, days=(two.on - previous.on).days, approximate=previous.approximate or two.approximate)
        for previous, two in pairwise(ordered)
    )


def reached(events: Iterable[Event], parts: Sequence[Point]) -> Mapping[str, Event]:
    """Return the event with which each part was reached, by the part's ref.

    A part is reached by its first event on or after the day on which the part before was; events of it that lie earlier
    stay on the timeline and end no wait. A part without such an event is left out.
    """
    ordered = in_order(events, parts)
    arrivals: dict[str, Event] = {}
    since: date | None = None
    for part in parts:
        event = next((e for e in ordered if e.part.ref == part.ref and (since is None or e.on >= since)), None)
        if event is not None:
            arrivals[part.ref], since = event, event.on
    return arrivals


def waits(events: Iterable[Event], parts: Sequence[Point]) -> tuple[Wait, ...]:
    """Return the waits between the parts that were reached; together they are the days from the first to the last."""
    arrivals = reached(events, parts)
    known = [part for part in parts if part.ref in arrivals]
    return tuple(_wait(before, two, arrivals, parts) for before, two in pairwise(known))


def still_open(events: Iterable[Event], parts: Sequence[Point], until: date) -> Open | None:
    """Return the wait that had not ended by a day; None where help had begun, or nothing was asked for by then."""
    arrivals = reached(events, parts)
    known = [part for part in parts if part.ref in arrivals]
    after_help = [part.ref for part in parts][[part.ref for part in parts].index(HELPED) :] if _has(parts) else []
    if not known or not after_help or any(ref in arrivals for ref in after_help) or arrivals[known[-1].ref].on > until:
        return None
    return Open(since=known[-1], days=(until - arrivals[known[-1].ref].on).days, until=until)


def to_help(events: Iterable[Event], parts: Sequence[Point], until: date) -> Days | None:
    """Return the days from asking somebody for help to help; so far, where none had begun by a day.

    None where nobody was asked, or the pathway's parts are others than the five.
    """
    arrivals = reached(events, parts)
    sought, helped = arrivals.get(HELP_SOUGHT), arrivals.get(HELPED)
    if sought is None:
        return None
    if helped is not None:
        return Days(
            days=(helped.on - sought.on).days, so_far=False, approximate=sought.approximate or helped.approximate
        )
    waiting = still_open(arrivals.values(), parts, until)
    if waiting is None:
        return None
    return Days(days=(until - sought.on).days, so_far=True, approximate=sought.approximate)


def case_waits(case: str, events: Sequence[Event], parts: Sequence[Point], until: date) -> CaseWaits:
    """Return one child's waits; `until` is the last day that the round looked at."""
    return CaseWaits(
        case=case,
        waits=waits(events, parts),
        open=still_open(events, parts, until),
        to_help=to_help(events, parts, until),
    )


def by_part(cases: Iterable[CaseWaits], parts: Sequence[Point]) -> Mapping[str, tuple[int, ...]]:
    """Return, for each part but the first, the days waited for it over the cases, shortest first, by the part's ref."""
    every = [wait for case in cases for wait in case.waits]
    return {part.ref: tuple(sorted(wait.days for wait in every if wait.after == part)) for part in parts[1:]}


def _wait(before: Point, two: Point, arrivals: Mapping[str, Event], parts: Sequence[Point]) -> Wait:
    first, second = arrivals[before.ref], arrivals[two.ref]
    return Wait(
        before=before,
        after=two,
        days=(second.on - first.on).days,
        approximate=first.approximate or second.approximate,
        skipped=tuple(parts[parts.index(before) + 1 : parts.index(two)]),
    )


def _has(parts: Sequence[Point]) -> bool:
    return HELPED in {part.ref for part in parts}


def _is_point(item: AnyItem) -> bool:
    return isinstance(item, Point)
