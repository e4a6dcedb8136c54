"""The grid of what was agreed: the newest judgement of each case and statement."""

from audit.domain.workshop.grid import grade_grid
from audit.domain.workshop.moderation import Outcome
from tests.builders import a_case, a_judgement, a_round, statement


def test_the_newest_judgement_stands_in_the_cell():
    grid = grade_grid(a_round(), [a_judgement(version=2, grade="inadequate"), a_judgement(grade="good")])
    cell = grid.cell("Child A", statement(1))
    assert cell is not None
    assert cell.grade == "inadequate"


def test_a_withdrawn_child_and_the_overall_judgement_have_no_cell():
    audit_round = a_round(cases=[a_case("Child A"), a_case("Child B", withdrawn="The family asked.")])
    grid = grade_grid(audit_round, [a_judgement("Child B"), a_judgement("Child A", None)])
    assert not grid.agreed
    assert grid.cases == ("Child A",)


def test_not_applicable_stands_in_its_cell():
    grid = grade_grid(a_round(), [a_judgement("Child B", outcome=Outcome.NOT_APPLICABLE)])
    cell = grid.cell("Child B", statement(1))
    assert cell is not None
    assert cell.outcome is Outcome.NOT_APPLICABLE
