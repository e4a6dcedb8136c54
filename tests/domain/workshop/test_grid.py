"""The grid of what was agreed: newest judgements, and where the round stands strongest and has most to do."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from audit.domain.workshop.grid import grade_grid, most_to_do, strongest, upper_share
from audit.domain.workshop.moderation import Outcome
from tests.builders import a_case, a_judgement, a_round, a_scale, statement

CASES = ("Child A", "Child B", "Child C")
GRADES = [step.value for step in a_scale().steps]


def test_the_newest_judgement_stands_in_the_cell():
    grid = grade_grid(a_round(), [a_judgement(version=2, grade="inadequate"), a_judgement(grade="good")])
    cell = grid.cell("Child A", statement(1))
    assert cell is not None
    assert cell.grade == "inadequate"


def test_a_withdrawn_child_and_the_overall_judgement_have_no_cell():
    audit_round = a_round(cases=[a_case("Child A"), a_case("Child B", withdrawn="The family asked.")])
    grid = grade_grid(audit_round, [a_judgement("Child B"), a_judgement("Child A", None)])
    assert grid.empty
    assert grid.waiting == 7


def test_the_strongest_statement_has_the_largest_share_in_the_upper_half():
    judgements = [a_judgement(case, statement(4), "good") for case in CASES]
    judgements += [a_judgement(case, statement(7), "requires_improvement") for case in CASES]
    grid = grade_grid(a_round(), judgements)
    assert [one.key for one in strongest(grid)] == [statement(4)]
    assert [one.key for one in most_to_do(grid)] == [statement(7)]


def test_inadequate_parts_two_statements_that_are_both_less_than_good():
    judgements = [a_judgement(case, statement(2), "requires_improvement") for case in CASES]
    judgements += [a_judgement(case, statement(3), "inadequate") for case in CASES]
    assert [one.key for one in most_to_do(grade_grid(a_round(), judgements))] == [statement(3)]


def test_a_statement_graded_once_does_not_outshine_those_graded_for_every_child():
    judgements = [a_judgement(case, statement(4), "good") for case in CASES]
    judgements += [a_judgement("Child A", statement(5), "outstanding")]
    assert [one.key for one in strongest(grade_grid(a_round(), judgements))] == [statement(4)]


def test_not_applicable_is_in_its_cell_and_in_no_share():
    judgements = [a_judgement("Child A", grade="good"), a_judgement("Child B", outcome=Outcome.NOT_APPLICABLE)]
    grid = grade_grid(a_round(), judgements)
    assert upper_share(grid, statement(1)) == 1
    cell = grid.cell("Child B", statement(1))
    assert cell is not None
    assert cell.outcome is Outcome.NOT_APPLICABLE


def test_nothing_agreed_has_no_strongest_and_no_share():
    grid = grade_grid(a_round(), [])
    assert strongest(grid) == most_to_do(grid) == ()
    assert upper_share(grid, statement(1)) is None


@given(st.dictionaries(st.tuples(st.sampled_from(CASES), st.integers(1, 7)), st.sampled_from(GRADES), min_size=1))
def test_no_statement_has_a_larger_share_than_the_strongest_or_a_smaller_one_than_the_one_with_most_to_do(given_grades):
    cells = [a_judgement(case, statement(number), grade) for (case, number), grade in given_grades.items()]
    grid = grade_grid(a_round(), cells)
    most = max(grid.grades(statement(n)).total() for n in range(1, 8))
    compared = [statement(n) for n in range(1, 8) if grid.grades(statement(n)).total() * 2 >= most]
    shares = [share for share in (upper_share(grid, key) for key in compared) if share is not None]
    assert len(shares) == len(compared)
    assert upper_share(grid, strongest(grid)[0].key) == max(shares)
    assert upper_share(grid, most_to_do(grid)[0].key) == min(shares)
    assert all(Fraction(0) <= share <= 1 for share in shares)
