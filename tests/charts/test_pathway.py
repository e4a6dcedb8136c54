"""Charts of the way to help: what is drawn, what is said and what the table holds are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from audit.charts.pathway import timeline, waits_by_part
from audit.domain.frameworks.framework import Key
from audit.domain.journeys import pathway
from audit.domain.journeys.pathway import Event
from tests.builders import a_framework, a_round
from tests.charts.plots import plotted

ROUND = a_round()
PATHWAY = a_framework("ewg-pathway-2017")
PARTS = pathway.parts_of(PATHWAY)
DAY, LAST = date(2026, 5, 1), date(2026, 10, 31)


def an_event(part: str, days: int, **more: Any) -> Event:
    on = DAY + timedelta(days=days)
    return replace(Event(part=Key(PATHWAY.id, part), on=on, what=f"{part} after {days}"), **more)


def waits(case: str, *events: Event) -> pathway.CaseWaits:
    return pathway.case_waits(case, events, PARTS, LAST)


def test_the_title_says_how_long_it_was_from_asking_to_help():
    chart = timeline(ROUND, "Child A", [an_event("P2", 0), an_event("P4", 148)], PARTS, LAST)
    assert chart.title == "Child A had help 148 days after somebody was asked"
    assert "148 days later" in chart.sentence
    assert "Nothing dated for: someone raises a concern" in chart.sentence


def test_a_child_still_waiting_is_said_to_be_so():
    chart = timeline(ROUND, "Child A", [an_event("P2", 100)], PARTS, LAST)
    assert chart.title == "Child A had waited 83 days for help, and was still waiting"
    assert "No help by 31 Oct 2026" in chart.sentence


def test_events_are_numbered_alike_in_the_drawing_and_the_table():
    events = [an_event("P4", 9), an_event("P1", 0, approximate=True), an_event("P2", 0, who="Aunt", agency="CAMHS")]
    chart = timeline(ROUND, "Child A", events, PARTS, LAST)
    assert [row[:3] for row in chart.table.rows] == [
        ("About 1 May 2026", "1", "P1 after 0"),
        ("1 May 2026", "2", "P2 after 0"),
        ("10 May 2026", "3", "P4 after 9"),
    ]
    assert chart.table.rows[1][4] == "Aunt, CAMHS"
    drawn = [text for trace in plotted(chart).data for text in trace.text or ()]
    assert sorted(drawn) == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert {one.label for one in chart.legend} == {"Day known", "Day known roughly"}


def test_without_an_event_the_page_says_how_to_begin():
    chart = timeline(ROUND, "Child A", [], PARTS, LAST)
    assert chart.sentence.startswith("No event is entered yet")
    assert chart.table.rows == ()


def test_a_bar_is_as_long_as_the_days_it_says():
    found = [
        waits("Child A", an_event("P1", 0), an_event("P2", 10), an_event("P4", 71)),
        waits("Child B", an_event("P2", 123)),
        waits("Child C"),
    ]
    chart = waits_by_part(ROUND, found, PARTS)
    assert chart.title == "From asking to help: 60 to 61 days, longest for Child A"
    total = sum(length for trace in plotted(chart).data for length in trace.x)
    assert total == found[0].total + found[1].total == 131
    assert "No waits are dated for Child C" in chart.sentence
    assert "Most of the waiting, 61 days over these children, came before “they act on it”" in chart.sentence
    assert [row[-1] for row in chart.table.rows] == ["61 days", "60 days so far", "Not known"]


def test_nothing_dated_is_said_and_nothing_drawn():
    chart = waits_by_part(ROUND, [waits("Child A")], PARTS)
    assert chart.title == "No child’s waits are dated yet"
    assert chart.legend == ()
