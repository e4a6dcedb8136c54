"""Charts of what was agreed: messages worked out from the data, in plain words, and never a rank."""

from hypothesis import given
from hypothesis import strategies as st

from audit.charts import palette
from audit.charts.agreed import own_against_agreed, statements_by_case
from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.own_grades import own_against_agreed as compare
from tests.builders import a_case, a_judgement, a_rating, a_round, a_scale, an_agency, own_grades, statement
from tests.charts.plots import plotted

CASES = ("Child A", "Child B", "Child C")
GRADES = [step.value for step in a_scale().steps]


def test_the_grid_s_message_names_the_strongest_statement_and_the_one_with_most_to_do():
    chart = statements_by_case(a_round(), _good_on(4) + _poor_on(7))
    assert chart.title == "Strongest on carers; most to do on joined-up access"
    assert chart.table.columns == ("Statement", "Child A", "Child B", "Child C")
    assert chart.table.rows[3] == ("4 Carers", "Good", "Good", "Good")
    assert "4 Carers: good for 3." in chart.sentence
    assert chart.source.startswith("No children judged on every statement. A round of 3 children; May to October 2026.")


def test_a_grid_where_all_is_good_does_not_say_that_something_needs_work():
    assert statements_by_case(a_round(), _good_on(4) + _good_on(5)).title == "Every grade agreed is good or better"


def test_a_grid_where_nothing_is_good_does_not_call_anything_strong():
    chart = statements_by_case(
        a_round(), [*_poor_on(4), *_poor_on(5), a_judgement("Child A", statement(5), "inadequate", version=2)]
    )
    assert chart.title == "No grade agreed is good or better; most to do on staff and schools"
    assert statements_by_case(a_round(), _poor_on(4)).title == "No grade agreed is good or better"


def test_a_grid_says_what_the_workshop_could_not_grade():
    judgements = [
        a_judgement("Child A", outcome=Outcome.NOT_ENOUGH_EVIDENCE),
        a_judgement("Child B", outcome=Outcome.NOT_AGREED),
    ]
    chart = statements_by_case(a_round(), judgements)
    assert chart.title == "No grade was agreed for any statement"
    assert chart.table.rows[0] == ("1 Commissioning", "Not enough evidence", "Not agreed", "Not judged")
    assert {one.label for one in chart.legend} == {"Not enough evidence", "Not agreed", "Not judged"}


def test_a_grid_of_one_child_names_the_child():
    audit_round = a_round(cases=[a_case("Child A")])
    judgements = [a_judgement("Child A", statement(4), "good"), a_judgement("Child A", statement(6), "inadequate")]
    chart = statements_by_case(audit_round, judgements)
    assert chart.title == "Child A: strongest on carers; most to do on needs and voice"
    assert chart.sentence.startswith("Child A. 1 Commissioning: not judged.")


def test_an_empty_grid_says_what_will_stand_there():
    chart = statements_by_case(a_round(cases=[]), [])
    assert chart.title == "Nothing has been graded yet"
    assert "appears here" in chart.sentence
    assert chart.legend == ()


def test_a_grid_speaks_in_the_words_of_the_round_s_own_scale():
    audit_round = a_round(scale=a_scale("met-not-met"))
    chart = statements_by_case(audit_round, [a_judgement(case, grade="met") for case in CASES])
    assert chart.title == "Every grade agreed is met"


def test_a_scale_of_numbers_shares_an_entry_of_the_key_between_grades_of_one_fill():
    audit_round = a_round(scale=a_scale("zero-to-ten"))
    grades = [a_judgement(case, grade=grade) for case, grade in zip(CASES, ("10", "9", "4"), strict=True)]
    chart = statements_by_case(audit_round, grades)
    assert [one.label for one in chart.legend] == ["10, 9", "4", "Not judged"]
    assert "1 Commissioning: 10 for 1, 9 for 1, 4 for 1." in chart.sentence


def test_what_children_share_in_their_references_is_written_once_above_the_columns():
    figure = plotted(statements_by_case(a_round(), _good_on(4)))
    assert list(figure.layout.xaxis.ticktext) == ["A", "B", "C"]
    assert figure.layout.xaxis.title.text == "Child"


AGENCIES = [an_agency("CSC"), an_agency("CAMHS"), an_agency("ED")]


