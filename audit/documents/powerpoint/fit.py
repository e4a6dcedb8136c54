"""How much text a slide holds: sizes that can be read across a room, and what goes to the next slide.

In: texts, and the room there is, in English Metric Units.
Out: a size in points, or the texts shared out over several slides.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import TypeVar

from audit.documents.powerpoint.look import POINT, Area

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
