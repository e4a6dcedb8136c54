"""A council's own PowerPoint file, that lends its look: masters, layouts and theme stay, its slides go.

In: the bytes of a .pptx.
Out: a presentation without slides and its look; a file that cannot be used is refused with what to do.

Here too:
- Our own slides: 16:9, white with a blue edge, and a blue first slide with the seven-strip as its mark.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pptx
from pptx.exc import PackageNotFoundError

from audit.documents.look import FONT, GREY, HEADING, INK, WHITE, contrast
from audit.documents.powerpoint.look import INCH, Area, SlideLook, letters
from audit.documents.powerpoint.xml import (
    Presentation,
    SlideLayout,
    SlideMaster,
    nsdecls,
    parse_xml,
    qn,
    root_of,
    set_blob,
)
from audit.documents.word.template import Refusals, must_be_office
from audit.errors import WrongInput

WIDTH, HEIGHT = 12_192_000, 6_858_000  # 16:9, as PowerPoint makes it
_SIDE = round(0.62 * INCH)
_TEXT = WIDTH - 2 * _SIDE
_TITLE = Area(left=_SIDE, top=round(0.42 * INCH), width=_TEXT, height=round(0.95 * INCH))
_BODY = Area(left=_SIDE, top=round(1.52 * INCH), width=_TEXT, height=round(5.02 * INCH))
_FOOT_TOP, _FOOT_HEIGHT = round(6.78 * INCH), round(0.5 * INCH)
_FOOTER = Area(left=round(2.6 * INCH), top=_FOOT_TOP, width=WIDTH - round(5.2 * INCH), height=_FOOT_HEIGHT)
_NUMBER = Area(left=WIDTH - _SIDE - INCH, top=_FOOT_TOP, width=INCH, height=_FOOT_HEIGHT)
_OPENING_TITLE = Area(left=_SIDE, top=round(1.35 * INCH), width=round(10.6 * INCH), height=round(2.1 * INCH))
_OPENING_TEXT = Area(left=_SIDE, top=round(3.6 * INCH), width=_TEXT, height=round(1.75 * INCH))
_LAYOUT_KINDS = ("title", "obj", "titleOnly")
_COLOURS = {
    "dk1": INK,
    "dk2": HEADING,
    "accent1": HEADING,
    "accent2": "28A197",
    "accent3": "801650",
    "accent4": "F46A25",
    "accent5": "3D3D3D",
    "accent6": "A285D1",
    "hlink": HEADING,
    "folHlink": HEADING,
}
_STRIP = ("DCE9F4", "B5D2EA", "DCE9F4", "6BACE6", "B5D2EA", "6BACE6", "DCE9F4")  # a mark, not a judgement


def own() -> tuple[Presentation, SlideLook]:
    """Return a presentation without slides, in our own look."""
    made: Presentation = pptx.Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    root_of(made.part).find(qn("p:sldSz")).attrib.pop("type", None)
    _set_theme(made)
    layouts = {str(layout.element.get("type")): layout for layout in made.slide_layouts}
    for kind, layout in layouts.items():
        if kind not in _LAYOUT_KINDS:
            made.slide_layouts.remove(layout)
    _set_master(made.slide_master)
    _set_opening(layouts["title"])
    look = SlideLook(
        opening=layouts["title"], listing=layouts["obj"], bare=layouts["titleOnly"], room=_BODY, size=(WIDTH, HEIGHT)
    )
    for layout in (look.opening, look.listing, look.bare):
        _without_date(layout)
    _without_date(made.slide_master)
    return made, look


def _set_theme(made: Presentation) -> None:
    part = next(
        relationship.target_part
        for relationship in made.slide_master.part.rels.values()
        if relationship.reltype.endswith("/theme")
    )
    text = part.blob.decode()
    for name, colour in _COLOURS.items():
        put = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", put, text, count=1, flags=re.DOTALL)
    text = re.sub(r'<a:latin typeface="[^"]+"', f'<a:latin typeface="{FONT}"', text)
    set_blob(part, text.encode())


def _set_master(master: SlideMaster) -> None:
    places = {"title": _TITLE, "body": _BODY, "ftr": _FOOTER, "sldNum": _NUMBER}
    for shape in master.placeholders:
        kind = shape.element.ph.get("type")
        if kind in places:
            _put(shape, places[kind])
        if kind == "title":
            shape.element.txBody.bodyPr.set("anchor", "b")
        if kind in ("ftr", "sldNum"):
            _letters(shape, colour=GREY, size=12)
    _set_text(master.element, "titleStyle", size=28, colour="tx2", bold=True, before=0)
    _set_text(master.element, "bodyStyle", size=20, colour="tx1", bold=False, before=9)
    _bar(master, Area(left=0, top=0, width=WIDTH, height=round(0.16 * INCH)), HEADING)


def _set_text(master: Any, style: str, *, size: int, colour: str, bold: bool, before: int) -> None:  # noqa: ANN401 - lxml
    level = master.find(f"{qn('p:txStyles')}/{qn(f'p:{style}')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    space = parse_xml(f'<a:spcBef {nsdecls("a")}><a:spcPts val="{before * 100}"/></a:spcBef>')
    level.replace(level.find(qn("a:spcBef")), space)
    letters = level.find(qn("a:defRPr"))
    letters.set("sz", str(size * 100))
    letters.set("b", str(int(bold)))
    letters.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}").set("val", colour)


def _set_opening(layout: SlideLayout) -> None:
    """Make the first slide blue, with white letters and the seven cells at its foot."""
    ground = parse_xml(
        f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:effectLst/></p:bgPr>'
        "</p:bg>"
    )
    layout.element.cSld.insert(0, ground)
    places: Mapping[str, tuple[Area | None, int, bool]] = {
        "ctrTitle": (_OPENING_TITLE, 38, True),
        "subTitle": (_OPENING_TEXT, 20, False),
        "ftr": (None, 12, False),
        "sldNum": (None, 12, False),
    }
    for shape in layout.placeholders:
        kind = str(shape.element.ph.get("type"))
        if kind not in places:
            continue
        place, size, bold = places[kind]
        if place is not None:
            _put(shape, place)
            shape.element.txBody.bodyPr.set("anchor", "b" if bold else "t")
        _letters(shape, colour="FFFFFF", size=size, bold=bold)
    side, top = round(0.5 * INCH), round(5.72 * INCH)
    for number, colour in enumerate(_STRIP):
        left = _SIDE + number * round(0.56 * INCH)
        _bar(layout, Area(left=left, top=top, width=side, height=side), colour)


def _letters(shape: Any, *, colour: str, size: int, bold: bool = False) -> None:  # noqa: ANN401 - lxml
    """Give a placeholder letters of its own, on whose level the slides' own letters are built."""
    kind = shape.element.ph.get("type")
    align = {"ftr": "ctr", "sldNum": "r"}.get(kind, "l")
    old = shape.element.txBody.find(qn("a:lstStyle"))
    new = parse_xml(
        f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:defRPr>'
        "</a:lvl1pPr></a:lstStyle>"
    )
    shape.element.txBody.replace(old, new)


