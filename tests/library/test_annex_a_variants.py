"""Annex A as councils keep it: every sheet, heading, date, age and wording is read rightly, or refused in words."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.domain.rounds.sampling import Plan, draw
from audit.errors import WrongInput
from audit.library.returns import annex_a, frame
from audit.library.returns.return_tables import Frame
from tests.returns import DAYS_AS_TEXT, a_return, a_workbook

AS_OF = date(2025, 3, 31)
INITIALS = "CAL"[::-1]  # what systems still call a child, and nobody should
Cell = Any  # what a cell of a workbook holds
TITLES = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age",
    "Date Started to be Looked After",
    "Child's Legal Status",
    "Number of Placements in the Last 12 months",
    "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After",
    "Start Date of Most Recent Placement",
    "Placement Type",
    "Placement Provider",
    "LA of Placement",
    "Allocated Worker",
)
SHEETS = (
    "List 8",
    "List_8",
    "List8",
    "LIST 8",
    "list 08",
    "List-8",
    " List 8 ",
    "List 8 - CLA",
    "List 8. Children looked after",
    "Annex A List 8",
    "8",
    "8 CLA",
    "8. Looked after children",
    "L8",
    "List Eight",
    "Children looked after",
    "LookedAfterChildren",
    "Looked After",
    "Children in care",
    "CLA",
    f"{INITIALS} 31.03.25",
    "CiC list",
    "Sheet1",
    "Export",
)
ABOVE: Mapping[str, Sequence[Sequence[Cell]]] = {
    "nothing": (),
    "a title": (("List 8: Children in care",),),
    "a title and an empty row": (("Children looked after",), ()),
    "lines of a form": (
        ("Ofsted: Annex A",),
        ("Exampleshire", None, "as at", datetime(2025, 3, 31)),  # noqa: DTZ001 - a cell of a workbook
        ("Please give every child looked after in the 6 months, with child ID, gender, and ethnicity",),
        (),
    ),
    "headings of groups": ((None, "The child", None, None, None, "Care", None, None, None, None, None, "The home"),),
}
CASES: Mapping[str, Callable[[str], str]] = {
    "as Ofsted has it": lambda title: title,
    "capitals": str.upper,
    "small letters": str.lower,
    "line breaks": lambda title: title.replace(" ", "\n", 2),
    "hard spaces": lambda title: title.replace(" ", "\u00a0"),
    "double spaces": lambda title: f" {title.replace(' ', '  ')} ",
    "underscores": lambda title: title.replace(" ", "_"),
    "run together": lambda title: "".join(word[:1].upper() + word[1:] for word in title.split()),
    "run together in capitals": lambda title: title.replace(" ", "").upper(),
    "numbered": lambda title: f"{TITLES.index(title) + 1}. {title}",
    "starred": lambda title: f"{title} *",
    "curly": lambda title: title.replace("'", "’"),
}
WORDINGS: Mapping[str, Sequence[str]] = {
    "Child Unique ID": (
        "Child ID",
        "Unique ID",
        "Child's Unique ID",
        "Unique Child Identifier",
        "Child Unique Identifier",
        "Unique Reference",
        "Person ID",
        "System ID",
        "Case Number",
        "Client ID",
        "LA Child ID",
        "Local Authority ID",
        "Child UniqueID",
        "CHILD REF",
    ),
    "Gender": ("Sex", "Child's gender", "Gender (M/F)", "Sex at birth", "Gender code"),
    "Ethnicity": ("Ethnic origin", "Ethnic group", "Child's ethnicity", "Ethnicity (see codes)", "Ethnic background"),
    "Date of Birth": (
        "DOB",
        "Child DoB",
        "D.O.B.",
        "Birth date",
        "Date of Birth (DD/MM/YYYY)",
        "Child's date of birth",
        "Date of birth (or due date)",
    ),
    "Age": ("Age of Child (Years)", "Age (years)", "Child's age", "Current age", "Age in years"),
    "Date Started to be Looked After": (
        "Date became looked after",
        "Date entered care",
        "StartDateRecentCareEpisode",
        f"{INITIALS} start date",
        f"Date started {INITIALS}",
    ),
    "Date Ceased to be Looked After": (
        "Date Ceased",
        "Date child ceased to be looked after",
        f"Date Ceased being {INITIALS}",
        "Date ceased to be in care",
        "Ceased date",
        f"DateCeased{INITIALS}",
        "Date ceased to be looked after (if applicable)",
        "Ceased to be looked after",
        "CLA end date",
        "Date left care",
        "Date care ended",
        "Date no longer looked after",
        "End date of period of care",
        "Date of ceasing to be looked-after",
    ),
    "Placement Type": (
        "Type of placement",
        "Current placement type",
        "Placement type (code)",
        "Placement",
        "Type of most recent placement",
    ),
}
ENDED = date(2024, 11, 5)
DAYS: Mapping[str, Callable[[date], Cell]] = {
    **DAYS_AS_TEXT,
    "hard spaces": lambda day: f"\u00a0{day.day}\u00a0{day:%B}\u00a0{day.year} ",
    "apostrophe": lambda day: f"'{day:%d/%m/%Y}",
    "a date": lambda day: datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a cell of a workbook
    "Excel's number": lambda day: (day - date(1899, 12, 30)).days,
    "Excel's number with a time": lambda day: (day - date(1899, 12, 30)).days + 0.375,
}
AGES: Sequence[Cell] = (
    13, 13.0, 13.42, "13", " 13 ", "13.4", "13 years", "13 yrs", "13y", "13 years old", "13y 4m", "13 years 4 months",
    "13 yrs, 4 mths", "13\u00a0years", "'13", None, "", "n/a", "unknown",
)  # fmt: skip
NO_END: Sequence[Cell] = (
    None, "", " ", "\u00a0", "-", "–", "--", ".", "n/a", "N/A", "NA", "N/a ", "#N/A", "None", "nil", "NULL", "NaT",
    "Not applicable", "not ceased", "Not yet ceased", "Still looked after", "Ongoing", "Current", "Open", "In care",
    "No end date", 0, "0", "00/00/0000", "00/01/1900", "01/01/1900", "1 Jan 1900", "1900-01-01", "01/01/1900 00:00:00",
    datetime(1900, 1, 1), datetime(1899, 12, 31), "01/01/0001", "01/01/1970",  # noqa: DTZ001 - cells of a workbook
    "31/12/9999", datetime(2099, 12, 31), "01/04/2025", datetime(2026, 5, 1), "2030-01-01",  # noqa: DTZ001
)  # fmt: skip
IN_DOUBT: Sequence[Cell] = (
    "see notes",
    "TBC",
    "31/02/2025",
    "yes",
    "?1/3/25",
    "March",
    "#REF!",
    "05/11/202",
    "2025",
    1,
)
ETHNIC = {
    "WBRI": "White", "a) WBRI": "White", "White British": "White", "WHITE - IRISH": "White", "wrom": "White",
    "b) MWBC": "Mixed or multiple", "White and Black African": "Mixed or multiple", "Mixed": "Mixed or multiple",
    "k) APKN": "Asian", "Asian or Asian British - Indian": "Asian", "Bangladeshi": "Asian", "Chinese": "Asian",
    "BCRB": "Black", "Black Caribbean": "Black", "African": "Black", "Any other Black background": "Black",
    "OOTH": "Another group", "Any other ethnic group": "Another group", "Arab": "Another group",
    "NOBT": "Not recorded", "Refused": "Not recorded", "Not stated": "Not recorded", "REFU": "Not recorded",
}  # fmt: skip
HOMES = {
    "U4": "Foster care", "d) U4: Foster placement - long term": "Foster care",
    "Foster placement - long term": "Foster care",
    "u6 - foster placement": "Foster care", "FOSTER CARE": "Foster care", "In-house fostering": "Foster care",
    "U1": "Kinship foster care", "Foster placement with relative or friend": "Kinship foster care",
    "Connected person": "Kinship foster care", "K2": "Children's home", "Children's home": "Children's home",
    "Children’s homes subject to regulations": "Children's home", "K1": "Secure home or custody",
    "Secure children's home": "Secure home or custody", "H5": "Supported accommodation or lodgings",
    "Semi-independent": "Supported accommodation or lodgings",
    "Supported lodgings": "Supported accommodation or lodgings",
    "P1": "With parents", "Placed with own parents": "With parents", "A4": "Placed for adoption",
    "Placed for adoption": "Placed for adoption", "P2": "Own home", "Independent living": "Own home",
    "R2": "Mental health ward or other hospital", "NHS hospital": "Mental health ward or other hospital", "Z1": "Other",
    "Residential school": "Other",
}  # fmt: skip
UNKNOWN = ("Martian", "xx", "7", "See Mosaic")


def rows(
    *, ends: Cell = None, day: str = "a date", age: Cell = 13, ethnic: str = "WBRI", place: str = "U4"
) -> list[tuple[Cell, ...]]:
    """Return 9 children of whom 1001 to 1008 are in care, each with what is given, and 1009 left."""
    as_day = DAYS[day]

    def row(child: int, ended: Cell) -> tuple[Cell, ...]:
        born, began = as_day(date(2011, 6, 20)), as_day(date(2019, 7, 14))
        reason = "E4A" if child == 1009 else None
        return (
            child,
            "b) Female",
            ethnic,
            born,
            age,
            began,
            "C2",
            1,
            ended,
            reason,
            began,
            place,
            "PR1",
            "Home",
            "A B",
        )

    return [*(row(1001 + number, ends) for number in range(8)), row(1009, as_day(ENDED))]


def book(
    titles: Sequence[str] = TITLES, *, sheet: str = "List 8", above: str = "nothing", **cells: Any
) -> dict[str, bytes]:
    """Return a workbook with the list in that sheet, among others of Annex A."""
    other = [
        ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Date of Contact"),
        (9001, 1, 1, 1, 1, 1),
    ]
    leavers = [("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Eligibility Category"), (9002, 1)]
    listed = [*ABOVE[above], titles, *rows(**cells)]
    return {"a.xlsx": a_workbook({"Front_Sheet": [("Annex A",)], "List 1": other, sheet: listed, "List 9": leavers})}


def text(
    titles: Sequence[str] = TITLES, *, above: str = "nothing", mark: str = ",", encoding: str = "utf-8", **cells: Any
) -> bytes:
    """Return the list as a CSV file."""
    made = StringIO(newline="")
    writer = csv.writer(made, delimiter=mark)
    for row in [*ABOVE[above], titles, *rows(**cells)]:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else cell for cell in row])
    return made.getvalue().encode(encoding)


def reworded(title: str, wording: str) -> list[str]:
    return [wording if one == title else one for one in TITLES]


def variants() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Yield ways to write the same list, each with what is unusual about it."""
    aboves, cases = cycle(ABOVE), cycle(CASES)
    for sheet in SHEETS:
        yield f"sheet {sheet}", book(sheet=sheet, above=next(aboves))
    for case, written in CASES.items():
        for above in (next(aboves), next(aboves)):
            yield f"headings {case}, above {above}", book([written(title) for title in TITLES], above=above)
    for title, wordings in WORDINGS.items():
        for wording in wordings:
            yield f"{wording} for {title}", book(reworded(title, wording), above=next(aboves))
            case = next(cases)
            written = CASES[case] if case != "numbered" and "together" not in case else str.upper
            if " " in wording or wording.istitle() or wording.isupper():  # words run together need their capitals
                yield f"{wording} for {title}, {case}", book([written(one) for one in reworded(title, wording)])
    for day in DAYS:
        yield f"days as {day}", book(day=day, above=next(aboves))
        yield f"days as {day}, without ages", book(day=day, age=None)
        yield f"days as {day}, in CSV", {"List 8.csv": text(day=day, above=next(aboves))}
    for age in AGES:
        yield f"age {age!r}", book(age=age)
        yield f"age {age!r}, in CSV", {"annex a/List_8.csv": text(age=age)}
    for ends in NO_END:
        yield f"ceased {ends!r}", book(ends=ends, above=next(aboves))
        yield f"ceased {ends!r}, in CSV", {"8 CLA.csv": text(ends=ends)}
    for mark in ",;\t":
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            for above in ABOVE:
                yield (
                    f"CSV {mark!r} {encoding} {above}",
                    {"export.csv": text(above=above, mark=mark, encoding=encoding)},
                )


