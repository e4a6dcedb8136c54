"""The look of a set of slides: which layouts carry them, and where on a slide there is room.

In: what was read from a template, or nothing.
Out: values that every slide uses; lengths in English Metric Units, 914,400 to the inch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from audit.documents.look import FONT, HEADING

# python-pptx's types do not hold under strict checks, so its parts are known by their names alone.
Presentation = Any
SlideMaster = Any
SlideLayout = Any
Slide = Any
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
        one = Area(left=self.left, top=self.top, width=left, height=self.height)
        two = Area(left=self.left + left + gap, top=self.top, width=self.width - left - gap, height=self.height)
        return one, two

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