def test_own_grades_are_described_with_every_total_and_no_agency_is_ranked():
    rows = [own_grades("CSC", 6, 3, 1), own_grades("CAMHS", 6, 3, 3, left_out=6), own_grades("ED", 0, 4, 0)]
    chart = own_against_agreed(a_round(agencies=AGENCIES), rows)
    assert chart.title == "About 5 in 10 own grades were higher than the grade agreed"
    assert "All agencies: of 26 own grades 12 higher than agreed, 10 the same, 4 lower." in chart.sentence
    assert "CAMHS: of 12 own grades 6 higher than agreed, 3 the same, 3 lower." in chart.sentence
    assert "6 grades not given blind" in chart.source
    assert not {"most", "best", "worst", "least"} & set(chart.sentence.lower().split())


@given(st.permutations([(1, 9, 0), (9, 1, 0), (0, 4, 6)]))
def test_own_grades_stand_in_the_rounds_order_whatever_their_size(counts):
    rows = [own_grades(agency.ref, *row) for agency, row in zip(AGENCIES, counts, strict=True)]
    chart = own_against_agreed(a_round(agencies=AGENCIES), rows)
    names = [agency.short_name for agency in AGENCIES]
    assert [row[0] for row in chart.table.rows] == names
    places = [chart.sentence.index(f"{name}:") for name in names]
    assert places == sorted(places)


def test_too_few_own_grades_are_too_few_to_say_and_no_figure_stands_for_them():
    chart = own_against_agreed(a_round(agencies=AGENCIES), [own_grades("CSC", 3, 6, 0), own_grades("CAMHS", 3, 7, 0)])
    assert chart.title == "Too few own grades to say how they stood to the agreed ones"
    assert chart.sentence.startswith("All agencies: too few to say.")
    assert "CSC: too few to say." in chart.sentence
    assert chart.table.rows[0][1:4] == ("Too few to say",) * 3
    assert len(plotted(chart).data[0].x) == 1


def test_own_grades_that_all_agree_say_so():
    chart = own_against_agreed(a_round(agencies=AGENCIES), [own_grades(one.ref, 0, 10, 0) for one in AGENCIES])
    assert chart.title == "Every own grade was the same as the grade agreed"


def test_an_agency_with_nothing_to_compare_is_in_the_words_and_not_in_the_bars():
    chart = own_against_agreed(a_round(), [own_grades("CSC", 3, 7, 0), own_grades("CAMHS", 0, 0, 0, left_out=2)])
    assert "CAMHS: nothing to compare." in chart.sentence
    assert len(plotted(chart).data[0].x) == 1


def test_nothing_to_compare_at_all_says_why():
    chart = own_against_agreed(a_round(), [])
    assert "No blind grade stands beside an agreed one" in chart.sentence
    assert chart.table.rows == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(CASES), st.integers(1, 7), st.sampled_from(GRADES), st.sampled_from(GRADES), st.booleans()
        ),
        unique_by=lambda one: (one[0], one[1]),
    )
)
def test_higher_same_lower_and_left_out_account_for_every_grade_that_can_be_compared(cells):
    ratings = [a_rating(case=c, grades={statement(n): own}, blind=blind) for c, n, own, _, blind in cells]
    judgements = [a_judgement(c, statement(n), agreed) for c, n, _, agreed, _ in cells]
    row = compare("CSC", ratings, judgements, a_scale())
    assert row.compared + row.left_out == len(cells)
    assert own_against_agreed(a_round(), [row]).table.rows[0][4:] == (row.compared, row.left_out)


def test_a_figure_takes_the_ink_of_its_page_and_keeps_its_fills():
    light = statements_by_case(a_round(), _good_on(4))
    dark = statements_by_case(a_round(), _good_on(4), ink=palette.DARK)
    assert (plotted(light).layout.font.color, plotted(dark).layout.font.color) == (palette.LIGHT, palette.DARK)
    assert plotted(light).data[0].marker.color == plotted(dark).data[0].marker.color


def _good_on(number: int):
    return [a_judgement(case, statement(number), "good") for case in CASES]


def _poor_on(number: int):
    return [a_judgement(case, statement(number), "requires_improvement") for case in CASES]
