"""Agreement, held to published tables and to its own laws."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.rating.form import Standing
from audit.domain.workshop.agreement import agreement, units_of
from audit.errors import AuditError
from tests.builders import a_rating, a_scale, statement

_: None = None
KRIPPENDORFF_2011_C = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
THREE_CODERS = (
    (_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3),
    (1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _),
    (_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4),
)
DIAGNOSES = (  # how many of six psychiatrists gave each of five diagnoses; Fleiss, 1971
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 "
    "02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
).split()
UNITS = st.lists(st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0]), max_size=5), min_size=1, max_size=20)


def known(figure: float | None) -> float:
    """Return a figure that can be worked out."""
    assert figure is not None
    return figure


def by_unit(raters):
    return [[float(row[unit]) for row in raters if row[unit] is not None] for unit in range(len(raters[0]))]


def by_table(counts):
    """Return the units of two raters from a table of how often each pair of grades was given."""
    pairs = [(one, other, many) for one, row in enumerate(counts) for other, many in enumerate(row)]
    return [[float(one), float(other)] for one, other, many in pairs for _ in range(many)]


def test_krippendorffs_four_observers_give_his_figures():
    found = agreement(by_unit(KRIPPENDORFF_2011_C))
    assert round(known(found.alpha_nominal), 3) == 0.743
    assert round(known(found.alpha_ordinal), 3) == 0.815
    assert round(known(found.alpha_interval), 3) == 0.849


def test_the_same_table_gives_the_ac1_that_gwet_prints_for_it():
    assert round(known(agreement(by_unit(KRIPPENDORFF_2011_C)).ac1), 4) == 0.7754


def test_krippendorffs_two_observers_of_ten_units_give_his_binary_figure():
    meg = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    owen = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert round(known(agreement(by_unit((meg, owen))).alpha_nominal), 3) == 0.095


def test_krippendorffs_two_observers_of_twelve_units_give_his_nominal_figure():
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    letters = [[float(ord(one)), float(ord(other))] for one, other in zip(ben, gerry, strict=True)]
    assert round(known(agreement(letters).alpha_nominal), 3) == 0.692


def test_three_coders_of_whom_none_saw_everything_give_the_figures_of_the_encyclopedia():
    found = agreement(by_unit(THREE_CODERS))
    assert (round(known(found.alpha_nominal), 3), round(known(found.alpha_interval), 3)) == (0.691, 0.811)


def test_gwets_two_abstractors_give_the_figures_that_he_prints():
    found = agreement(by_table(((13, 0, 0), (0, 20, 7), (0, 4, 56))))
    assert found.percent_agreement == pytest.approx(0.89)
    assert (round(known(found.ac1), 7), round(known(found.alpha_nominal), 7)) == (0.8493305, 0.7972585)


def test_where_nearly_everyone_says_yes_gwets_figure_stays_high_and_alpha_does_not():
    found = agreement(by_table(((118, 5), (2, 0))))
    assert (round(known(found.percent_agreement), 3), round(known(found.ac1), 3)) == (0.944, 0.941)
    assert known(found.alpha_nominal) < 0


def test_fleiss_thirty_diagnoses_by_six_psychiatrists_give_his_share_and_his_kappa_as_alpha():
    found = agreement([[float(at) for at, count in enumerate(row) for _ in range(int(count))] for row in DIAGNOSES])
    assert round(known(found.percent_agreement), 3) == 0.556
    kappa = 1 - (1 - known(found.alpha_nominal)) * (30 * 6) / (30 * 6 - 1)  # alpha mends kappa for a small sample
    assert round(kappa, 3) == 0.430


def test_everyone_giving_the_same_agrees_wholly_where_the_other_categories_are_known():
    units = [[2.0, 2.0], [2.0, 2.0, 2.0]]
    found = agreement(units)
    assert found.percent_agreement == 1
    assert (found.alpha_nominal, found.ac1, found.ac2_quadratic) == (None, None, None)
    known = agreement(units, [1, 2, 3])
    assert (known.alpha_nominal, known.ac1) == (None, 1)
    assert (known.ac2_linear, known.ac2_ordinal, known.ac2_quadratic) == (1, 1, 1)


def test_a_unit_with_one_grade_counts_as_a_unit_but_makes_no_pair():
    found = agreement([[1.0, 1.0], [2.0]])
    assert found.units == 2
    assert found.percent_agreement == 1


def test_no_unit_with_two_grades_has_no_percent_agreement():
    assert agreement([[1.0], [2.0]]).percent_agreement is None


def test_under_ten_units_with_two_grades_is_too_few_to_read():
    assert agreement([[1.0, 2.0]] * 9).too_few
    assert agreement([[1.0, 2.0]] * 9 + [[1.0]] * 30).too_few
    assert not agreement([[1.0, 2.0]] * 10).too_few


def test_a_grade_outside_the_named_categories_is_refused():
    with pytest.raises(AuditError, match="5 is not among the categories"):
        agreement([[1.0, 5.0]], categories=[1, 2, 3, 4])


def test_naming_a_grade_nobody_gave_changes_what_chance_would_do():
    units = [[1.0, 2.0], [2.0, 2.0], [1.0, 1.0]]
    assert known(agreement(units, categories=[1, 2, 3]).ac1) > known(agreement(units).ac1)


@given(UNITS)
def test_every_figure_is_at_most_one(units):
    found = agreement(units)
    figures = (found.percent_agreement, found.alpha_ordinal, found.ac1, found.ac2_linear, found.ac2_quadratic)
    assert all(figure <= 1 + 1e-9 for figure in figures if figure is not None)


@given(UNITS)
def test_the_order_of_units_and_raters_does_not_matter(units):
    turned = [list(reversed(unit)) for unit in reversed(units)]
    one, other = agreement(units), agreement(turned)
    assert one.units == other.units
    assert (one.ac1 is None) == (other.ac1 is None)
    if one.ac1 is not None:
        assert one.ac1 == pytest.approx(other.ac1)


@given(st.permutations([1.0, 2.0, 3.0, 4.0]))
def test_nominal_figures_do_not_know_what_the_grades_are_called(names):
    called = dict(zip([1.0, 2.0, 3.0, 4.0], names, strict=True))
    units = by_unit(((1, 2, 3, 4, 1, 2), (1, 2, 3, 3, 2, 2)))
    renamed = [[called[grade] for grade in unit] for unit in units]
    assert agreement(units).alpha_nominal == pytest.approx(agreement(renamed).alpha_nominal)


def test_two_raters_who_part_further_agree_less_by_every_weighting():
    near = [[1.0, 2.0], *[[grade, grade] for grade in (1.0, 2.0, 3.0, 4.0)] * 3]
    far = [[1.0, 4.0], *[[grade, grade] for grade in (1.0, 2.0, 3.0, 4.0)] * 3]
    for name in ("ac2_linear", "ac2_ordinal", "ac2_quadratic", "alpha_ordinal", "alpha_interval"):
        assert getattr(agreement(near), name) > getattr(agreement(far), name), name


def test_permuting_the_raters_within_a_unit_changes_nothing():
    figures = {known(agreement([list(order), [1.0, 1.0, 2.0]]).ac2_ordinal) for order in permutations([1.0, 2.0, 4.0])}
    assert len({round(figure, 12) for figure in figures}) == 1


def test_a_unit_is_a_case_and_a_statement_with_its_grades_as_steps():
    ratings = [
        a_rating(agency="CSC", grades={statement(1): "outstanding"}),
        a_rating(agency="CAMHS", grades={statement(1): "inadequate", statement(2): "good"}),
        a_rating(agency="CSC", case="Child B", grades={statement(1): "good"}),
    ]
    assert units_of(ratings, a_scale()).units == ((1, 4), (2,), (2,))


def test_not_evidenced_is_no_grade():
    rating = a_rating(grades={statement(1): "good"})
    ungraded = replace(rating.grades[0], standing=Standing.NOT_EVIDENCED, grade=None)
    assert units_of([replace(rating, grades=(ungraded,))], a_scale()).units == ()


@pytest.mark.parametrize("told", [{"blind": False}, {"after_reveal": True}])
def test_a_form_that_was_not_given_blind_is_left_out_and_counted(told):
    seeing = a_rating(agency="CAMHS", grades={statement(1): "good"}, **told)
    found = units_of([a_rating(grades={statement(1): "good"}), seeing], a_scale())
    assert (found.units, found.left_out) == (((2,),), 1)
