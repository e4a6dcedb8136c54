"""A chart's table in Excel: headings that stay, numbers that count, and text that stays text."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from audit.charts.chart import Table
from audit.documents.excel.chart_workbook import write_chart_workbook

TABLE = Table(("Agency", "Higher"), (("CAMHS", 21), ("=1+1", 20), ("+44", None)))


def test_the_message_the_words_and_the_source_stand_above_the_table():
    sheet = _sheet(write_chart_workbook("Four in ten were higher", "Of 41 grades …", "41 grades; 2026.", TABLE))
    assert [sheet[f"A{row}"].value for row in (1, 2, 3)] == [
        "Four in ten were higher",
        "Of 41 grades …",
        "41 grades; 2026.",
    ]
    assert [cell.value for cell in sheet[5]] == ["Agency", "Higher"]
    assert sheet["A5"].font.bold
    assert sheet.freeze_panes == "B6"


def test_numbers_stay_numbers():
    assert _sheet(write_chart_workbook("", "", "", TABLE))["B6"].value == 21


def test_text_that_looks_like_a_formula_stays_text():
    sheet = _sheet(write_chart_workbook("=HYPERLINK()", "@x", "-1", TABLE))
    for place in ("A1", "A2", "A3", "A7", "A8"):
        assert sheet[place].data_type == "s"
        assert sheet[place].quotePrefix
    assert sheet["A7"].value == "=1+1"


def test_an_empty_table_still_has_its_headings():
    sheet = _sheet(write_chart_workbook("Nothing yet", "", "", Table(("Agency", "Higher"), ())))
    assert sheet["B5"].value == "Higher"


@given(st.text())
def test_whatever_was_typed_the_workbook_opens_and_holds_no_formula(text):
    sheet = _sheet(write_chart_workbook(text, text, text, Table((text,), ((text,),))))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def _sheet(workbook: bytes):
    return load_workbook(BytesIO(workbook)).active
