"""Typed text keeps its lines in every format, and a control character is a space in each, never a join."""

from __future__ import annotations

import io

import openpyxl
import pptx
import pytest

from audit.documents import typed
from audit.documents.excel.chart_workbook import write_chart_workbook
from audit.documents.powerpoint import deck as slides
from audit.documents.powerpoint.deck import Line
from audit.documents.word.xml import run
from audit.domain.english import sentence
from audit.domain.identifying.released import first_sentence, parted

LIST = "Ask first:\n- the child\n- the carer\r\n1. then write it down"
CONTROLS = [chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), *range(127, 133), *range(134, 160), 0xFFFE)]


@pytest.mark.parametrize("control", [*CONTROLS, "\ud800"], ids=lambda one: f"{ord(one):04x}")
def test_a_control_character_is_a_space_and_never_a_join(control: str):
    text = f"not{control}safe"
    assert typed.fit(text) == typed.single_line(text) == typed.lines(text)[0] == "not safe"
    assert "".join(t.text for t in run(text)) == "not safe"


def test_lines_stay_lines_in_word():
    made = run(LIST)
    assert [one.tag.rpartition("}")[2] for one in made] == ["t", "br", "t", "br", "t", "br", "t"]
    assert [one.text for one in made if one.text] == LIST.replace("\r", "").split("\n")


def test_lines_stay_lines_on_slides_and_in_their_notes():
    deck = slides.begun(marking="OFFICIAL", line="Wrenmere")
    deck.listed("What\nwe ask", [Line(LIST, strong="Ask.")], notes=LIST)
    slide = deck.presentation.slides[0]
    held = io.BytesIO()
    deck.presentation.save(held)
    slide = pptx.Presentation(io.BytesIO(held.getvalue())).slides[0]
    body = next(one for one in slide.placeholders if one.placeholder_format.idx != 0).text_frame.paragraphs[0]
    assert body.text.split("\v") == ["Ask. Ask first:", "- the child", "- the carer", "1. then write it down"]
    assert slide.shapes.title.text == "What we ask"
    assert slide.notes_slide.notes_text_frame.text.split("\n")[1:3] == ["- the child", "- the carer"]


def test_lines_stay_lines_in_excel_and_wrap():
    class Rows:
        columns = ("What", "Said")
        rows = (("a", LIST),)

    book = openpyxl.load_workbook(io.BytesIO(write_chart_workbook("Title\x0bof it", "Says.", "Source.", Rows())))
    sheet = book.active
    assert sheet is not None
    cell = sheet["B6"]
    assert cell.value == LIST.replace("\r\n", "\n")
    assert cell.alignment.wrap_text
    assert sheet["A1"].value == "Title of it"


def test_a_finding_is_headed_by_its_first_line_and_keeps_the_others():
    assert first_sentence("Plans are late:\n- one\n- two") == "Plans are late"
    assert parted("Children wait too long for help: nobody chases.\n\n- one\n- two") == (
        "Children wait too long for help: nobody chases",
        "- one\n- two",
    )
    assert parted("Children wait too long for help. Nobody chases.") == (
        "Children wait too long for help",
        "Nobody chases.",
    )
    assert sentence("- one\n- two") == "- one\n- two"
