"""Slides in a council's look: what is taken, what is left out, and which files are refused."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pptx
import pytest

from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.look import contrast
from audit.documents.powerpoint import look as fit
from audit.documents.powerpoint.look import INCH, Area
from audit.errors import WrongInput
from tests.documents import builders
from tests.documents.accessibility import all_text
from tests.documents.board_builders import a_view
from tests.documents.slide_accessibility import Shown, problems
from tests.documents.slide_builders import a_council_presentation, faults

COUNCIL = a_council_presentation()
_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def slides(template: bytes | None = None) -> bytes:
    return write_paper(PaperKind.SLIDES, a_view(), template=template)


def test_our_own_slides_are_16_to_9():
    one = Shown(slides()).presentation
    assert one.slide_width * 9 == one.slide_height * 16


@pytest.mark.parametrize("look", [{"pale": True}, {"dark": True, "wide": True}], ids=["pale titles", "dark ground"])
def test_a_template_that_is_hard_to_read_is_made_readable(look: dict[str, bool], tmp_path):
    written = slides(a_council_presentation(**look))
    assert problems(written) == []
    assert faults(written, tmp_path) == []


def test_titles_that_would_be_too_pale_get_ink():
    shown = Shown(slides(a_council_presentation(pale=True)))
    run = shown.slides[1].shapes.title.text_frame.paragraphs[0].runs[0]
    assert contrast(str(run.font.color.rgb), "FFFFFF") >= 4.5


def test_a_council_s_look_is_kept_and_its_slides_are_not():
    written = slides(COUNCIL)
    text = all_text(written)
    for word in ("Quarterly", "Savings", "savings", "not to be kept", "Nor these", "council's own", "sectionLst"):
        assert word not in text
    one = Shown(written).presentation
    assert (one.slide_width, one.slide_height) == (9_144_000, 6_858_000)
    assert b'<a:latin typeface="Calibri"' in zipfile.ZipFile(BytesIO(written)).read("ppt/theme/theme1.xml")
    assert fit.letters(one.slides[1].slide_layout, "title") == "5B2C83"
    assert "Northmoor Safeguarding Children Partnership logo" in text


def _as_kind(kind: bytes, *, macros: bool = False) -> bytes:
    """Return the council's file with another content type, as PowerPoint gives to its other kinds of file."""
    old, made = zipfile.ZipFile(BytesIO(COUNCIL)), BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(_MAIN, kind) if name == "[Content_Types].xml" else content)
        if macros:
            new.writestr("ppt/vbaProject.bin", b"macros")
    return made.getvalue()


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (_as_kind(b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"), "save it as a PowerPoint"),
        (_as_kind(b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml"), "macros"),
        (_as_kind(_MAIN, macros=True), "macros"),
        (_as_kind(_MAIN.replace(b"presentation.main", b"template.main")), "(.potx)"),
        (_as_kind(_MAIN.replace(b"presentation.main", b"slideshow.main")), "(.ppsx)"),
        (builders.a_council_file(), "not a PowerPoint presentation"),
        (b"\xd0\xcf\x11\xe0 old", "old PowerPoint file"),
        (b"%PDF-1.7", "not a PowerPoint presentation"),
        (b"", "not a PowerPoint presentation"),
    ],
    ids=["pptm", "potm", "hidden macros", "potx", "ppsx", "docx", "ppt", "pdf", "nothing"],
)
def test_a_template_that_cannot_be_used_is_refused_with_what_to_do(template: bytes, says: str):
    with pytest.raises(WrongInput, match=re.escape(says)):
        slides(template)


def test_a_template_without_a_title_and_a_text_is_refused():
    made = pptx.Presentation()
    for layout in list(made.slide_layouts):
        if layout.name != "Blank":
            made.slide_layouts.remove(layout)
    buffer = BytesIO()
    made.save(buffer)
    with pytest.raises(WrongInput, match="no layout with a title"):
        slides(buffer.getvalue())


def test_a_template_with_one_layout_only_is_enough(tmp_path):
    made = pptx.Presentation()
    for layout in list(made.slide_layouts):
        if layout.name != "Title and Content":
            made.slide_layouts.remove(layout)
    buffer = BytesIO()
    made.save(buffer)
    written = slides(buffer.getvalue())
    assert problems(written) == []
    assert faults(written, tmp_path) == []


def test_a_tint_is_worked_out_as_it_is_seen():
    layout = pptx.Presentation().slide_layouts[0]
    assert fit.letters(layout, "subTitle") == "898989"


def test_a_long_list_is_shared_out_evenly_and_loses_nothing():
    items = [f"Point {number} " + "word " * 20 for number in range(13)]
    room = Area(left=0, top=0, width=10 * INCH, height=4 * INCH)
    pages = fit.shared(items, lambda page: fit.list_size(page, room) is not None)
    assert [item for page in pages for item in page] == items
    assert max(map(len, pages)) - min(map(len, pages[:-1])) <= 1
