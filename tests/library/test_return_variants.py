"""Returns as councils keep them: every name, separator, date and file beside is read rightly, or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.days import read_day
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.rules import check_all
from audit.errors import WrongInput
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.library.returns import frame, return_files, ssda903
from audit.library.returns.return_files import years_named
from audit.library.returns.ssda903 import Return
from tests.returns import DAYS_AS_TEXT, EPISODES, HEADER, OC2, REVIEWS, a_return

AS_OF = date(2026, 3, 31)
NAMES = {
    "2026": 2026,
    "SSDA903 2025-26": 2026,
    "SSDA903 2025/26": 2026,
    "SSDA903_2025_26_final": 2026,
    "ssda903 2025 to 2026": 2026,
    "2025-2026": 2026,
    "202526": 2026,
    "FY26": 2026,
    "FY2025-26": 2026,
    "fy 25-26 return": 2026,
    "25-26": 2026,
    "return 25_26": 2026,
    "Year to March 2026": 2026,
    "SSDA903 2017-18": 2018,
    "1 returns/SSDA903 2026": 2026,
    "export 2026-04-02 of 2025-26": 2026,
    "2025-26 exported 20260402": 2026,
}
NO_YEAR = ("SSDA903", "return final v2", "exported 2026-04-02", "01-02-2026 export", "section 251")


def read(path: Path, *, year: int | None = None) -> Return:
    return ssda903.read(return_files.years_in(path, year=year))


@pytest.mark.parametrize("name", NAMES)
def test_the_year_of_a_name_is_the_march_in_which_it_ends(name: str):
    assert years_named(name.rpartition("/")[2] if name.startswith("1 ") else name) == {NAMES[name]}


@pytest.mark.parametrize("name", NO_YEAR)
def test_a_name_without_a_year_says_none(name: str):
    assert years_named(name) == set()


@given(first=st.integers(2010, 2040), between=st.sampled_from(["-", "/", "_", " to ", "–"]), long=st.booleans())
def test_every_way_to_write_two_years_is_the_second(first: int, between: str, long: bool):
    second = first + 1
    assert years_named(f"903 {first}{between}{second if long else f'{second % 100:02}'}") == {second}
    assert years_named(f"903 {first}{second % 100:02}") == {second}
    assert years_named(f"FY{second % 100:02}") == {second}


@pytest.mark.parametrize("name", [name for name, year in NAMES.items() if year == 2026])
def test_a_folder_is_read_as_the_year_of_its_name_and_says_so(name: str, tmp_path: Path):
    returned = read(a_return(tmp_path / name))
    assert returned.ends == AS_OF
    assert any("taken as the year to 31 March 2026, as its name says" in note for note in returned.notes)


def test_the_year_may_stand_in_the_names_of_the_files_or_of_the_zip(tmp_path: Path):
    folder = a_return(tmp_path / "export")
    for file in list(folder.iterdir()):
        file.rename(folder / f"{file.stem.title()} 2025-26.csv")
    assert read(folder).ends == AS_OF
    packed = tmp_path / "SSDA903 2025-26.zip"
    with ZipFile(packed, "w") as package:
        for file in a_return(tmp_path / "loose").iterdir():
            package.write(file, f"csv/{file.name}")
    assert read(packed).ends == AS_OF


def test_a_name_that_the_dates_gainsay_is_asked_about_and_the_answer_holds(tmp_path: Path):
    folder = a_return(tmp_path / "SSDA903 2017-18")
    with pytest.raises(WrongInput, match="year to 31 March 2018, as its name says, and its dates run to 1 Dec"):
        read(folder)
    assert read(folder, year=2026).ends == AS_OF


def test_two_years_in_names_are_asked_about(tmp_path: Path):
    folder = a_return(tmp_path / "2025-26")
    (folder / "header.csv").rename(folder / "header_2024.csv")
    with pytest.raises(WrongInput, match="years to March 2024 and 2026"):
        read(folder)


def test_a_folder_of_years_is_a_year_each(tmp_path: Path):
    a_return(tmp_path / "all" / "2024-25", before=1)
    a_return(tmp_path / "all" / "2025-26")
    returned = read(tmp_path / "all")
    assert (returned.begins, returned.ends) == (date(2024, 4, 1), AS_OF)


def test_a_file_is_known_by_its_columns_and_what_was_not_used_is_named(tmp_path: Path):
    folder = a_return(tmp_path / "2026")
    (folder / "sw_episodes.csv").write_text("CHILD,DOB,SW_ID,SW_DECOM\n101,01/05/2012,AB1,06/05/2025\n", "utf-8")
    (folder / "header.csv").rename(folder / "children list.csv")
    returned = read(folder)
    assert {child.ref for child in returned.children} == {"101", "102", "103"}
    assert "2026: sw_episodes.csv is no file of a return that is read here, and was not used." in returned.notes


def test_two_files_of_one_kind_are_asked_about(tmp_path: Path):
    folder = a_return(tmp_path / "2026")
    for name in ("episodes_old", "episodes_new"):
        (folder / f"{name}.csv").write_bytes((folder / "episodes.csv").read_bytes())
    assert len(read(folder).children) == 3  # the one that has the return's own name
    (folder / "episodes.csv").unlink()
    with pytest.raises(WrongInput, match=r"episodes_new\.csv and episodes_old\.csv all have the columns"):
        read(folder)


def test_xml_is_refused_by_name(tmp_path: Path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "ssda903.xml").write_text("<Message/>", "utf-8")
    for path in (tmp_path / "x", tmp_path / "x" / "ssda903.xml"):
        with pytest.raises(WrongInput, match=r"ssda903\.xml is the return as XML.*Export it as CSV"):
            read(path)


SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
ABOVE = {"nothing": "", "a title": "SSDA903 return 2025-26\n", "a title and a line": "Exampleshire\n\n"}


def variants() -> Iterator[tuple[str, str, str, str]]:
    """Yield ways to write a return: each way to write days with each separator, encoding and preface in turn."""
    for at, (day, separator) in enumerate(product(DAYS_AS_TEXT, SEPARATORS)):
        for encoding in ENCODINGS:
            yield day, separator, encoding, tuple(ABOVE)[at % len(ABOVE)]
        for above in ABOVE:
            for encoding in ("utf-8", "utf-16"):
                yield day, separator, encoding, above


def written(folder: Path, day: str, separator: str, encoding: str, above: str) -> Path:
    """Write a return of three children in one of those ways."""
    a_return(folder)
    for name in ("header", "episodes", "reviews", "oc2"):
        file = folder / f"{name}.csv"
        lines = [line.split(",") for line in file.read_text("utf-8").splitlines()]
        lines = [[_written(cell, DAYS_AS_TEXT[day]) for cell in line] for line in lines]
        text = ABOVE[above] + "".join(f"{SEPARATORS[separator].join(line)}\n" for line in lines)
        file.write_bytes(text.encode(encoding))
    return folder


def _written(cell: str, as_day: Callable[[date], str]) -> str:
    day = read_day(cell) if "/" in cell else None
    return as_day(day) if day else cell


@pytest.mark.parametrize("day", DAYS_AS_TEXT)
def test_a_return_reads_the_same_however_it_is_written(day: str, tmp_path: Path):
    usual = read(a_return(tmp_path / "usual" / "2026"))
    for at, (_, separator, encoding, above) in enumerate(v for v in variants() if v[0] == day):
        found = read(written(tmp_path / str(at) / "2026", day, separator, encoding, above))
        assert found.children == usual.children, (day, separator, encoding, above)
        assert found.unreadable == ()


def test_there_are_more_than_three_hundred_such_ways():
    assert len(list(variants())) > 300


@given(st.dates(date(1990, 1, 1), date(2069, 12, 31)), st.sampled_from(tuple(DAYS_AS_TEXT)))
def test_every_day_is_read_back_however_it_is_written(day: date, way: str):
    if way != "D/M/YY" or day.year >= 2000:
        assert read_day(DAYS_AS_TEXT[way](day)) == day


@pytest.mark.parametrize("text", ["", "soon", "31/02/2026", "2026-13-01", "12/2026", "1234", "0", "13 Foo 2026"])
def test_what_says_no_day_is_no_day(text: str):
    assert read_day(text) is None


@pytest.mark.parametrize("column", ["DOB", "DECOM", "REVIEW"])
def test_a_column_of_dates_that_cannot_be_read_is_one_refusal(column: str, tmp_path: Path):
    folder = a_return(tmp_path / "2026")
    file = {"DOB": "header", "DECOM": "episodes", "REVIEW": "reviews"}[column]
    lines = [line.split(",") for line in (folder / f"{file}.csv").read_text("utf-8").splitlines()]
    at = lines[0].index(column)
    for line in lines[1:]:
        line[at] = f"day {line[at].replace('/', '')}"
    (folder / f"{file}.csv").write_text("".join(f"{','.join(line)}\n" for line in lines), "utf-8")
    with pytest.raises(WrongInput, match=f"{file}.csv, column {column}: none of .* can be read"):
        read(folder)


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Grand total", "Sum"])
def test_a_row_of_totals_is_no_child_and_is_named(word: str, tmp_path: Path):
    folder = a_return(tmp_path / "2026")
    for name in ("header", "episodes", "oc2"):
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{word},3{',' * 6}\n,,,\n\n")
    returned = read(folder)
    assert {child.ref for child in returned.children} == {"101", "102", "103"}
    assert f"2026/header.csv, row 5: “{word}” is a total and no child, and was left out." in returned.notes
    assert returned.unreadable == ()


def test_cells_written_as_text_or_with_a_point_are_what_they_say(tmp_path: Path):
    files = {
        "header": [HEADER, '="101",1.0,01/05/2012,wbri,,,', "'102,2,29/02/2020,BCRB,,,", HEADER],
        "episodes": [EPISODES, "101.0,06/05/2024,s,c2,N1,u4,PR1,,,,,,", "102,01/09/2023,S,C1,N1,K2,PR1,,,,,,"],
        "oc2": [OC2, "101,01/05/2012,14.0,,0,1,1,1,1.0", "102,29/02/2020,,sdq2,0,1,1,1,0.0"],
    }
    returned = read(a_return(tmp_path / "2026", files))
    assert {child.ref for child in returned.children} == {"101", "102"}
    first = returned.children[0]
    assert first.totals == {AS_OF: 14.0}
    assert first.years["health_assessment", AS_OF] == (True, "")
    assert (first.episodes[0].reason, first.episodes[0].legal, first.episodes[0].place) == ("S", "C2", "U4")


@pytest.mark.parametrize("file", ["header", "episodes"])
def test_headings_alone_are_refused(file: str, tmp_path: Path):
    heading = {"header": HEADER, "episodes": EPISODES}[file]
    with pytest.raises(WrongInput, match=f"{file}.csv: holds headings and no row"):
        read(a_return(tmp_path / "2026", {file: [heading, ",,,,"]}))


def results(returned: Return, as_of: date = AS_OF) -> dict[tuple[str, str], Result]:
    found = check_all(
        ssda903.children(returned, as_of), loading.timescales(), as_of=as_of, holidays=bank_holidays.england()
    )
    return {(one.child, one.check): one.result for one in found}


def test_a_child_without_an_episode_is_late_for_nothing(tmp_path: Path):
    files = {
        "header": [HEADER, "101,1,01/05/2012,WBRI,,,", "102,1,29/02/2012,BCRB,,,"],
        "episodes": [EPISODES, "102,01/09/2025,S,C1,N1,K2,PR1,,,,,,"],
        "reviews": [REVIEWS, "101,01/05/2012,03/05/2024,PN1"],
        "oc2": [OC2],
    }
    found = results(read(a_return(tmp_path / "2026", files)))
    assert {result for (child, _), result in found.items() if child == "101"} <= {
        Result.CANNOT_TELL,
        Result.NOT_APPLICABLE,
    }
    assert found["102", "T8"] is Result.LATE


def test_a_child_who_left_before_anything_fell_due_is_asked_for_nothing_that_follows(tmp_path: Path):
    files = {
        "header": [HEADER, "101,1,01/05/2012,WBRI,,,"],
        "episodes": [EPISODES, "101,02/06/2025,S,C2,N1,U4,PR1,06/06/2025,E4A,,,,"],
        "reviews": [REVIEWS, "102,01/05/2012,03/05/2024,PN1"],
        "oc2": [OC2],
    }
    found = results(read(a_return(tmp_path / "2026", files)))
    for check in ("T4", "T5", "T6", "T8", "T9", "T10", "T13", "T23"):
        assert found["101", check] is Result.NOT_APPLICABLE, check


@pytest.mark.parametrize(
    ("born", "reason", "result"),
    [
        ("10/01/2012", "14,", Result.MET),
        ("10/01/2012", ",SDQ2", Result.NOT_APPLICABLE),
        ("10/01/2012", ",SDQ3", Result.NOT_APPLICABLE),
        ("10/01/2012", ",", Result.LATE),
        ("10/01/2012", ",SDQ1", Result.CANNOT_TELL),
        ("20/03/2022", ",SDQ1", Result.NOT_APPLICABLE),
        ("20/03/2022", ",", Result.NOT_APPLICABLE),
        ("20/03/2009", ",", Result.NOT_APPLICABLE),
        ("20/03/2009", "9,", Result.MET),
        ("01/04/2021", ",", Result.LATE),
        ("01/04/2009", ",", Result.LATE),
    ],
)
def test_a_score_a_reason_neither_or_a_wrong_age(born: str, reason: str, result: Result, tmp_path: Path):
    files = {
        "header": [HEADER, f"101,1,{born},WBRI,,,"],
        "episodes": [EPISODES, "101,01/04/2025,S,C2,N1,U4,PR1,,,,,,"],
        "oc2": [OC2, f"101,{born},{reason},0,1,1,1,1"],
    }
    assert results(read(a_return(tmp_path / "2026", files)))["101", "T6"] is result


def test_short_breaks_in_the_year_ask_for_no_score(tmp_path: Path):
    files = {
        "header": [HEADER, "101,1,10/01/2012,WBRI,,,"],
        "episodes": [
            EPISODES,
            "101,01/03/2025,S,V3,N1,U5,PR1,10/06/2025,E4A,,,,",
            "101,11/06/2025,S,C2,N1,U4,PR1,,,,,,",
        ],
        "oc2": [OC2, "101,10/01/2012,,,0,1,1,1,1"],
    }
    assert results(read(a_return(tmp_path / "2026", files)))["101", "T6"] is Result.NOT_APPLICABLE


def test_several_episodes_of_one_day_keep_their_order(tmp_path: Path):
    files = {
        "header": [HEADER, "101,1,01/05/2012,WBRI,,,"],
        "episodes": [
            EPISODES,
            "101,02/06/2025,S,C2,N1,U4,PR1,02/06/2025,X1,,,,",
            "101,02/06/2025,P,C2,N1,K2,PR1,,,,,,",
        ],
    }
    (child,) = read(a_return(tmp_path / "2026", files)).children
    assert [episode.place for episode in child.episodes] == ["U4", "K2"]
    assert frame.of_return(read(tmp_path / "2026")).children[0].bands["placement_type"] == "Children's home"


@pytest.mark.parametrize("end", ["see notes", "31/02/2026", "01/04/2024"])
def test_a_child_whose_end_of_care_is_not_clear_is_not_in_the_frame_and_that_is_said(end: str, tmp_path: Path):
    files = {
        "episodes": [
            EPISODES,
            f"101,06/05/2025,S,C2,N1,U4,PR1,{end},E4A,,,,",
            "102,01/09/2023,S,C1,N1,K2,PR1,,,,,,",
            "103,02/06/2025,S,C2,N1,U5,PR1,09/03/26,E4A,,,,",
        ]
    }
    found = frame.of_return(read(a_return(tmp_path / "2026", files)))
    assert [one.child for one in found.children] == ["102"]
    assert "Whether care has ended is not clear for 1 child, so they are not in the frame." in found.notes


def test_codes_of_a_return_that_nobody_knows_are_counted(tmp_path: Path):
    files = {
        "header": [HEADER, "101,5,01/05/2012,MARS,,,", "102,1,29/02/2020,,,,"],
        "episodes": [EPISODES, "101,06/05/2025,S,C2,N1,Z9,PR1,,,,,,", "102,01/09/2023,S,C1,N1,K2,PR1,,,,,,"],
    }
    told = frame.of_return(read(a_return(tmp_path / "2026", files))).notes
    for band, code in {"Gender": "5", "Ethnic group": "MARS", "Home": "Z9"}.items():
        assert f"{band}: “{code}” (1 child) is not a code or wording known; taken as “Not recorded”." in told
    assert "Ethnic group: is empty for 1 child." in told


@given(
    entered=st.integers(-900, 330),
    left=st.none() | st.integers(0, 500),
    legal=st.sampled_from(["C2", "V2", "V3", "V4"]),
)
def test_nobody_who_has_left_or_is_on_a_short_break_is_ever_in_the_frame(entered: int, left: int | None, legal: str):
    began = date(2025, 4, 1) + timedelta(days=entered)
    ended = began + timedelta(days=left) if left is not None else None
    gone = ended is not None and ended <= AS_OF
    files = {
        "header.csv": f"{HEADER}\n101,1,01/05/2012,WBRI,,,\n102,1,01/05/2012,WBRI,,,\n",
        "episodes.csv": (
            f"{EPISODES}\n101,{began:%d/%m/%Y},S,{legal},N1,U4,PR1,{ended:%d/%m/%Y},E4A,,,,\n"
            if ended and gone
            else f"{EPISODES}\n101,{began:%d/%m/%Y},S,{legal},N1,U4,PR1,,,,,,\n"
        )
        + "102,01/09/2023,S,C1,N1,K2,PR1,,,,,,\n",
        "reviews.csv": f"{REVIEWS}\n",
    }
    returned = ssda903.read([return_files.of("2026", {name: text.encode() for name, text in files.items()})])
    drawn = {one.child for one in frame.of_return(returned).children}
    assert drawn == {"102"} | ({"101"} if not gone and legal not in ("V3", "V4") else set())
    asked = {one.child for one in frame.of_return(returned, short_breaks=True).children}
    assert asked == {"102"} | (set() if gone else {"101"})


def test_a_zip_in_memory_is_read_like_a_folder(tmp_path: Path):
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for file in a_return(tmp_path / "x").iterdir():
            package.write(file, f"SSDA903 2025-26/{file.name}")
            package.writestr(f"__MACOSX/._{file.name}", "rubbish")
    (year,) = return_files.unzipped("return.zip", made.getvalue())
    assert ssda903.read([year]).ends == AS_OF
