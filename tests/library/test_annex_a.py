from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from audit.errors import WrongInput
from audit.library.returns import annex_a, frame
from tests.given import each
from tests.returns import ANNEX_A, an_annex_a, looked_after

ENDED = datetime(2026, 1, 2)  # noqa: DTZ001 - a cell of a workbook


def test_children_whose_care_has_ended_are_not_in_the_frame():
    found = annex_a.read("book", an_annex_a([looked_after(1), looked_after(2, ended=ENDED), looked_after(3)]))
    assert [one.child for one in found.children] == ["1", "3"]
    assert found.notes == ("Care has ended for 1 of the children listed, so they are not in the frame.",)
    assert found.children[0].bands == {
        "age_band": "13-15",
        "gender": "Girl or young woman",
        "ethnicity": "White",
        "placement_type": "Foster care",
    }


def test_an_age_is_worked_out_where_it_is_missing():
    found = annex_a.read("book", an_annex_a([looked_after(1, age=None), looked_after(2, ended=ENDED)]))
    assert found.children[0].age == 18


def test_a_workbook_that_is_none_or_has_no_list_is_refused():
    with pytest.raises(WrongInput, match="not an Excel workbook"):
        annex_a.read("book", b"PK nothing")
    with pytest.raises(WrongInput, match="no sheet “List 8”"):
        annex_a.read("book", an_annex_a([], sheet="List 7"))


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ("U4", "Foster care"),
        ("a) U1: Foster placement - relatives", "Kinship foster care"),
        ("K2", "Children's home"),
        ("n) H5: Residential accommodation", "Supported accommodation or lodgings"),
        ("", "Not recorded"),
        ("Z9", "Other"),
    ],
)
def test_codes_and_wordings_become_the_words_of_a_case(said: str, home: str):
    assert annex_a.home(said) == home


def test_gender_ethnic_group_and_area_are_read_from_codes_and_wordings():
    assert [annex_a.gender(said) for said in ("1", "2", "a) Male", "b) Female", "c) Not stated/recorded")] == [
        "Boy or young man",
        "Girl or young woman",
        "Boy or young man",
        "Girl or young woman",
        "Not recorded",
    ]
    assert [annex_a.ethnic_group(said) for said in ("BCRB", "k) APKN", "NOBT", "")] == [
        "Black",
        "Asian",
        "Not recorded",
        "Not recorded",
    ]
    assert [annex_a.placement_band(said) for said in ("b) Out", "a) In", "Home Town", "")] == [
        "Outside the area",
        "In the area",
        None,
        None,
    ]


@pytest.mark.parametrize("path", each(ANNEX_A), ids=lambda path: path.name)
def test_the_sample_has_five_children_of_whom_four_are_still_in_care(path: Path):
    found = frame.read(path)
    assert len(found.children) == 4
    assert len(found.notes) == 1
