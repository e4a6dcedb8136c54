"""Charts about children: what is in play for them and what was measured, told and not explained."""

from dataclasses import replace
from datetime import date

from audit.charts.children import measurements, processes
from audit.domain.findings import themes
from audit.domain.findings.themes import CaseMeasurements, CaseProcess
from audit.domain.rounds.cases import ProcessKind
from audit.domain.rounds.measurements import MeasurementKind
from tests.builders import a_measurement, a_process, a_round, theme
from tests.charts.plots import plotted

ROUND = a_round()
EMPTY = themes.picture(ROUND, theme(11), [], {})
SPRING, AUTUMN = date(2026, 4, 2), date(2026, 9, 30)


def test_conflicts_are_counted_by_child():
    clash = a_process(ProcessKind.EHC_PLAN, owner="", conflict="Stood still during remand.")
    chart = processes(ROUND, _picture_of(("Child A", clash), ("Child A", a_process()), ("Child B", a_process())))
    assert chart.title == "Processes were in conflict for one of 3 children"
    assert "lead not recorded, conflict: stood still during remand" in chart.sentence
    assert chart.sentence.endswith("Child C: none.")
    assert chart.table.rows[0][:3] == ("Child A", "Education, health and care (EHC) plan", "Not recorded")


def test_processes_without_a_conflict_do_not_claim_that_there_was_none():
    chart = processes(ROUND, _picture_of(("Child A", a_process())))
    assert chart.title == "Processes are in play; no conflict between them was recorded"
    assert {one.label for one in chart.legend} == {"In play"}


def test_nothing_recorded_is_said_and_nothing_drawn():
    assert processes(ROUND, EMPTY).title == "No process is recorded that bears on this theme"
    assert measurements(ROUND, EMPTY).title == "No measurement is recorded that bears on this theme"


def test_measurements_are_told_as_lower_or_higher_and_never_as_better_or_worse():
    picture = _measured(("Child A", 24, 17), ("Child B", 12, 15), ("Child C", 30, 30))
    chart = measurements(ROUND, picture)
    assert chart.title == "SDQ total: lower for one child, higher for one child, the same for one child"
    assert "Child A 24 in April 2026, 17 in September 2026" in chart.sentence
    assert chart.table.rows[0] == ("Child A", "SDQ total (0 to 40)", "2 April 2026", 24)
    assert "not why it changed" in chart.source
    assert not {"better", "worse", "improved"} & set(chart.sentence.split())


def test_a_figure_taken_once_is_not_a_change():
    chart = measurements(ROUND, _measured(("Child A", 24)))
    assert chart.title == "Measured once; a second figure would show whether anything changed"


def test_what_people_wrote_is_shown_as_they_wrote_it():
    named = replace(ROUND, cases=tuple(replace(case, ref="<b>A</b>") for case in ROUND.cases[:1]))
    chart = processes(named, _picture_of(("<b>A</b>", a_process())))
    assert "<b>" not in "".join(plotted(chart).layout.xaxis.ticktext)


def _picture_of(*found):
    return replace(EMPTY, processes=tuple(CaseProcess(case=case, process=process) for case, process in found))


def _measured(*found):
    series = [
        CaseMeasurements(
            case=case,
            kind=MeasurementKind.SDQ,
            points=tuple(a_measurement(value, day) for value, day in zip(values, (SPRING, AUTUMN), strict=False)),
        )
        for case, *values in found
    ]
    return replace(EMPTY, measurements=tuple(series))
