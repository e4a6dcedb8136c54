from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from audit.domain.rounds.cases import GENDERS
from audit.errors import WrongInput
from audit.library.returns import annex_a, bands, frame
from audit.library.returns.return_tables import Frame
from tests.given import each, given
from tests.returns import ANNEX_A, COLUMNS, a_workbook, an_annex_a, looked_after

ENDED = datetime(2026, 1, 2)  # noqa: DTZ001 - a cell of a workbook
TODAY = date(2026, 12, 1)
AWKWARD = given("awkward/annex-a/*.xlsx")


def read(book: bytes, *, as_of: date | None = None, short_breaks: bool = False) -> Frame:
    return annex_a.read({"book.xlsx": book}, today=TODAY, as_of=as_of, short_breaks=short_breaks)


def drawn_from(book: bytes, *, as_of: date | None = None) -> list[str]:
    return [one.child for one in read(book, as_of=as_of).children]


def test_children_whose_care_has_ended_are_not_in_the_frame():
    found = read(an_annex_a([looked_after(1), looked_after(2, ended=ENDED), looked_after(3)]))
    assert [one.child for one in found.children] == ["1", "3"]
    assert "Care has ended for 1 of the children listed, so they are not in the frame." in found.notes
    assert found.children[0].bands == {
        "age_band": "13-15",
        "gender": "Girl or young woman",
        "ethnicity": "White",
        "placement_type": "Foster care",
    }


def test_care_that_ends_after_the_day_of_the_list_has_not_ended():
    book = an_annex_a([looked_after(1), looked_after(2, ended=ENDED)])
    found = read(book, as_of=date(2025, 12, 31))
    assert len(found.children) == 2
    assert any("a day after 31 December 2025 (1 row) is no end of care yet" in note for note in found.notes)
    assert drawn_from(book, as_of=date(2026, 1, 2)) == ["1"]


def test_an_age_is_worked_out_where_it_is_missing_and_that_is_said():
    found = read(an_annex_a([looked_after(1, age=None), looked_after(2, ended=ENDED)]))
    assert found.children[0].age == 18
    assert "Age: worked out from the date of birth for 1 child, as at 2 January 2026." in found.notes


def test_a_workbook_that_is_none_or_has_no_list_is_refused():
    with pytest.raises(WrongInput, match="not an Excel workbook"):
        read(b"PK nothing")
    with pytest.raises(WrongInput, match="no sheet “List 8”"):
        read(an_annex_a([], sheet="List 7"))
    with pytest.raises(WrongInput, match=r"book\.xlsx, List 8: holds headings and no row"):
        read(an_annex_a([]))
    with pytest.raises(WrongInput, match=r"“book\.xlsx, List 8” and “book\.xlsx, List_8 old” could each be"):
        read(a_workbook({"List 8": [COLUMNS, looked_after(1)], "List_8 old": [COLUMNS, looked_after(2)]}))


@pytest.mark.parametrize("column", ["Child Unique ID", "Gender", "Ethnicity", "Placement Type", COLUMNS[5]])
def test_a_column_that_is_missing_or_twice_is_named(column: str):
    at = COLUMNS.index(column)
    without = [(*row[:at], *row[at + 1 :]) for row in (COLUMNS, looked_after(1))]
    with pytest.raises(WrongInput, match=f"book.xlsx, List 8: has no column “{column}”"):
        read(a_workbook({"List 8": without}))
    twice = [(*row, row[at]) for row in (COLUMNS, looked_after(1))]
    with pytest.raises(WrongInput, match=f"“{column}” and “{column}” could each be “{column}”"):
        read(a_workbook({"List 8": twice}))


def test_an_end_that_cannot_be_read_leaves_the_child_out_and_names_the_cell():
    found = read(an_annex_a([looked_after(1), looked_after(2, ended="see notes"), looked_after(3, ended="31/02/2025")]))
    assert [one.child for one in found.children] == ["1"]
    assert [(cell.row, cell.column, cell.why[:11]) for cell in found.unreadable] == [
        (3, "Date Ceased to be Looked After", "“see notes”"),
        (4, "Date Ceased to be Looked After", "“31/02/2025"),
    ]
    assert any("Whether care has ended is not clear for 2 of the children" in note for note in found.notes)


