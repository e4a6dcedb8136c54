"""Processes side by side: a lane for each process in play, with what is seen when they lie beside each other.

In: processes as the domain laid them side by side.
Out: charts for the audit group; they name children and do not go to a board.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.charts import palette
from audit.charts.chart import Cell, Chart, Table
from audit.charts.drawing import plot, time_axis
from audit.charts.drawing.mark import Mark
from audit.charts.drawing.time_axis import Dot, Stretch, TimeRow
from audit.charts.wording import OF_CASES, in_the_lead, looked_at
from audit.domain.english import capital, counted, days, inside, listed, number, short_day
from audit.domain.journeys.lanes import Gap, Lane, Overlap, PutOff, SideBySide
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Held, Process

_IN_PLAY = Mark(label="In play", fill="#CFE3F5", edge="#0B0C0C")
_GAP = Mark(label="Long without a meeting", fill="#FFFFFF", edge="#0B0C0C", hatch="#8793A0")
_HELD = Mark(label="Meeting held", fill="#12436D", edge="#0B0C0C", text="#FFFFFF", symbol="circle")
_CLOSE = Mark(
    label="2 meetings within 14 days, not held as one", fill="#EE7F47", edge="#0B0C0C", symbol="circle", letter="2"
)
_AWAY = Mark(label="Put off", fill="#FFFFFF", edge="#801650", symbol="square", letter="×")
_PLANNED = Mark(label="Planned", fill="#FFFFFF", edge="#0B0C0C", symbol="circle")
_KEY = (_IN_PLAY, _GAP, _HELD, _CLOSE, _AWAY, _PLANNED)
NOTE = (
    "A gap is longer than the process’s own timescale; where our frameworks give none, longer than 6 months, which "
    "is no rule. That 2 meetings within 14 days could have been one is our own measure."
)


def side_by_side(audit_round: Round, children: Sequence[SideBySide], *, ink: str = palette.LIGHT) -> Chart:
    """Draw the processes of one child, or of several child by child, over time."""
    several = len(children) > 1
    rows = [_row(audit_round, child, lane, several) for child in children for lane in child.lanes]
    used = {mark for row in rows for mark in _looks(row)}
    return Chart(
        title=_title(children),
        figure=time_axis.over_time(rows, ink) if rows else plot.nothing(ink),
        sentence=" ".join(_words(child, several) for child in children) or "No process is entered yet.",
        table=Table(
            columns=("Child", "Process", "In the lead", "In play", "Held", "Put off", "Planned", "Clash with another"),
            rows=tuple(_table_row(audit_round, child.case, p) for child in children for p in _processes(child)),
        ),
        source=f"{NOTE} {looked_at(audit_round)} {OF_CASES}",
        legend=palette.legend(mark for mark in _KEY if mark in used),
        ink=ink,
    )


def seen(child: SideBySide) -> tuple[str, ...]:
    """Return, a sentence each, what is seen when one child's processes lie side by side."""
    sentences = [_conflict(process) for process in child.conflicts]
    sentences += [_put_off(late) for late in child.put_off]
    sentences += [_gap(gap) for gap in child.gaps]
    sentences += [_overlap(pair) for pair in child.overlaps]
    if child.leaderless:
        sentences.append(
            f"Lead not recorded for {listed([inside(process.kind.label) for process in child.leaderless])}."
        )
    return tuple(sentences)


def _title(children: Sequence[SideBySide]) -> str:
    if not any(child.lanes or child.undated for child in children):
        return "No process is recorded yet"
    if len(children) == 1:
        child = children[0]
        if child.most_at_once < 2:
            return f"One process at a time for {child.case}"
        clash = ", and they clashed" if child.conflicts else ""
        return f"{capital(counted(child.most_at_once, 'process', 'processes'))} at once for {child.case}{clash}"
    clashing = sum(bool(child.conflicts) for child in children)
    most = max(children, key=lambda child: child.most_at_once)
    return (
        f"Processes clashed for {counted(clashing, 'child', 'children')} of {len(children)}; "
        f"most at once: {most.most_at_once}, for {most.case}"
    )


