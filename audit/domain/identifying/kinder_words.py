"""Kinder words: the child may read the record one day.

In: a text, and the partnership's list.
Out: words that can hurt, where they stand, and a kinder way to say it with the reason; the person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_STRICT = {"extra": "forbid"}  # an unknown key in the file is a mistake, never ignored


@dataclass(frozen=True, kw_only=True)
class KinderWord:
    """One entry of the list; a trailing * in the word stands for any ending."""

    __pydantic_config__ = _STRICT

    word: str
    instead: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A word in the text that a kinder one could take the place of; `start` and `end` count code points."""

    start: int
    end: int
    text: str
    instead: str
    why: str


def offers(text: str, words: Sequence[KinderWord]) -> tuple[Offer, ...]:
    """Return what could be said more kindly, in the order of the text; of two that overlap the longer one."""
    accepted: list[Offer] = []
    for word in sorted(words, key=lambda kinder_word: -len(kinder_word.word)):
        for match in _pattern(word.word).finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in accepted):
                accepted.append(
                    Offer(start=match.start(), end=match.end(), text=match.group(), instead=word.instead, why=word.why)
                )
    return tuple(sorted(accepted, key=lambda offer: offer.start))


def _pattern(word: str) -> re.Pattern[str]:
    ending = r"\w*" if word.endswith("*") else ""
    capitals = word.rstrip("*").isupper() and len(word) < 5  # “LAC” is meant, and “lac” is not a word people write
    return re.compile(rf"(?<!\w){re.escape(word.rstrip('*'))}{ending}(?!\w)", 0 if capitals else re.IGNORECASE)