def test_children_on_short_breaks_or_not_yet_in_care_are_left_out_and_told():
    rows = [
        (*COLUMNS, "Child's Legal Status", "Date Started to be Looked After"),
        (*looked_after(1), "C2: Full care order", "01/02/2025"),
        (*looked_after(2), "V4: agreed series of short-term breaks", "01/02/2025"),
        (*looked_after(3), "Short term break", "01/02/2025"),
        (*looked_after(4), "C2", "01/02/2027"),
    ]
    book = a_workbook({"List 8": rows})
    assert drawn_from(book) == ["1"]
    assert {one.child for one in read(book, short_breaks=True).children} == {"1", "2", "3"}
    told = " ".join(read(book).notes)
    assert "2 children in a series of short breaks on 1 December 2026 are left out" in told
    assert "Care begins after 1 December 2026 for 1 of the children" in told


def test_a_child_with_several_rows_goes_by_the_newest_time_in_care():
    rows = [
        (*COLUMNS, "Date Started to be Looked After"),
        (*looked_after(1), "01/02/2020"),
        (*looked_after(1, ended="01/03/2026"), "01/02/2025"),
        (*looked_after(2, ended="01/03/2021"), "01/02/2020"),
        (*looked_after(2), "01/02/2025"),
    ]
    assert drawn_from(a_workbook({"List 8": rows})) == ["2"]


def test_rows_that_are_of_no_child_are_named_and_no_child_is_made_of_them():
    rows = [
        COLUMNS,
        ("Free text", "a) Male b) Female", "Code", "DD/MM/YYYY", "Number", "DD/MM/YYYY", "Code", None),
        (1, 2, 3, 4, 5, 6, 7, 8),
        ("e.g. 123456", *looked_after(1)[1:]),
        looked_after(10),
        ("-", *looked_after(1)[1:]),
        (None, *looked_after(1)[1:]),
        ("Total", 2, None, None, None, None, None, None),
        ("Exported on 31/03/2026", None, None, None, None, None, None, None),
    ]
    found = read(a_workbook({"List 8": rows}))
    assert [one.child for one in found.children] == ["10"]
    assert [int(note.split("row ")[1].split()[0]) for note in found.notes if "is of no child" in note] == [
        2,
        3,
        4,
        8,
        9,
    ]
    assert [(cell.row, cell.column) for cell in found.unreadable] == [(6, "Child Unique ID"), (7, "Child Unique ID")]


@pytest.mark.parametrize(
    ("begins", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
        (b"<html><table>", "not an Excel workbook"),
    ],
)
def test_another_kind_of_spreadsheet_is_refused_with_how_to_save_it(begins: bytes, what: str):
    for name in ("Annex A.xls", "Annex A.ods", "Annex A.xlsx"):
        with pytest.raises(WrongInput, match=rf"{name}: is .*{what}.*(?s:.*)\.xlsx"):
            annex_a.read({name: begins}, today=TODAY)


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ("U4", "Foster care"),
        ("a) U1: Foster placement - relatives", "Kinship foster care"),
        ("K2", "Children's home"),
        ("n) H5: Residential accommodation", "Supported accommodation or lodgings"),
        ("Foster placement - long term", "Foster care"),
        ("Foster placement with other foster carer who is also an approved adopter - FFA", "Foster care"),
        ("Foster placement with relative or friend - not long-term or FFA", "Kinship foster care"),
        ("Foster placement, not with relatives or friends", "Foster care"),
        ("Placed for adoption with consent with current foster carer", "Placed for adoption"),
        ("Placed with own parents or other person with parental responsibility", "With parents"),
        ("Independent living, e.g. in a flat, lodgings, bedsit or with friends", "Own home"),
        ("Semi-independent living accommodation", "Supported accommodation or lodgings"),
        (
            "Residential accommodation not subject to children's homes regulations",
            "Supported accommodation or lodgings",
        ),
        ("Homes and hostels subject to Children’s Homes Regulations", "Children's home"),
        ("Secure children's home", "Secure home or custody"),
        ("Children's home (non-secure)", "Children's home"),
        ("Young offender institution", "Secure home or custody"),
        (
            "NHS/health trust or other establishment providing medical or nursing care",
            "Mental health ward or other hospital",
        ),
        ("Family centre or mother and baby unit", "Other"),
        ("Residential care home", "Other"),
        ("Residential school", "Other"),
        ("Other placement", "Other"),
        ("Z1", "Other"),
        ("Z9", None),
        ("Somewhere", None),
    ],
)
def test_codes_and_wordings_become_the_words_of_a_case(said: str, home: str | None):
    assert bands.home(said) == home
    assert bands.home(said.upper()) == home
    assert bands.home(said.replace(" ", "\n ")) == home


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("BCRB", "Black"),
        ("k) APKN", "Asian"),
        ("m) BOTH", "Black"),
        ("BOTH - Any other Black background", "Black"),
        ("NOBT", "Not recorded"),
        ("Information not yet obtained", "Not recorded"),
        ("Refused", "Not recorded"),
        ("White British", "White"),
        ("White - English, Welsh, Scottish, Northern Irish or British", "White"),
        ("English/Welsh/Scottish/Northern Irish/British", "White"),
        ("Irish", "White"),
        ("Gypsy / Roma", "White"),
        ("Traveller of Irish heritage", "White"),
        ("Any other White background", "White"),
        ("White and Black Caribbean", "Mixed or multiple"),
        ("Mixed - White and Asian", "Mixed or multiple"),
        ("Dual heritage", "Mixed or multiple"),
        ("Asian or Asian British - Indian", "Asian"),
        ("Any other Asian background", "Asian"),
        ("Chinese", "Asian"),
        ("Black or Black British - African", "Black"),
        ("Black British", "Black"),
        ("Any other ethnic group", "Another group"),
        ("Arab", "Another group"),
        ("Martian", None),
        ("British", None),
        ("Black and Asian", None),
    ],
)
def test_an_ethnic_group_is_read_from_codes_and_wordings_or_not_at_all(said: str, group: str | None):
    assert bands.ethnic_group(said) == group
    assert bands.ethnic_group(said.lower()) == group