def _put(shape: Any, place: Area) -> None:  # noqa: ANN401 - python-pptx types it by kind
    shape.left, shape.top, shape.width, shape.height = place.left, place.top, place.width, place.height


def _bar(holder: SlideMaster | SlideLayout, place: Area, colour: str) -> None:
    """Add a plain rectangle, which stands behind everything and says nothing."""
    tree = holder.element.cSld.spTree
    number = max(int(shape.get("id")) for shape in tree.iter(qn("p:cNvPr"))) + 1
    tree.insert(
        2,
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Edge {number}"/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{place.left}" y="{place.top}"/>'
            f'<a:ext cx="{place.width}" cy="{place.height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            f'</a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        ),
    )


def _without_date(holder: SlideMaster | SlideLayout) -> None:
    """Take the date away: the day a paper was made stands in words on its first slide."""
    for shape in list(holder.placeholders):
        if shape.element.ph.get("type") == "dt":
            shape.element.getparent().remove(shape.element)


MOST_BYTES = 120_000_000  # unpacked; a style template with pictures is far smaller
_NOT_SLIDES = "This template is not a PowerPoint presentation. Choose a file that PowerPoint saved as .pptx."
_SAVE_AS = "Open it in PowerPoint and save it as a PowerPoint presentation (.pptx)."
_SLIDES = Refusals(
    maker="ms-powerpoint",
    markup="presentationml",
    macros="ppt/vbaProject.bin",
    most_bytes=MOST_BYTES,
    wrong_kind=_NOT_SLIDES,
    locked="This template is an old PowerPoint file (.ppt) or is locked with a password. "
    "Open it in PowerPoint and save it as .pptx, without a password.",
    too_large="This template is too large. Take large pictures and films out, and save it again.",
    kinds={
        "macroEnabled": f"This template holds macros (.pptm). Macros are programs, so it is not opened. {_SAVE_AS}",
        "template.main": f"This is a PowerPoint template (.potx). {_SAVE_AS}",
        "slideshow.main": f"This is a PowerPoint show (.ppsx). {_SAVE_AS}",
    },
)
_NO_TITLES = (
    "This template has no layout with a title and a text beneath it, so no slide could be read aloud in order. "
    "Choose a presentation that has the layout “Title and Content”."
)
_LEAST_ROOM = (5 * INCH, round(2.5 * INCH))
_DROPPED = ("custShowLst", "custDataLst", "photoAlbum", "modifyVerifier", "extLst")


