"""Colours: what a kind of finding, a word and a grade look like, the same on pages, in Word and on slides.

In: a kind, a word, or the shade of a grade.
Out: ground, letters and edge, as RRGGBB; never the only sign, since a letter or a word stands with each.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.domain.findings.finding import FindingKind
from audit.domain.workshop.suppression import Word

INK, WHITE, GREY = "0B0C0C", "FFFFFF", "505A5F"
_PALE, _TEAL, _ORANGE, _PLUM = "E9F6F4", "9FD6D0", "EE7F47", "801650"


@dataclass(frozen=True)
class Colours:
    """A ground, what is written on it, and the line around it."""

    ground: str
    letters: str = INK
    edge: str = INK


FINDINGS = {  # in the order in which they are listed everywhere
    FindingKind.PRIORITY_ACTION: Colours(_PLUM, WHITE),
    FindingKind.NEEDS_TO_IMPROVE: Colours(_ORANGE),
    FindingKind.STRENGTH: Colours(_TEAL),
    FindingKind.LEARNING: Colours(WHITE),
}
WORDS = {
    Word.STRENGTH: Colours(_TEAL),
    Word.MIXED: Colours(WHITE),
    Word.NEEDS_TO_IMPROVE: Colours(_ORANGE),
    Word.NOT_ENOUGH: Colours(WHITE, GREY),
}
SHADES = {1: Colours(_PALE), 2: Colours(_TEAL), 3: Colours(_ORANGE), 4: Colours(_PLUM, WHITE)}  # of a scale's steps
