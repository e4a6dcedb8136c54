"""The look of a set of slides: which layouts carry them, and where on a slide there is room.

In: what was read from a template, or nothing.
Out: values that every slide uses; lengths in English Metric Units, 914,400 to the inch.

Here too:
- What colour letters have on a slide, and what they stand on, as the file's own rules come out.
- How much text a slide holds: sizes that can be read across a room, and what goes to the next slide.
"""

from __future__ import annotations

import colorsys
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from audit.documents.look import FONT, HEADING
from audit.documents.powerpoint.xml import SlideLayout, Xml, nsdecls, parse_xml, qn

INCH = 914_400
POINT = 12_700


@dataclass(frozen=True, kw_only=True)
class Area:
    """A rectangle on a slide."""

    left: int
    top: int
    width: int
    height: int

    def split(self, share: float, *, gap: int = INCH // 4) -> tuple[Area, Area]:
        """Return the left part, with its share of the width, and the right part."""
        left = round((self.width - gap) * share)
        left_area = Area(left=self.left, top=self.top, width=left, height=self.height)
        two = Area(left=self.left + left + gap, top=self.top, width=self.width - left - gap, height=self.height)
        return left_area, two

    def above(self, foot: int) -> tuple[Area, Area]:
        """Return the area without so much at its foot, and that foot."""
        top = Area(left=self.left, top=self.top, width=self.width, height=self.height - foot)
        return top, Area(left=self.left, top=self.top + top.height, width=self.width, height=foot)


@dataclass(frozen=True, kw_only=True)
class SlideLook:
    """What the slides have to know of their look."""

    opening: SlideLayout  # for the first slide
    listing: SlideLayout  # a title, and text beneath it
    bare: SlideLayout  # a title, and room beneath it
    room: Area  # beneath the title of a slide
    size: tuple[int, int]  # of a slide, width and height
    own: bool = True  # False: a council's file is the style template
    font: str = FONT
    heading: str = HEADING


_STYLES = {
    "title": "titleStyle",
    "ctrTitle": "titleStyle",
    "body": "bodyStyle",
    "subTitle": "bodyStyle",
    "obj": "bodyStyle",
}
_PLAIN = {"black": "000000", "white": "FFFFFF"}
_OWN_LETTERS = f"{qn('a:lstStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"


def ground(layout: SlideLayout) -> str | None:
    """Return the colour that slides of a layout stand on."""
    for holder in (layout.element, layout.slide_master.element):
        background = holder.cSld.find(qn("p:bg"))
        if background is not None:
            return _of_ground(background, layout)
    return "FFFFFF"


def letters(layout: SlideLayout, kind: str) -> str | None:
    """Return the colour of the first level of a placeholder's letters, such as those of the "title"."""
    for place in _places(layout, kind):
        if place is not None and (fill := place.find(qn("a:solidFill"))) is not None:
            return colour(fill, layout)
    return None


def size(layout: SlideLayout, kind: str) -> float | None:
    """Return the size of a placeholder's letters in points; None where nothing says it."""
    for place in _places(layout, kind):
        if place is not None and place.get("sz"):
            return int(place.get("sz")) / 100
    return None


def solid(value: str) -> Xml:
    """Return a fill of one colour, given as RRGGBB."""
    return parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{value}"/></a:solidFill>')


def colour(holder: Xml, layout: SlideLayout) -> str | None:
    """Return the colour that an element holds, worked out through the colour map and the theme."""
    for tag, read in (("srgbClr", "val"), ("sysClr", "lastClr"), ("prstClr", "val")):
        colour_node = holder.find(qn(f"a:{tag}"))
        if colour_node is not None:
            value = str(colour_node.get(read) or "")
            value = _PLAIN.get(value, value)
            return _changed(value.upper(), colour_node) if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None
    colour_node = holder.find(qn("a:schemeClr"))
    if colour_node is None:
        return None
    base = _themed(str(colour_node.get("val")), layout)
    return None if base is None else _changed(base, colour_node)


def _places(layout: SlideLayout, kind: str) -> list[Xml]:
    """Return where the letters of a placeholder may be set: on the layout, then on the master, then for all text."""
    settings: list[Xml] = []
    same = ("title", "ctrTitle") if kind in ("title", "ctrTitle") else (kind,)
    for holder, kinds in ((layout, (kind,)), (layout.slide_master, same)):
        shapes = (
            placeholder.element
            for placeholder in holder.placeholders
            if (placeholder.element.ph.get("type") or "obj") in kinds
        )
        settings += [shape.txBody.find(_OWN_LETTERS) for shape in shapes if shape.txBody is not None]
    style = _STYLES.get(kind, "otherStyle")
    way = "/".join(qn(tag) for tag in ("p:txStyles", f"p:{style}", "a:lvl1pPr", "a:defRPr"))
    return [*settings, layout.slide_master.element.find(way)]


def _of_ground(background: Xml, layout: SlideLayout) -> str | None:
    direct = background.find(f"{qn('p:bgPr')}/{qn('a:solidFill')}")
    if direct is not None:
        return colour(direct, layout)
    reference = background.find(qn("p:bgRef"))
    plain = reference is not None and reference.get("idx") == "1001"  # the theme's first ground is plain
    return colour(reference, layout) if plain else None


def _themed(name: str, layout: SlideLayout) -> str | None:
    master = layout.slide_master
    names = master.element.find(qn("p:clrMap"))
    over = layout.element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    name = (over if over is not None else names).get(name, name)
    part = next(
        (
            relationship.target_part
            for relationship in master.part.rels.values()
            if relationship.reltype.endswith("/theme")
        ),
        None,
    )
    if part is None:
        return None
    scheme = parse_xml(part.blob).find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
    return None if scheme is None else colour(scheme, layout)


def _changed(value: str, colour_node: Xml) -> str:
    """Return a colour made lighter or darker, as its children ask; tints and shades are taken of the light itself."""
    parts = [int(value[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    for child in colour_node:
        name, share = child.tag.rpartition("}")[2], int(child.get("val") or 0) / 100_000
        if name in ("lumMod", "lumOff"):
            hue, light, strength = colorsys.rgb_to_hls(*parts)
            light = light * share if name == "lumMod" else light + share
            parts = list(colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strength))
        elif name in ("tint", "shade"):
            keeps = 1 - share if name == "tint" else 0.0
            parts = [_seen(_light(part) * share + keeps) for part in parts]
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _seen(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


T = TypeVar("T")
LIST_SIZES = (24, 22, 20, 18)  # points; a list below 18 is a second slide
FEW_WORDS_SIZES = (32, 28, *LIST_SIZES)  # for a few words that are to be read aloud
TABLE_SIZES = (16, 14, 13, 12)
_LETTER = 0.52  # of its size: how wide a letter of a plain font is on average
_WIDE_LETTER = 0.6  # of its size: a letter of a bold word
_LINE = 1.22  # of its size: how far lines stand apart


def lines(text: str, size: float, width: int) -> int:
    """Return how many lines a text fills at a size in a width."""
    letters = max(1, int(width / POINT / (size * _LETTER)))
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))


def height(texts: Sequence[str], size: float, width: int, *, between: float) -> int:
    """Return how high texts stand one beneath the other, with so many points between them."""
    return round(sum(lines(text, size, width) * size * _LINE + between for text in texts) * POINT)


def holds_words(text: str, size: float, width: int) -> bool:
    """Say whether each word of a text fits on a line, so that none is broken."""
    longest = max((len(word) for word in text.replace("-", "- ").split()), default=0)
    return longest * size * _WIDE_LETTER * POINT <= width


def list_size(texts: Sequence[str], room: Area, *, sizes: Sequence[float] = LIST_SIZES) -> float | None:
    """Return the first of some sizes, the largest first, at which a list fits; None where it fits at none."""
    return next((size for size in sizes if _list_height(texts, size, room) <= room.height), None)


def shared(items: Sequence[T], fits: Callable[[Sequence[T]], bool]) -> list[list[T]]:
    """Return the items in as few groups as fit, in their order and of much the same length."""
    pages: list[list[T]] = []
    for item in items:
        if pages and fits([*pages[-1], item]):
            pages[-1].append(item)
        else:
            pages.append([item])
    even = -(-len(items) // len(pages)) if pages else 1
    evenly = [list(items[at : at + even]) for at in range(0, len(items), even)]
    return evenly if all(fits(page) for page in evenly) else pages


def _list_height(texts: Sequence[str], size: float, room: Area) -> int:
    return height(texts, size, room.width - 60 * POINT, between=9)
