"""The children a theme is about: the processes in play for them, and what was measured over time.

In: one theme's picture.
Out: charts for the audit group; they name children and do not go to a board.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import OF_CASES, in_the_lead, looked_at, value
from audit.domain.english import agree, capital, counted, inside, long_day, month, share
from audit.domain.findings.themes import CaseMeasurements, CaseProcess, ThemePicture
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Process, ProcessKind
from audit.domain.rounds.measurements import MeasurementKind


def processes(audit_round: Round, picture: ThemePicture, *, ink: str = palette.LIGHT) -> Chart:
    """Draw which processes are in play for which child, and where a conflict was seen or no lead is recorded."""
    case_processes = picture.processes
    cases = [case.ref for case in audit_round.active_cases()]
    kinds = [kind for kind in ProcessKind if any(case_process.process.kind is kind for case_process in case_processes)]
    ordered = sorted(
        case_processes, key=lambda case_process: bool(case_process.process.conflict.strip())
    )  # a conflict is drawn on top
    marks = [
        (kinds.index(case_process.process.kind), cases.index(case_process.case), _mark(case_process.process))
        for case_process in ordered
    ]
    return Chart(
        title=_processes_title(picture, len(cases)),
        figure=plot.dots([kind.label for kind in kinds], cases, marks, ink) if case_processes else plot.nothing(ink),
        sentence=" ".join(_case_words(audit_round, c, case_processes) for c in cases)
        or "Processes are entered with each case.",
        table=Table(
            columns=("Child", "Process", "In the lead", "Last", "Next", "Conflict"),
            rows=tuple(_process_row(audit_round, case_process) for case_process in case_processes),
        ),
        source=(
            f"{capital(counted(len(case_processes), 'process', 'processes'))} in play. "
            f"{looked_at(audit_round)} {OF_CASES}"
        ),
        legend=palette.legend(
            m for m in (palette.IN_PLAY, palette.NO_LEAD, palette.CONFLICT) if m in {x for *_, x in marks}
        ),
        ink=ink,
    )


def measurements(audit_round: Round, picture: ThemePicture, *, ink: str = palette.LIGHT) -> Chart:
    """Draw each child's figures that bear on a theme, from the first to the latest."""
    return figures(audit_round, picture.measurements, ink=ink)


def figures(audit_round: Round, all_series: Sequence[CaseMeasurements], *, ink: str = palette.LIGHT) -> Chart:
    """Draw children's figures from the first to the latest, one group a kind of measurement."""
    kinds = [kind for kind in MeasurementKind if any(case_series.kind is kind for case_series in all_series)]
    groups = [
        (kind.label, _spans([case_series for case_series in all_series if case_series.kind is kind])) for kind in kinds
    ]
    return Chart(
        title=_measured_title(all_series, kinds),
        figure=plot.spans(groups, palette.FIRST, palette.LATEST, ink) if groups else plot.nothing(ink),
        sentence=" ".join(_measured_words(all_series, kind) for kind in kinds)
        or "Measurements are entered with each case.",
        table=Table(
            columns=("Child", "Measurement", "Date", "Figure"),
            rows=tuple(
                (case_series.case, case_series.kind.label, long_day(p.on), p.value)
                for case_series in all_series
                for p in case_series.points
            ),
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
    clashing = len({case_process.case for case_process in picture.conflicts})
    if not clashing:
        return "Processes are in play; no conflict between them was recorded"
    return f"Processes were in conflict for {share(clashing, cases)} {agree(cases, 'child', 'children')}"


def _case_words(audit_round: Round, case: str, case_processes: Sequence[CaseProcess]) -> str:
    phrases = [
        _process_words(audit_round, case_process.process)
        for case_process in case_processes
        if case_process.case == case
    ]
    return f"{case}: {'; '.join(phrases) or 'none'}."


def _process_words(audit_round: Round, process: Process) -> str:
    lead = f"{in_the_lead(audit_round, process)} in the lead" if process.owner else "lead not recorded"
    clash = process.conflict.strip().rstrip(".")
    return f"{inside(process.kind.label)}, {lead}{f', conflict: {inside(clash)}' if clash else ''}"


def _process_row(audit_round: Round, case_process: CaseProcess) -> tuple[str, ...]:
    process = case_process.process
    days = (long_day(day) if day else "Not known" for day in (process.last_on, process.next_on))
    return (case_process.case, process.kind.label, in_the_lead(audit_round, process), *days, process.conflict)


def _spans(series: Sequence[CaseMeasurements]) -> list[plot.Span]:
    kind = series[0].kind
    most = kind.ends_at or max(point.value for case_series in series for point in case_series.points)
    return [
        plot.Span(
            label=f"{case_series.case}: {_first_to_last(case_series)}",
            places=tuple(point.value / most if most else 0 for point in case_series.points),
        )
        for case_series in series
    ]


def _first_to_last(case_series: CaseMeasurements) -> str:
    first, last = case_series.points[0], case_series.points[-1]
    if case_series.change is None:
        return f"{value(first.value)} in {month(first.on)}"
    return f"{value(first.value)} in {month(first.on)}, {value(last.value)} in {month(last.on)}"


def _measured_title(all_series: Sequence[CaseMeasurements], kinds: Sequence[MeasurementKind]) -> str:
    if not all_series:
        return "No measurement is recorded that bears on this theme"
    for kind in kinds:
        changes = [
            case_series.change
            for case_series in all_series
            if case_series.kind is kind and case_series.change is not None
        ]
        if changes:
            return f"{kind.short}: {_directions(changes)}"
    return "Measured once; a second figure would show whether anything changed"


def _directions(changes: Sequence[float]) -> str:
    lower, higher = sum(c < 0 for c in changes), sum(c > 0 for c in changes)
    same = len(changes) - lower - higher
    counts = [("lower", lower), ("higher", higher), ("the same", same)]
    return ", ".join(f"{word} for {counted(count, 'child', 'children')}" for word, count in counts if count)


def _measured_words(all_series: Sequence[CaseMeasurements], kind: MeasurementKind) -> str:
    phrases = [
        f"{case_series.case} {_every_point(case_series)}" for case_series in all_series if case_series.kind is kind
    ]
    return f"{kind.label}: {'; '.join(phrases)}."


def _every_point(case_series: CaseMeasurements) -> str:
    return ", ".join(f"{value(point.value)} in {month(point.on)}" for point in case_series.points)
