"""Lanes: the processes in play for one child, side by side over time.

In: a child's processes with their dated meetings, and the last day that the round looked at.
Out: a lane for each; where they were long without a meeting, met close together without joining, or put a meeting off.

Sources: lines-of-enquiry.md QS2.3 ("meetings joined or timed together") and L5 (legal processes side by side, meetings
joined up). A gap is measured against the timescale that a framework gives the process (T5, T5a and T10 in
statutory-timescales); where none gives a figure, against the six months that a round usually looks back (practice.md,
step 1), and it is said that this is no rule. That two meetings within 14 days could have been one is our own measure.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from audit.domain.frameworks.framework import Framework, FrameworkKind, Timescale
from audit.domain.rounds.cases import Held, Meeting, Process, ProcessKind

CLOSE = 14  # days
LOOK_BACK = 6  # months
_CHECKS = {ProcessKind.CARE_PLAN: ("T10",), ProcessKind.HEALTH_PLAN: ("T5a", "T5")}


@dataclass(frozen=True, kw_only=True)
class Every:
    """How far apart two meetings of a process may lie."""

    months: int
    rule: str  # the timescale's ref; empty: no rule, the months that a round looks back
    standing: str = ""  # duty, guidance …; empty with no rule


NO_RULE = Every(months=LOOK_BACK, rule="")


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One process over time."""

    process: Process
    start: date
    end: date  # the day it ended, else the last day looked at or known
    ended: bool
    held: tuple[date, ...]  # days on which it met, in order
    planned: tuple[date, ...]
    put_off: tuple[Meeting, ...]

    @property
    def kind(self) -> ProcessKind:
        """Return which process it is."""
        return self.process.kind


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A stretch of a process without a meeting, longer than its rule (or, without one, its look-back) allows."""

    kind: ProcessKind
    start: date
    end: date
    every: Every
    open: bool  # no meeting had ended it

    @property
    def days(self) -> int:
        """Return how long it was."""
        return (self.end - self.start).days


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Two meetings of different processes, close together and not held as one."""

    first: ProcessKind
    first_on: date
    second: ProcessKind
    second_on: date

    @property
    def days(self) -> int:
        """Return the days between the two; 0 where they were on one day, in different rooms."""
        return (self.second_on - self.first_on).days


@dataclass(frozen=True, kw_only=True)
class PutOff:
    """A meeting that was put off, once or several times, before it was held."""

    kind: ProcessKind
    times: int
    first: date
    held: date | None  # None: not held by the end of what is known

    @property
    def days(self) -> int | None:
        """Return the days from the first day set to the day it was held; None where it was not."""
        return (self.held - self.first).days if self.held else None


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """One child's processes over time, and what is seen when they lie side by side."""

    case: str
    since: date  # the first day looked at, or the first known meeting before it
    lanes: tuple[Lane, ...]
    undated: tuple[Process, ...]  # in play, without any date
    gaps: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]
    put_off: tuple[PutOff, ...]
    most_at_once: int

    @property
    def conflicts(self) -> tuple[Process, ...]:
        """Return the processes that were seen to clash with another."""
        known = [*(lane.process for lane in self.lanes), *self.undated]
        return tuple(process for process in known if process.conflict.strip())

    @property
    def leaderless(self) -> tuple[Process, ...]:
        """Return the processes whose lead is not recorded."""
        return tuple(
            process for process in [*(lane.process for lane in self.lanes), *self.undated] if not process.owner
        )


def side_by_side(
    case: str, processes: Sequence[Process], looked_at: tuple[date, date], every: Mapping[ProcessKind, Every]
) -> SideBySide:
    """Lay a child's processes side by side; what was over before the round looked is drawn, and not remarked on.

    `looked_at` are the first and the last day the round looked at; `every` says how far apart meetings may lie, as
    `intervals` gives it.
    """
    until = looked_at[1]
    lanes = tuple(lane for process in processes if (lane := lane_of(process, until)) is not None)
    return SideBySide(
        case=case,
        since=min([looked_at[0], *(day for lane in lanes for day in (*lane.held, *(m.day for m in lane.put_off)))]),
        lanes=lanes,
        undated=tuple(process for process in processes if lane_of(process, until) is None),
        gaps=tuple(gap for lane in lanes for gap in gaps(lane, every.get(lane.kind, NO_RULE), looked_at)),
        overlaps=tuple(overlap for overlap in overlaps(lanes) if overlap.second_on >= looked_at[0]),
        put_off=tuple(
            postponement
            for lane in lanes
            for postponement in put_off(lane)
            if postponement.held is None or postponement.held >= looked_at[0]
        ),
        most_at_once=most_at_once(lanes),
    )


