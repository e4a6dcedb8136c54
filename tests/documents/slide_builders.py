"""A council's own presentation, as such files are: a logo, a dark first slide, slides and notes that must go."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import Any

import pptx
from openxml_audit import OpenXmlValidator
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from tests.documents.builders import DOT


@cache
def a_council_presentation(*, pale: bool = False, dark: bool = False, wide: bool = False) -> bytes:
    """Return a 4:3 presentation with purple titles in Calibri, a logo and two slides of its own.

    The pale one's titles cannot be read on its white ground; the dark one's ground is nearly black.
    """
    made = pptx.Presentation()
    if wide:
        made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    master = made.slide_master
    _theme(master, {"dk2": "E8D9F0" if pale else "5B2C83", **({"lt1": "10131A", "dk1": "F5F5F5"} if dark else {})})
    level = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    if not dark:
        level.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}").set("val", "tx2")
    logo = master.part.get_or_add_image_part(BytesIO(DOT))[1]
    master.shapes._spTree.append(_picture(logo))
    _a_slide(made, 0, "Quarterly budget", "Words that are not to be kept.")
    _a_slide(made, 1, "Savings plan", "Nor these.")
    made.part._element.append(_sections(made))
    made.core_properties.title, made.core_properties.keywords = "Quarterly budget", "savings"
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def faults(written: bytes, tmp_path: Any) -> list[str]:
    """Return what an independent validator finds wrong with a presentation."""
    place = tmp_path / "checked.pptx"
    place.write_bytes(written)
    return [str(error) for error in OpenXmlValidator().validate(place).errors]


def _theme(master: Any, colours: dict[str, str]) -> None:
    part = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    text = part.blob.decode()
    for name, colour in colours.items():
        put = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", put, text, count=1, flags=re.DOTALL)
    part._blob = re.sub(r'<a:latin typeface="[^"]+"', '<a:latin typeface="Calibri"', text).encode()


def _a_slide(made: Any, layout: int, title: str, text: str) -> None:
    slide = made.slides.add_slide(made.slide_layouts[layout])
    slide.shapes.title.text = title
    slide.placeholders[1].text = text
    slide.notes_slide.notes_text_frame.text = "Notes of the council's own."


def _picture(logo: str) -> Any:
    return parse_xml(
        f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="77" name="Logo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{logo}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
        '<a:off x="7800000" y="100000"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )


def _sections(made: Any) -> Any:
    ids = "".join(f'<p14:sldId id="{one.get("id")}"/>' for one in made.part._element.sldIdLst)
    return parse_xml(
        f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst '
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Budget" '
        f'id="{{6B2D9A41-0000-4000-8000-000000000001}}"><p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>'
        "</p14:sectionLst></p:ext></p:extLst>"
    )
