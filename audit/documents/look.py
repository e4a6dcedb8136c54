"""The look of a document: colours, and the few things that a council's own file decides.

In: nothing, or what was read from a template.
Out: values that every part of a document uses; each pair of text and ground has a contrast of at least 4.5.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.domain.findings import finding
from audit.domain.plan.actions import Status

INK, GREY, WHITE = finding.INK, finding.GREY, finding.WHITE
HEADING = "12436D"
RULE = "B1B4B6"
FONT = "Arial"

STATUS_COLOURS = {
    Status.BLUE: ("D2E2F1", "0C2D4A"),
    Status.GREEN: ("CCE2D8", "005A30"),
    Status.AMBER: ("FFF7BF", "594D00"),
    Status.RED: ("F6D7D2", "942514"),
}  # ground and text
SHARE_COLOURS = {
    "none": (WHITE, GREY),
    "few": ("DCE9F4", INK),
    "some": ("B5D2EA", INK),
    "half": ("6BACE6", INK),
    "most": ("2073BC", WHITE),
    "all": (HEADING, WHITE),
}
WORD_COLOURS = {word: (look.ground, look.letters) for word, look in finding.WORDS.items()}
SHADE_COLOURS = {shade: (look.ground, look.letters) for shade, look in finding.SHADES.items()}  # of a scale's steps


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the parts of a document have to know of its look."""

    own: bool = True  # False: a council's file is the style template
    font: str = FONT
    heading: str = HEADING
    numbers_headings: bool = True  # False: the template's headings number themselves
    text_height: float = 253.0  # of an upright page, mm
    text_width: float = 170.0  # mm
    landscape_width: float = 267.0  # mm

    @property
    def roomy(self) -> bool:
        """Say whether an upright page holds the whole front page and each part may start a page."""
        return self.text_height >= 245


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours given as RRGGBB, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
