from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.domain.rounds import draws
from audit.domain.rounds.draws import KeptDraw
from audit.domain.rounds.sampling import Stratum
from audit.domain.small_numbers.secondary_suppression import CountTable
from audit.domain.small_numbers.tables import HIDDEN
from tests.suppression_at_length import worked_out

GROUPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4)), min_size=2, max_size=6).map(
    lambda rows: [(f"v{number}", more + drawn, drawn) for number, (more, drawn) in enumerate(rows)]
)


def a_draw(values: list[tuple[str, int, int]]) -> KeptDraw:
    strata = tuple(Stratum(name="home", value=value, frame=frame, drawn=drawn) for value, frame, drawn in values)
    return KeptDraw(source="A return", method="stratified", strata=strata, compared={"placement_type": tuple(values)})


@given(values=GROUPS)
def test_an_attacker_who_knows_the_frame_and_the_number_of_cases_works_out_nothing(values: list[tuple[str, int, int]]):
    shown = draws.strata(a_draw(values))
    assert shown == draws.compared_counts(a_draw(values))["placement_type"]
    assert not any(text != HIDDEN and 0 < int(text) < 6 for row in shown for text in row[1:])
    if all(row[1:] == (HIDDEN, HIDDEN) for row in shown):
        return
    table = CountTable(
        corner="Home",
        columns=("Cases", "Not drawn"),
        rows=tuple(value for value, _, _ in values),
        counts=tuple((drawn, frame - drawn) for _, frame, drawn in values),
    )
    hidden = {(n, 2 * (column == 1)) for n, row in enumerate(shown) for column in (1, 2) if row[column] == HIDDEN}
    hidden |= {(n, 1) for n, (_, frame, drawn) in enumerate(values) if frame > drawn}  # told nowhere
    hidden -= {(n, 1) for n, row in enumerate(shown) if HIDDEN not in row}
    found = [place for place in worked_out(table, hidden) if 0 < table.count(place) < 6 and place[1] != 1]
    assert found == []


def test_a_draw_without_groups_has_none_to_show():
    assert draws.strata(KeptDraw(source="", method="random")) == ()
