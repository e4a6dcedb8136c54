from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.timescales.moments import MOST, SchoolTerm, SchoolTerms, as_lines, from_lines
from audit.errors import AuditError

AUTUMN = SchoolTerm(first=date(2026, 9, 2), last=date(2026, 12, 18))
SPRING = SchoolTerm(first=date(2027, 1, 5), last=date(2027, 3, 25))
SUMMER = SchoolTerm(first=date(2027, 4, 12), last=date(2027, 7, 20))


@given(
    gaps=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 130)), max_size=MOST),
    start=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
)
def test_terms_come_back_from_their_lines_and_those_in_order_are_sound(gaps: list[tuple[int, int]], start: date):
    terms: list[SchoolTerm] = []
    for holiday, length in gaps:
        first = start + timedelta(days=holiday)
        start = first + timedelta(days=length)
        terms.append(SchoolTerm(first=first, last=start))
    assert from_lines(as_lines(tuple(terms))) == tuple(terms)
    SchoolTerms(terms=tuple(terms)).must_be_sound()


def test_lines_are_read_in_any_order_and_with_a_dash():
    assert from_lines("05/01/2027 - 25/03/2027\n\n2/9/2026 to 18/12/2026") == (AUTUMN, SPRING)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Autumn 2026", "“Autumn 2026” is not a term"),
        ("31/02/2027 to 25/03/2027", "not in the calendar"),
        ("18/12/2026 to 02/09/2026", "ends before it begins"),
        ("02/09/2026 to 20/07/2027", "longer than a term"),
        ("02/09/2026 to 18/12/2026\n18/12/2026 to 25/03/2027", "begins before the term 02/09/2026 to 18/12/2026 ends"),
        ("02/09/2026 to 18/12/2026\n12/04/2027 to 20/07/2027", "Between 18/12/2026 and 12/04/2027 no term is named"),
    ],
)
def test_a_term_that_cannot_be_is_refused_by_its_line(lines: str, said: str):
    with pytest.raises(AuditError, match=said):
        SchoolTerms(terms=from_lines(lines)).must_be_sound()
