from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from audit.domain.timescales.child_dates import Breaks, ChildDates
from audit.domain.timescales.rules import check_all
from audit.errors import WrongInput
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.library.returns import frame, return_files, ssda903
from audit.library.returns.ssda903 import Return
from tests.given import each
from tests.returns import EPISODES, HEADER, OC2, REVIEWS, YEARS, a_return

AS_OF = date(2026, 3, 31)


def read(*folders: Path) -> Return:
    return ssda903.read([year for one in folders for year in return_files.years_in(one)])


def dates(returned: Return) -> dict[str, ChildDates]:
    return {one.child: one for one in ssda903.children(returned, AS_OF)}


def test_the_dates_of_each_child_are_read(tmp_path: Path):
    returned = read(a_return(tmp_path / "2026"))
    found = dates(returned)
    assert set(found) == {"101", "102", "103"}
    assert found["101"].dates == {"entry_to_care": (date(2025, 5, 6),), "review": (date(2025, 6, 3), date(2025, 9, 4))}
    assert "entry_to_care" not in found["102"].dates
    assert found["102"].born == date(2020, 2, 29)
    assert found["103"].breaks is Breaks.SERIES
    assert (returned.begins, returned.ends) == (date(2025, 4, 1), AS_OF)
    assert returned.unreadable == ()
    assert returned.notes == ("2026: taken as the year to 31 March 2026, as its name says.",)


def test_a_child_in_two_years_is_one_child_and_gaps_between_years_are_not_bridged(tmp_path: Path):
    one, two = a_return(tmp_path / "2025", before=1), a_return(tmp_path / "2026")
    together = read(one, two)
    assert len(together.children) == 3
    assert together.begins == date(2024, 4, 1)
    assert read(a_return(tmp_path / "2023", before=3), two).begins == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("file", "line", "column", "why"),
    [
        ("header", "104,1,31/02/2012,WBRI,,,", "DOB", "not a date"),
        ("header", "104,1,3 Febuary 2012,WBRI,,,", "DOB", "not a date"),
        ("header", "104,1,,WBRI,,,", "DOB", "empty"),
        ("header", ",1,01/01/2012,WBRI,,,", "CHILD", "empty"),
        ("reviews", "999,,01/01/2026,PN1", "CHILD", "not in header"),
        ("episodes", "101,soon,S,C2,N1,U4,PR1,,X1,,,,", "DECOM", "not a date"),
        ("episodes", "101,06/06/2025,P,C2,N1,U4,PR1,01/05/2025,X1,,,,", "DEC", "before DECOM"),
        ("reviews", "101,,32/01/2026,PN1", "REVIEW", "not a date"),
        ("oc2", "101,,41,,0,1,1,1,1", "SDQ_SCORE", "0 to 40"),
        ("oc2", "101,,12,,0,1,1,1,yes", "HEALTH_ASSESSMENT", "not 0 or 1"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_the_rest_is_read(
    file: str, line: str, column: str, why: str, tmp_path: Path
):
    heading = {"header": HEADER, "episodes": EPISODES, "reviews": REVIEWS, "oc2": OC2}[file]
    before = a_return(tmp_path / "2026")
    lines = (before / f"{file}.csv").read_text("utf-8").splitlines()
    assert lines[0] == heading
    returned = read(a_return(before, {file: [*lines, line]}))
    (found,) = returned.unreadable
    assert (found.file, found.row, found.column) == (f"2026/{file}.csv", len(lines) + 1, column)
    assert why in found.why
    assert {"101", "102", "103"} <= {child.ref for child in returned.children}


def test_an_unreadable_review_leaves_the_reviews_open(tmp_path: Path):
    folder = a_return(tmp_path / "2026", {"reviews": [REVIEWS, "101,,x,PN1", "102,,03/06/2025,PN1"]})
    found = check_all(dates(read(folder)).values(), loading.timescales(), as_of=AS_OF, holidays=bank_holidays.england())
    first = next(one for one in found if (one.child, one.check) == ("101", "T8"))
    assert first.result.value == "cannot_tell"


@pytest.mark.parametrize("file", ["header", "episodes", "reviews"])
def test_a_folder_without_a_file_that_is_needed_is_refused(file: str, tmp_path: Path):
    folder = a_return(tmp_path / "2026")
    (folder / f"{file}.csv").unlink()
    with pytest.raises(WrongInput, match=rf"2026: has no {file}\.csv"):
        read(folder)


def test_an_empty_file_is_said_and_an_empty_header_is_refused(tmp_path: Path):
    folder = a_return(tmp_path / "2026", {"reviews": [""], "oc2": [""]})
    assert {"2026/oc2.csv is empty.", "2026/reviews.csv is empty."} <= set(read(folder).notes)
    with pytest.raises(WrongInput, match=r"header\.csv: is empty"):
        read(a_return(folder, {"header": [""]}))


def test_a_missing_column_is_named(tmp_path: Path):
    with pytest.raises(WrongInput, match=r"episodes\.csv: has no column DECOM"):
        read(a_return(tmp_path / "2026", {"episodes": [EPISODES.replace("DECOM", "START")]}))


def test_breaks_that_are_too_long_or_in_several_places_are_doubtful(tmp_path: Path):
    long = [EPISODES, "103,02/06/2025,S,V3,N1,U5,PR1,20/06/25,X1,,,,"]
    assert dates(read(a_return(tmp_path / "2026", {"episodes": long})))["103"].breaks is Breaks.DOUBTFUL
    moved = [EPISODES, "103,02/06/2025,S,V3,N1,U5,PR1,09/06/25,X1,,,,", "103,07/07/2025,P,V3,N1,K2,PR1,09/07/25,X1,,,,"]
    assert dates(read(a_return(tmp_path / "2026", {"episodes": moved})))["103"].breaks is Breaks.DOUBTFUL
    agreed = [EPISODES, "103,02/06/2025,S,V4,N1,U5,PR1,,X1,,,,"]
    assert dates(read(a_return(tmp_path / "2026", {"episodes": agreed})))["103"].breaks is Breaks.SERIES


def test_a_return_whose_folder_says_no_year_goes_by_its_episodes(tmp_path: Path):
    assert read(a_return(tmp_path / "export")).ends == AS_OF


def test_children_whose_care_goes_on_are_the_frame(tmp_path: Path):
    found = frame.read(a_return(tmp_path / "2026"), today=AS_OF).children
    assert {one.child for one in found} == {"101", "102"}
    assert {one.child: one.bands["placement_type"] for one in found} == {
        "101": "Foster care",
        "102": "Kinship foster care",
    }
    assert {one.age for one in found} == {13, 6}


@pytest.mark.parametrize("years", each([YEARS] if YEARS else []), ids=["synthetic"])
def test_two_synthetic_years_are_read_whole_and_soon(years: list[Path]):
    began = time.perf_counter()
    returned = read(*years)
    found = check_all(
        ssda903.children(returned, AS_OF), loading.timescales(), as_of=AS_OF, holidays=bank_holidays.england()
    )
    assert time.perf_counter() - began < 5
    assert len(returned.children) == 562
    assert returned.unreadable == ()
    assert len(found) == 562 * len(loading.timescales())