def read(files: Mapping[str, bytes]) -> Frame:
    return annex_a.read(files, today=AS_OF)


def test_a_list_reads_the_same_in_each_of_three_hundred_ways_to_write_it():
    number = 0
    for number, (name, files) in enumerate(variants(), 1):
        found = read(files)
        assert {one.child for one in found.children} == {str(1001 + number) for number in range(8)}, name
        assert {one.age for one in found.children} == {13}, name
        assert {one.bands["ethnicity"] for one in found.children} == {"White"}, name
        assert {one.bands["placement_type"] for one in found.children} == {"Foster care"}, name
        assert found.unreadable == (), name
        assert any(note.startswith("Care has ended for 1 of the children") for note in found.notes), name
    assert number > 300


@pytest.mark.parametrize("title", WORDINGS)
def test_a_heading_of_another_wording_is_said_with_what_it_was_read_as(title: str):
    for wording in WORDINGS[title]:
        (told, *_) = read(book(reworded(title, wording))).notes
        assert f"“{wording}” as {title}" in told


@pytest.mark.parametrize("ends", [end for end in NO_END if end is not None and str(end).strip("\u00a0 ")], ids=repr)
def test_what_stands_for_no_end_of_care_is_told_with_its_count(ends: Cell):
    told = [note for note in read(book(ends=ends)).notes if note.startswith("Date Ceased to be Looked After: ")]
    assert len(told) == 1
    assert "8 rows" in told[0]
    assert "is no end of care" in told[0]


