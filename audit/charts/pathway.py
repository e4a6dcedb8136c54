"""The way to help: one child's events over time, and how long the children of a round waited for each part.

In: events or waits, as the domain worked them out.
Out: charts for the audit group; they name children and do not go to a board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit.charts import palette
from audit.charts.chart import Cell, Chart, Table
from audit.charts.drawing import plot, time_axis
from audit.charts.drawing.mark import Mark
from audit.charts.drawing.time_axis import Dot, TimeRow
from audit.charts.wording import OF_CASES, looked_at
from audit.domain.english import agree, capital, counted, inside, listed, short_day
from audit.domain.frameworks.framework import Point
from audit.domain.journeys import pathway
from audit.domain.journeys.pathway import CaseWaits, Days, Event, Wait
from audit.domain.rounds.audit_round import Round

_KNOWN = Mark(label="Day known", fill="#6BACE6", edge="#0B0C0C", symbol="circle")
_ABOUT = Mark(label="Day known roughly", fill="#FFFFFF", edge="#0B0C0C", symbol="circle")
_WAITS = (
    Mark(label="", fill="#CFE3F5"),
    Mark(label="", fill="#6BACE6"),
    Mark(label="", fill="#12436D", text="#FFFFFF"),
    Mark(label="", fill="#D4D8DC"),
)
_OPEN = Mark(label="Still waiting when the round stopped looking", fill="#FFFFFF", hatch="#8793A0")


def timeline(
    audit_round: Round,
    case: str,
    events: Sequence[Event],
    parts: Sequence[Point],
    until: date,
    *,
    ink: str = palette.LIGHT,
) -> Chart:
    """Draw one child's events, a row a part of the pathway, joined in the order in which they happened."""
    steps = pathway.steps(events, parts)
    waits = pathway.case_waits(case, events, parts, until)
    roughly = any(step.event.approximate for step in steps)
    return Chart(
        title=_timeline_title(case, waits),
        figure=_drawn(events, parts, waits, ink) if events else plot.nothing(ink),
        sentence=_timeline_words(case, events, parts, waits),
        table=Table(
            columns=("Day", "Number", "What happened", "Part of the pathway", "Who", "Days since the last"),
            rows=tuple(_event_row(audit_round, step, number, parts) for number, step in enumerate(steps, start=1)),
        ),
        source=f"{capital(counted(len(events), 'event', 'events'))} from the child’s chronology. "
        "The parts are those of the EWG’s decision trees (2017); the days between them are counted. "
        f"{OF_CASES}",
        legend=palette.legend([_KNOWN, _ABOUT] if roughly else [_KNOWN]) if events else (),
        ink=ink,
    )


def waits_by_part(
    audit_round: Round, all_waits: Sequence[CaseWaits], parts: Sequence[Point], *, ink: str = palette.LIGHT
) -> Chart:
    """Draw how many days each child waited for each part of the pathway, a bar a child."""
    shown = [case_waits for case_waits in all_waits if case_waits.waits or case_waits.open]
    marks = {part.ref: replace(_WAITS[n % 4], label=_reached(part)) for n, part in enumerate(parts[1:])}
    bars = [plot.Bar(label=_bar_label(case_waits), parts=_bar(case_waits, marks)) for case_waits in shown]
    seen = [mark for mark in (*marks.values(), _OPEN) if any(mark == m for bar in bars for m, n in bar.parts if n)]
    return Chart(
        title=_waits_title(shown),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink),
        sentence=_waits_words(all_waits, parts),
        table=Table(
            columns=("Child", *(_reached(part) for part in parts[1:]), "Still waiting", "From asking to help"),
            rows=tuple(_waits_row(case_waits, parts) for case_waits in all_waits),
        ),
        source="Days from reaching one part of the pathway to reaching the next. A part without a dated event has no "
        f"figure, and the days count towards the next part that has one. {looked_at(audit_round)} {OF_CASES}",
        legend=palette.legend(seen),
        ink=ink,
    )


def days_words(days: Days | None) -> str:
    """Return the days from asking to help in words, such as "about 61 days", "83 days so far"."""
    if days is None:
        return "not known"
    about = "about " if days.approximate else ""
    return f"{about}{days.days:,} {agree(days.days, 'day', 'days')}{' so far' if days.so_far else ''}"


def _timeline_title(case: str, waits: CaseWaits) -> str:
    to_help = waits.to_help
    if to_help is None:
        return f"How help came to {case}" if waits.waits else f"The way to help is not told yet for {case}"
    if to_help.so_far:
        return f"{case} had waited {days_words(replace(to_help, so_far=False))} for help, and was still waiting"
    return f"{case} had help {days_words(to_help)} after somebody was asked"


def _drawn(events: Sequence[Event], parts: Sequence[Point], waits: CaseWaits, ink: str) -> plot.Figure:
    ordered = pathway.in_order(events, parts)
    after = {wait.after.ref: wait for wait in waits.waits}
    rows = []
    for number, part in enumerate(parts, start=1):
        numbered_events = [(n, event) for n, event in enumerate(ordered, start=1) if event.part.ref == part.ref]
        rows.append(
            TimeRow(
                label=_row_label(number, part, after.get(part.ref), bool(numbered_events)), dots=_dots(numbered_events)
            )
        )
    return time_axis.over_time(rows, ink, path=True)


