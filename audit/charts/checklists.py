"""Checklists: how far recommendations have come, by checklist and by the statement that they support.

In: checklists with what is said of each recommendation.
Out: charts that count recommendations, and never children.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.domain.english import agree, capital, counted, listed, number, part_of
from audit.domain.frameworks.framework import Criterion, Key, Provenance, Statement
from audit.domain.readiness.checklists import Checklist, Line, State, count

_BLACK, _WHITE = "#0B0C0C", "#FFFFFF"
MARKS: Mapping[State | None, Mark] = {  # the darker, the more there is to do
    State.MAKING_A_DIFFERENCE: Mark(label="Making a difference", fill="#E7F1FA", edge=_BLACK),
    State.IN_PLACE: Mark(label=State.IN_PLACE.label, fill="#B5D2EA", edge=_BLACK),
    State.UNDER_WAY: Mark(label=State.UNDER_WAY.label, fill="#6BACE6", edge=_BLACK),
    State.NOT_STARTED: Mark(label=State.NOT_STARTED.label, fill="#12436D", text=_WHITE, edge=_BLACK),
    State.NOT_FOR_US: Mark(label=State.NOT_FOR_US.label, fill="#5B6770", text=_WHITE, edge=_BLACK),
    None: Mark(label="Nothing said yet", fill=_WHITE, hatch="#C9CED3"),
}


def by_framework(checklists: Sequence[Checklist], *, ink: str = palette.LIGHT) -> Chart:
    """Draw a bar for each checklist, split by how far its recommendations have come."""
    rows = [(checklist.framework.short_title, checklist.scored) for checklist in checklists]
    return _chart(rows, first="Checklist", ink=ink, twice=False)


def by_statement(
    checklists: Sequence[Checklist], statements: Mapping[Key, Statement | Criterion], *, ink: str = palette.LIGHT
) -> Chart:
    """Draw a bar for each statement, split by how far the recommendations that support it have come."""
    lines = [line for checklist in checklists for line in checklist.scored]
    rows = [
        (f"{item.ref} {item.short_title or item.title}", tuple(line for line in lines if key in line.statements))
        for key, item in statements.items()
    ]
    chart = _chart(rows, first="Statement", ink=ink, twice=True)
    ours = [item.ref for item in statements.values() if item.provenance is not Provenance.PUBLISHED]
    if not ours:
        return chart
    are = agree(len(ours), "is", "are")
    return replace(
        chart, source=f"{chart.source} {listed(ours)} {are} reconstructed: our reading of the source, not its wording."
    )


def _chart(rows: Sequence[tuple[str, Sequence[Line]]], *, first: str, ink: str, twice: bool) -> Chart:
    counts = [(label, {state: count(lines, state) for state in MARKS}) for label, lines in rows]
    bars = [
        plot.Bar(label=label, parts=tuple((MARKS[state], by_state[state]) for state in MARKS))
        for label, by_state in counts
    ]
    whole = len({line.key for _, lines in rows for line in lines})
    note = " One that supports 2 statements is counted under both." if twice else ""
    return Chart(
        title=_title(rows, whole),
        figure=plot.bars(bars, ink, as_share=True) if bars else plot.nothing(ink, "No checklist is installed"),
        sentence=" ".join(f"{label}: {_state_words(by_state)}." for label, by_state in counts),
        table=Table(
            columns=(first, *(mark.label for mark in MARKS.values()), "All"),
            rows=tuple((label, *by_state.values(), sum(by_state.values())) for label, by_state in counts),
        ),
        source=f"{capital(counted(whole, 'recommendation', 'recommendations'))} for local bodies; what is for "
        f"national bodies is left out. Counts of recommendations, not of children.{note}",
        legend=palette.legend(MARKS.values()) if bars else (),
        ink=ink,
    )


def _title(rows: Sequence[tuple[str, Sequence[Line]]], whole: int) -> str:
    lines = list({line.key: line for _, row_lines in rows for line in row_lines}.values())
    shown, placed = count(lines, State.MAKING_A_DIFFERENCE), count(lines, State.IN_PLACE)
    if not shown and not placed:
        return f"None of {number(whole)} recommendations is in place yet"
    title = f"{part_of(shown, whole)} recommendations "
    title += "is shown to make a difference" if shown <= 1 else "are shown to make a difference"
    return capital(f"{title}; {number(placed)} more {agree(placed, 'is', 'are')} in place")


def _state_words(by_state: Mapping[State | None, int]) -> str:
    parts = [f"{number(many)} {MARKS[state].label.lower()}" for state, many in by_state.items() if many]
    return listed(parts) or "no recommendation"