@pytest.mark.parametrize("ends", IN_DOUBT, ids=repr)
def test_an_end_that_is_neither_a_day_nor_a_filler_leaves_the_child_out_and_is_named(ends: Cell):
    for files in (book(ends=ends), {"List 8.csv": text(ends=ends)}):
        found = read(files)
        assert found.children == ()
        assert [cell.row for cell in found.unreadable] == list(range(2, 10))
        assert any("Whether care has ended is not clear for 8 of the children" in note for note in found.notes)


@pytest.mark.parametrize("ethnic", ETHNIC)
def test_every_code_and_wording_of_ethnicity_is_read(ethnic: str):
    for files in (book(ethnic=ethnic), {"List 8.csv": text(ethnic=ethnic)}):
        found = read(files)
        assert {one.bands["ethnicity"] for one in found.children} == {ETHNIC[ethnic]}
        assert not any("Ethnic group" in note for note in found.notes)


@pytest.mark.parametrize("place", HOMES)
def test_every_code_and_wording_of_a_home_is_read(place: str):
    for files in (book(place=place), {"List 8.csv": text(place=place)}):
        found = read(files)
        assert {one.bands["placement_type"] for one in found.children} == {HOMES[place]}
        assert not any(note.startswith("Home") for note in found.notes)


@pytest.mark.parametrize("word", UNKNOWN)
def test_what_no_code_or_wording_says_is_counted(word: str):
    told = read(book(ethnic=word, place=word)).notes
    for band in ("Ethnic group", "Home"):
        assert f"{band}: “{word}” (8 children) is not a code or wording known; taken as “Not recorded”." in told


