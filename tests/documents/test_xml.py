"""What the libraries of Word and PowerPoint keep to themselves is where our two modules look for it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pptx
import pytest
from pptx.util import Emu, Pt

from audit.documents.powerpoint import xml as slides
from audit.documents.word import xml as word


@pytest.fixture
def deck() -> Any:
    return pptx.Presentation()


@pytest.fixture
def slide(deck: Any) -> Any:
    return deck.slides.add_slide(deck.slide_layouts[6])


def reopened(deck: Any) -> Any:
    buffer = BytesIO()
    deck.save(buffer)
    return pptx.Presentation(buffer)


def theme(deck: Any) -> Any:
    related = deck.slide_master.part.rels.values()
    return next(one.target_part for one in related if one.reltype.endswith("/theme"))


def test_words_paragraphs_and_footers_show_their_elements():
    document = docx.Document()
    paragraph, footer = document.add_paragraph("Seen."), document.sections[0].footer
    assert word.element_of(paragraph).tag == word.qn("w:p")
    footer.is_linked_to_previous = False
    assert word.element_of(footer).tag == word.qn("w:ftr")


def test_other_bytes_are_saved_with_a_word_document():
    document = docx.Document()
    part = next(one.target_part for one in document.part.rels.values() if one.reltype.endswith("/theme"))
    word.set_blob(part, part.blob.replace(b"Office Theme", b"Our Theme"))
    buffer = BytesIO()
    document.save(buffer)
    kept = next(one for one in docx.Document(buffer).part.rels.values() if one.reltype.endswith("/theme"))
    assert b"Our Theme" in kept.target_part.blob


def test_other_bytes_are_saved_with_slides(deck: Any):
    slides.set_blob(theme(deck), theme(deck).blob.replace(b"Office Theme", b"Our Theme"))
    assert b"Our Theme" in theme(reopened(deck)).blob


def test_a_presentation_shows_its_element(deck: Any):
    assert slides.root_of(deck.part).tag == slides.qn("p:presentation")


def test_what_stands_beside_a_presentation_can_be_let_go(deck: Any):
    def kinds(made: Any) -> set[str]:
        return {relationship.reltype.rpartition("/")[2] for relationship in made.part.package._rels.values()}

    assert "thumbnail" in kinds(deck)
    slides.drop_parts_of_package(deck, ("/thumbnail",))
    assert kinds(reopened(deck)) == {"officeDocument", "core-properties", "extended-properties"}


def test_no_two_shapes_of_a_slide_get_one_number(slide: Any):
    slide.shapes.add_textbox(Emu(0), Emu(0), Emu(9), Emu(9))
    assert slides.next_shape_id(slide) not in {shape.shape_id for shape in slide.shapes}


def test_a_frame_for_a_chart_stands_on_its_slide(slide: Any):
    frame = slides.add_chart_frame(slide, "rId7", 1, 2, 3, 4)
    assert slide.shapes.element[-1] is frame
    assert [(shape.left, shape.top, shape.width, shape.height) for shape in slide.shapes] == [(1, 2, 3, 4)]


def test_settings_lie_where_powerpoint_looks_for_them(slide: Any):
    box = slide.shapes.add_textbox(Emu(0), Emu(0), Emu(9), Emu(9))
    paragraph = box.text_frame.paragraphs[0]
    run = paragraph.add_run()
    slides.settings_of_paragraph(paragraph).set("algn", "ctr")
    slides.settings_of_run(run).set("sz", "1200")
    assert (str(paragraph.alignment), run.font.size) == ("CENTER (2)", Pt(12))
    table = slide.shapes.add_table(1, 1, Emu(0), Emu(0), Emu(9), Emu(9)).table
    slides.settings_of_table(table).set("firstCol", "1")
    slides.settings_of_cell(table.cell(0, 0)).set("anchor", "ctr")
    assert (table.first_col, str(table.cell(0, 0).vertical_anchor)) == (True, "MIDDLE (3)")
