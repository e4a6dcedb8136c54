from __future__ import annotations

from pathlib import Path

import pytest

from audit.errors import WrongInput
from audit.library.frameworks import loading

FILE = loading.installed() / "statutory-timescales.yaml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("counts_from: entry_to_care", "counts_from: entry", "“entry” is no event"),
        ("only_if: [out_of_area]", "only_if: [far_away]", "“far_away” is no fact"),
        ("instead_of: T16a", "instead_of: T99", "there is no item T99"),
        ('ages: "4-16"', 'ages: "four"', "“four” is no range of ages"),
        ('year_ends: "03-31"', 'year_ends: "31 March"', "no month and day"),
        ('    year_ends: "03-31"\n', "", "year_ends: is missing"),
        ("figure: 0-13 close", "figure: low is close", "must be ranges"),
        ("    counts_to: care_plan\n", "", "counts_to: is missing"),
        ('since: "2011-04-01"', 'since: "April 2011"', "“April 2011” is no day"),
        ("until: first_review", "until: review_one", "“review_one” is no event"),
        ("unless: [care_proceedings]", "unless: [in_court]", "“in_court” is no fact"),
    ],
)
def test_a_rule_that_cannot_be_worked_out_is_named(old: str, new: str, said: str, tmp_path: Path):
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / FILE.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WrongInput) as raised:
        loading.read(tmp_path / FILE.name)
    assert said in str(raised.value)