@pytest.mark.parametrize("title", [title for title in WORDINGS if title not in ("Age", "Date of Birth", TITLES[5])])
def test_a_list_without_a_column_that_is_needed_is_refused_by_name(title: str):
    for wording in ("Something else", ""):
        with pytest.raises(WrongInput, match=f"List 8: has no column “{title}”"):
            read(book(reworded(title, wording)))


def on_the_command_line(source: Path, key: Path, *options: str) -> Any:
    arguments = ["sample", source, "--size", 4, "--seed", 1, "--key", key, "--as-of", AS_OF, *options]
    return CliRunner().invoke(command_line, [str(one) for one in arguments])


def test_a_list_as_csv_is_drawn_from_alone_in_a_folder_and_in_a_zip_file(tmp_path: Path):
    contacts = (
        b"Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact\n9001,1,WBRI,01/02/2012,13,01/02/2025\n"
    )
    folder = tmp_path / "annex a"
    folder.mkdir()
    (folder / "List 8.csv").write_bytes(text())
    (folder / "List 1.csv").write_bytes(contacts)
    with ZipFile(tmp_path / "lists.zip", "w") as package:
        for file in folder.iterdir():
            package.write(file, f"annex a/{file.name}")
    for number, source in enumerate((folder / "List 8.csv", folder, tmp_path / "lists.zip")):
        found = on_the_command_line(source, tmp_path / f"key {number}", "--json")
        assert found.exit_code == 0, found.output
        assert '"frame": 8' in found.stdout
    alone = on_the_command_line(folder / "List 1.csv", tmp_path / "key")
    assert alone.exit_code == 1
    assert "List 1.csv: has no sheet “List 8”" in alone.stderr
    asked = on_the_command_line(folder, tmp_path / "key", "--year", "2025")
    assert asked.exit_code == 1
    assert "Say the day of an Annex A list by --as-of" in asked.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0"),
        ("a.ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
        ("a.xlsb", b"PK\x03\x04"),
        ("a.xlsx", b""),
        ("a.csv", b""),
        ("a.csv", b"Child Unique ID,Gender\n1,2\n"),
        ("a.txt", b"a letter"),
        ("List 8.csv", b"\n\n"),
        ("a.docx", b"PK"),
    ],
)
def test_a_file_with_nothing_to_read_is_refused_in_words_and_no_key_is_written(name: str, data: bytes, tmp_path: Path):
    (tmp_path / name).write_bytes(data)
    found = on_the_command_line(tmp_path / name, tmp_path / "key")
    assert (found.exit_code, found.stdout) == (1, "")
    assert name in found.stderr
    assert not (tmp_path / "key").exists()


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "child": st.integers(1, 12),
            "started": st.integers(-2000, 300),
            "stays": st.none() | st.integers(0, 2300),
            "way": st.sampled_from(tuple(DAYS)),
            "filler": st.sampled_from(NO_END[:20]),
            "doubt": st.none() | st.sampled_from(IN_DOUBT),
            "legal": st.sampled_from(["C2", "V2", "V3: short break", "V4"]),
        }
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row["child"],
)


