"""Charts of what was agreed: messages worked out from the data, in plain words, and never a rank."""

from hypothesis import given
from hypothesis import strategies as st

from audit.charts.agreed import own_against_agreed
from audit.domain.workshop.own_grades import own_against_agreed as compare
from tests.builders import a_judgement, a_rating, a_round, a_scale, an_agency, own_grades, statement
from tests.charts.plots import plotted

CASES = ("Child A", "Child B", "Child C")
GRADES = [step.value for step in a_scale().steps]


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
