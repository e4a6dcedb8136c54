"""Charts of answers and findings: every number is in the sentence, and no count of children goes to a board."""

from dataclasses import replace

from audit.charts.agreed import answers_by_line
from audit.charts.findings import findings_by_theme, theme_findings
from audit.domain.findings import themes
from audit.domain.findings.finding import FindingKind, by_theme
from audit.domain.rating.form import Answer
from tests.builders import a_finding, a_round, line, statement, theme
from tests.charts.plots import plotted

ROUND = a_round()
VOICE = theme(11)


def test_the_question_least_often_met_is_the_message():
    counts = _answers("QS1.1", met=3, not_met=1) | _answers("QS1.2", met=1, partly_met=2, not_evidenced=4)
    chart = answers_by_line(ROUND, themes.lines_of_statement(ROUND.statement(statement(1)), counts))
    assert chart.title == "Least often met: a wait that grew too long was challenged"
    assert "A wait that grew too long was challenged: met 1, partly met 2, not evidenced 4 of 7." in chart.sentence
    assert chart.source.startswith("4 to 7 answers a question, in the audits of revealed cases; “not applicable”")


def test_not_applicable_is_in_the_table_and_in_no_bar():
    counts = _answers("QS1.1", met=1, not_applicable=5)
    chart = answers_by_line(ROUND, themes.lines_of_statement(ROUND.statement(statement(1)), counts))
    assert chart.table.rows[0][1:] == (1, 0, 0, 0, 5, "100%")
    assert [trace.x[0] for trace in plotted(chart).data] == [1, 0, 0, 0]


def test_questions_met_alike_are_told_by_their_total():
    counts = _answers("QS1.1", met=1, not_met=1) | _answers("QS1.2", met=1, not_met=1)
    chart = answers_by_line(ROUND, themes.lines_of_statement(ROUND.statement(statement(1)), counts))
    assert chart.title == "2 of 4 answers were “met”"


def test_no_answers_yet_says_when_they_come():
    chart = answers_by_line(ROUND, themes.lines_of_statement(ROUND.statement(statement(1)), {}))
    assert chart.title == "No answers can be shown yet"
    assert "have been revealed" in chart.sentence


def test_themes_come_with_most_to_improve_first_and_the_empty_ones_in_words():
    findings = [
        a_finding("F1", FindingKind.NEEDS_TO_IMPROVE, themes=[theme(4)]),
        a_finding("F2", FindingKind.PRIORITY_ACTION, themes=[theme(4)]),
        a_finding("F3", FindingKind.STRENGTH, themes=[VOICE]),
    ]
    chart = findings_by_theme(ROUND, by_theme(findings, ROUND.themes()))
    assert chart.title == "Most to improve: working together; most strengths: voice and influence"
    assert [row[0] for row in chart.table.rows[:2]] == ["Working together", "Voice and influence"]
    assert "Working together: one area for priority action and one thing to improve." in chart.sentence
    assert "No finding yet under diagnosis and medication" in chart.sentence
    assert len(chart.table.rows) == 12


def test_findings_by_theme_tells_nothing_of_how_many_children_a_finding_rests_on():
    counts = by_theme([a_finding(cases=["Child A"])], ROUND.themes())
    other = [replace(one, cases=5) for one in counts]
    first, second = findings_by_theme(ROUND, counts), findings_by_theme(ROUND, other)
    assert (first.title, first.sentence, first.table) == (second.title, second.sentence, second.table)
    assert "Child A" not in str(first)


def test_no_findings_yet_is_said_kindly():
    chart = findings_by_theme(ROUND, by_theme([], ROUND.themes()))
    assert chart.title == "No finding has been recorded yet"
    assert chart.legend == ()


def test_a_theme_s_findings_are_told_by_the_statement_they_are_about():
    findings = [
        a_finding("F1", statements=[statement(6), statement(2)]),
        a_finding("F2", FindingKind.PRIORITY_ACTION, statements=[statement(6)]),
        a_finding("F3", FindingKind.LEARNING, statements=[]),
    ]
    chart = theme_findings(ROUND, themes.picture(ROUND, VOICE, findings, {}))
    assert chart.title == "Voice and influence: one strength and one thing to improve"
    assert [(row[0], row[-1]) for row in chart.table.rows] == [
        ("2 Leadership", 1),
        ("6 Needs and voice", 2),
        ("Not about one statement", 1),
    ]
    assert chart.source.startswith("3 findings.")


def test_charts_by_colour_have_at_most_four_colours_and_every_part_has_its_number():
    findings = [a_finding(f"F{n}", kind) for n, kind in enumerate(FindingKind)]
    counts = _answers("QS1.1", met=1, partly_met=1, not_met=1, not_evidenced=1, not_applicable=1)
    for chart in (
        findings_by_theme(ROUND, by_theme(findings, ROUND.themes())),
        answers_by_line(ROUND, themes.lines_of_statement(ROUND.statement(statement(1)), counts)),
    ):
        assert len(chart.legend) == len(plotted(chart).data) == 4
        assert all(trace.text[0] == "1" for trace in plotted(chart).data)


def _answers(ref: str, **counts: int):
    return {(line(ref), Answer(answer)): count for answer, count in counts.items()}
