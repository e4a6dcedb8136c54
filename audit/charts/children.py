"""The children a theme is about: the processes in play for them, and what was measured over time.

In: one theme's picture.
Out: charts for the audit group; they name children and do not go to a board.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import OF_CASES, capital, counted, inside, looked_at, month, portion, value
from audit.domain.findings.themes import CaseMeasurements, CaseProcess, ThemePicture
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import MeasurementKind, Process, ProcessKind


def processes(audit_round: Round, picture: ThemePicture, *, ink: str = palette.LIGHT) -> Chart:
    """Draw which processes are in play for which child, and where a conflict was seen or no lead is recorded."""
    found = picture.processes
    cases = [case.ref for case in audit_round.active_cases()]
    kinds = [kind for kind in ProcessKind if any(one.process.kind is kind for one in found)]
    ordered = sorted(found, key=lambda one: bool(one.process.conflict.strip()))  # a conflict is drawn on top
    marks = [(kinds.index(one.process.kind), cases.index(one.case), _mark(one.process)) for one in ordered]
    return Chart(
        title=_processes_title(picture, len(cases)),
        figure=plot.dots([kind.label for kind in kinds], cases, marks, ink) if found else plot.nothing(ink),
        sentence=" ".join(_case_words(audit_round, c, found) for c in cases) or "Processes are entered with each case.",
        table=Table(
            columns=("Child", "Process", "In the lead", "Last", "Next", "Conflict"),
            rows=tuple(_process_row(audit_round, one) for one in found),
        ),
        source=f"{capital(counted(len(found), 'process', 'processes'))} in play. {looked_at(audit_round)} {OF_CASES}",
        legend=palette.legend(
            m for m in (palette.IN_PLAY, palette.NO_LEAD, palette.CONFLICT) if m in {x for *_, x in marks}
        ),
        ink=ink,
    )


def measurements(audit_round: Round, picture: ThemePicture, *, ink: str = palette.LIGHT) -> Chart:
    """Draw each child's figures that bear on a theme, from the first to the latest."""
    return figures(audit_round, picture.measurements, ink=ink)


def figures(audit_round: Round, found: Sequence[CaseMeasurements], *, ink: str = palette.LIGHT) -> Chart:
    """Draw children's figures from the first to the latest, one group a kind of measurement."""
    kinds = [kind for kind in MeasurementKind if any(one.kind is kind for one in found)]
    groups = [(kind.label, _spans([one for one in found if one.kind is kind])) for kind in kinds]
    return Chart(
        title=_measured_title(found, kinds),
        figure=plot.spans(groups, palette.FIRST, palette.LATEST, ink) if groups else plot.nothing(ink),
        sentence=" ".join(_measured_words(found, kind) for kind in kinds) or "Measurements are entered with each case.",
        table=Table(
            columns=("Child", "Measurement", "Date", "Figure"),
            rows=tuple((one.case, one.kind.label, _day(p.on), p.value) for one in found for p in one.points),
        ),
        source=(
            "Left is nought, right the most there can be or the most seen. A figure shows where to look, not why it "
            f"changed. {looked_at(audit_round)} {OF_CASES}"
        ),
        legend=palette.legend((palette.FIRST, palette.LATEST)) if groups else (),
        ink=ink,
    )


def _mark(process: Process) -> Mark:
    if process.conflict.strip():
        return palette.CONFLICT
    return palette.IN_PLAY if process.owner else palette.NO_LEAD


def _processes_title(picture: ThemePicture, cases: int) -> str:
    if not picture.processes:
        return "No process is recorded that bears on this theme"
    clashing = len({one.case for one in picture.conflicts})
    if not clashing:
        return "Processes are in play; no conflict between them was recorded"
    return f"Processes were in conflict for {portion(clashing, cases)} {'child' if cases == 1 else 'children'}"


def _case_words(audit_round: Round, case: str, found: Sequence[CaseProcess]) -> str:
    said = [_process_words(audit_round, one.process) for one in found if one.case == case]
    return f"{case}: {'; '.join(said) or 'none'}."


def _process_words(audit_round: Round, process: Process) -> str:
    lead = f"{_owner(audit_round, process)} in the lead" if process.owner else "lead not recorded"
    clash = process.conflict.strip().rstrip(".")
    return f"{inside(process.kind.label)}, {lead}{f', conflict: {inside(clash)}' if clash else ''}"


def _process_row(audit_round: Round, one: CaseProcess) -> tuple[str, ...]:
    process = one.process
    days = (_day(day) if day else "Not known" for day in (process.last_on, process.next_on))
    return (one.case, process.kind.label, _owner(audit_round, process), *days, process.conflict)


def _owner(audit_round: Round, process: Process) -> str:
    return next((agency.short_name for agency in audit_round.agencies if agency.ref == process.owner), "Nobody")


def _spans(series: Sequence[CaseMeasurements]) -> list[plot.Span]:
    kind = series[0].kind
    bounded = kind in (MeasurementKind.SDQ, MeasurementKind.RCADS, MeasurementKind.ATTENDANCE)
    most = kind.most if bounded else max(point.value for one in series for point in one.points)
    return [
        plot.Span(
            label=f"{one.case}: {_first_to_last(one)}",
            places=tuple(point.value / most if most else 0 for point in one.points),
        )
        for one in series
    ]


def _first_to_last(one: CaseMeasurements) -> str:
    first, last = one.points[0], one.points[-1]
    if one.change is None:
        return f"{value(first.value)} in {month(first.on)}"
    return f"{value(first.value)} in {month(first.on)}, {value(last.value)} in {month(last.on)}"


def _measured_title(found: Sequence[CaseMeasurements], kinds: Sequence[MeasurementKind]) -> str:
    if not found:
        return "No measurement is recorded that bears on this theme"
    for kind in kinds:
        changes = [one.change for one in found if one.kind is kind and one.change is not None]
        if changes:
            return f"{_short(kind)}: {_directions(changes)}"
    return "Measured once; a second figure would show whether anything changed"


def _directions(changes: Sequence[float]) -> str:
    lower, higher = sum(c < 0 for c in changes), sum(c > 0 for c in changes)
    same = len(changes) - lower - higher
    said = [("lower", lower), ("higher", higher), ("the same", same)]
    return ", ".join(f"{word} for {counted(count, 'child', 'children')}" for word, count in said if count)


def _short(kind: MeasurementKind) -> str:
    return kind.label.split(" (")[0]


def _measured_words(found: Sequence[CaseMeasurements], kind: MeasurementKind) -> str:
    said = [f"{one.case} {_every_point(one)}" for one in found if one.kind is kind]
    return f"{kind.label}: {'; '.join(said)}."


def _every_point(one: CaseMeasurements) -> str:
    return ", ".join(f"{value(point.value)} in {month(point.on)}" for point in one.points)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