def test_gender_and_area_are_read_from_codes_and_wordings():
    girl, boy, another, unknown = GENDERS
    for gender, wordings in {
        girl: ("2", "b) Female", "F", "GIRL", "2 - Female"),
        boy: ("1", "a) Male", "m", "Boy"),
        another: ("Non-binary", "Other", "d) Neither"),
        unknown: ("c) Not stated/recorded", "9", "Unknown", "Indeterminate"),
        None: ("7", "Ms Smith"),
    }.items():
        assert {bands.gender_of(wording) for wording in wordings} == {gender}
    assert [bands.placement_band(said) for said in ("b) Out", "a) In", "Home Town", "")] == [
        "Outside the area",
        "In the area",
        None,
        None,
    ]


def test_what_is_not_recognised_is_told_with_its_count_and_never_quietly_not_recorded():
    odd = [(*looked_after(number)[:2], "Martian", *looked_after(number)[3:6], "On the moon", None) for number in (1, 2)]
    empty = (*looked_after(3)[:2], None, *looked_after(3)[3:])
    told = read(an_annex_a([*odd, empty])).notes
    assert "Ethnic group: “Martian” (2 children) is not a code or wording known; taken as “Not recorded”." in told
    assert "Ethnic group: is empty for 1 child." in told
    assert "Home: “On the moon” (2 children) is not a code or wording known; taken as “Not recorded”." in told


@pytest.mark.parametrize("path", each(ANNEX_A), ids=lambda path: path.name)
def test_the_sample_has_five_children_of_whom_four_are_still_in_care(path: Path):
    found = frame.read(path, today=TODAY)
    assert len(found.children) == 4
    assert any("Care has ended for 1 of the children listed" in note for note in found.notes)


@pytest.mark.parametrize("path", each(AWKWARD), ids=lambda path: path.name)
def test_each_awkward_workbook_has_eight_children_in_care(path: Path):
    found = frame.read(path, today=TODAY, as_of=date(2025, 3, 31))
    assert len(found.children) == 8
    assert found.unreadable == ()
    assert all(one.age is not None for one in found.children)
    told = " ".join(found.notes)
    assert ("“Age of Child (Years)” as Age" in told) == (path.stem == "v_age")
    assert ("“-” (8 rows) is no end of care" in told) == (path.stem == "v_ceased_dash")
    assert ("headings are in row 2" in told) == (path.stem == "v_title")
    if path.stem == "v_eth_words":
        assert {one.bands["ethnicity"] for one in found.children} == {"White"}
