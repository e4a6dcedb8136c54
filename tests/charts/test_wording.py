"""Numbers in words, as a person would say them."""

from dataclasses import replace
from datetime import date

import pytest

from audit.charts.wording import period
from audit.domain.english import counted, inside, share
from tests.builders import a_round


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (2, 5, "2 of 5"),
        (5, 5, "all 5"),
        (93, 232, "about 4 in 10"),
        (4, 40, "1 in 10"),
        (20, 40, "5 in 10"),
        (1, 40, "fewer than 1 in 10"),
        (39, 40, "nearly all"),
    ],
)
def test_a_part_is_exact_up_to_ten_and_in_tenths_above(part, whole, said):
    assert share(part, whole) == said


def test_abbreviations_and_names_keep_their_capitals_inside_a_sentence():
    assert [inside(one) for one in ("Carers", "CAMHS", "Mental Health Act")] == ["carers", "CAMHS", "Mental Health Act"]


def test_one_is_not_many():
    assert (counted(1, "child", "children"), counted(12, "child", "children")) == ("one child", "12 children")


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ((date(2026, 5, 1), date(2026, 10, 31)), "May to October 2026"),
        ((date(2025, 11, 1), date(2026, 4, 30)), "November 2025 to April 2026"),
        ((date(2026, 5, 1), date(2026, 5, 31)), "May 2026"),
        ((date(2026, 5, 3), date(2026, 10, 9)), "3 May 2026 to 9 October 2026"),
        (None, "months looked at not set yet"),
    ],
)
def test_a_period_is_told_in_months_where_it_is_whole_months(months, said):
    assert period(replace(a_round(), period=months)) == said
