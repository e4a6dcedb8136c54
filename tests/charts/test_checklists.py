"""Charts of recommendations: every number is in the sentence and the table, and none counts children."""

from __future__ import annotations

from itertools import pairwise

from audit.charts.checklists import MARKS, by_framework, by_statement
from audit.domain.frameworks.framework import Key, Statement
from audit.domain.readiness.checklists import State, checklists
from tests.builders import SEVEN, a_framework
from tests.readiness import INSTALLED, R1, R11, an_entry

SAID = {R1: an_entry(R1, State.MAKING_A_DIFFERENCE), R11: an_entry(R11, State.IN_PLACE)}
EVERY = checklists(INSTALLED, SAID)
FIRST_THREE = ("QS1", "QS2", "QS3")


def test_the_message_is_what_makes_a_difference():
    chart = by_framework(EVERY)
    assert chart.title == "One of 74 recommendations is shown to make a difference; one more is in place"
    assert "EWG recommendations: one making a difference, one in place and 12 nothing said yet." in (chart.sentence)
    row = next(row for row in chart.table.rows if row[0] == "EWG recommendations")
    assert row[1:] == (1, 1, 0, 0, 0, 12, 14)
    assert len(chart.legend) == len(MARKS)
    assert "not of children" in chart.source


def test_a_recommendation_is_counted_under_each_statement_that_it_supports():
    statements = [item for item in a_framework().items if isinstance(item, Statement) and item.ref in FIRST_THREE]
    chart = by_statement(EVERY, {Key(SEVEN, asked.ref): asked for asked in statements})
    by_name = {row[0]: row for row in chart.table.rows}
    assert (by_name["QS1 Commissioning"][2], by_name["QS2 Leadership"][1]) == (1, 1)
    assert "counted under both" in chart.source
    assert "QS3 is reconstructed: our reading of the source, not its wording." in chart.source


def test_nothing_said_says_so():
    assert by_framework(checklists(INSTALLED, {})).title == "None of 74 recommendations is in place yet"
    assert by_framework([]).title == "None of no recommendations is in place yet"


def test_every_state_can_be_told_apart_in_grey():
    shades = sorted(_grey(mark.fill) for mark in MARKS.values() if not mark.hatch)
    assert all(after - before >= 20 for before, after in pairwise(shades))


def _grey(fill: str) -> float:
    red, green, blue = (int(fill[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