def _row(audit_round: Round, child: SideBySide, lane: Lane, several: bool) -> TimeRow:
    close = {
        day
        for pair in child.overlaps
        for kind, day in ((pair.first, pair.first_on), (pair.second, pair.second_on))
        if kind is lane.kind
    }
    gaps = [gap for gap in child.gaps if gap.kind is lane.kind]
    dots = [Dot(day=day, mark=_CLOSE if day in close else _HELD) for day in lane.held]
    dots += [Dot(day=meeting.day, mark=_AWAY) for meeting in lane.put_off]
    dots += [Dot(day=day, mark=_PLANNED) for day in lane.planned]
    name = f"{child.case}: {inside(lane.kind.label)}" if several else lane.kind.label
    return TimeRow(
        label=f"{name} ({in_the_lead(audit_round, lane.process) if lane.process.owner else 'lead not recorded'})",
        stretches=(
            Stretch(start=max(lane.start, child.since), end=max(lane.end, child.since), mark=_IN_PLAY),
            *(Stretch(start=gap.start, end=gap.end, mark=_GAP) for gap in gaps),
        ),
        dots=tuple(dots),
    )


def _looks(row: TimeRow) -> list[Mark]:
    return [*(stretch.mark for stretch in row.stretches), *(dot.mark for dot in row.dots)]


def _words(child: SideBySide, several: bool) -> str:
    sentences = [sentence.rstrip(".") for sentence in seen(child)]
    recorded = bool(child.lanes or child.undated)
    if several:
        nothing = "nothing stands out" if recorded else "no process is recorded"
        return f"{child.case}: {'; '.join(inside(sentence) for sentence in sentences) or nothing}."
    if not recorded:
        return "Processes are entered with each child’s facts."
    most = counted(child.most_at_once, "process was", "processes were")
    at_once = f"At most {most} in play on one day." if child.most_at_once else "No process is recorded as in play."
    return " ".join([at_once, *(f"{sentence}." for sentence in sentences)])


def _conflict(process: Process) -> str:
    return f"{_short(process)}: {process.conflict.strip().rstrip('.')}."


def _short(process: Process) -> str:
    return process.kind.label


def _put_off(late: PutOff) -> str:
    times = {1: "once", 2: "twice"}.get(late.times, f"{number(late.times)} times")
    end = f"held {late.days:,} days after the first day set" if late.days is not None else "not held since"
    return f"{late.kind.label}: a meeting was put off {times}, {end}."


def _gap(gap: Gap) -> str:
    rule = f"the {gap.every.standing} is {gap.every.months} months at most ({gap.every.rule})" if gap.every.rule else ""
    why = rule or f"longer than {gap.every.months} months, which is no rule"
    end = "with none by the last day looked at" if gap.open else f"to {short_day(gap.end)}"
    return f"{gap.kind.label}: {gap.days:,} days without a meeting, from {short_day(gap.start)} {end}; {why}."


def _overlap(pair: Overlap) -> str:
    apart = "on the same day in different rooms" if pair.days == 0 else f"{counted(pair.days, 'day', 'days')} apart"
    on = days([pair.first_on] if pair.days == 0 else [pair.first_on, pair.second_on])
    return f"{pair.first.label} and {inside(pair.second.label)} met {apart}, on {on}; they could have been one."


def _processes(child: SideBySide) -> list[Process]:
    return [*(lane.process for lane in child.lanes), *child.undated]


def _table_row(audit_round: Round, case: str, process: Process) -> tuple[Cell, ...]:
    held = {m.day for m in process.meetings if m.held is Held.HELD} | _day_or_none(process.last_on)
    planned = ({m.day for m in process.meetings if m.held is Held.PLANNED} | _day_or_none(process.next_on)) - held
    away = [m for m in process.meetings if m.held is Held.PUT_OFF]
    together = {m.day for m in process.meetings if m.together}
    return (
        case,
        process.kind.label,
        in_the_lead(audit_round, process),
        _in_play(process),
        ", ".join(short_day(day) + (" (as one with another)" if day in together else "") for day in sorted(held)),
        "; ".join(short_day(m.day) + (f": {m.about}" if m.about else "") for m in sorted(away, key=lambda m: m.day)),
        ", ".join(short_day(day) for day in sorted(planned)),
        process.conflict,
    )


def _day_or_none(day: date | None) -> set[date]:
    return {day} if day else set()


def _in_play(process: Process) -> str:
    start = f"From {short_day(process.started_on)}" if process.started_on else "Beginning not known"
    return f"{start} to {short_day(process.ended_on)}" if process.ended_on else start
