"""A council's own PowerPoint file, that lends its look: masters, layouts and theme stay, its slides go.

In: the bytes of a .pptx.
Out: a presentation without slides and its look; a file that cannot be used is refused with what to do.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pptx
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn

from audit.documents.look import FONT, HEADING, WHITE, contrast
from audit.documents.powerpoint.colours import letters
from audit.documents.powerpoint.look import INCH, Area, Presentation, SlideLayout, SlideLook
from audit.documents.word.template_refusals import Refusals, must_be_office
from audit.errors import WrongInput

MOST_BYTES = 120_000_000  # unpacked; a style template with pictures is far smaller
_NOT_SLIDES = "This template is not a PowerPoint presentation. Choose a file that PowerPoint saved as .pptx."
_SAVE_AS = "Open it in PowerPoint and save it as a PowerPoint presentation (.pptx)."
_SLIDES = Refusals(
    maker="ms-powerpoint",
    markup="presentationml",
    macros="ppt/vbaProject.bin",
    most_bytes=MOST_BYTES,
    not_one=_NOT_SLIDES,
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
    root = made.part._element
    slides = root.find(qn("p:sldIdLst"))
    for one in list(slides) if slides is not None else []:
        made.part._rels.pop(one.get(qn("r:id")))
        slides.remove(one)
    for name in _DROPPED:
        for old in root.findall(qn(f"p:{name}")):
            root.remove(old)
    for number, one in list(made.part.rels.items()):
        if one.reltype.endswith(("/commentAuthors", "/authors", "/tags", "/customXml", "/handoutMaster")):
            made.part._rels.pop(number)
    for old in root.findall(qn("p:handoutMasterIdLst")):
        root.remove(old)


def _look(made: Presentation) -> SlideLook:
    layouts = [one for master in made.slide_masters for one in master.slide_layouts]
    titled = [one for one in layouts if _has(one, "title")]
    listing = next((one for one in [*_of_kind(titled, "obj"), *titled] if _room(one) is not None), None)
    if listing is None:
        raise WrongInput(_NO_TITLES)
    master = listing.slide_master
    own = [one for one in layouts if one.slide_master is master]  # another master would be another look
    opening = next((one for one in _of_kind(own, "title") if _has(one, "ctrTitle", "title")), listing)
    bare = next((one for one in _of_kind(titled, "titleOnly") if one.slide_master is master), listing)
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
    return [one for one in layouts if one._element.get("type") == kind]


def _has(layout: SlideLayout, *kinds: str) -> bool:
    return any(shape._element.ph.get("type") in kinds for shape in layout.placeholders)


def _room(layout: SlideLayout) -> Area | None:
    """Return where a layout keeps its text; None where it keeps none, or too little."""
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type") or "obj"
        if kind not in ("obj", "body") or shape.width is None or shape.height is None:
            continue
        if shape.width >= _LEAST_ROOM[0] and shape.height >= _LEAST_ROOM[1]:
            return Area(left=shape.left or 0, top=shape.top or 0, width=shape.width, height=shape.height)
    return None


def _font(layout: SlideLayout) -> str:
    for one in layout.slide_master.part.rels.values():
        if one.reltype.endswith("/theme"):
            found = re.search(rb'<a:minorFont>.*?<a:latin typeface="([^"]+)"', one.target_part.blob, re.DOTALL)
            return found.group(1).decode() if found else FONT
    return FONT
