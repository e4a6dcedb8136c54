"""The checks of documents find what they are for: each fault is made on purpose."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO

import pytest

from audit.documents.plan.action_plan import write_action_plan
from tests.documents import builders
from tests.documents.accessibility import problems

BODY, CHART, HEADER, SETTINGS = "word/document.xml", "word/charts/chart1.xml", "word/header1.xml", "word/settings.xml"


@cache
def _sound() -> bytes:
    return write_action_plan(builders.a_paper())


def spoilt(part: str, pattern: str, put: str) -> bytes:
    """Return a sound document with one thing changed in one part."""
    old, made = zipfile.ZipFile(BytesIO(_sound())), BytesIO()
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
        (BODY, '<w:pStyle w:val="PlanFrontHeading"/>', '<w:pStyle w:val="Heading2"/>', "level 2 follows 0"),
        (BODY, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="PlanNote"/>', "0 titles"),
        (BODY, '<w:pStyle w:val="Subtitle"/>', '<w:pStyle w:val="Lost"/>', "without a style"),
        (BODY, "<w:tblHeader/>", "", "header row"),
        (BODY, "<w:cantSplit/>", "", "split over pages"),
        (BODY, '<w:tblDescription w:val="[^"]*"/>', "", "says nothing of itself"),
        (BODY, '<w:gridCol w:w="', '<w:gridCol w:w="1', "width is not that"),
        (BODY, '<w:tcW w:w="', '<w:tcW w:w="1', "does not fit its columns"),
        (BODY, ">Not yet signed<", "><", "an empty cell"),
        (BODY, '<w:tcW w:w="', '<w:gridSpan w:val="2"/><w:tcW w:w="', "merged cells"),
        (BODY, ' descr="[^"]*"', "", "without words"),
        (BODY, 'w:anchor="part_1"', 'w:anchor="part_99"', "links to nowhere"),
        (BODY, 'w:name="part_2"', 'w:name="part_1"', "two bookmarks with one name"),
        (BODY, '<w:fldChar w:fldCharType="end"/>', "", "does not end"),
        (BODY, '<w:color w:val="594D00"/>', '<w:color w:val="D0B000"/>', "is D0B000 on FFF7BF"),
        (CHART, '<c:lang val="en-GB"/>', "", "has no language"),
        (CHART, "<c:v>3</c:v>", "<c:v>4</c:v>", "does not show its workbook"),
        (HEADER, ">OFFICIAL-SENSITIVE[^<]*<", "><", "without its marking"),
        (
            SETTINGS,
            'compatibilityMode" w:uri="([^"]*)" w:val="15"',
            r'compatibilityMode" w:uri="\1" w:val="14"',
            "compat",
        ),
        ("word/styles.xml", 'w:lang w:val="en-GB"', 'w:lang w:val="en-US"', "another language"),
        ("docProps/core.xml", "<dc:language>en-GB</dc:language>", "", "no language or no title"),
        ("word/footer1.xml", "NUMPAGES", "DATE", "page X of Y"),
    ],
)
def test_a_fault_is_found(part: str, pattern: str, put: str, fault: str):
    assert any(fault in found for found in problems(spoilt(part, pattern, put)))


def test_a_sound_document_has_no_fault():
    assert problems(_sound()) == []
