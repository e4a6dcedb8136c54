"""A workbook is saved as Excel would save it: nothing to repair, and every word as it was written."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from audit.charts.chart import Table
from audit.documents.excel.chart_workbook import write_chart_workbook
from audit.documents.excel.writing import as_bytes
from tests.documents.workbooks import a_good_workbook, faults


def a_book() -> tuple[Workbook, Worksheet]:
    """Return an empty workbook and its one sheet."""
    book = Workbook()
    return book, book.worksheets[0]


@given(st.lists(st.text(max_size=40).map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text)), min_size=1, max_size=6))
def test_words_come_back_as_they_were_written(words: list[str]):
    book, sheet = a_book()
    for row, text in enumerate(words, start=1):
        cell = sheet.cell(row, 1, text)
        cell.data_type = "s"
    there = load_workbook(BytesIO(as_bytes(book))).worksheets[0]
    read = [there.cell(row, 1).value or "" for row in range(1, len(words) + 1)]
    assert read == words


def test_a_word_that_stands_in_many_cells_is_kept_once():
    book, sheet = a_book()
    for row in range(1, 6):
        sheet.cell(row, 1, "Not yet known")
    assert ZipFile(BytesIO(as_bytes(book))).read("xl/sharedStrings.xml").count(b"Not yet known") == 1


def test_a_validator_finds_nothing_in_any_kind_of_workbook(tmp_path: Path):
    book, sheet = a_book()
    sheet["A1"], sheet["A2"], sheet["A3"] = "Bold", 3, "=A2+1"
    sheet["A1"].font = Font(bold=True, italic=True, color="12436D", size=14, name="Arial", underline="single")
    table = write_chart_workbook("A message", "Words", "A source", Table(("Agency", "Higher"), (("CAMHS", 21),)))
    for written in (as_bytes(book), table, a_good_workbook()):
        assert faults(written, tmp_path) == []
