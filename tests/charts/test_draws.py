from __future__ import annotations

import re

import pytest

from audit.charts import draws
from audit.domain.rounds.draws import KeptDraw

DRAW = KeptDraw(
    source="SSDA903 return to 31 March 2026",
    method="random",
    seed=1,
    size=4,
    frame=40,
    compared={
        "placement_type": (("Foster care", 30, 1), ("Children's home", 10, 3)),
        "gender": (("Girl or young woman", 20, 2), ("Boy or young man", 20, 2)),
    },
)


def test_the_title_says_where_the_cases_are_least_like_the_whole():
    title = draws.compared(DRAW, hide=False).title
    assert title == "Foster care: one of 4 cases, about 8 in 10 of all children"


def test_the_sentence_and_the_table_say_every_number():
    made = draws.compared(DRAW, hide=False)
    assert "children's home 10 of 40 and 3 of the cases" in made.sentence
    assert ("Home", "Foster care", 30, 1) in made.table.rows
    assert len(made.table.rows) == 4
    assert "40 children in the frame, 4 cases" in made.source


def test_cases_that_are_much_like_the_whole_are_said_to_be():
    alike = KeptDraw(**{**DRAW.__dict__, "compared": {"gender": (("Girl", 20, 2), ("Boy", 20, 2))}})
    assert draws.compared(alike, hide=False).title == "The cases are as like all children in the frame as so few can be"


def test_a_draw_with_nothing_to_compare_says_so():
    empty = KeptDraw(**{**DRAW.__dict__, "compared": {}})
    assert "nothing to compare" in draws.compared(empty, hide=False).title


@pytest.mark.parametrize("size", [4, 6, 8])
def test_what_may_leave_the_audit_group_tells_no_small_number(size: int):
    values = (("Foster care", 30, size - 1), ("Children's home", 4, 1), ("With parents", 6, 0))
    draw = KeptDraw(**{**DRAW.__dict__, "size": size, "compared": {"placement_type": values}})
    made = draws.compared(draw, hide=True)
    told = [count for row in made.table.rows for count in row[2:] if isinstance(count, int)]
    assert not any(0 < count < 6 for count in told)
    assert {row[2:] for row in made.table.rows} & {("c", "c"), (30, "c"), ("c", 0)}
    assert not re.search(r"\b[1-5] of", made.sentence)
    assert "of 4" not in made.title
    assert "c: a number of 1 to 5" in made.source