def intervals(frameworks: Iterable[Framework], age_band: str) -> Mapping[ProcessKind, Every]:
    """Return how far apart meetings may lie, by process, as the timescales among the frameworks say for an age band."""
    checks = {
        item.ref: item
        for framework in frameworks
        if framework.kind is FrameworkKind.TIMESCALES
        for item in framework.items
        if isinstance(item, Timescale)
    }
    by_kind = {}
    for kind, refs in _CHECKS.items():
        for ref in refs:
            item = checks.get(ref)
            if item is not None and item.unit == "months" and item.within and _applies(item, age_band):
                by_kind[kind] = Every(months=item.within, rule=ref, standing=item.standing)
                break
    return by_kind


def lane_of(process: Process, until: date) -> Lane | None:
    """Return a process over time; None where no day of it is known.

    A lane without a known beginning begins with the first day known of it.
    """
    held = {m.day for m in process.meetings if m.held is Held.HELD} | ({process.last_on} if process.last_on else set())
    planned = {m.day for m in process.meetings if m.held is Held.PLANNED} | (
        {process.next_on} if process.next_on else set()
    )
    away = tuple(sorted((m for m in process.meetings if m.held is Held.PUT_OFF), key=lambda m: (m.day, m.about)))
    known = sorted({*held, *planned, *(m.day for m in away)} | {d for d in (process.started_on, process.ended_on) if d})
    if not known:
        return None
    start = process.started_on or known[0]
    last_seen = max([start, *held, *(m.day for m in away)])
    return Lane(
        process=process,
        start=start,
        end=process.ended_on or max(until, last_seen),
        ended=process.ended_on is not None,
        held=tuple(sorted(held)),
        planned=tuple(sorted(planned - held)),
        put_off=away,
    )


def gaps(lane: Lane, every: Every, looked_at: tuple[date, date]) -> tuple[Gap, ...]:
    """Return the stretches without a meeting that are longer than the interval allows, in order.

    What lies before the first known meeting counts only where the process began within what was looked at, since
    earlier meetings are seldom entered; what lies after the last one, up to the end of the process or of what was
    looked at.
    """
    since, until = looked_at
    end = lane.end if lane.ended else until
    begun = [lane.start] if lane.process.started_on and lane.start >= since else []
    days = sorted({*begun, *(day for day in lane.held if day <= end)})
    if not days:
        return ()
    stretches = [(start, two, False) for start, two in pairwise(days)]
    if end > days[-1]:
        stretches.append((days[-1], end, True))
    return tuple(
        Gap(kind=lane.kind, start=start, end=two, every=every, open=still)
        for start, two, still in stretches
        if two > months_after(start, every.months) and two >= since
    )


def overlaps(lanes: Sequence[Lane]) -> tuple[Overlap, ...]:
    """Return the meetings of different processes that were held within 14 days of each other and not as one."""
    close_meetings = []
    for lane, two in combinations(lanes, 2):
        pairs = [(a, b) for a in lane.held for b in two.held if abs((a - b).days) <= CLOSE]
        for day, other_day in pairs:
            if day == other_day and (_joined(lane, day) or _joined(two, other_day)):
                continue
            early, late = sorted([(day, lane.kind), (other_day, two.kind)], key=lambda pair: (pair[0], pair[1].value))
            close_meetings.append(Overlap(first=early[1], first_on=early[0], second=late[1], second_on=late[0]))
    return tuple(sorted(close_meetings, key=lambda o: (o.first_on, o.second_on, o.first.value, o.second.value)))


def put_off(lane: Lane) -> tuple[PutOff, ...]:
    """Return the meetings that were put off: every run of days put off up to the next day it was held."""
    runs: dict[date | None, list[date]] = {}
    for meeting in lane.put_off:
        held = next((day for day in lane.held if day > meeting.day), None)
        runs.setdefault(held, []).append(meeting.day)
    return tuple(
        PutOff(kind=lane.kind, times=len(days), first=min(days), held=held)
        for held, days in sorted(runs.items(), key=lambda run: min(run[1]))
    )


def most_at_once(lanes: Sequence[Lane]) -> int:
    """Return the largest number of processes in play on one day."""
    return max((sum(other.start <= lane.start <= other.end for other in lanes) for lane in lanes), default=0)


def months_after(day: date, months: int) -> date:
    """Return the same day some months on, the last of the month where that has none such."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _joined(lane: Lane, day: date) -> bool:
    return any(m.together for m in lane.process.meetings if m.day == day and m.held is Held.HELD)


def _applies(item: Timescale, age_band: str) -> bool:
    if item.ages is None:
        return True
    least, most = (int(age) for age in item.ages.split("-"))
    lower, upper = (int(age) for age in age_band.split("-"))
    return least <= upper and lower <= most