def of(template: bytes) -> tuple[Presentation, SlideLook]:
    """Return a presentation without slides in a council's look; raises WrongInput, saying what to do, otherwise."""
    must_be_office(template, _SLIDES)
    try:
        made = pptx.Presentation(BytesIO(template))
        _empty(made)
        return made, _look(made)
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError, PackageNotFoundError) as fault:
        raise WrongInput(_NOT_SLIDES) from fault


def _empty(made: Presentation) -> None:
    """Take the slides out, and whatever else of the presentation speaks of them."""
    root = root_of(made.part)
    slides = root.find(qn("p:sldIdLst"))
    for entry in list(slides) if slides is not None else []:
        made.part.rels.pop(entry.get(qn("r:id")))
        slides.remove(entry)
    for name in _DROPPED:
        for old in root.findall(qn(f"p:{name}")):
            root.remove(old)
    for number, entry in list(made.part.rels.items()):
        if entry.reltype.endswith(("/commentAuthors", "/authors", "/tags", "/customXml", "/handoutMaster")):
            made.part.rels.pop(number)
    for old in root.findall(qn("p:handoutMasterIdLst")):
        root.remove(old)


def _look(made: Presentation) -> SlideLook:
    layouts = [layout for master in made.slide_masters for layout in master.slide_layouts]
    titled = [layout for layout in layouts if _has(layout, "title")]
    listing = next((layout for layout in [*_of_kind(titled, "obj"), *titled] if _room(layout) is not None), None)
    if listing is None:
        raise WrongInput(_NO_TITLES)
    master = listing.slide_master
    own = [layout for layout in layouts if layout.slide_master is master]  # another master would be another look
    opening = next((layout for layout in _of_kind(own, "title") if _has(layout, "ctrTitle", "title")), listing)
    bare = next((layout for layout in _of_kind(titled, "titleOnly") if layout.slide_master is master), listing)
    heading = letters(bare, "title") or HEADING
    room = _room(listing)
    assert room is not None  # noqa: S101 - the layout was chosen for having it
    return SlideLook(
        own=False,
        opening=opening,
        listing=listing,
        bare=bare,
        room=room,
        size=(int(made.slide_width or 0), int(made.slide_height or 0)),
        font=_font(listing),
        heading=heading if contrast(heading, WHITE) >= 4.5 else HEADING,
    )


def _of_kind(layouts: list[SlideLayout], kind: str) -> list[SlideLayout]:
    return [layout for layout in layouts if layout.element.get("type") == kind]


def _has(layout: SlideLayout, *kinds: str) -> bool:
    return any(shape.element.ph.get("type") in kinds for shape in layout.placeholders)


def _room(layout: SlideLayout) -> Area | None:
    """Return where a layout keeps its text; None where it keeps none, or too little."""
    for shape in layout.placeholders:
        kind = shape.element.ph.get("type") or "obj"
        if kind not in ("obj", "body") or shape.width is None or shape.height is None:
            continue
        if shape.width >= _LEAST_ROOM[0] and shape.height >= _LEAST_ROOM[1]:
            return Area(left=shape.left or 0, top=shape.top or 0, width=shape.width, height=shape.height)
    return None


def _font(layout: SlideLayout) -> str:
    for relationship in layout.slide_master.part.rels.values():
        if relationship.reltype.endswith("/theme"):
            match = re.search(rb'<a:minorFont>.*?<a:latin typeface="([^"]+)"', relationship.target_part.blob, re.DOTALL)
            return match.group(1).decode() if match else FONT
    return FONT