@given(ROWS, st.integers(0, 50))
def test_nobody_is_drawn_who_is_not_in_care_on_the_day_or_is_on_a_short_break(made: list[dict[str, Any]], seed: int):
    in_care, on_breaks, lines = set[str](), set[str](), list[tuple[Cell, ...]]()
    for row in made:
        began = AS_OF + timedelta(days=row["started"])
        ended = began + timedelta(days=row["stays"]) if row["stays"] is not None else None
        as_day = DAYS[row["way"]]
        cell = row["doubt"] or (as_day(ended) if ended else row["filler"])
        lines.append(
            (row["child"], "F", "WBRI", "01/06/2012", 12, as_day(began), row["legal"], 1, cell, *("",) * 2, "U4")
        )
        if began <= AS_OF and row["doubt"] is None and (ended is None or ended > AS_OF):
            (on_breaks if row["legal"][:2] in ("V3", "V4") else in_care).add(str(row["child"]))
    files = {"a.xlsx": a_workbook({"List 8": [TITLES, *lines]})}
    assert {one.child for one in read(files).children} == in_care
    found = annex_a.read(files, today=AS_OF, short_breaks=True)
    assert {one.child for one in found.children} == in_care | on_breaks
    if in_care:
        drawn = draw(read(files).children, Plan(size=min(len(in_care), 8), seed=seed))
        assert {one.child for one in drawn.cases} <= in_care


def test_the_day_of_a_return_is_the_end_of_its_year_and_no_other(tmp_path: Path):
    folder = a_return(tmp_path / "2026")
    assert frame.read(folder, today=AS_OF, as_of=date(2026, 3, 31)).children
    with pytest.raises(WrongInput, match="drawn from as at 31 March 2026, the end of its year"):
        frame.read(folder, today=AS_OF, as_of=AS_OF)
