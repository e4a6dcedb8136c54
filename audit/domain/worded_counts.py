"""Counts of children so small that they may tell who is meant.

In: a text.
Out: where a figure for one to 5 children, for one child, or for all or none of a small group stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHILDREN = (
    r"(?:children|child|kids?|young (?:people|persons?|wom[ae]n|m[ae]n)|youngsters?|yps?|girls?|boys?|lads?|pupils?|"
    r"siblings?|sisters?|brothers?|babies|baby|infants?|toddlers?|teenagers?|teens?|students?|care leavers?)"
)
_FEW = r"(?:one|two|three|four|five|[1-5]|a couple of(?: the)?)"
_COUNT = re.compile(
    rf"\b(?:{_FEW} (?:of (?:the |these |those |our )?)?(?:[a-z-]+ ){{0,2}}?{_CHILDREN}\b"
    rf"|(?:both|neither)(?: of)?(?: the| these)?(?: {_CHILDREN})?\b|(?:all|none of the) (?:two|three|four|five|[2-5])\b"
    r"|(?:one|two|three|[1-3]) (?:in|out of|of) (?:the )?(?:two|three|four|five|six|seven|eight|[2-8])\b"
    r"|\d+ (?:to|and) \d+ days\b)",
    re.IGNORECASE,
)


def small_counts_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a small count of children stands, as start and end in code points."""
    for match in _COUNT.finditer(text):
        yield match.span()
