"""Patterns that are tried only where one of their first words stands, so that a long text is looked through fast.

In: a pattern, the words that it may begin with, and a text.
Out: where it matches; two matches may overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

FIGURE = "#"  # stands for any number in figures
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Anchored:
    """A pattern and the words, in lower case, that it may begin with; `FIGURE` for any figure."""

    source: str
    first: tuple[str, ...]
    flags: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern, made when one of its first words is first met, so that a start does not wait for it."""
        return re.compile(self.source, self.flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the pattern matches in a text."""
        index = _index(text)
        for start in sorted({start for word in self.first for start in index.get(word, ())}):
            match = self.pattern.match(text, start)
            if match is not None:
                yield match


def anchored(pattern: str, first: str, flags: int = re.IGNORECASE) -> Anchored:
    """Return a pattern to be tried at some words, which are given with spaces between."""
    return Anchored(pattern, tuple(first.split()), flags)


@lru_cache(maxsize=16)
def _index(text: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for token in _TOKEN.finditer(text):
        word = token.group().lower()
        found.setdefault(word, []).append(token.start())
        if word.isdigit():
            found.setdefault(FIGURE, []).append(token.start())
    return {word: tuple(starts) for word, starts in found.items()}
