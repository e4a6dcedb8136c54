"""The checks of slides find what they are for: each fault is made on purpose."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO

import pytest

from audit.documents.board.papers import PaperKind, write_paper
from tests.documents.board_builders import a_view
from tests.documents.slide_accessibility import problems

FIRST, STRIP, CORE, CHART = (
    "ppt/slides/slide1.xml",
    "ppt/slides/slide4.xml",
    "docProps/core.xml",
    "ppt/charts/chart{}.xml",
)


@cache
def _sound() -> bytes:
    return write_paper(PaperKind.SLIDES, a_view(before=False))


def spoilt(part: str, pattern: str, put: str) -> bytes:
    """Return sound slides with one thing changed in one part."""
    old, made = zipfile.ZipFile(BytesIO(_sound())), BytesIO()
    charts = sorted(name for name in old.namelist() if name.startswith("ppt/charts/chart"))
    part = charts[0] if part == CHART else part
    with zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text, changed = re.subn(pattern, put, content.decode(), count=1, flags=re.DOTALL)
                assert changed == 1, "the fault could not be made"
                content = text.encode()
            new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "pattern", "put", "fault"),
    [
        (CORE, "<dc:language>en-GB</dc:language>", "", "no language or no title"),
        (CORE, "<dc:title>[^<]*</dc:title>", "", "no language or no title"),
        (FIRST, 'lang="en-GB"', 'lang="en-US"', "another language"),
        ("ppt/notesSlides/notesSlide1.xml", 'lang="en-GB"', 'lang="fr-FR"', "another language"),
        ("ppt/slideMasters/slideMaster1.xml", 'lang="en-GB"', 'lang="en-US"', "another language"),
        (FIRST, 'type="ctrTitle"', 'type="subTitle" idx="1"', "has 0 titles"),
        (
            "ppt/slides/slide3.xml",
            "<a:t>The round in one minute</a:t>",
            "<a:t>Who took part, and why</a:t>",
            "one title",
        ),
        (STRIP, ' descr="[^"]*"', "", "without words"),
        (STRIP, 'firstRow="1"', 'firstRow="0"', "without a header row"),
        (STRIP, "<a:tc>", '<a:tc gridSpan="2">', "merged cells"),
        (STRIP, "<a:t>N</a:t>|<a:t>S</a:t>|<a:t>M</a:t>", "<a:t></a:t>", "an empty cell"),
        (STRIP, '<a:solidFill><a:srgbClr val="0B0C0C"/>', '<a:solidFill><a:srgbClr val="D0D3D5"/>', "is D0D3D5 on"),
        (STRIP, 'sz="1200"', 'sz="900"', "too small"),
        (STRIP, '<a:off x="[0-9]+" y="[0-9]+"/>', '<a:off x="9000000" y="0"/>', "over the edge"),
        (FIRST, "OFFICIAL-SENSITIVE", "OFFICIAL", "not marked"),
        (FIRST, 'type="slidenum"', 'type="datetime1"', "has no number"),
        ("ppt/notesSlides/notesSlide2.xml", "<a:t>[^<]{30,}</a:t>", "<a:t>Hello</a:t>", "nothing is said"),
        (FIRST, "</p:cSld>", "</p:cSld><p:transition/>", "moves"),
        (CHART, '<c:lang val="en-GB"/>', "", "without its language"),
        (CHART, "<c:v>1</c:v>", "<c:v>9</c:v>", "does not show its workbook"),
    ],
)
def test_a_fault_is_found(part: str, pattern: str, put: str, fault: str):
    found = problems(spoilt(part, pattern, put))
    assert any(fault in one for one in found), found


def test_sound_slides_have_no_fault():
    assert problems(_sound()) == []