def _dots(numbered_events: Sequence[tuple[int, Event]]) -> tuple[Dot, ...]:
    days = dict.fromkeys(event.on for _, event in numbered_events)
    dots = []
    for day in days:
        same = [(number, event) for number, event in numbered_events if event.on == day]
        look = _ABOUT if any(event.approximate for _, event in same) else _KNOWN
        dots.append(Dot(day=day, mark=replace(look, letter=",".join(str(number) for number, _ in same))))
    return tuple(dots)


def _row_label(number: int, part: Point, wait: Wait | None, any_event: bool) -> str:
    if wait is not None:
        return f"{number} {part.title}: {_after(wait)}"
    return f"{number} {part.title}{'' if any_event else ': nothing dated'}"


def _after(wait: Wait) -> str:
    return "the same day" if wait.days == 0 else f"{_days(wait.days, about=wait.approximate)} later"


def _days(days: int, *, about: bool = False) -> str:
    return f"{'about ' if about else ''}{days:,} {agree(days, 'day', 'days')}"


def _timeline_words(case: str, events: Sequence[Event], parts: Sequence[Point], waits: CaseWaits) -> str:
    if not events:
        return "No event is entered yet. Who raised a concern, to whom, and what came of it?"
    phrases = [f"{inside(wait.after.title)}: {_after(wait)}" for wait in waits.waits]
    first = pathway.in_order(events, parts)[0]
    words = [f"{case}’s pathway begins on {short_day(first.on)}."]
    if phrases:
        words.append(f"{capital('; '.join(phrases))}.")
    nothing = [part.title for part in parts if part.ref not in {event.part.ref for event in events}]
    if nothing:
        words.append(f"Nothing dated for: {listed([inside(title) for title in nothing])}.")
    if waits.open:
        words.append(f"No help by {short_day(waits.open.until)}, {_days(waits.open.days)} after the last part reached.")
    return " ".join(words)


def _event_row(audit_round: Round, step: pathway.Step, number: int, parts: Sequence[Point]) -> tuple[Cell, ...]:
    event = step.event
    agency = next((agency.short_name for agency in audit_round.agencies if agency.ref == event.agency), event.agency)
    since = "" if step.days is None else _days(step.days, about=step.approximate and step.days > 0)
    return (
        f"{'About ' if event.approximate else ''}{short_day(event.on)}",
        str(number),
        event.what,
        next((part.title for part in parts if part.ref == event.part.ref), event.part.ref),
        ", ".join(dict.fromkeys(name for name in (event.who, agency) if name)),
        since,
    )


def _bar_label(case_waits: CaseWaits) -> str:
    return f"{case_waits.case}: {_days(case_waits.total)}{' so far' if case_waits.open else ''}"


def _bar(case_waits: CaseWaits, marks: dict[str, Mark]) -> tuple[tuple[Mark, int], ...]:
    days = {wait.after.ref: wait.days for wait in case_waits.waits}
    still = case_waits.open.days if case_waits.open else 0
    return (*((mark, days.get(ref, 0)) for ref, mark in marks.items()), (_OPEN, still))


def _reached(part: Point) -> str:
    return f"Until {inside(part.title)}"


def _waits_title(shown: Sequence[CaseWaits]) -> str:
    known = [case_waits for case_waits in shown if case_waits.to_help is not None]
    if not known:
        return "No child’s waits are dated yet"
    days = sorted(case_waits.to_help.days for case_waits in known if case_waits.to_help)
    if len(known) == 1:
        return f"From asking to help: {days_words(known[0].to_help)}"
    longest = max(known, key=lambda case_waits: case_waits.to_help.days if case_waits.to_help else 0)
    more = " so far" if longest.to_help and longest.to_help.so_far else ""
    return f"From asking to help: {days[0]:,} to {days[-1]:,} days{more}, longest for {longest.case}"


def _waits_words(all_waits: Sequence[CaseWaits], parts: Sequence[Point]) -> str:
    phrases = [
        f"{case_waits.case} {_case_words(case_waits)}"
        for case_waits in all_waits
        if case_waits.waits or case_waits.open
    ]
    silent = [case_waits.case for case_waits in all_waits if not case_waits.waits and not case_waits.open]
    words = [f"{capital('; '.join(phrases))}."] if phrases else []
    if silent:
        words.append(f"No waits are dated for {listed(silent)}.")
    slowest = _slowest(all_waits, parts)
    return " ".join([*slowest, *words]) or "Events are entered with each child."


def _case_words(case_waits: CaseWaits) -> str:
    each = [f"{_days(wait.days, about=wait.approximate)} {inside(_reached(wait.after))}" for wait in case_waits.waits]
    still = [f"{_days(case_waits.open.days)} still waiting at the end"] if case_waits.open else []
    return ", ".join([*each, *still])


def _slowest(all_waits: Sequence[CaseWaits], parts: Sequence[Point]) -> list[str]:
    every = pathway.by_part(all_waits, parts)
    total = {part.title: sum(every[part.ref]) for part in parts[1:]}
    if not any(total.values()):
        return []
    longest = max(total, key=lambda title: total[title])
    return [f"Most of the waiting, {_days(total[longest])} over these children, came before “{inside(longest)}”."]


def _waits_row(case_waits: CaseWaits, parts: Sequence[Point]) -> tuple[Cell, ...]:
    days = {wait.after.ref: wait for wait in case_waits.waits}
    cells = [_cell(days.get(part.ref)) for part in parts[1:]]
    still = _days(case_waits.open.days) if case_waits.open else ""
    return (case_waits.case, *cells, still, capital(days_words(case_waits.to_help)))


def _cell(wait: Wait | None) -> str:
    return "Not dated" if wait is None else _days(wait.days, about=wait.approximate)
