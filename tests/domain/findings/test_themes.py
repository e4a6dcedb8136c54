"""Themes: what bears on one theme, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.findings import themes
from audit.domain.findings.finding import ChildWords, FindingKind
from audit.domain.frameworks.framework import Key, Theme
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import FrameworkCopy, Round
from audit.domain.rounds.cases import ProcessKind
from audit.domain.rounds.measurements import MeasurementKind
from audit.errors import AuditError
from tests.builders import (
    THEMES,
    a_case,
    a_finding,
    a_framework,
    a_measurement,
    a_process,
    a_round,
    line,
    statement,
    theme,
)

VOICE = theme(11)


def test_a_picture_holds_the_standing_findings_of_its_theme_by_kind():
    there, merged, elsewhere = a_finding("F1"), a_finding("F2", put_into="F9"), a_finding("F3", themes=[theme(1)])
    better = a_finding("F4", FindingKind.NEEDS_TO_IMPROVE)
    picture = themes.picture(a_round(), VOICE, [there, merged, elsewhere, better], {})
    assert picture.findings == (there, better)
    assert picture.of_kind(FindingKind.NEEDS_TO_IMPROVE) == (better,)


def test_lines_of_enquiry_name_their_themes_by_the_ref_of_the_framework_they_take_them_from():
    lines = themes.lines_of_theme(a_round(), VOICE, {})
    assert {one.key.framework for one in lines} == {"ewg-quality-statements-2017"}
    assert all("L11" in one.line.themes for one in lines)
    assert themes.lines_of_theme(a_round(), Key("another-framework", "L11"), {}) == ()


def test_the_share_met_leaves_not_applicable_out_and_counts_not_evidenced():
    counts = {(line("QS1.4"), Answer.MET): 1, (line("QS1.4"), Answer.NOT_EVIDENCED): 3}
    counts |= {(line("QS1.4"), Answer.NOT_APPLICABLE): 9}
    picture = themes.picture(a_round(), VOICE, [], counts)
    assert picture.share_met == 0.25
    assert next(one for one in picture.lines if one.key == line("QS1.4")).counted == 4


def test_without_answers_there_is_no_share():
    assert themes.picture(a_round(), VOICE, [], {}).share_met is None


@given(st.dictionaries(st.sampled_from(Answer), st.integers(0, 40)), st.randoms())
def test_a_share_lies_from_nought_to_one_and_does_not_depend_on_the_order_of_the_lines(given_counts, chance):
    counts = {(line("QS6.1"), answer): count for answer, count in given_counts.items()}
    lines = [one for asked in a_round().statements() for one in themes.lines_of_statement(asked, counts)]
    share = themes.share_met_of(lines)
    chance.shuffle(lines)
    assert themes.share_met_of(lines) == share
    assert share is None or 0 <= share <= 1


def test_a_statement_s_lines_come_in_the_framework_s_order_with_every_answer_counted():
    asked = a_round().statement(statement(1))
    lines = themes.lines_of_statement(asked, {(line("QS1.2"), Answer.MET): 2})
    assert [one.key for one in lines] == [asked.line_key(one) for one in asked.lines]
    assert lines[1].counts == {answer: 2 if answer is Answer.MET else 0 for answer in Answer}


def test_only_processes_that_bear_on_the_theme_are_shown_and_their_conflicts_with_the_child():
    clash = a_process(ProcessKind.EHC_PLAN, conflict="Stood still during remand.")
    case = a_case(processes=[clash, a_process(ProcessKind.CARE_PLAN), a_process(ProcessKind.IMMIGRATION)])
    picture = themes.picture(_bearing(["ehc_plan", "care_plan"], [], [case]), VOICE, [], {})
    assert [one.process.kind for one in picture.processes] == [ProcessKind.EHC_PLAN, ProcessKind.CARE_PLAN]
    assert [(one.case, one.process) for one in picture.conflicts] == [("Child A", clash)]


def test_measurements_are_put_in_the_order_of_their_dates():
    case = a_case(measurements=[a_measurement(14, date(2026, 9, 1)), a_measurement(20, date(2026, 3, 1))])
    (series,) = themes.picture(_bearing([], ["sdq"], [case]), VOICE, [], {}).measurements
    assert [point.value for point in series.points] == [20, 14]
    assert series.kind is MeasurementKind.SDQ
    assert series.change == -6


def test_one_figure_is_not_a_change():
    case = a_case(measurements=[a_measurement(14)])
    (series,) = themes.picture(_bearing([], ["sdq"], [case]), VOICE, [], {}).measurements
    assert series.change is None


def test_a_withdrawn_child_is_not_in_the_picture_and_neither_are_their_words():
    gone = a_case("Child B", withdrawn="The family asked.", processes=[a_process()], measurements=[a_measurement(1)])
    words = [ChildWords(text="Nobody asked me.", case="Child B"), ChildWords(text="They asked.", case="Child A")]
    audit_round = _bearing(["care_plan"], ["sdq"], [a_case("Child A"), gone])
    picture = themes.picture(audit_round, VOICE, [a_finding(words=words)], {})
    assert (picture.processes, picture.measurements) == ((), ())
    assert [one.text for one in picture.words] == ["They asked."]
    assert [one.case for one in picture.heard] == ["Child A"]


def test_a_theme_that_the_round_does_not_have_is_refused_in_words():
    with pytest.raises(AuditError, match="has no theme L99"):
        themes.picture(a_round(), Key(THEMES, "L99"), [], {})


def _bearing(processes: list[str], measurements: list[str], cases: list) -> Round:
    framework = a_framework(THEMES)
    items = tuple(
        replace(item, processes=tuple(processes), measurements=tuple(measurements))
        if isinstance(item, Theme) and item.ref == "L11"
        else item
        for item in framework.items
    )
    audit_round = a_round(cases=cases)
    changed = FrameworkCopy(framework=replace(framework, items=items), digest="")
    return replace(audit_round, copies=(audit_round.copies[0], changed))
